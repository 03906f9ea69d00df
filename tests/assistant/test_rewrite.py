"""Standalone questions without a model."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.rewrite import standalone
from assistant.types import Question, Turn

TODAY = date(2026, 11, 25)


def ask(text: str, *earlier: str) -> str:
    return standalone(Question(text=text, as_at=TODAY, history=tuple(Turn("user", turn) for turn in earlier)))


@pytest.mark.parametrize(
    "text",
    [
        "and what if she's 16?",
        "does that still count?",
        "who decides it?",
        "How soon?",
        "is there anyone else I can ring",
        "hes just turned up, what do I do",
        "must the head see the referral first",
    ],
)
def test_a_follow_up_is_joined_to_the_question_before(text: str) -> None:
    assert ask(text, "girl of 15 with a controlling boyfriend") == f"girl of 15 with a controlling boyfriend {text}"


def test_a_question_with_no_history_is_unchanged() -> None:
    assert ask("and   what if she's 16?") == "and what if she's 16?"


@pytest.mark.parametrize(
    "text", ["Which records go to a new school when a pupil moves?", "best phonics scheme for reception?"]
)
def test_a_change_of_subject_does_not_drag_the_old_one_along(text: str) -> None:
    assert ask(text, "girl of 15 with a controlling boyfriend") == text


def test_the_word_that_alone_does_not_drag_an_edition_along() -> None:
    text = "Does the guidance say that all staff need training each year?"
    assert ask(text, "what did KCSIE 2024 say about domestic abuse") == text


def test_a_long_earlier_question_leaves_room_for_this_one() -> None:
    joined = ask("and what if she's 16?", "word " * 300)
    assert joined.endswith("and what if she's 16?")
    assert len(joined.split()) < 80


def test_at_most_two_earlier_questions_come_along_and_no_answers() -> None:
    history = (Turn("user", "one"), Turn("assistant", "answer"), Turn("user", "two"), Turn("user", "three"))
    assert standalone(Question(text="and then?", as_at=TODAY, history=history)) == "two three and then?"
