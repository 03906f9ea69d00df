"""What carrying costs: which questions count, how the indexes are asked for, and the table."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from corpus.practice import load_practice
from evals import carry, transfer
from evals.errors import RecordError
from evals.metrics import Scores, score
from evals.records import AnswerRow, EvalQuestion, Qrels, RetrievedRow

QRELS = "q1 0 book-2026#p1 3\nq1 0 book-2025#p1 3\nq2 0 book-2025#p1 3\nq3 0 book-2026#p2 3\n"
QUESTIONS = [{"query_id": "q1", "text": "one"}, {"query_id": "q2", "text": "two"}, {"query_id": "q3", "text": "three"}]


@pytest.fixture
def chosen(tmp_path: Path) -> argparse.Namespace:
    (tmp_path / "qrels").write_text(QRELS, encoding="utf-8")
    (tmp_path / "questions.jsonl").write_text("\n".join(map(json.dumps, QUESTIONS)), encoding="utf-8")
    return argparse.Namespace(
        earlier="book-2025", later="book-2026", pdfs=tmp_path, questions=tmp_path / "questions.jsonl", qrels=tmp_path / "qrels",
        out=tmp_path / "out", as_at=date(2026, 10, 1),
    )  # fmt: skip


def test_only_questions_that_the_later_editions_pages_answer_count(chosen: argparse.Namespace) -> None:
    asked = carry._asked(chosen)
    assert [one.query_id for one in asked.questions] == ["q1", "q3"]
    assert asked.qrels == {"q1": {"book-2026#p1": 3}, "q3": {"book-2026#p2": 3}}


def test_without_such_a_question_nothing_is_built(chosen: argparse.Namespace) -> None:
    chosen.later = "book-2030"
    with pytest.raises(RecordError, match="book-2030"):
        carry.measured(chosen)


def test_three_indexes_are_asked_for_and_each_is_compared_with_the_first(
    chosen: argparse.Namespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[tuple[tuple[str, ...], str]] = []
    found = {"": ["book-2026#p1"], "--as-if-for": ["x#p1", "book-2026#p1"], "--leave-out": ["x#p1"]}

    def scores(_: argparse.Namespace, options: Sequence[str], fingerprint: str, asked: carry._Asked) -> Scores:
        built.append((tuple(options), fingerprint))
        ranked = found[options[0] if options else ""]
        return _scored(ranked, asked.questions, asked.qrels)

    monkeypatch.setattr(carry, "_scores", scores)
    table = carry.measured(chosen).splitlines()
    assert [options for options, _ in built] == [
        (), ("--as-if-for", "book-2025", "book-2026"), ("--leave-out", "book-2025", "--leave-out", "book-2026"),
    ]  # fmt: skip
    assert built[1][1] == f"{load_practice().fingerprint} as if book-2026 had been book-2025"
    assert table[2].startswith("| written for it | 2 | 0.500")
    assert "-0.185" in table[3], "second instead of first for one of two questions"
    assert "-0.500" in table[4]


def _scored(ranked: Sequence[str], questions: Sequence[EvalQuestion], qrels: Qrels) -> Scores:
    retrieved = tuple(
        RetrievedRow(rank=at, source_id=docid.split("#p")[0], page=int(docid.split("#p")[1]))
        for at, docid in enumerate(ranked, 1)
    )
    return score(
        [AnswerRow(query_id=one.query_id, outcome="abstained", retrieved=retrieved) for one in questions],
        qrels,
        questions,
    )


def test_the_command_takes_what_leaving_out_takes_and_two_editions() -> None:
    parser = argparse.ArgumentParser()
    carry.add_arguments(parser)
    given = ["a", "b", "--from", ".", "--questions", "q", "--qrels", "r", "--out", "o"]
    assert parser.parse_args(given).later == "b"
    assert transfer.ENOUGH
