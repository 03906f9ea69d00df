"""Leaving a publication out: what belongs together, what counts, and what is asked."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import pytest

from assistant.retrieve import Retriever
from assistant.types import Question
from corpus.register import Register
from evals.errors import RecordError
from evals.transfer import ENOUGH, POOLED, Searching, groups, measured, own, publications
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

SOURCES = (
    a_source("book-2024"),
    a_source("book-2025", supersedes=("book-2024",)),
    a_source("book-extract", part_of="book-2025"),
    a_source("act-2021"),
    a_source("advice"),
)
REGISTER = Register({source.source_id: source for source in SOURCES})
IDS = [source.source_id for source in SOURCES]


def test_the_editions_and_extracts_of_a_publication_are_left_out_together() -> None:
    assert set(publications(IDS, REGISTER)) == {
        frozenset({"book-2024", "book-2025", "book-extract"}),
        frozenset({"act-2021"}),
        frozenset({"advice"}),
    }


def test_only_its_own_pages_count_and_only_where_one_answers() -> None:
    qrels = {
        "a": {"book-2025#p1": 3, "act-2021#p1": 3},
        "b": {"book-2025#p2": 1, "act-2021#p1": 2},
    }
    assert own(qrels, {"book-2025"}) == {"a": {"book-2025#p1": 3}}
    assert own(qrels, {"act-2021"}) == {"a": {"act-2021#p1": 3}, "b": {"act-2021#p1": 2}}


def test_a_publication_with_few_questions_is_left_out_with_the_others_like_it() -> None:
    qrels = {f"q{n}": {"book-2025#p1": 3} for n in range(ENOUGH)} | {"x": {"act-2021#p1": 3}, "y": {"advice#p1": 2}}
    assert groups(qrels, IDS, REGISTER) == [
        ("book-2024, book-2025, book-extract", frozenset({"book-2024", "book-2025", "book-extract"})),
        (POOLED, frozenset({"act-2021", "advice"})),
    ]


def test_what_is_found_is_what_is_recorded() -> None:
    embedder = WordEmbedder()
    passages = [a_passage("Lamps are lit.", "act-2021"), a_passage("Flags are flown.", "advice", start=9)]
    index = MemoryIndex(passages, {"act-2021": SOURCES[3], "advice": SOURCES[4]}, embedder)
    answer = Searching(Retriever(index, REGISTER, embedder)).ask(Question(text="lamps", as_at=date(2025, 10, 1)))
    assert answer.retrieved[0].passage.source_id == "act-2021"


def test_a_folder_without_a_registered_pdf_is_refused(tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"query_id": "a", "text": "which?"}\n')
    qrels = tmp_path / "some.qrels"
    qrels.write_text("a 0 book-2025#p1 3\n")
    chosen = argparse.Namespace(pdfs=tmp_path, questions=questions, qrels=qrels, out=tmp_path, as_at=date(2025, 10, 1))
    with pytest.raises(RecordError, match="no question is answered"):
        measured(chosen)
