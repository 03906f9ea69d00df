"""Which words name an act of violence against somebody, and which mean something else."""

from __future__ import annotations

import pytest

from assistant.understand.case.acts_of_violence import names_an_act_of_violence


@pytest.mark.parametrize(
    "text",
    [
        "Daddy pushed Mummy on her baby tummy",
        "he kicks her when dinner is late",
        "Mum, 30 weeks, was knocked down the stairs",
        "female pushed against worktop",
        "He threw a saucepan at her, it missed",
        "she was punched on Friday",
        "PUSHED VICTIM INTO A WALL",
        "he has been battering her since the scan",
        "had her up against the wall by her coat",
        "he hit his pregnant girlfriend",
    ],
)
def test_an_act_is_named(text: str) -> None:
    assert names_an_act_of_violence(text)


@pytest.mark.parametrize(
    "text",
    [
        "she is pregnant and keeps throwing up in the mornings",
        "Mum cannot help on school trips until the baby comes",
        "she felt the baby kicking, the baby kicked her all through assembly",
        "pushing her pram up the hill",
        "sore knees and a bad back at 34 weeks",
        "she had a panic attack, and has asthma attacks",
        "the sickness kicked in the night of the play",
        "brother stamps his feet since the baby came",
        "they threw a party for the baby",
        "we kick off at nine with a stamp card for each family",
        "it beats me why they moved; her own mum threw her out",
        "he pushed back the meeting",
        "I was thrown by what she said",
        "Mum is expecting in May and seems well",
    ],
)
def test_other_things_are_no_act(text: str) -> None:
    assert not names_an_act_of_violence(text)
