"""What is told of long ago stands apart from what is told of now, and what may be of now is never taken for old."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.understand.case.long_ago import told_apart

AS_AT = date(2026, 12, 2)
TODAY = "He has gone quiet since Monday."


@pytest.mark.parametrize(
    "old",
    [
        "Her dad held a knife to her mum three years ago.",
        "Her dad held a knife to her mum in 2019.",
        "When she was a baby her dad threw a chair at mum.",
        "He was two then, and his dad went for mum with a bottle.",
        "His dad is in prison for what he did to mum.",
        "His dad is doing nine years for it.",
        "There is a historic note of a broken arm.",
        "Years ago her uncle broke down the door.",
        "Mum has told me that he strangled her four years ago.",
        "He is inside until 2031 for it.",
    ],
)
def test_what_is_old_stands_apart(old: str) -> None:
    told = told_apart(f"{old} {TODAY}", AS_AT)
    assert told.of_long_ago == old
    assert told.of_now == TODAY


@pytest.mark.parametrize(
    "now",
    [
        "He held a knife to her three years ago and did it again last night.",
        "She has been frightened of him for years.",
        "He got out of prison on Monday.",
        "He held a knife to her two weeks ago.",
        "He held a knife to her in 2025.",
        "The baby is six months old and he shook her.",
        "When she was one hour late he smashed the door.",
        "She has been with us since she was a student, she is 20 weeks gone and he shoved her.",
        "One of last year's leavers says that her boyfriend has locked her out.",
        "Last year he held a knife to her.",  # last term’s year, perhaps
        "He is inside the building with a knife, as he was three years ago.",
        "He would rather be in prison than let her go.",
        "They married in 2012 and he puts his hands round her neck.",
        "Since she was two he has hit her with a belt.",
        "He has hit her for more than ten years.",
        "It started three years ago when she had the baby.",
        "When she was ten minutes late he hit her.",
        "He served six years in the army and chokes her.",
        "Is what he does an offence under the Domestic Abuse Act 2021?",
        "She was born in 2015 and he shook her.",
        "He has been doing it for three years.",
        "She would have left long ago, but he says that he will kill the cat.",
        "He is getting out in March for what he did three years ago.",
    ],
)
def test_what_may_be_of_now_is_not_old(now: str) -> None:
    assert told_apart(now, AS_AT).of_long_ago == ""


def test_a_sentence_that_gives_the_time_takes_with_it_what_stands_before() -> None:
    told = told_apart(f"{TODAY} Her dad broke mum's arm. He is doing four years for it.", AS_AT)
    assert told.of_long_ago == "Her dad broke mum's arm. He is doing four years for it."
    assert told.of_now == TODAY


def test_it_takes_nothing_with_it_that_is_of_now_and_nothing_where_it_tells_a_story_of_its_own() -> None:
    assert told_apart(f"{TODAY} That was three years ago.", AS_AT).of_now == TODAY
    calls = "He has rung her 63 times since breakfast."
    assert told_apart(f"{calls} They split up ages ago, in 2022.", AS_AT).of_now == calls
