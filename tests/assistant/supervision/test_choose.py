"""Which question comes next: rules alone, the same for the same words; never the same twice, never what was said."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.supervision import N_IN_A_GRAVE_CASE, N_OF_CARDS, N_QUESTIONS, Reply, next_question
from corpus.statements import (
    Cue,
    Position,
    ReflectiveQuestion,
    SituationCard,
    any_in,
    load_cards,
    load_supervision,
    sentences_of,
)

CARDS = {card.card_id: card for card in load_cards()}
WORRY = "A Year 4 boy cries at home time, and his mum never speaks at the gate."
ANSWERS = (
    "",
    "He told his teacher that he does not want to go home.",
    "It began in September when her partner moved in.",
    "We do not want to upset mum, and dad is a governor.",
    "His sister is in our nursery. The school nurse has seen her.",
    "I will ring children's social care on Thursday and the head will check.",
    "Nothing has changed.",
    "She'd lose her job.",
)


def sequence(
    worry: str, cards: Sequence[SituationCard], answers: Sequence[str], at_most: int = N_QUESTIONS
) -> list[Reply]:
    """Everything that is asked, each question answered with the next of some answers."""
    replies: list[Reply] = []
    while question := next_question(worry, cards, replies, at_most=at_most):
        replies.append(Reply(question=question, text=answers[len(replies) % len(answers)] if answers else ""))
        assert len(replies) <= N_QUESTIONS, "it comes to an end"
    return replies


def ids(replies: Sequence[Reply]) -> list[str]:
    return [reply.question.question_id for reply in replies]


def themes(replies: Sequence[Reply]) -> list[str]:
    return [reply.question.theme_id for reply in replies]


@given(
    st.text(max_size=200) | st.sampled_from([WORRY, "Dad waits at the gate each day.", "Mum has a bruise on her arm."]),
    st.lists(st.sampled_from(sorted(CARDS)), max_size=3, unique=True),
    st.lists(st.sampled_from(ANSWERS) | st.text(max_size=60), min_size=1, max_size=6),
    st.sampled_from([N_QUESTIONS, N_IN_A_GRAVE_CASE]),
)
def test_five_or_six_questions_none_twice_each_with_its_reason(
    worry: str, card_ids: list[str], answers: list[str], at_most: int
) -> None:
    cards = [CARDS[card_id] for card_id in card_ids]
    asked = sequence(worry, cards, answers, at_most)
    assert len(asked) == at_most
    assert len(set(ids(asked))) == len(asked)
    assert len({reply.question.asks for reply in asked}) == len(asked)
    of_cards = [reply.question for reply in asked if reply.question.theme_id in card_ids]
    assert len(of_cards) <= N_OF_CARDS
    assert {question.asks for question in of_cards} <= {one.text for card in cards for one in card.questions}
    for reply in asked:
        assert reply.question.why.bindings or reply.question.why.ours
        assert not reply.question.cards or set(reply.question.cards) & set(card_ids)
    last = load_supervision().at(Position.LAST)[0]
    assert asked[-1].question.theme_id == last.theme_id
    assert ids(sequence(worry, cards, answers, at_most)) == ids(asked), "the same words have the same questions"


def test_what_will_you_do_is_last_and_what_stops_you_before_it() -> None:
    asked = themes(sequence(WORRY, [], [""]))
    assert asked[-2:] == ["what-stops-you", "next-step"]


def test_questions_of_recognised_cards_are_mixed_with_others() -> None:
    cards = [CARDS["withdrawn-or-watchful"], CARDS["parent-never-alone"]]
    asked = sequence(WORRY, cards, [""])
    of_cards = [theme in CARDS for theme in themes(asked)]
    assert of_cards[0]
    assert of_cards.count(True) == 2
    assert not all(of_cards[:3])
    assert {theme for theme in themes(asked) if theme in CARDS} == {card.card_id for card in cards}


def test_a_card_that_an_answer_brings_up_is_asked_about_next() -> None:
    cards = [CARDS["withdrawn-or-watchful"], CARDS["animals-harmed"]]
    first = next_question(WORRY, cards[:1], [])
    assert first is not None
    replies = [Reply(question=first, text="He said that dad kicked the dog.")]
    second = next_question(WORRY, cards, replies, came_up={"animals-harmed"})
    assert second is not None
    assert second.theme_id == "animals-harmed"


@pytest.mark.parametrize(
    ("worry", "obstacle"),
    [
        ("Her father is a governor and shouts at her in the car park.", "governor|governors"),
        ("Mum begged us to say nothing. We don't want to upset mum.", "upset*|trust|relationship"),
        ("She says she'd lose her job if this comes out.", "job|work|money"),
        ("We are too busy this week to go back to it, no time at all.", "time|hours|busy"),
    ],
)
def test_an_obstacle_is_asked_about_in_its_own_terms(worry: str, obstacle: str) -> None:
    (stops,) = [one.question for one in sequence(worry, [], [""]) if one.question.theme_id == "what-stops-you"]
    assert stops.fits, "it is the one for this obstacle"
    assert any_in((Cue(obstacle),), sentences_of(stops.asks)), stops.asks


def test_where_no_day_was_said_it_is_asked_since_when_and_where_one_was_it_is_not() -> None:
    assert "since-when" in themes(sequence("A boy in Year 4 cries at home time.", [], [""]))
    said = "A boy in Year 4 has cried at home time since October."
    assert "since-when" not in themes(sequence(said, [], [""]))


def test_where_the_parent_alone_was_spoken_of_the_child_is_asked_about() -> None:
    asked = sequence("Mum is jumpy and keeps looking at her phone at the gate.", [], [""])
    (voice,) = [reply.question for reply in asked if reply.question.theme_id == "missing-voice"]
    assert "child" in voice.asks


def test_where_the_child_was_spoken_to_somebody_else_is_asked_about() -> None:
    asked = sequence("A Year 2 girl told her teacher that mum cries at night.", [], [""])
    (voice,) = [reply.question for reply in asked if reply.question.theme_id == "missing-voice"]
    assert not any_in(voice.needless, sentences_of("A Year 2 girl told her teacher that mum cries at night."))
    words = ("brother", "sister", "parent", "nursery", "adult", "GP", "health", "staff", "club")
    assert any(word in voice.asks for word in words), voice.asks


@pytest.mark.parametrize(
    ("card_ids", "wordless"),
    [
        (["pregnancy-or-baby"], True),
        (["send-or-nonverbal"], True),
        (["send-or-nonverbal", "absence-and-lateness"], True),
        (["recent-separation", "send-or-nonverbal"], True),
        (["pregnancy-or-baby", "absence-and-lateness"], False),
        (["absence-and-lateness"], False),
        ([], False),
    ],
)
def test_no_words_are_asked_of_a_child_who_has_none(card_ids: list[str], wordless: bool) -> None:
    cards = [CARDS[card_id] for card_id in card_ids]
    worries = [f"Mum is jumpy and looks at her phone, {w}." for w in range(20)]
    asked = [reply.question.asks for worry in worries for reply in sequence(worry, cards, [""])]
    wants = [asks for asks in asked if load_supervision().wordless.wants_words(asks)]
    assert bool(wants) is not wordless, wants


def test_where_an_adult_told_of_the_child_the_child_s_own_voice_is_still_asked_for() -> None:
    voices = set()
    for w in range(30):
        asked = sequence(f"The boy's mum told us about a row, {w}.", [], [""])
        voices |= {reply.question.question_id for reply in asked}
    assert voices & {"child-not-heard", "child-behind-the-parent"}
    assert not voices & {"somebody-beside-the-child", "adult-who-knows-the-child"}


def test_what_was_said_already_is_not_asked() -> None:
    cards = [CARDS["strangulation"]]
    plain = {
        reply.question.asks for w in range(12) for reply in sequence(f"He put his hands on her neck, {w}.", cards, [""])
    }
    seen = {
        reply.question.asks
        for w in range(12)
        for reply in sequence(f"He put his hands on her neck, {w}. The GP saw her on Monday.", cards, [""])
    }
    doctor = "Has a doctor or nurse seen the person since, and who could bring that about safely today?"
    assert doctor in plain
    assert doctor not in seen


def test_a_second_worry_does_not_read_like_the_first() -> None:
    worries = (
        WORRY,
        "Dad waits outside the gates at three.",
        "A girl in Year 9 will not put her phone down.",
        "He is late each Monday.",
    )
    asked = [set(ids(sequence(worry, [], [""]))) for worry in worries]
    alike = [len(one & other) for at, one in enumerate(asked) for other in asked[at + 1 :]]
    assert max(alike) < N_QUESTIONS - 1
    assert sum(alike) / len(alike) <= 3


def test_nothing_comes_after_the_last() -> None:
    asked = sequence(WORRY, [], [""])
    assert next_question(WORRY, [], asked) is None
    later = next_question(WORRY, [CARDS["child-hurt"]], asked, at_most=N_IN_A_GRAVE_CASE)
    assert later is None


def test_a_case_that_becomes_grave_on_the_way_still_ends_with_what_will_be_done() -> None:
    asked = sequence(WORRY, [], [""])[: N_QUESTIONS - 1]
    last = next_question(WORRY, [CARDS["child-hurt"]], asked, at_most=N_IN_A_GRAVE_CASE)
    assert isinstance(last, ReflectiveQuestion)
    assert last.theme_id == "next-step"
