"""What a reader is told of a provision, and when its wording applies."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.provisions import PROVISIONS, Provision, Standing, UnappliedEffect

WICKS = Provision(
    anchor="section-1", label="s.1", in_force_from=date(2020, 3, 1), replaced_on=date(2022, 4, 1), extent="E+W"
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2020, 2, 29), False), (date(2020, 3, 1), True), (date(2022, 3, 31), True), (date(2022, 4, 1), False)],
)
def test_a_wording_applies_from_its_first_day_until_the_day_another_took_its_place(day: date, expected: bool) -> None:
    assert WICKS.applies(day) is expected


def test_what_has_no_days_is_not_said_to_apply_otherwise() -> None:
    assert Provision(anchor="a", label="s.1").applies(date(1900, 1, 1))


def test_one_change_and_several_are_told_in_words() -> None:
    one = UnappliedEffect(what="repealed")
    for n, expected in ((1, "1 change is recorded"), (2, "2 changes are recorded")):
        (words,) = Provision(anchor="a", label="s.1", effects=(one,) * n).words
        assert words.startswith(expected)


def test_a_nation_that_is_not_known_is_told_as_it_is_written() -> None:
    found = Provision(anchor="a", label="s.1", extent="W+S+N.I.+X")
    assert found.elsewhere == "Wales, Scotland, Northern Ireland and X"


def test_records_are_written_and_read_again() -> None:
    whole = (
        WICKS,
        Provision(
            anchor="b",
            label="s.2",
            standing=Standing.REPEALED,
            effects=(UnappliedEffect(what="x", on=date(2031, 1, 1)),),
        ),
    )
    assert PROVISIONS.validate_json(PROVISIONS.dump_json(whole)) == whole
