"""Ages that a question names, in the words people use, and numbers that are none."""

from __future__ import annotations

import pytest

from assistant.understand.ages import ages_in


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("16 yr old hit by her boyfriend. DA in law or not?", {16}),
        ("She's 15 and he's 18", {15, 18}),
        ("a pupil aged 12", {12}),
        ("my 7-year-old", {7}),
        ("14yo, hits his mum", {14}),
        ("Two Year 10s are going out", {14, 15}),
        ("Y13 girl", {17, 18}),
        ("section 17 or section 47", set()),
        ("the 2023 edition, 15 working days", set()),
        ("there are 12 pages of it", set()),
        ("is 5 days the rule for the file", set()),
    ],
)
def test_ages_are_named_as_people_name_them(text: str, ages: set[int]) -> None:
    assert ages_in(text) == ages
