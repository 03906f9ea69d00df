"""Nuggets: which facts an answer states, and how many words stand before the first."""

from __future__ import annotations

from evals.metrics.metric import JudgedRecord
from evals.metrics.nuggets import SHOWN, WORDS_TO_FIRST
from evals.records import AnswerRow, EvalQuestion, SectionRow, StatementRow

FACTS = ("A referral is made immediately", "Parents are told unless that raises the risk")


def record(*statements: str, outcome: str = "answered", expected: str = "answered") -> JudgedRecord:
    rows = tuple(StatementRow(text=text, kind="reviewed") for text in statements)
    answer = AnswerRow(query_id="Q", outcome=outcome, sections=(SectionRow(statements=rows),))
    question = EvalQuestion(query_id="Q", text="x", key_facts=FACTS, expected=expected)
    return JudgedRecord(answers=[answer], qrels={}, questions=[question])


def test_a_fact_is_shown_where_a_statement_has_three_in_five_of_its_words() -> None:
    assert SHOWN.values(record("Make the referral immediately.")) == {"Q": 0.5}
    assert SHOWN.values(record("Do nothing.", "Make a cup of tea.")) == {"Q": 0.0}


def test_a_fact_may_stand_in_two_statements_that_follow_each_other() -> None:
    assert SHOWN.values(record("Make the referral.", "Do it immediately.")) == {"Q": 0.5}
    assert SHOWN.values(record("Make the referral.", "Breathe in.", "Do it immediately, do not delay.")) == {"Q": 0.0}


def test_the_words_before_the_first_fact_are_counted() -> None:
    assert WORDS_TO_FIRST.values(record("One two three.", "Breathe.", "Make the referral immediately.")) == {"Q": 3.0}
    assert WORDS_TO_FIRST.values(record("Breathe.")) == {}


def test_an_abstention_shows_none_and_is_not_asked_for_one_where_it_is_right() -> None:
    assert SHOWN.values(record("Make the referral immediately.", outcome="abstained")) == {"Q": 0.0}
    assert SHOWN.values(record("x", outcome="abstained", expected="abstained")) == {}
