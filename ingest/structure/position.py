"""Where a document's text is as it is read: under which headings, in which numbered paragraph, in which open list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.structure.blocks import Block, LineRow
from ingest.structure.headings import LOCAL, PrintedQuestion

_CAPTION = re.compile(r"(?:Table|Figure|Chart|Diagram) \d")
_WIDE = 0.6  # of the page's width; the cells of a table and the words of a figure are narrower
_INSET = (3.5, 12.0)  # points that a box's text may stand right of the text around it; pages' margins differ by more
_MOST_SET_IN = 40.0  # points from a box's title to the items of a list in it; a second column stands more to the right
_COLUMN_ROWS = 10  # fewer than these are no column to have read before

Path = list[tuple[int, str]]


@dataclass(slots=True)
class Flow:
    """Where the text is.

    Parameters
    ----------
    path : list of (int, str)
        Depth and title of each heading, from the outermost in.
    paragraph : str
        The number of the paragraph.
    lead : str
        The sentence before the list that is open.
    unfinished : Block or None
        The last block, if its sentence goes on.
    question : PrintedQuestion or None
        The question that a page's end cut.
    title_edge : float
        Where the title of the box at hand starts, in points; 0.0 outside boxes.
    filled : bool
        Whether the box has text under its title.
    """

    path: Path = field(default_factory=list)
    paragraph: str = ""
    lead: str = ""
    unfinished: Block | None = None
    question: PrintedQuestion | None = None
    title_edge: float = 0.0
    filled: bool = False

    def copy(self) -> Flow:
        """Return a copy to come back to."""
        return replace(self, path=list(self.path))

    def leave(self) -> None:
        """Leave the paragraph and list, as under a new heading or in a box that stands out of the reading order."""
        self.paragraph, self.lead, self.unfinished = "", "", None

    def turn_to(self, rows: Sequence[LineRow]) -> None:
        """Turn to a page: one about the publication, with its copyright first, stands under none of the headings."""
        if rows and rows[0].text.startswith("©"):
            self.path.clear()
            self.leave()

    def go_on(self, row: LineRow) -> None:
        """Come to words in a row: those left of a box are outside it, and a paragraph is no part of a table or figure."""
        self.pass_by(row.x0)
        wide = len(row.cells) == 1 and row.x1 - row.x0 > _WIDE * row.page.width
        if wide and self.path and self.path[-1][0] >= LOCAL and _CAPTION.match(self.path[-1][1]):
            self._leave_from(self.path[-1][0])

    def enter(self, depth: int, title: str, edge: float) -> None:
        """Go under a heading that starts at an edge, leaving those that are not above it."""
        self.pass_by(edge)
        self._leave_from(depth)
        self.path.append((depth, title))
        self.leave()
        if depth < LOCAL or not self.title_edge:
            self.title_edge, self.filled = (edge if depth >= LOCAL else 0.0), False

    def pass_by(self, edge: float) -> None:
        """Come to words that start at an edge: those left of a box and its text are outside the box."""
        low, high = _INSET
        if self.filled and low < self.title_edge - edge < high:
            self._leave_from(LOCAL)
        elif self.title_edge:
            self.filled = self.filled or -low < edge - self.title_edge < _MOST_SET_IN

    def start(self, paragraph: str) -> None:
        """Start a numbered paragraph: the numbered text goes on around boxes and case studies."""
        self.leave()
        self.paragraph = paragraph
        self._leave_from(LOCAL)

    def _leave_from(self, depth: int) -> None:
        while self.path and self.path[-1][0] >= depth:
            self.path.pop()
        if not self.path or self.path[-1][0] < LOCAL:
            self.title_edge, self.filled = 0.0, False


def path_above(headed: Sequence[tuple[float, Path]], baseline: float) -> Path:
    """Return the headings of what stands nearest above a height on the page, whatever was read between."""
    above = [known for known in headed if known[0] >= baseline]
    return min(above or headed[:1], key=lambda known: known[0])[1]


def jumped_up(rows: Sequence[LineRow], at: int) -> bool:
    """Whether a row stands above one that was read before it on its page: a box read out of its order.

    The top of a second column stands above the first column too, and is in order.
    """
    below = [row for row in rows[:at] if row.baseline < rows[at].baseline - 2.0 and len(row.cells) == 1]
    next_column = len(below) >= _COLUMN_ROWS and max(row.x1 for row in below) < rows[at].x0
    return bool(below) and not next_column
