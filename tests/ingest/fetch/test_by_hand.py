"""Where a person finds what a program could not get."""

from __future__ import annotations

import pytest

from corpus.types import Source
from ingest.fetch.by_hand import address_for_a_person, how_by_hand
from tests.ingest.fetch.fetching import ACT, ACT_PDF, AS_ENACTED, LANDING, PDF_2031, lighthouses

PAGE = f"https://www.gov.uk{LANDING}"


@pytest.mark.parametrize(
    ("source", "address"),
    [
        (lighthouses(file_url=PDF_2031), PDF_2031),
        (lighthouses(), PAGE),
        (lighthouses(file_url=f"{PAGE}/text", landing_url=PAGE), f"{PAGE}/text"),
        (ACT, "https://www.legislation.gov.uk/ukpga/2019/40/2030-05-05/data.pdf"),
        (AS_ENACTED, ACT_PDF),
        (lighthouses(landing_url=""), ""),
    ],
)
def test_the_address_is_the_one_to_open(source: Source, address: str) -> None:
    assert address_for_a_person(source) == address
    assert (f"open {address} in a browser" if address else "ask Department for Lamps for it") in how_by_hand(source)


def test_the_page_that_presents_a_file_is_named_too() -> None:
    assert f"(its page is {PAGE})" in how_by_hand(lighthouses(file_url=PDF_2031))
    assert "its page" not in how_by_hand(lighthouses())
