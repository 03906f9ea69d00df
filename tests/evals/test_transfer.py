"""Leaving a publication out: what belongs together, what counts, and what is asked."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from assistant.retrieve import Retriever
from assistant.types import Question
from corpus.models import BUNDLED_NAME
from corpus.register import Register
from evals import transfer
from evals.errors import RecordError
from evals.labelled.answers import train_question_encoder
from evals.transfer import ENOUGH, POOLED, Searching, encoder_without, groups, measured, own, publications
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


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What was built and taught, in order, without doing either."""
    steps: list[tuple[object, ...]] = []

    def build(pdfs: Path, index_dir: Path, options: Sequence[str], fingerprint: str) -> None:
        steps.append(("built", index_dir.name, tuple(options)))

    def teach_without(index_dir: Path, left_out: Collection[str], to: Path) -> None:
        steps.append(("taught", index_dir.name, *sorted(left_out)))
        np.savez(to, some=np.zeros(1, dtype=np.float16))

    monkeypatch.setattr(transfer, "build", build)
    monkeypatch.setattr(train_question_encoder, "teach_without", teach_without)
    return steps


def test_an_encoder_is_taught_without_what_is_left_out_with_the_whole_library_and_once(
    tmp_path: Path, done: list[tuple[object, ...]]
) -> None:
    chosen = argparse.Namespace(pdfs=tmp_path, out=tmp_path)
    assert encoder_without({"book-2025", "book-2024"}, BUNDLED_NAME, chosen) is not None
    assert done == [("built", "whole", ("--digests",)), ("taught", "whole", "book-2024", "book-2025")]
    assert [path.name.startswith("encoder-without-book-2024-") for path in tmp_path.glob("*.npz")] == [True]
    assert encoder_without({"book-2025", "book-2024"}, BUNDLED_NAME, chosen) is not None
    assert len(done) == 2


def test_with_another_embedder_nothing_is_built_or_taught(tmp_path: Path, done: list[tuple[object, ...]]) -> None:
    chosen = argparse.Namespace(pdfs=tmp_path, out=tmp_path)
    assert encoder_without({"book-2024"}, "words@1", chosen) is None
    assert done == []
