from __future__ import annotations

import pytest

from evals.metrics.outcomes import expected_shares, outcomes, reached_outcomes, reached_shares
from evals.records import AnswerRow, EvalQuestion

COUNTS = {"answered": {"answered": 8, "abstained": 2}, "abstained": {"answered": 1, "abstained": 3, "not run": 1}}


def test_a_question_without_an_answer_is_counted_as_not_run():
    questions = [
        EvalQuestion(query_id=q, text="x", expected=e) for q, e in (("1", "refused"), ("2", "refused"), ("3", ""))
    ]
    answers = [AnswerRow(query_id="1", outcome="refused"), AnswerRow(query_id="3", outcome="answered")]
    assert outcomes(answers, questions) == {"refused": {"refused": 1, "not run": 1}}


def test_shares_are_of_those_expected_and_of_those_reached():
    expected, reached = expected_shares(COUNTS), reached_shares(COUNTS)
    assert {name: (row.mean, row.n) for name, row in expected.items()} == {"answered": (0.8, 10), "abstained": (0.6, 5)}
    assert reached_outcomes(COUNTS) == ("abstained", "answered", "not run")
    assert (reached["answered"].mean, reached["answered"].n) == (pytest.approx(8 / 9), 9)
    assert reached["not run"].mean == 0
