"""What structure finds on pages: blocks, and the rows of lines it finds them in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import median

from corpus.types import Document, Line, Page

_DESCENDERS = frozenset("gjpqy()[]{}|/§ç")
_SMALL_DESCENDERS = frozenset(",;Q")

RowKey = tuple[int, int]  # a row's page number and the index of its first line


class BlockKind(StrEnum):
    """What part of a page a block is."""

    HEADING = "heading"
    BODY = "body"
    LIST = "list"
    TABLE = "table"
    FOOTNOTE = "footnote"
    NOTE = "note"
    FURNITURE = "furniture"
    CONTENTS = "contents"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A span of a page that is one thing: a heading, a paragraph, a list item, a table row, a footnote.

    Parameters
    ----------
    page : int
        The 1-based PDF page.
    start, end : int
        Offsets in the page's text.
    heading_path : tuple of str
        Headings from the outermost in; a heading's own path ends with itself.
    paragraph : str
        ``41``, ``s.3(2)``, ``fn 61`` or empty.
    lead_in : str
        The sentence that introduces the list of an item, or the header of a table's row, standing before the block.
    jurisdiction : str
        Set where the block applies elsewhere than its source; else empty.
    """

    page: int
    start: int
    end: int
    kind: BlockKind
    heading_path: tuple[str, ...] = ()
    paragraph: str = ""
    lead_in: str = ""
    jurisdiction: str = ""


@dataclass(frozen=True, slots=True)
class LineRow:
    """Lines of a page that stand side by side: one printed line, or the cells of a table row.

    ``first`` and ``last`` are indices into ``page.lines``, both included.
    """

    page: Page
    first: int
    last: int
    baseline: float

    @property
    def key(self) -> RowKey:
        """The row's page number and first line, which no other row of the document has."""
        return self.page.number, self.first

    @property
    def cells(self) -> tuple[Line, ...]:
        """The row's lines, from left to right."""
        return self.page.lines[self.first : self.last + 1]

    @property
    def start(self) -> int:
        """Where the row starts in the page's text."""
        return self.page.lines[self.first].start

    @property
    def end(self) -> int:
        """Where the row ends in the page's text."""
        return self.page.lines[self.last].end

    @property
    def text(self) -> str:
        """The row's words on one line."""
        return " ".join(self.page.text[self.start : self.end].split())

    @property
    def x0(self) -> float:
        """The left edge in points."""
        return self.page.lines[self.first].x0

    @property
    def x1(self) -> float:
        """The right edge in points."""
        return self.page.lines[self.last].x1

    @property
    def size(self) -> float:
        """The font size of the first character."""
        return self.page.lines[self.first].size

    @property
    def bold(self) -> bool:
        """Whether every cell is bold."""
        return all(cell.bold for cell in self.cells)


def rows_of(page: Page) -> list[LineRow]:
    """Return a page's rows in reading order."""
    rows: list[LineRow] = []
    for index, line in enumerate(page.lines):
        baseline = _baseline(page.text[line.start : line.end], line)
        if rows and abs(baseline - rows[-1].baseline) < 0.35 * max(line.size, 6.0) and line.x0 >= rows[-1].x1:
            rows[-1] = LineRow(page, rows[-1].first, index, rows[-1].baseline)
        else:
            rows.append(LineRow(page, index, index, baseline))
    return rows


def _baseline(text: str, line: Line) -> float:
    """Estimate the baseline from the tight box: letters that hang below the line push its foot down."""
    size = min(line.size, line.y1 - line.y0 + 2)
    if _DESCENDERS & set(text):
        return line.y0 + 0.21 * size
    return line.y0 + (0.1 * size if _SMALL_DESCENDERS & set(text) else 0.0)


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document is set: the size of its body text and the distance between two lines of it, in points."""

    body: float
    pitch: float


def setting_of(document: Document) -> Setting:
    """Measure how a document is set."""
    weights: dict[float, int] = {}
    for page in document.pages:
        for line in page.lines:
            size = round(line.size * 2) / 2
            weights[size] = weights.get(size, 0) + line.end - line.start
    body = max(weights, key=lambda size: weights[size], default=11.0)
    return Setting(body, _pitch(document.pages, body))


def _pitch(pages: Sequence[Page], body: float) -> float:
    drops: list[float] = []
    for page in pages:
        rows = [row for row in rows_of(page) if abs(row.size - body) < 0.6]
        drops += [
            a.baseline - b.baseline for a, b in pairwise(rows) if 0.9 * body < a.baseline - b.baseline < 1.8 * body
        ]
    return median(drops) if drops else 1.3 * body
