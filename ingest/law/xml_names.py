"""The names of CLML: its namespaces, and what an element is called without them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element

CLML = "{http://www.legislation.gov.uk/namespaces/legislation}"
META = "{http://www.legislation.gov.uk/namespaces/metadata}"
DC = "{http://purl.org/dc/elements/1.1/}"
TERMS = "{http://purl.org/dc/terms/}"


def local(element: Element) -> str:
    """Return what an element is called, without its namespace."""
    return element.tag.rpartition("}")[2]


def words_of(element: Element) -> str:
    """Return all the words in an element on one line."""
    return " ".join("".join(element.itertext()).split())


def day_of(value: str | None) -> date | None:
    """Return a day that an attribute holds, or nothing."""
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def within(element: Element, *names: str) -> Iterator[Element]:
    """Go through what has one of some names, anywhere in an element.

    Yields
    ------
    Element
        In the order of the text.
    """
    return (one for one in element.iter() if local(one) in names)
