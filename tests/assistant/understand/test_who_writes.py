"""Who writes: staff who are not the safeguarding lead are known as they say so, and a lead who speaks of them is not."""

from __future__ import annotations

import pytest

from assistant.understand import writes_without_the_lead

A_WORRY = " A girl in reception says daddy put mummy on the floor. Is that enough?"


@pytest.mark.parametrize(
    "writer",
    [
        "I'm a TA.", "I am the cook.", "im just a dinner lady", "As a form tutor I see a lot.", "I teach Year 6.",
        "She's in my form.", "Dinner lady here.", "I'm a TA and the DSL won't listen.",
        "I'm only a TA. Our acting DSL is off.", "I'm a TA, should the DSL be told?", "I'm a very new teaching assistant.",
    ],
)  # fmt: skip
def test_staff_who_are_not_the_lead_are_known(writer: str) -> None:
    assert writes_without_the_lead(writer + A_WORRY)


@pytest.mark.parametrize(
    "writer",
    [
        "", "I'm the DSL.", "My TA told me this.", "A dinner lady heard it.",
        "I'm the deputy safeguarding lead and teach as well.", "I'm a TA and the deputy DSL.", "I'm the head.",
        "Her form tutor came to me.", "Head teacher here.",
        "DSL here. I'm also her class teacher.", "I took over as safeguarding lead, I was a TA before.",
        "No teacher here saw it.", "I'm her nan.",
    ],
)  # fmt: skip
def test_a_lead_or_somebody_outside_is_not_taken_for_them(writer: str) -> None:
    assert not writes_without_the_lead(writer + A_WORRY)


def test_nothing_is_written_by_nobody() -> None:
    assert not writes_without_the_lead("")
