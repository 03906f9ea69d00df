"""How sure an answer must be: to stand alone, beside its question, in a case, and if it begins by a yes or a no."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answer import FoundFor, Recogniser
from assistant.types import Question
from assistant.understand import BESIDE_A_NUMBER, IN_A_CASE, NEAR, THRESHOLD, asked_parts
from corpus.models import SentenceTransformerEmbedder
from tests.assistant.answer.one_answer import OneAnswer, recognised, whole


def test_an_answer_that_is_sure_is_shown_alone() -> None:
    found = recognised("Which step is it?", "Which step?", THRESHOLD)
    assert found.answer is not None
    assert found.written_for == ""


def test_an_answer_that_is_near_is_shown_with_the_question_it_was_written_for() -> None:
    assert recognised("Which step is it?", "Which step?", NEAR).written_for == "Which step?"


@pytest.mark.parametrize("asked", ["Does it hold at 16?", "Does it hold?", "Does it hold at 16, from 19:15?"])
def test_an_answer_for_another_age_is_not_near(asked: str) -> None:
    assert recognised(asked, "Does it hold at 15?", NEAR).answer is None
    assert recognised(f"{asked} And at 15?", "Does it hold at 15?", NEAR).answer is not None


def test_what_is_not_near_is_not_shown() -> None:
    assert recognised("Which step is it?", "Which step?", NEAR / 2).answer is None


A_CASE = (
    "The stepdad of a boy in my class put his hands round mum’s neck on Sunday, the boy told us this. Which step is it?"
)


@pytest.mark.parametrize(
    ("asked", "by_number", "sure", "is_shown"),
    [
        (A_CASE, False, IN_A_CASE, True),
        (A_CASE, False, IN_A_CASE - 0.01, False),
        (A_CASE, True, THRESHOLD, False),
        (A_CASE, True, BESIDE_A_NUMBER, True),
        ("Which step is it?", False, IN_A_CASE, False),
    ],
)
def test_an_answer_need_be_less_sure_where_a_case_is_told(
    embedder: SentenceTransformerEmbedder, asked: str, by_number: bool, sure: float, is_shown: bool
) -> None:
    recogniser = Recogniser(embedder=embedder, matcher=OneAnswer("Who is told?", sure))
    found = recogniser.recognise(
        Question(text=asked, as_at=date(2025, 10, 1)), asked, (), whole(asked), by_number=by_number
    )
    assert (found.case is not None) is (asked == A_CASE)
    assert (found.answer is not None and not found.written_for) is is_shown


@pytest.mark.parametrize(
    ("says", "sure", "is_shown"),
    [
        ("No, unless somebody is in danger.", IN_A_CASE, False),
        ("Only where that is safe.", IN_A_CASE, False),
        ("No, unless somebody is in danger.", THRESHOLD, True),
        ("You need not tell anyone.", IN_A_CASE, False),
        ("Note it today.", IN_A_CASE, True),
    ],
)
def test_a_yes_or_a_no_need_be_surer_in_a_case_since_another_question_turns_it_round(
    embedder: SentenceTransformerEmbedder, says: str, sure: float, is_shown: bool
) -> None:
    recogniser = Recogniser(embedder=embedder, matcher=OneAnswer("Who is told?", sure, says))
    found = recogniser.recognise(Question(text=A_CASE, as_at=date(2025, 10, 1)), A_CASE, (), whole(A_CASE))
    assert (found.answer is not None) is is_shown
    of_two = Question(text=f"{A_CASE} Who keeps the key?", as_at=date(2025, 10, 1))
    parts = tuple(FoundFor(part=part, passages=()) for part in asked_parts(of_two.text))
    both = recogniser.recognise(of_two, of_two.text, (), (*whole(of_two.text), *parts))
    assert [part.answer is not None for part in both.parts] == [is_shown, is_shown]


def test_an_answer_that_is_near_is_not_certain() -> None:
    assert recognised("Which step is it?", "Which step?", NEAR).certain.answer is None
    assert recognised("Which step is it?", "Which step?", THRESHOLD).certain.answer is not None
