"""Tables: which rows of a page are one, and where each of its rows begins.

Rows that have several cells show a table. The lines between and just after them belong to it while they
start under one of its columns. A table row begins at the left-most column; the header goes with the first row and its
words are carried to the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.structure.blocks import LineRow, Setting

_NEAR = 5.0  # points: cells of one column start this close to each other
_CENTRED = 25.0  # points: centred words of one column start this close to each other
_FEWEST = 2  # rows with several cells
_BETWEEN = 30  # rows with one cell between two that have several


@dataclass(frozen=True, slots=True)
class TableRow:
    """The table row that a printed row belongs to: a running number on its page, and the header to carry to it."""

    number: int
    header: str = ""


def table_rows(rows: Sequence[LineRow], setting: Setting, breaks: Callable[[LineRow], bool]) -> dict[int, TableRow]:
    """Return, by first line, the table row that each row of a page belongs to.

    Parameters
    ----------
    rows : sequence of LineRow
        A page's rows without furniture, contents and footnotes.
    setting : Setting
        How the document is set.
    breaks : callable
        Says that a row cannot be inside a table: a heading or the start of a numbered paragraph.
    """
    labels: dict[int, TableRow] = {}
    number = 0
    for low, high in _regions(rows, setting, breaks):
        region = rows[low:high]
        header_rows = _header_length(region, setting)
        header = " ".join(row.text for row in region[:header_rows])
        left = _columns(region)[0]
        number += 1
        first = True  # the header and the row after it are one
        for at, row in enumerate(region):
            if at > header_rows and _begins(row, region[at - 1], left, setting):
                number += 1
                first = False
            labels[row.first] = TableRow(number, "" if first else header)
    return labels


def _header_length(region: Sequence[LineRow], setting: Setting) -> int:
    """Count the rows of a table's header: bold throughout; none if every row is bold.

    A bold row with one cell below the header names a group of rows, unless it is so close that it is a wrapped line.
    """
    for at, row in enumerate(region):
        group = at > 0 and len(row.cells) < len(region[at - 1].cells)
        if not row.bold or (group and len(row.cells) == 1 and region[at - 1].baseline - row.baseline > setting.pitch):
            return at
    return 0


def _begins(row: LineRow, above: LineRow, left: float, setting: Setting) -> bool:
    """Whether a table row begins here: at the left-most column, and not as a wrapped line of that column."""
    gap = above.baseline - row.baseline > 1.25 * setting.pitch
    return abs(row.x0 - left) <= _NEAR and (len(row.cells) > 1 or gap)


def _regions(rows: Sequence[LineRow], setting: Setting, breaks: Callable[[LineRow], bool]) -> list[tuple[int, int]]:
    regions: list[tuple[int, int]] = []
    at = 0
    while at < len(rows):
        if len(rows[at].cells) < 2 or breaks(rows[at]):
            at += 1
            continue
        end = _region_end(rows, at, setting, breaks)
        if sum(len(row.cells) > 1 for row in rows[at:end]) >= _FEWEST:
            regions.append((at - 1 if at and _is_header(rows[at - 1], rows[at:end], setting, breaks) else at, end))
        at = max(end, at + 1)
    return regions


def _is_header(row: LineRow, region: Sequence[LineRow], setting: Setting, breaks: Callable[[LineRow], bool]) -> bool:
    """Whether the bold line above a table is its header, set so close that its cells read as one: a word a column."""
    columns = _columns(region)
    close = 0 < row.baseline - region[0].baseline < 2 * setting.pitch
    spans = abs(row.x0 - columns[0]) <= _NEAR and row.x1 > columns[-1]
    one_each = len(row.text.split()) == len(columns) == len(region[0].cells)
    return row.bold and len(row.cells) == 1 and close and spans and one_each and not breaks(row)


def _region_end(rows: Sequence[LineRow], low: int, setting: Setting, breaks: Callable[[LineRow], bool]) -> int:
    """Find where a table that starts at a row ends: after its last row of several cells, and what hangs below that."""
    last = low
    edges = _columns(rows[low : low + 1])
    for at in range(low + 1, len(rows)):
        if breaks(rows[at]) or at - last > _BETWEEN or not _under(rows[at], edges):
            break
        if len(rows[at].cells) > 1:
            last = at
    columns = _columns(rows[low : last + 1])
    end = last + 1
    while end < len(rows) and not breaks(rows[end]) and _hangs(rows[end], rows[end - 1], columns, setting):
        end += 1
    return end


def _under(row: LineRow, edges: Sequence[float]) -> bool:
    """Whether a row starts under the first column, or anywhere right of where the second starts."""
    return len(row.cells) > 1 or abs(row.x0 - edges[0]) <= _CENTRED or row.x0 >= edges[1] - _CENTRED


def _hangs(row: LineRow, above: LineRow, columns: Sequence[float], setting: Setting) -> bool:
    under = any(abs(row.x0 - column) <= _NEAR for column in columns[1:])
    return under and above.baseline - row.baseline < 1.6 * setting.pitch


def _columns(rows: Sequence[LineRow]) -> list[float]:
    """Return the left edges of a table's columns."""
    edges = sorted(cell.x0 for row in rows if len(row.cells) > 1 for cell in row.cells)
    columns: list[float] = []
    for edge in edges:
        if not columns or edge - columns[-1] > _NEAR:
            columns.append(edge)
    return columns
