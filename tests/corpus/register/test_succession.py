"""Chains of editions: their order, their days, and which applies on a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.register.register import Register, load_register
from corpus.register.succession import EditionStanding, chain, chains, chains_within, standing
from tests.doubles import a_source


def register() -> Register:
    """Three editions, an extract of the second, and two sources by themselves."""
    sources = [
        a_source("h-2029", in_force_from=date(2029, 9, 1)),
        a_source("h-2030", in_force_from=date(2030, 9, 1), in_force_to=date(2031, 7, 31), supersedes=("h-2029",)),
        a_source("h-2030-part", part_of="h-2030"),
        a_source("h-2031", in_force_from=date(2031, 9, 1), supersedes=("h-2030",)),
        a_source("alone"),
        a_source("over", in_force_to=date(2020, 1, 1)),
    ]
    return Register({source.source_id: source for source in sources})


def test_a_chain_is_the_same_from_each_of_its_editions_the_oldest_first() -> None:
    for start in ("h-2029", "h-2030", "h-2031"):
        links = chain(register(), start, date(2031, 1, 1))
        assert [link.source.source_id for link in links] == ["h-2029", "h-2030", "h-2031"]
    assert len(chain(register(), "alone", date(2031, 1, 1))) == 1


def test_the_last_day_is_as_registered_or_the_day_before_the_next_edition() -> None:
    links = chain(register(), "h-2031", date(2031, 1, 1))
    assert [link.last_day for link in links] == [date(2030, 8, 31), date(2031, 7, 31), None]


@pytest.mark.parametrize(
    ("source_id", "as_at", "expected"),
    [
        ("h-2030", date(2030, 8, 31), EditionStanding.NOT_YET),
        ("h-2030", date(2030, 9, 1), EditionStanding.APPLIES),
        ("h-2030-part", date(2030, 8, 31), EditionStanding.NOT_YET),
        ("h-2030-part", date(2031, 9, 1), EditionStanding.REPLACED),
        ("h-2030", date(2031, 8, 15), EditionStanding.ENDED),
        ("h-2030", date(2031, 9, 1), EditionStanding.REPLACED),
        ("h-2029", date(2031, 1, 1), EditionStanding.REPLACED),
        ("over", date(2031, 1, 1), EditionStanding.ENDED),
        ("alone", date(2031, 1, 1), EditionStanding.APPLIES),
    ],
)
def test_how_an_edition_stands(source_id: str, as_at: date, expected: EditionStanding) -> None:
    assert standing(register(), source_id, as_at) is expected


@given(as_at=st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_of_each_real_chain_at_most_one_edition_applies_and_from_its_first_day_one_does(as_at: date) -> None:
    known = load_register()
    found = chains(known, as_at)
    assert len(found) >= 3
    for links in found:
        applying = [link for link in links if link.standing is EditionStanding.APPLIES]
        newest = links[-1].source.in_force_from
        assert len(applying) <= 1
        assert newest is not None
        assert bool(applying) or as_at < newest


def test_each_chain_is_there_once_and_extracts_go_with_their_whole() -> None:
    (links,) = chains(register(), date(2031, 10, 1))
    assert [link.as_dict()["standing"] for link in links] == ["replaced", "replaced", "applies"]
    assert links[0].as_dict()["to"] == "2030-08-31"


@pytest.mark.parametrize(
    ("here", "expected"),
    [
        ({"h-2029", "h-2031", "alone"}, [["h-2029", "h-2031"]]),
        ({"h-2031", "alone"}, []),
        (set(), []),
    ],
)
def test_only_chains_with_two_editions_in_a_library_are_given_with_those_alone(
    here: set[str], expected: list[list[str]]
) -> None:
    found = chains_within(register(), here, date(2031, 10, 1))
    assert [[link.source.source_id for link in links] for links in found] == expected
