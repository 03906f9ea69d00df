"""How sure an answer must be: to stand alone, beside its question, in a case, and if it begins by a yes or a no."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.answer import Recogniser
from assistant.types import Question
from assistant.understand import BESIDE_A_NUMBER, ENOUGH, NEAR, THRESHOLD
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
    ("by_number", "sure", "is_shown"),
    [
        (False, THRESHOLD, True),
        (False, THRESHOLD - 0.01, False),
        (True, THRESHOLD, False),
        (True, BESIDE_A_NUMBER, True),
    ],
)
def test_an_answer_need_be_as_sure_where_a_case_is_told_and_surer_beside_a_number(
    embedder: SentenceTransformerEmbedder, by_number: bool, sure: float, is_shown: bool
) -> None:
    recogniser = Recogniser(embedder=embedder, matcher=OneAnswer("Who is told?", sure))
    found = recogniser.recognise(
        Question(text=A_CASE, as_at=date(2025, 10, 1)), A_CASE, (), whole(A_CASE), by_number=by_number
    )
    assert found.case is not None
    assert (found.answer is not None and not found.written_for) is is_shown


def test_an_answer_need_be_surer_to_speak_where_nothing_found_is_enough() -> None:
    assert recognised("Which step is it?", "Which step?", ENOUGH).reason
    less_sure = recognised("Which step is it?", "Which step?", ENOUGH - 0.01)
    assert less_sure.answered
    assert not less_sure.reason


def test_with_other_parts_it_is_as_sure_as_the_surest_of_their_answers() -> None:
    found = recognised("Which step is it?", "Which step?", 0.9)
    (part,) = whole("Which step is it?")
    less_sure = replace(part, answer=found.answer, sure=THRESHOLD)
    assert found.with_parts((less_sure, part)).sure == THRESHOLD
    assert found.with_parts((part,)).sure == found.without_answer.sure == 0


def test_an_answer_that_is_near_is_not_certain() -> None:
    assert recognised("Which step is it?", "Which step?", NEAR).certain.answer is None
    assert recognised("Which step is it?", "Which step?", THRESHOLD).certain.answer is not None


@pytest.mark.parametrize(
    ("by_number", "sure", "n_also"),
    [(False, NEAR, 1), (False, NEAR - 0.01, 0), (True, NEAR, 0)],
)
def test_in_a_case_an_answer_that_is_near_stands_after_the_steps(
    embedder: SentenceTransformerEmbedder, by_number: bool, sure: float, n_also: int
) -> None:
    recogniser = Recogniser(embedder=embedder, matcher=OneAnswer("Who is told?", sure))
    question = Question(text=A_CASE, as_at=date(2025, 10, 1))
    found = recogniser.recognise(question, A_CASE, (), whole(A_CASE), by_number=by_number)
    assert found.answer is None
    assert len(found.also) == n_also
