"""The rows of an Act's page as legislation.gov.uk prints it: which are its header, where subsections start."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.types import Page
from ingest.structure.blocks import LineRow, Setting

SUBSECTION = re.compile(r"\[?(?:(?P<section>\d{1,3}[A-Z]{0,3})\s+)?\((?P<number>\d{1,2}[A-Z]{0,2})\)\s")

_HEADER_ZONE = 0.85  # of the page's height
_EDGE_ZONE = 0.955
_HEADER_SIZE = 0.8  # of the body size
_SAME_LINE = 3.0  # points


def with_brackets(rows: Sequence[LineRow]) -> list[LineRow]:
    """Return a page's rows with the bracket that opens an amendment in the row it stands before: its mark parted them.

    Parameters
    ----------
    rows : sequence of LineRow
        In reading order.
    """
    joined: list[LineRow] = []
    for row in rows:
        last = joined[-1] if joined else None
        if last is not None and last.text == "[" and abs(last.baseline - row.baseline) < _SAME_LINE:
            joined[-1] = LineRow(row.page, last.first, row.last, row.baseline)
        else:
            joined.append(row)
    return joined


def is_header(row: LineRow, number: int | None, setting: Setting) -> bool:
    """Whether a row is of the running header, or is the page's number.

    Parameters
    ----------
    row : LineRow
        A row of a page.
    number : int or None
        The line that is the printed number.
    setting : Setting
        How the Act is set.
    """
    height = row.page.height
    if number is not None and row.first <= number <= row.last:
        return True
    small = row.size <= _HEADER_SIZE * setting.body and row.baseline > _HEADER_ZONE * height
    return small or row.baseline > _EDGE_ZONE * height or row.baseline < (1 - _EDGE_ZONE) * height


def subsection_indent(pages: Sequence[tuple[Page, Sequence[LineRow]]], otherwise: float) -> float:
    """Return where most subsections start, in points.

    Parameters
    ----------
    pages : sequence of (Page, sequence of Row)
        Every page with its rows.
    otherwise : float
        For an Act without subsections.
    """
    starts = Counter(round(row.x0) for _, rows in pages for row in rows if SUBSECTION.match(row.text))
    return float(starts.most_common(1)[0][0]) if starts else otherwise


def sentence_case(text: str) -> str:
    """Turn a title set in capitals into ordinary words, keeping the names of nations.

    Examples
    --------
    >>> sentence_case("SERVICES IN WALES")
    'Services in Wales'
    """
    lowered = text.capitalize()
    for nation in ("England", "Wales", "Scotland", "Northern Ireland"):
        lowered = re.sub(rf"\b{nation.lower()}\b", nation, lowered, flags=re.IGNORECASE)
    return lowered
