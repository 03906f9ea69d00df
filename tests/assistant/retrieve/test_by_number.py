"""Provisions of an instrument that a question names by number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.retrieve.by_number import look_up, resting_on
from corpus.types import Authority, Pinpoint
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

ORDER = a_source("lamps-order-2020", authority=Authority.LAW)
LABELS = ("reg.2", "reg.2(1)", "art.3", "r.1.5", "s.2")
INDEX = MemoryIndex(
    [
        a_passage(f"Words of {label}.", ORDER.source_id, start=n * 100, paragraph=label)
        for n, label in enumerate(LABELS)
    ],
    {ORDER.source_id: ORDER},
    WordEmbedder(),
)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("What does regulation 2 say?", ["reg.2", "reg.2(1)"]),
        ("What does reg. 2(1) say?", ["reg.2(1)", "reg.2"]),
        ("What is in Article 3?", ["art.3"]),
        ("And rule 1.5?", ["r.1.5"]),
        ("What does regulation 9 say?", []),
    ],
)
def test_a_provision_is_looked_up_where_its_instrument_is_named(query: str, expected: list[str]) -> None:
    found, _ = look_up(INDEX, query, [ORDER], {ORDER.source_id})
    assert [one.paragraph for one in found] == expected


def test_article_8_of_nothing_named_is_looked_up_nowhere() -> None:
    assert look_up(INDEX, "Is that an Article 3 right?", [], {ORDER.source_id}) == ([], [])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("What does the order say of lamps?", ["Lamps are lit.", "Lamps are put out."]),
        ("What does section 4 of the order say?", ["Lamps are put out."]),
        ("What does section 9 of the order say?", []),
    ],
)
def test_what_rests_on_an_order_that_is_not_here_speaks_for_it_and_of_the_section_that_is_named(
    query: str, expected: list[str]
) -> None:
    pinpoint = Pinpoint(document="Order", edition="", reference="section 3", url="", how_read="", source_id="order")
    passages = [
        a_passage("Lamps are lit.", "digest", pinpoint=pinpoint),
        a_passage("Lamps are put out.", "digest", pinpoint=replace(pinpoint, reference="section 4, page 2")),
        a_passage("Lamps are sold.", "digest", pinpoint=replace(pinpoint, source_id="another")),
        a_passage("Lamps are bought.", "digest"),
    ]
    named = [a_source("order", authority=Authority.LAW)]
    assert [one.text for one in resting_on(passages, query, named)] == expected
