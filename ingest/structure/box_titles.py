"""Titles of boxes in a document whose outline does not tell them from its headings.

The numbered paragraphs stand at one edge, and so do the headings over them. A title that is set further in, with
unnumbered text below it, is that of a box: it holds only until the numbering goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.structure.blocks import LineRow
from ingest.structure.headings import Headings

_SET_IN = 3.5  # points
_MOST_SET_IN = 40.0  # a title set further in is centred
_FEWEST_PARAGRAPHS = 5

Place = tuple[int, int]


def box_titles(pages: Sequence[Sequence[LineRow]], starts: Iterable[Place], headings: Headings) -> frozenset[Place]:
    """Return (page number, first line) of each row that looks like a heading and is set in from the numbered text.

    Parameters
    ----------
    pages : sequence of sequence of LineRow
        Each page's rows without furniture, contents and footnotes.
    starts : iterable of (int, int)
        The rows that begin numbered paragraphs.
    headings : Headings
        What is known of the document's headings; with an outline, it tells boxes better.
    """
    known = set(starts)
    edges = Counter(round(row.x0) for rows in pages for row in rows if _place(row) in known)
    if headings.outline or edges.total() < _FEWEST_PARAGRAPHS:
        return frozenset()
    edge = edges.most_common(1)[0][0]
    return frozenset(
        _place(row)
        for rows in pages
        for at, row in enumerate(rows)
        if _SET_IN < row.x0 - edge < _MOST_SET_IN
        and headings.looks_like(row)
        and not _leads_to_number(rows[at + 1 :], known, headings)
    )


def _leads_to_number(below: Sequence[LineRow], starts: set[Place], headings: Headings) -> bool:
    """Whether the first text below a heading is a numbered paragraph."""
    text = (row for row in below if _place(row) in starts or not headings.looks_like(row))
    first = next(text, None)
    return first is not None and _place(first) in starts


def _place(row: LineRow) -> Place:
    return row.page.number, row.first
