"""Rows that are set like a heading and are none: items of a list, the bold start of a sentence, cells of a table's header.

What tells them is what stands next to them on the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.structure.blocks import LineRow
from ingest.structure.headings import Headings, is_numbered

_SAME_LINE = 2.5  # points
_CLOSE = 1.1  # of the line pitch


def is_lookalike(rows: Sequence[LineRow], at: int, end: int, headings: Headings) -> bool:
    """Whether some rows of the body's size only look like a heading.

    Parameters
    ----------
    rows : sequence of LineRow
        A page's rows without furniture, contents and footnotes.
    at, end : int
        Where the group starts and ends in them.
    headings : Headings
        What is known of the document's headings.
    """
    if headings.is_large(rows[at]):
        return False
    return _is_item(rows, at, end, headings) or _goes_on(rows, at, end, headings) or _is_cell(rows, at, end)


def _is_item(rows: Sequence[LineRow], at: int, end: int, headings: Headings) -> bool:
    """Whether the rows are numbered and next to others that are, as in a list whose items are all bold."""
    beside = [*rows[max(0, at - 1) : at], *rows[end : end + 1]]
    return is_numbered(rows[at]) and any(is_numbered(row) and not headings.is_large(row) for row in beside)


def _goes_on(rows: Sequence[LineRow], at: int, end: int, headings: Headings) -> bool:
    """Whether the sentence goes on just below in plain type."""
    if end == len(rows) or rows[end].bold or not rows[at].bold:
        return False
    below, last = rows[end], rows[end - 1]
    close = 0 < last.baseline - below.baseline <= _CLOSE * headings.setting.pitch and below.x0 <= last.x1
    return close and (is_numbered(rows[at]) or below.text[0].islower())


def _is_cell(rows: Sequence[LineRow], at: int, end: int) -> bool:
    """Whether the rows are of a table's header: several cells, or beside others that are set over several lines."""
    if any(len(row.cells) > 1 and not is_numbered(row) for row in rows[at:end]):
        return True
    others = [row for row in (*rows[:at], *rows[end:]) if row.bold]
    return any(
        abs(row.baseline - other.baseline) < _SAME_LINE and (other.x0 >= row.x1 or other.x1 <= row.x0)
        for row in rows[at:end]
        for other in others
    )
