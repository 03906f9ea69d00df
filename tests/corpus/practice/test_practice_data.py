"""What comes with the project of staff's words: many, each once, in our own words, with nobody's details in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.errors import PracticeError
from corpus.practice.practice_data import (
    HEADING_WORDS,
    Case,
    ParagraphAnchor,
    Point,
    Practice,
    StaffQuestions,
    load_cases,
    load_phrases,
    load_practice,
    load_questions,
)
from corpus.register.register import load_register
from corpus.text import fold
from ingest.digests.load import load_digests
from ingest.pdf.parser import parse

PERSONAL = re.compile(r"\b0\d{9,10}\b|\b[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}\b|\S+@\S+|https?:")
GOOD_PHRASE = (
    '{"id": "P1", "say": "off roll", "means": "removed from the register", '
    '"queries": ["deletion"], "passage": "A name."}'
)
GOOD_CASE = '{"say": "is he off roll", "points": [{"source_id": "book-2025", "page": 3, "paragraph": "9", "grade": 3}]}'


@pytest.fixture(scope="module")
def words() -> Practice:
    return load_practice()


def test_there_are_many_and_each_is_there_once(words: Practice) -> None:
    messages = list(words.messages())
    assert len(messages) > 7000
    assert len({fold(message) for message in messages}) == len(messages)
    assert all(3 <= len(message.split()) <= 80 for message in messages)


def test_none_holds_a_number_or_address_of_a_person(words: Practice) -> None:
    assert [message for message in words.messages() if PERSONAL.search(message)] == []


def test_every_case_leads_to_editions_that_are_registered(words: Practice) -> None:
    known = {digest.source.source_id for digest in load_digests()}
    register = load_register()
    anchors = [point.anchor for case in words.cases for point in case.points]
    assert {anchor.source_id for anchor in anchors if anchor.source_id not in register} <= known
    assert all(anchor.page > 0 or anchor.source_id in known for anchor in anchors)


def test_every_phrase_is_put_in_other_words(words: Practice) -> None:
    assert all(fold(phrase.say) != fold(phrase.means) for phrase in words.phrases)
    assert all(8 <= len(phrase.passage.split()) <= 120 for phrase in words.phrases)


@pytest.mark.corpus
@pytest.mark.slow
def test_nothing_is_copied_from_guidance(words: Practice, corpus_dir: Path) -> None:
    """No run of eight words in what staff say, and of twelve in a phrase put formally, is in a PDF."""
    messages = list(words.messages())
    formal = [text for phrase in words.phrases for text in (phrase.means, phrase.passage, *phrase.queries)]
    mine = {n: {run: text for text in texts for run in runs(text, n)} for n, texts in ((8, messages), (12, formal))}
    pdfs = sorted(corpus_dir.glob("*.pdf"))
    assert pdfs
    for pdf in pdfs:
        theirs = " ".join(page.text for page in parse(pdf, pdf.stem).pages)
        for n, ours in mine.items():
            assert [ours[run] for run in runs(theirs, n) & ours.keys()] == [], pdf.name


def runs(text: str, n: int) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9']+", fold(text))
    return set(zip(*(words[at:] for at in range(n)), strict=False))


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        GOOD_PHRASE.replace('"say": "off roll"', '"say": ""'),
        GOOD_PHRASE.replace('["deletion"]', "[]"),
        GOOD_PHRASE.replace('"id"', '"extra": 1, "id"'),
    ],
)
def test_a_bad_phrase_is_reported_with_its_file_and_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "ours.jsonl").write_text(f"{GOOD_PHRASE}\n{line}\n")
    with pytest.raises(PracticeError, match=r"ours\.jsonl line 2"):
        load_phrases(tmp_path)


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        GOOD_CASE.replace('"grade": 3', '"grade": 1'),
        GOOD_CASE.replace('"page": 3', '"page": -1'),
        '{"say": "is he off roll", "points": []}',
    ],
)
def test_a_bad_case_is_reported_with_its_file_and_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "ours.jsonl").write_text(f"{GOOD_CASE}\n{line}\n")
    with pytest.raises(PracticeError, match=r"ours\.jsonl line 2"):
        load_cases(tmp_path)


def test_what_is_read_is_what_was_written(tmp_path: Path) -> None:
    (tmp_path / "ours.jsonl").write_text(f"{GOOD_CASE}\n")
    (case,) = load_cases(tmp_path)
    (point,) = case.points
    assert (case.say, point.grade, point.anchor.source_id, point.anchor.page) == ("is he off roll", 3, "book-2025", 3)
    (tmp_path / "ours.jsonl").write_text(f"{GOOD_PHRASE}\n")
    (phrase,) = load_phrases(tmp_path)
    assert phrase.formal == "removed from the register A name."
    assert phrase.words == "removed from the register deletion A name."


def test_the_fingerprint_changes_with_any_of_them(words: Practice) -> None:
    fewer = [
        Practice(questions=words.questions[1:], phrases=words.phrases, cases=words.cases),
        Practice(questions=words.questions, phrases=words.phrases[1:], cases=words.cases),
        Practice(questions=words.questions, phrases=words.phrases, cases=words.cases[1:]),
    ]
    assert len({some.fingerprint for some in (words, *fewer)}) == 4
    assert words.fingerprint == load_practice().fingerprint


def test_the_questions_that_come_with_the_project_point_to_known_paragraphs() -> None:
    register = load_register()
    numbers = {digest.source.source_id: {str(s.number) for s in digest.statements} for digest in load_digests()}
    for row in load_questions():
        if row.source_id in numbers:
            assert row.paragraph in numbers[row.source_id]
        else:
            assert row.source_id in register
            assert row.page > 0


def test_a_heading_is_known_by_its_first_words_and_not_copied() -> None:
    assert all(len(row.heading.split()) <= HEADING_WORDS for row in load_questions())


def test_no_question_is_there_twice_empty_or_endless() -> None:
    questions = [question for row in load_questions() for question in row.questions]
    assert len(questions) > 3000
    assert len({question.casefold() for question in questions}) == len(questions)
    assert all(3 <= len(question.split()) <= 45 for question in questions)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("not json", "line 2"),
        ('{"paragraph": "1", "page": 1, "heading": "", "questions": []}', "line 2"),
        ('{"paragraph": "1", "page": -1, "heading": "", "questions": ["q"]}', "line 2"),
        ('{"paragraph": "1", "page": 1, "heading": "", "questions": ["q"], "extra": 1}', "line 2"),
    ],
)
def test_a_bad_line_is_named_with_its_file_and_number(tmp_path: Path, line: str, named: str) -> None:
    good = '{"paragraph": "1", "page": 1, "heading": "H", "questions": ["who decides?"]}'
    (tmp_path / "book-2025.jsonl").write_text(f"{good}\n{line}\n")
    with pytest.raises(PracticeError, match=rf"book-2025\.jsonl {named}"):
        load_questions(tmp_path)


def test_what_was_written_for_a_source_can_be_taken_out() -> None:
    here = ParagraphAnchor(source_id="book-2025", paragraph="1", page=1, heading="")
    there = ParagraphAnchor(source_id="act-2021", paragraph="s.1", page=1, heading="")
    words = Practice(
        questions=tuple(
            StaffQuestions(source_id=i, paragraph="1", page=1, heading="", questions=("why?",))
            for i in ("book-2025", "act-2021")
        ),
        cases=(
            Case(say="both", points=(Point(anchor=here, grade=3), Point(anchor=there, grade=2))),
            Case(say="one", points=(Point(anchor=here, grade=3),)),
        ),
    )
    left = words.without({"book-2025"})
    assert [row.source_id for row in left.questions] == ["act-2021"]
    assert [(case.say, len(case.points)) for case in left.cases] == [("both", 1)]
