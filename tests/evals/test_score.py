from __future__ import annotations

import json

import pytest

from evals.errors import NothingScored, RecordError
from evals.records import AnswerRow, EvalQuestion, HistoryTurn, RetrievedRow
from evals.score import below_floor, score, worst

QRELS = {"Q1": {"a#p1": 3}, "Q2": {"a#p2": 2}, "Q3": {"a#p3": 3}, "Q4": {"a#p4": 1}}
TURN = (HistoryTurn(role="user", content="before"),)
QUESTIONS = (
    EvalQuestion(query_id="Q1", text="x", kind="answerable", edition="current", expected="answered"),
    EvalQuestion(query_id="Q2", text="x", kind="urgent", edition="current", expected="escalated"),
    EvalQuestion(query_id="Q3", text="x", kind="answerable", edition="2024", expected="answered", history=TURN),
    EvalQuestion(query_id="Q4", text="x", kind="adversarial", edition="current", expected="refused"),
    EvalQuestion(query_id="Q5", text="x", kind="unanswerable", expected="abstained"),
)


def answer(query_id: str, *pages: int, outcome: str = "answered") -> AnswerRow:
    retrieved = tuple(RetrievedRow(rank=rank, source_id="a", page=page) for rank, page in enumerate(pages, 1))
    return AnswerRow(query_id=query_id, outcome=outcome, retrieved=retrieved)


ANSWERS = (
    answer("Q1", 1, 2),
    answer("Q2", 9, 2, outcome="escalated"),
    answer("Q4", 4),
    answer("Q5", outcome="abstained"),
)


def test_n_counts_queries_with_a_relevant_page_whether_or_not_they_were_run():
    scores = score(ANSWERS, QRELS)
    assert (scores.n_qrels, scores.n_without_relevant, scores.n_empty) == (4, 1, 1)
    assert scores.slices["all"]["nDCG@10"].n == 3
    assert scores.values["Q3"] == dict.fromkeys(scores.values["Q3"], 0.0)  # judged, but never run
    assert scores.slices["all"]["RR(rel=2)@10"].mean == pytest.approx((1 + 1 / 2 + 0) / 3)
    assert list(scores.slices) == ["all"]  # nothing is known of the questions


def test_slices_are_by_shape_edition_and_kind_and_leave_out_the_empty():
    slices = score(ANSWERS, QRELS, QUESTIONS).slices
    assert {name: row["nDCG@10"].n for name, row in slices.items()} == {
        "all": 3,
        "single-turn": 2,
        "conversations": 1,
        "edition: 2024": 1,
        "edition: current": 2,
        "kind: answerable": 2,
        "kind: urgent": 1,
    }
    assert slices["single-turn"]["Success(rel=2)@1"].mean == pytest.approx(1 / 2)
    assert list(slices)[:3] == ["all", "single-turn", "conversations"]


def test_with_questions_only_theirs_are_scored():
    scores = score(ANSWERS, QRELS, QUESTIONS[:2])
    assert set(scores.values) == {"Q1", "Q2"}
    assert scores.n_qrels == 2


def test_outcomes_are_counted_by_what_was_expected():
    assert score(ANSWERS, QRELS, QUESTIONS).outcomes == {
        "abstained": {"abstained": 1},
        "answered": {"answered": 1, "not run": 1},
        "escalated": {"escalated": 1},
        "refused": {"answered": 1},
    }


def test_when_no_query_is_left_there_is_no_number():
    with pytest.raises(NothingScored, match="no query of the qrels can be scored"):
        score(ANSWERS, {"Q4": {"a#p4": 1}})
    with pytest.raises(NothingScored):
        score(ANSWERS, QRELS, QUESTIONS[4:])


def test_the_worst_come_first_with_references_only():
    first, second, third = worst(score(ANSWERS, QRELS, QUESTIONS))
    assert first == {
        "query_id": "Q3", "nDCG@10": 0.0, "found": [], "wanted": ["a#p3"], "first_relevant_rank": None,
    }  # fmt: skip
    assert (second["query_id"], second["found"], second["first_relevant_rank"]) == ("Q2", ["a#p9", "a#p2"], 2)
    assert third["nDCG@10"] == 1.0
    assert len(worst(score(ANSWERS, QRELS), n=2)) == 2


def test_the_scores_are_json():
    scores = score(ANSWERS, QRELS, QUESTIONS).as_dict()
    assert json.loads(json.dumps(scores, allow_nan=False)) == scores
    assert (scores["unit"], scores["rel"], scores["n_scored"]) == ("page", 2, 3)


def test_a_floor_holds_or_says_what_is_below_it():
    scores = score(ANSWERS, QRELS, QUESTIONS)
    assert below_floor(scores, {"measures": {"RR(rel=2)@10": 0.5}, "outcomes": {"escalated": 1.0}}) == []
    assert below_floor(scores, {"measures": {"RR(rel=2)@10": 0.6}, "outcomes": {"answered": 0.9, "refused": 0.1}}) == [
        "RR(rel=2)@10 is 0.500, below its floor of 0.600",
        "share answered is 0.500, below its floor of 0.900",
        "share refused is 0.000, below its floor of 0.100",
    ]


@pytest.mark.parametrize(
    "floor", [{}, {"measures": {"accuracy": 0.5}}, {"outcomes": {"delighted": 1.0}}, {"measure": {"nDCG@10": 0.5}}]
)
def test_a_floor_that_guards_nothing_is_an_error(floor):
    with pytest.raises(RecordError, match="names what is not measured"):
        below_floor(score(ANSWERS, QRELS, QUESTIONS), floor)
