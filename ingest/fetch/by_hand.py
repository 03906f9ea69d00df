"""How a person gets a source's PDF when this program cannot: the address to open in a browser, and what to do then."""

from __future__ import annotations

from corpus.types import Authority, Source
from ingest.fetch import legislation
from ingest.fetch.route import direct


def address_for_a_person(source: Source) -> str:
    """Return the address at which a person finds a source in a browser; empty if the register has none."""
    law = legislation.pdf_for_a_person(source) if source.authority is Authority.LAW else ""
    return law or direct(source) or source.file_url or source.landing_url


def how_by_hand(source: Source) -> str:
    """Return how to get a source without this program, as the rest of a sentence."""
    address = address_for_a_person(source)
    page = source.landing_url if source.landing_url not in {"", address} else ""
    where = f"open {address} in a browser" if address else f"ask {source.publisher} for it"
    there = f" (its page is {page})" if page else ""
    return f"{where}{there}, save the PDF, and run 'python -m ingest add-official FILE'"
