from __future__ import annotations

import json

import pytest

from evals.errors import NothingScored
from evals.metrics.scores import score, worst
from evals.records import AnswerRow, EvalQuestion, HistoryTurn, RetrievedRow

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
    judged_but_never_run = scores.as_dict()["per_query"]["Q3"]
    assert judged_but_never_run == dict.fromkeys(judged_but_never_run, 0.0)
    assert scores.slices["all"]["RR(rel=2)@10"].mean == pytest.approx((1 + 1 / 2 + 0) / 3)
    assert list(scores.slices) == ["all", "source: a"]  # nothing is known of the questions


def test_slices_are_by_shape_edition_and_kind_and_leave_out_the_empty():
    slices = score(ANSWERS, QRELS, QUESTIONS).slices
    assert {name: row["nDCG@10"].n for name, row in slices.items() if "nDCG@10" in row} == {
        "all": 3,
        "single-turn": 2,
        "conversations": 1,
        "edition: 2024": 1,
        "edition: current": 2,
        "kind: answerable": 2,
        "kind: urgent": 1,
        "source: a": 3,
    }
    assert slices["single-turn"]["Success(rel=2)@1"].mean == pytest.approx(1 / 2)
    assert list(slices)[:3] == ["all", "single-turn", "conversations"]


def test_with_questions_only_theirs_are_scored():
    scores = score(ANSWERS, QRELS, QUESTIONS[:2])
    assert set(scores.values["nDCG@10"]) == {"Q1", "Q2"}
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
        "query_id": "Q3", "nDCG@10": 0.0, "found": [], "found_grades": [], "first_relevant_rank": None,
        "wanted": ["a#p3"], "wanted_grades": [3], "wanted_ranks": [None],
        "about": {
            "kind": "answerable", "topics": [], "edition": "2024", "n_turns_before": 1,
            "expected": "answered", "reached": "not run",
        },
    }  # fmt: skip
    assert (second["found_grades"], second["wanted_ranks"]) == ([None, 2], [2])
    assert (second["query_id"], second["found"], second["first_relevant_rank"]) == ("Q2", ["a#p9", "a#p2"], 2)
    assert third["nDCG@10"] == 1.0
    assert len(worst(score(ANSWERS, QRELS), n=2)) == 2


def test_metrics_beside_the_ranking_have_their_own_n_and_slices():
    scores = score(ANSWERS, QRELS, QUESTIONS)
    assert scores.slices["all"]["superseded_leakage"].n == 3  # those for which anything was retrieved
    assert scores.slices["kind: adversarial"]["superseded_leakage"].n == 1  # not scored, and yet measured
    assert "kind: adversarial" not in scores.as_dict()["slices"]
    assert "edition_first" not in scores.slices["all"]  # the edition asked for was not judged
    assert score(ANSWERS, QRELS).as_dict()["further"] == {"all": {}}


def test_a_share_of_few_has_an_exact_interval():
    leakage = score(ANSWERS, QRELS, QUESTIONS).slices["all"]["superseded_leakage"]
    assert (leakage.mean, leakage.low) == (0, 0)
    assert leakage.high == pytest.approx(0.708, abs=0.001)  # three without a fault leave much in doubt


def test_the_scores_are_json():
    scores = score(ANSWERS, QRELS, QUESTIONS).as_dict()
    assert json.loads(json.dumps(scores, allow_nan=False)) == scores
    assert (scores["unit"], scores["rel"], scores["n_scored"]) == ("page", 2, 3)
