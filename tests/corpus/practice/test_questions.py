"""The questions that staff ask: the files load, every line is sound, none repeats or holds what it must not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.errors import PracticeError
from corpus.practice.questions import HEADING_WORDS, load_questions
from corpus.register.register import load_register
from ingest.digests.load import load_digests


def test_the_questions_that_come_with_the_project_point_to_known_paragraphs() -> None:
    register = load_register()
    numbers = {digest.source.source_id: {str(s.number) for s in digest.statements} for digest in load_digests()}
    for row in load_questions():
        if row.source_id in numbers:
            assert row.paragraph in numbers[row.source_id]
        else:
            assert row.source_id in register
            assert row.page > 0


def test_a_heading_is_told_by_its_first_words_and_not_copied() -> None:
    assert all(len(row.heading.split()) <= HEADING_WORDS for row in load_questions())


def test_no_question_is_there_twice_empty_or_endless() -> None:
    questions = [question for row in load_questions() for question in row.questions]
    assert len(questions) > 3000
    assert len({question.casefold() for question in questions}) == len(questions)
    assert all(3 <= len(question.split()) <= 45 for question in questions)


def test_no_question_holds_a_number_or_address_of_a_person() -> None:
    personal = re.compile(r"\b0\d{9,10}\b|\b[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}\b|\S+@\S+")
    assert [q for row in load_questions() for q in row.questions if personal.search(q)] == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("not json", "line 2"),
        ('{"paragraph": "1", "page": 1, "heading": "", "questions": []}', "line 2"),
        ('{"paragraph": "1", "page": -1, "heading": "", "questions": ["q"]}', "line 2"),
        ('{"paragraph": "1", "page": 1, "heading": "", "questions": ["q"], "extra": 1}', "line 2"),
    ],
)
def test_a_bad_line_is_told_with_its_file_and_number(tmp_path: Path, line: str, told: str) -> None:
    good = '{"paragraph": "1", "page": 1, "heading": "H", "questions": ["who decides?"]}'
    (tmp_path / "book-2025.jsonl").write_text(f"{good}\n{line}\n")
    with pytest.raises(PracticeError, match=rf"book-2025\.jsonl {told}"):
        load_questions(tmp_path)
