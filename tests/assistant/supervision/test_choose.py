"""Which question comes next: the likeliest of those that are open, the same for the same words, in an order that rules keep."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.supervision import (
    N_OF_A_CARD,
    N_QUESTIONS,
    Reply,
    load_question_model,
    next_question,
    question_of,
)
from assistant.supervision.choose import Likely
from corpus.statements import Position, ReflectiveQuestion, load_cards, load_supervision

CARDS = {card.card_id: card for card in load_cards()}
OF_CARDS = [f"{card.card_id}-{number + 1}" for card in CARDS.values() for number in range(len(card.questions))]
OF_THEMES = [question.question_id for question in load_supervision().questions]
WORRY = "A Year 4 boy cries at home time, and his mum never speaks at the gate."


def drawn(seed: int) -> Likely:
    """Return a model that has learned nothing: another order of the questions for each text and seed."""

    def likely(text: str) -> Mapping[str, float]:
        scores = np.random.default_rng([seed, len(text)]).normal(size=len(OF_CARDS) + len(OF_THEMES))
        return dict(zip((*OF_CARDS, *OF_THEMES), map(float, scores), strict=True))

    return likely


def sequence(
    worry: str,
    likely: Likely,
    card_ids: Sequence[str] = (),
    answers: Sequence[str] = (),
    *,
    grave: bool = False,
) -> list[ReflectiveQuestion]:
    """Everything that is asked, each question answered with the next of some answers."""
    cards = [CARDS[card_id] for card_id in card_ids]
    replies: list[Reply] = []
    while question := next_question(worry, cards, replies, grave=grave, likely=likely):
        replies.append(Reply(question=question, text=answers[len(replies) % len(answers)] if answers else ""))
        assert len(replies) <= N_QUESTIONS, "it comes to an end"
    return [reply.question for reply in replies]


@given(
    st.integers(0, 1000),
    st.lists(st.sampled_from(sorted(CARDS)), max_size=3, unique=True),
    st.lists(st.text(max_size=60), max_size=6),
)
def test_six_questions_none_twice_each_with_its_reason(seed: int, card_ids: list[str], answers: list[str]) -> None:
    asked = sequence(WORRY, drawn(seed), card_ids, answers)
    assert len(asked) == N_QUESTIONS
    assert len({question.asks for question in asked}) == len(asked)
    assert all(question.why.bindings or question.why.ours for question in asked)
    assert {question.theme_id for question in asked} & {*CARDS} <= {*card_ids}
    for theme, n in Counter(question.theme_id for question in asked).items():
        assert n <= (N_OF_A_CARD if theme in CARDS else 1)
    assert [question.theme_id for question in asked[-2:]] == ["what-stops-you", "next-step"]
    ends = {theme.theme_id for theme in load_supervision().themes if theme.position is not Position.FREE}
    assert not ends & {question.theme_id for question in asked[:-2]}
    assert sequence(WORRY, drawn(seed), card_ids, answers) == asked, "the same words have the same questions"


def test_the_likeliest_is_asked_of_what_was_written_so_far() -> None:
    def likely(text: str) -> Mapping[str, float]:
        return {"animals-harmed-1": 2.0} if "dog" in text else {"changed-since-when": 1.0}

    first = next_question(WORRY, [], [], likely=likely)
    assert first is not None
    assert first.question_id == "changed-since-when"
    replies = [Reply(question=first, text="He said that dad kicked the dog.")]
    second = next_question(WORRY, [CARDS["animals-harmed"]], replies, likely=likely)
    assert second == question_of("animals-harmed-1")
    assert second.asks == CARDS["animals-harmed"].questions[0].text
    assert next_question(WORRY, [], replies, likely=likely) != second, (
        "of a card that was not recognised nothing is asked"
    )


@pytest.mark.parametrize(
    ("scores", "stops"),
    [
        ({}, "child-or-adults"),
        ({"no-time": -1.0, "child-or-adults": -0.5}, "child-or-adults"),
        ({"no-time": 1.0, "child-or-adults": -0.5}, "no-time"),
    ],
)
def test_what_stops_the_person_is_asked_in_the_terms_of_an_obstacle_only_where_that_is_the_likeliest(
    scores: Mapping[str, float], stops: str
) -> None:
    assert sequence(WORRY, lambda _: scores)[-2].question_id == stops


@given(st.integers(0, 200))
def test_the_child_is_asked_about_by_the_third_question(seed: int) -> None:
    asked = sequence(WORRY, drawn(seed))[:3]
    assert any(
        re.search(r"\b(?:the|this) (?:child|children themselves|pupil|young person|baby)\b", question.asks)
        and not re.search(
            r"[Bb]esides the child|other child|adult in this child|the child,? or the (?:adult|parent)", question.asks
        )
        for question in asked
    )


@pytest.mark.parametrize(
    "question_id", ["open-words", "child-wants", "feared-and-then", "child-not-heard", "child-behind-the-parent"]
)
def test_a_question_that_wants_words_is_known_for_one(question_id: str) -> None:
    assert load_supervision().wordless.wants_words(question_of(question_id).asks)


def test_nobody_is_asked_to_leave_it_there_where_a_high_risk_feature_may_be_told() -> None:
    def likely(_: str) -> Mapping[str, float]:
        return {"may-it-be-left": 9.0}

    assert sequence(WORRY, likely)[0].question_id == "may-it-be-left"
    assert "may-it-be-left" not in {one.question_id for one in sequence(WORRY, likely, ["strangulation"])}


@given(st.integers(0, 200), st.lists(st.sampled_from(sorted(CARDS)), max_size=3, unique=True))
def test_in_a_grave_case_the_last_free_question_is_of_safety_and_the_last_of_today(
    seed: int, card_ids: list[str]
) -> None:
    plain, grave = (sequence(WORRY, drawn(seed), card_ids, grave=one) for one in (False, True))
    assert plain[:3] == grave[:3]
    assert grave[3].when_grave
    assert grave[5].question_id in {"before-friday", "own-step-and-others"}


def test_without_the_encoder_questions_are_asked_all_the_same() -> None:
    def likely(_: str) -> Mapping[str, float]:
        raise KeyError("names")

    assert len(sequence(WORRY, likely)) == N_QUESTIONS


@pytest.mark.parametrize(
    ("card_ids", "wordless"),
    [
        (["pregnancy-or-baby"], True),
        (["send-or-nonverbal"], True),
        (["send-or-nonverbal", "absence-and-lateness"], True),
        (["pregnancy-or-baby", "absence-and-lateness"], False),
        (["absence-and-lateness"], False),
        ([], False),
    ],
)
def test_no_words_are_asked_of_a_child_who_has_none(card_ids: list[str], wordless: bool) -> None:
    wants = load_supervision().wordless.wants_words

    def likely(_: str) -> Mapping[str, float]:
        return {one: float(wants(question_of(one).asks)) for one in (*OF_CARDS, *OF_THEMES)}

    asked = sequence(WORRY, likely, card_ids)
    assert any(wants(question.asks) for question in asked) is not wordless


def test_nothing_comes_after_the_last() -> None:
    asked = [Reply(question=question) for question in sequence(WORRY, drawn(1))]
    assert next_question(WORRY, [], asked) is None


def test_the_model_knows_the_questions_that_there_are() -> None:
    known, there = set(load_question_model().names), {*OF_CARDS, *OF_THEMES}
    assert known <= there, "mend reflections.jsonl, and teach it anew: python -m evals reflections --train"
    never_chosen = {"armed-forces-family-3", "culture-faith-community", "who-puts-it-off"}
    assert there - known <= never_chosen, "a question that no supervisor chose is never asked"
