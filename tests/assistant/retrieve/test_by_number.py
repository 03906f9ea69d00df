"""Provisions of an instrument that a question names by number."""

from __future__ import annotations

import pytest

from assistant.retrieve.by_number import look_up
from corpus.types import Authority
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
