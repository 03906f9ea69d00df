"""Shapes of question: what is heard, and what makes a worry about somebody."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.types import Message, Question
from assistant.understand.question_type import (
    Shape,
    asks_in_general,
    asks_where,
    is_scenario,
    page_for,
    shapes_of,
)

DAY = date(2025, 10, 1)


def shapes(text: str) -> set[str]:
    return {shaped.shape for shaped in shapes_of(Question(text=text, as_at=DAY), text)}


def scenario(text: str) -> bool:
    return is_scenario(shapes_of(Question(text=text, as_at=DAY), text), text)


NOTIFICATIONS = [
    "Police email just in: 'attended verbal only, child present'. Nothing else.",
    "MERLIN came through overnight for one of ours, what do I do with it?",
    "We've had an Encompass call about two siblings. What now?",
    "PPN received this morning, says DV incident, no offences. What should I do today?",
    "Officers attended address, verbal altercation between male and female, children asleep upstairs, NFA, standard risk",
    "DA incident last night at a pupil's home. No more details. What do we do?",
    "police notification says dad was arrested for hitting mum, do I ring mum?",
    "Op Encompass. Reception girl. Sat 21:00, parents rowing in the street, no injuries. What should we do today?",
    "PUBLIC PROTECTION NOTICE\nDate: 3/9\nChild M, 8, present\nRisk: Medium",
    "| Suspect | step-father |\n| Risk | HIGH |\n| Summary | threats to smash the door |",
]
OURS_TO_DO = (
    "police notification says dad was arrested for hitting mum, do I ring mum?",
    "Police email came in about a Y5 girl and her brother is at another school. Should we tell that school?",
)
RECOGNISING = [
    "A quiet Year 4 boy is lashing out since dad moved back in. Could this be domestic abuse?",
    "Our Y9 girl's boyfriend picks what she wears. Is that controlling?",
    "Should I be worried that a reception child hides when her uncle arrives and mum looks terrified?",
    "mum says he has her bank card and checks her phone",
    "This Year 2 lad says dad sleeps in the car with the door locked. What might this mean?",
]
RESPONDING = [
    "A child told me his stepdad pushes mum. What do I do?",
    "Mum came in with a split lip and begged me to say nothing, what should we do now?",
    "Dad is out on bail and twins in Y2 are frightened. How do we keep them safe?",
    "Head says to leave it. There are bruises on the child again. What do I do?",
    "A Year 1 girl has painted dad hitting mum. What should I ask her?",
    "Our Year 8 girl has told us about her brother hitting everyone. Do we refer?",
]
PLAIN = {
    "does the Domestic Abuse Act cover a 15 year old?": Shape.DEFINITION_OR_DUTY,
    "What is Operation Encompass?": Shape.DEFINITION_OR_DUTY,
    "Who may carry out a section 47 enquiry?": Shape.DEFINITION_OR_DUTY,
    "Had a police notification about two of ours. Is there a helpline for staff?": Shape.DEFINITION_OR_DUTY,
    "Can I tell the nursery about a sister without consent?": Shape.SHARING,
    "Does GDPR stop us sharing a worry with the GP?": Shape.SHARING,
    "What changed in KCSIE 2025 on this?": Shape.EDITION,
    "What did Working Together 2018 say about early help?": Shape.EDITION,
    "What are the signs of domestic abuse that staff should know?": Shape.RECOGNISING,
}


@pytest.mark.parametrize("text", OURS_TO_DO)
def test_what_we_are_to_do_about_a_notification_keeps_its_steps(text: str) -> None:
    assert is_scenario(shapes_of(Question(text=text, as_at=DAY), text), text)


@pytest.mark.parametrize("text", NOTIFICATIONS)
def test_a_notification_that_came_in_is_found(text: str) -> None:
    assert Shape.NOTIFICATION in shapes(text)
    assert scenario(text)


@pytest.mark.parametrize("text", RECOGNISING)
def test_a_worry_about_signs_is_found(text: str) -> None:
    assert Shape.RECOGNISING in shapes(text)
    assert scenario(text)


@pytest.mark.parametrize("text", RESPONDING)
def test_a_question_of_what_to_do_for_somebody_is_found(text: str) -> None:
    assert Shape.RESPONDING in shapes(text)
    assert scenario(text)


@pytest.mark.parametrize(("text", "shape"), PLAIN.items())
def test_a_question_of_one_point_is_no_worry_about_somebody(text: str, shape: Shape) -> None:
    assert shape in shapes(text)
    assert not scenario(text)


def test_several_shapes_may_hold() -> None:
    text = "Mum came in with a black eye and I have told the nursery. What do I do, and can I share it without consent?"
    assert {Shape.RESPONDING, Shape.SHARING} <= shapes(text)


def test_each_shape_says_what_was_found() -> None:
    found = shapes_of(Question(text=NOTIFICATIONS[2], as_at=DAY), NOTIFICATIONS[2])
    assert all(shaped.reason for shaped in found)
    assert "Encompass call" in found[0].reason


def test_a_follow_up_is_known_by_its_conversation() -> None:
    asked = Question(text="and if she's 16?", as_at=DAY, history=(Message("user", "girl of 15"),))
    assert Shape.FOLLOW_UP in {shaped.shape for shaped in shapes_of(asked, "girl of 16. and if she's 16?")}
    assert Shape.FOLLOW_UP not in {shaped.shape for shaped in shapes_of(asked, "and if she's 16?")}


def test_a_what_if_asks_what_was_asked_before() -> None:
    asked = Question(text="and what if he was in Year 10?", as_at=DAY, history=(Message("user", "earlier"),))
    text = "Our Year 10 boy told me that dad smashed mum's phone. What do I do? and what if he was in Year 10?"
    assert is_scenario(shapes_of(asked, text), text)


@pytest.mark.parametrize(
    "text",
    [
        "Police in schools: what is their role?",
        "Is a child present at a domestic abuse incident a victim?",
        "What is a MERLIN?",
        "Year 6 boy kicked two lunchtime staff and calls mum thick. No bruises, no police calls. Is that enough?",
    ],
)
def test_talk_of_the_police_is_no_notification(text: str) -> None:
    assert Shape.NOTIFICATION not in shapes(text)


@pytest.mark.parametrize("asked", ["Explain the referral process.", "Give me the number for the helpline."])
def test_a_bidding_is_asking(asked: str) -> None:
    text = f"A Year 4 boy told us his dad hits mum. {asked}"
    shapes = shapes_of(Question(text=text, as_at=date(2026, 11, 25)), text)
    assert "asks nothing" not in " ".join(shaped.reason for shaped in shapes)


@pytest.mark.parametrize(
    ("asked", "general"),
    [
        ("if we get an encompass notification do we HAVE to refer every time", True),
        ("What is in a police notification?", True),
        (
            "is a toddler under three a victim in law of what goes on at home, or only a child who understands what was said",
            True,
        ),
        (
            "is it a crime in law if somebody had hands on her neck for a second and there are red marks on it, a hoarse voice",
            False,
        ),
        (
            "is it legally a strangling where marks stand on a neck and a voice is hoarse this morning and a baby is in the home",
            False,
        ),
        (
            "does it count as abuse in law where there is “a tiff” and a baby is upstairs and nobody was hurt as far as is known",
            False,
        ),
        (
            f"is it abuse in law where there is {'shouting and ' * 14}nobody was hurt as far as is known and all is quiet",
            False,
        ),
        ("what do i do if mum tells me he has hit her", False),
        ("police notification came in, what now", False),
    ],
)
def test_a_short_question_about_a_rule_tells_of_nobody(asked: str, *, general: bool) -> None:
    assert asks_in_general(asked) is general


@pytest.mark.parametrize(
    ("text", "has_come_in"),
    [
        ("We've had seven Encompass calls in two years. They say there is nothing to refer, and I got told so.", False),
        ("I have had 4 police notifications since September and social care closed it. What next?", False),
        (
            "He has had a dozen police notifications this academic year, all of them received and filed. Now what?",
            False,
        ),
        ("We got two Encompass calls this morning about one family. What do we do?", True),
        ("We have had two Encompass notifications since Friday night about one family. What do we do?", True),
        ("We got two police notifications since this morning. Who sees the children?", True),
        ("We had two Encompass notifications in the last two terms, the second this morning. What now?", True),
        ("I have had 2 police reports this term and the latest came at 8. What do I do?", True),
        ("I have just had three police notifications in two months. What do I do first?", True),
        ("We had three alerts last term. Then an Encompass call this morning: dad arrested. What now?", True),
        (
            "Absent Mondays since half term. One police notification about the house last year. What do I ask him?",
            False,
        ),
    ],
)
def test_a_history_of_notices_is_none_that_has_come_in(text: str, has_come_in: bool) -> None:
    assert (Shape.NOTIFICATION in shapes(text)) is has_come_in


def test_to_ask_about_the_scheme_is_not_to_have_a_notification() -> None:
    text = (
        "We are a private nursery (ages 0-4, not part of a school). Which book is ours? Are we in Operation Encompass?"
    )
    assert Shape.NOTIFICATION not in shapes(text)
    assert Shape.NOTIFICATION in shapes(
        "Op Encompass. Reception girl. Sat 21:00, parents rowing in the street. What now?"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Which document says that children are victims, and which section?", True),
        ("Where does it say in KCSIE that we can share without consent?", True),
        ("What paragraph is the one working day in?", True),
        ("Which school does she go to?", False),
        ("Where do I log it?", False),
        ("Legal definition of domestic abuse. Section and wording please.", True),
        ("Give me the reference for children as victims", True),
        ("What is the statutory basis for telling social care?", True),
        ("Where does KCSIE say that?", True),
        ("The reference from her last school says nothing.", False),
        ("He turned the page and would not read.", False),
        ("Where is the nearest refuge?", False),
    ],
)
def test_who_asks_for_the_place_is_told_it(text: str, expected: bool) -> None:
    assert asks_where(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Can you draft me a year of staff training, September to July?", "training"),
        ("I need slides for an INSET on coercive control", "training"),
        ("What would a good social work supervisor ask me?", "supervision"),
        ("What should I be exploring here?", "supervision"),
        ("How do I put a chronology in order so that the pattern shows?", "record"),
        ("Which staff need training on domestic abuse?", ""),
        ("He was in supervision with his social worker. What now?", ""),
    ],
)
def test_what_a_page_makes_is_known(text: str, expected: str) -> None:
    assert page_for(text) == expected
