"""Whether statements of digests lead to judged pages, by their pinpoints."""

from __future__ import annotations

import pytest

from evals.metrics.digest_pinpoints import PINNED
from evals.metrics.metric import JudgedRecord
from evals.metrics.scores import score
from evals.records import AnswerRow, EvalQuestion, PinpointRow, RetrievedRow

QRELS = {"Q": {"book-2025#p16": 3, "book-2025#p90": 1}}


def question(**changes) -> EvalQuestion:
    return EvalQuestion(**{"query_id": "Q", "text": "x", "expected": "answered", **changes})


def answer(*references: str | None, source_id: str = "book-2025") -> AnswerRow:
    rows = tuple(
        RetrievedRow(
            rank=rank,
            source_id="digest" if reference else "other",
            page=1,
            pinpoint=PinpointRow(source_id=source_id, reference=reference) if reference else None,
        )
        for rank, reference in enumerate(references, 1)
    )
    return AnswerRow(query_id="Q", outcome="answered", retrieved=rows)


def pinned(answers, questions, qrels):
    return PINNED.values(JudgedRecord(answers=answers, questions=questions, qrels=qrels))


@pytest.mark.parametrize(
    ("references", "value"),
    [
        (["page 16"], 1.0),
        (["page 90"], 0.0),  # judged, and not relevant enough
        (["page 1", "pages 15 to 17"], 1.0),
        ([None, None, None, None, None, "page 16"], 1.0),  # passages of other sources are no statements
        (["page 1"] * 5 + ["page 16"], 0.0),  # the sixth statement is too late
        (["whole document"], 0.0),
    ],
)
def test_the_first_five_statements_count(references, value):
    assert pinned([answer(*references)], [question()], QRELS) == {"Q": value}


def test_another_document_does_not_count():
    assert pinned([answer("page 16", source_id="book-2024")], [question()], QRELS) == {"Q": 0.0}


@pytest.mark.parametrize(
    ("reference", "paragraph", "value"),
    [
        ("section 3", "s.3(2)", 1.0),
        ("section 3(2)", "s.3", 1.0),
        ("section 31", "s.3", 0.0),
        ("paragraph 4", "41", 0.0),
    ],
)
def test_a_provision_counts_where_the_evidence_names_it(reference, paragraph, value):
    evidence = ({"source_id": "book-2025", "paragraph": paragraph, "relevance": 3},)
    assert pinned([answer(reference)], [question(evidence=evidence)], QRELS) == {"Q": value}


def test_what_cannot_be_told_is_left_out():
    assert pinned([answer(None)], [question()], QRELS) == {}
    assert pinned([answer("page 16")], [question(expected="abstained")], QRELS) == {}
    assert pinned([answer("page 16")], [question()], {"Q": {"digest-a#s1": 3}}) == {}


def test_a_question_that_was_not_run_scores_zero_and_the_measure_is_in_the_scores():
    questions = [question(), question(query_id="R")]
    qrels = {**QRELS, "R": {"book-2025#p2": 2}}
    scores = score([answer("page 16")], qrels, questions)
    assert scores.values[PINNED.name] == {"Q": 1.0, "R": 0.0}
    assert scores.slices["all"][PINNED.name].n == 2
