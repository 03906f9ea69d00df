"""Situations in which an ordinary step does harm are found in many words, and not where words are only near them."""

from __future__ import annotations

import pytest

from assistant.safety.caution_patterns import cautions_in


@pytest.mark.parametrize(
    "text",
    [
        "hands round mummy's neck and mummy went blue",
        "Holds mummy's neck until she goes floppy",
        "he squeezes mummy's neck to make her go to sleep",
        "Y2 boy said daddy put the pillow on mummy's face",
        "mum has finger marks on her neck, says it was an accident",
        "her boyfriend choked her at the weekend, she laughed it off",
        "he had her by the throat against the wall",
        "he pinned her against the glass by the neck",
        "he held a knife to her and then squeezed her neck",
        "dad strangled mum last month and is home again",
    ],
)
def test_pressure_on_the_neck_is_heard_in_a_childs_words(text: str) -> None:
    assert "strangulation" in cautions_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Male alleged to have strangled female partner. Graded HIGH.",
        "Suspect has strangled the victim, child present",
        "NFS alleged, female has marks",
        "Offences: NFS. Male arrested.",
    ],
)
def test_pressure_on_the_neck_is_heard_in_the_words_of_police(text: str) -> None:
    assert "strangulation" in cautions_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Is non-fatal strangulation an offence?",
        "What does NFS mean on a police form?",
        "A Year 3 girl says that dad held a knife to mum’s throat.",
    ],
)
def test_a_question_about_the_word_is_no_case_of_it(text: str) -> None:
    assert "strangulation" not in cautions_in(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("new girl started today, she and mum are in a refuge, old school wants to send the ctf", "refuge"),
        (
            "mum has fled from her husband with the children and dad is ringing asking which school they are at",
            "refuge",
        ),
        ("dad must not find out where they live now", "refuge"),
        ("Year 11 girl says she is being taken to get married in the summer, do I ring her parents", "honour"),
        ("she told us she's promised to her cousin and her brothers check up on her", "honour"),
        ("family say she has brought shame on the family", "honour"),
        ("he goes through her phone every night", "watched_phone"),
        ("mum says he's got her bank card and tracks her phone", "watched_phone"),
        ("her ex put an airtag in the car", "watched_phone"),
    ],
)
def test_each_situation_is_found(text: str, name: str) -> None:
    assert name in cautions_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "what does KCSIE say about forced marriage",
        "a boy choked on a grape at lunch and is fine",
        "refugee family arriving on Monday, which forms do we need",
        "pupil has a sore throat and a stiff neck",
        "what is the phone policy for year 9",
        "she could not breathe after cross country, asthma",
        "we need the common transfer file for a boy who moved house",
        "mum's new partner shouts a lot and she seems low",
        "honours list for the year 6 prize assembly",
    ],
)
def test_words_that_are_only_near_are_no_situation(text: str) -> None:
    assert cautions_in(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Verbal altercation between mother and her ex partner at home address.",
        "She says he'll get a record. Her ex was violent.",
        "Mum says don't call police, he's only a boy.",
    ],
)
def test_what_only_stands_near_such_words_is_none(text: str) -> None:
    assert cautions_in(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Mum says please don't text, he sees it.",
        "She begged us not to email, dad reads it.",
        "Don't ring her at home, he picks up.",
        "please don't call anyone, he gets the bill",
    ],
)
def test_a_phone_that_somebody_else_watches_is_heard(text: str) -> None:
    assert "watched_phone" in cautions_in(text)
