from __future__ import annotations

import pytest

from evals.errors import RecordError
from evals.metrics.scores import below_floor, score
from evals.records import AnswerRow, EvalQuestion, RetrievedRow

QRELS = {"Q1": {"kcsie-2025#p1": 3}, "Q2": {"kcsie-2025#p2": 2}}
QUESTIONS = (
    EvalQuestion(query_id="Q1", text="x", expected="answered"),
    EvalQuestion(query_id="Q2", text="x", expected="escalated"),
)
RETRIEVED = tuple(RetrievedRow(rank=n, source_id=s, page=1) for n, s in enumerate(("kcsie-2025", "kcsie-2024"), 1))
ANSWERS = [
    AnswerRow(query_id="Q1", outcome="answered", retrieved=RETRIEVED),
    AnswerRow(query_id="Q2", outcome="answered", retrieved=RETRIEVED[:1]),
]


@pytest.fixture
def scores():
    return score(ANSWERS, QRELS, QUESTIONS)


def test_bounds_hold(scores):
    floor = {"measures": {"RR(rel=2)@10": 0.5}, "at_most": {"superseded_leakage": 0.5}, "outcomes": {"answered": 1.0}}
    assert below_floor(scores, floor) == []


def test_each_bound_that_does_not_hold_is_a_sentence(scores):
    floor = {
        "measures": {"RR(rel=2)@10": 0.6, "nDCG@10": 0.1},
        "at_most": {"superseded_leakage": 0.0, "nDCG@10": 0.4},
        "outcomes": {"escalated": 0.1},
    }
    assert below_floor(scores, floor) == [
        "RR(rel=2)@10 is 0.500, below its floor of 0.600",
        "share escalated is 0.000, below its floor of 0.100",
        "superseded_leakage is 0.500, above its ceiling of 0.000",
        "nDCG@10 is 0.500, above its ceiling of 0.400",
    ]


@pytest.mark.parametrize(
    "floor",
    [
        {},
        {"measures": {"accuracy": 0.5}},
        {"at_most": {"accuracy": 0.5}},
        {"measures": {"citation_recall": 0.1}},  # the record cites nothing
        {"outcomes": {"delighted": 1.0}},
        {"measure": {"nDCG@10": 0.5}},
    ],
)
def test_a_floor_that_guards_nothing_is_an_error(scores, floor):
    with pytest.raises(RecordError, match="names what is not measured"):
        below_floor(scores, floor)


def test_without_questions_leakage_is_not_measured_and_cannot_be_a_floor():
    with pytest.raises(RecordError, match="superseded_leakage"):
        below_floor(score(ANSWERS, QRELS), {"at_most": {"superseded_leakage": 0.0}})
