"""Where the family may be the danger, what sends somebody to a parent is not said."""

from __future__ import annotations

import pytest

from assistant.answer.family_danger import sends_to_a_parent, without_parents
from assistant.answer.recognised import FoundFor, Recognised
from assistant.answer.recognised_case import RecognisedCase
from assistant.understand import AskedPart
from corpus.statements import ReviewedSentence, ShortAnswer, load_cards

CARDS = {card.card_id: card for card in load_cards()}
PARENT, RULE = "Ask the other parent, alone and safely, about court orders.", "Ring social care and the police today."


def an_answer(name: str, *says: str) -> ShortAnswer:
    sentences = tuple(ReviewedSentence(text=text, ours=True) for text in says)
    return ShortAnswer(answer_id=name, asked=("What?",), near=(), sentences=sentences)


def said(found: Recognised) -> list[str]:
    answers = (*([found.answer] if found.answer else []), *found.also)
    return [sentence.text for answer in answers for sentence in answer.sentences]


def of(card: str, *, unsure: bool = False) -> Recognised:
    case = RecognisedCase(situations=(CARDS[card],), unsure=frozenset({card} if unsure else ()))
    return Recognised(answer=an_answer("one", RULE, PARENT), also=(an_answer("other", PARENT, RULE),), case=case)


@pytest.mark.parametrize("card", ["honour-based", "forced-marriage", "fgm"])
def test_what_sends_to_a_parent_is_left_out_where_the_family_may_be_the_danger(card: str) -> None:
    assert said(without_parents(of(card))) == [RULE, RULE]


def test_elsewhere_and_where_it_is_not_sure_all_is_said() -> None:
    for found in (
        of("stalking-or-harassment"),
        of("forced-marriage", unsure=True),
        Recognised(answer=an_answer("a", PARENT)),
    ):
        assert without_parents(found) == found


@pytest.mark.parametrize(
    ("card", "unsure", "is_said"),
    [("stalking-or-harassment", False, False), ("male-victim", False, True), ("male-victim", True, True)],
)
def test_an_answer_for_a_father_who_is_hurt_is_said_only_where_one_may_be_or_it_is_surely_asked(
    card: str, unsure: bool, is_said: bool
) -> None:
    further = an_answer("hurt", RULE, "Speak to Dad alone, by a safe route.")
    case = RecognisedCase(situations=(CARDS[card],), unsure=frozenset({card} if unsure else ()))
    for sure, part in ((0.8, True), (0.6, is_said)):
        asked = FoundFor(part=AskedPart(words="", question="", text=""), passages=(), answer=further, sure=sure)
        found = without_parents(Recognised(answer=further, sure=sure, also=(further,), case=case, parts=(asked,)))
        assert (found.answer == further) is part, "what is surely asked is answered"
        assert (found.parts[0].answer == further) is part
        assert (further in found.also) is is_said


def test_a_further_answer_that_warns_not_to_ask_him_stays() -> None:
    warns = an_answer("warns", "Never speak to Dad before police advise.", RULE)
    case = RecognisedCase(situations=(CARDS["stalking-or-harassment"],))
    assert without_parents(Recognised(also=(warns,), case=case)).also == (warns,)


def test_an_answer_of_which_nothing_is_left_is_none() -> None:
    case = RecognisedCase(situations=(CARDS["forced-marriage"],))
    assert without_parents(Recognised(answer=an_answer("one", PARENT), sure=0.9, case=case)).answer is None


@pytest.mark.parametrize(
    ("text", "sends"),
    [
        (PARENT, True),
        ("Ring mum on a safe number.", True),
        ("Never ring the parents before that.", False),
        ("Tell no parent; ask whether and how to meet the father.", False),
        ("Do not tell the one asking; speak to her mother, alone.", True),
        ("Ask the Forced Marriage Unit.", False),
    ],
)
def test_what_sends_to_a_parent(text: str, sends: bool) -> None:
    assert sends_to_a_parent(text) is sends
