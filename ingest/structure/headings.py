"""Which rows are headings, and how deep each is.

Two witnesses: typography (larger than the body, or bold on a line of its own) and the PDF's outline. A heading that
the outline knows has the outline's depth, and may be set like the text, as where only its colour shows it. One that
it does not know (the title of a box, a case study, a bold line in a list) is local: it stands below the others and
holds only until the next numbered paragraph. Without a usable outline, size and boldness give depth. Of headings set
alike, the numbered ones stand above the others.

Some rows are set like a heading and are none: items of a list, the bold start of a sentence, cells of a table's header.
What stands next to them on the page shows it.

A box's title is set further in than the numbered paragraphs and the headings over them, with unnumbered text below it.

A consultation or survey prints its questions bold, often too long for a heading or cut by the end of a page. What is
answered below a question makes no sense without it. So its first words go into the path of headings, and the question
itself stays text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.text import fold
from corpus.types import Document
from ingest.structure.blocks import LineRow, RowKey, Setting

BULLET = re.compile(
    r"(?:[•▪◦●○■–\uf0b7]|o(?=\s)|(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-z]|[ivx]{1,4})[.)](?=\s)|\([a-z0-9]{1,4}\)(?=\s))"
)
LARGER = 1.1
LOCAL = 1000  # depth of headings that the outline does not know
MOST_ROWS = 4
QUESTION = re.compile(r"(?:Question|Q)\.? ?\d{1,3}\b")

_BULLET_ONLY = re.compile(r"(?:[•▪◦●○■\uf0b7]|o(?=\s))")
_MOST_CHARS = 200
_MOST_BOLD_CHARS = 120
_MOST_LOCAL_CHARS = 90
_MOST_OPENING_CHARS = 180  # of a numbered heading, or one that ends in a colon
_NUMBERED = re.compile(r"\d{1,2}[.)] ?[A-Z“‘]")
_DOTTED = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3} [A-Z“‘]")
_RANKS = 3  # of one style: numbered headings, the others, and those that end in a colon
_FEWEST_ENTRIES = 8
_MOST_ENTRIES_PER_PAGE = 4  # Word can bookmark every paragraph; such an outline says nothing
_KEY_CHARS = 40
_FIELD_CODE = re.compile(r"\d{1,3}F\b")
_NOT_WORD = re.compile(r"\W+")
_SAME_LINE = 2.5  # points between the baselines of a header's cells
_CLOSE = 1.1  # of the line pitch: a sentence goes on below its bold start
_SET_IN = 3.5  # points
_MOST_SET_IN = 40.0  # a title set further in is centred
_FEWEST_PARAGRAPHS = 5
_QUESTION_ENDS = (".", "?", ":")
_QUESTION_TITLE_CHARS = 150


@dataclass(frozen=True, slots=True)
class Headings:
    """What is known of a document's headings.

    Parameters
    ----------
    setting : Setting
        How the document is set.
    outline : dict of (int, str) to int
        Depth by page and key of the title; empty without a usable outline.
    styles : dict of (float, bool) to int
        Depth by font size and boldness.
    titles : frozenset of (int, str)
        Page and letters of each of the outline's titles.
    """

    setting: Setting
    outline: dict[tuple[int, str], int]
    styles: dict[tuple[int, bool], int]
    titles: frozenset[tuple[int, str]] = frozenset()

    def looks_like(self, row: LineRow) -> bool:
        """Whether a row is set like a heading."""
        return looks_like_heading(row, self.setting)

    def is_large(self, row: LineRow) -> bool:
        """Whether a row is set larger than the body."""
        return row.size >= LARGER * self.setting.body

    def depth(self, group: Sequence[LineRow]) -> int | None:
        """Return the depth of the heading that some rows make, or None if they make none."""
        text = " ".join(row.text for row in group)
        if len(group) > MOST_ROWS or len(text) > _MOST_CHARS:
            return None
        if not all(self.looks_like(row) for row in group):
            return self._plain(group[0], text)
        known = self._known(group[0].page.number, text)
        if known is not None:
            return known
        if text.endswith((".", ";", ",", "-", "–")) or _BULLET_ONLY.match(text):
            return None
        numbered = _NUMBERED.match(text) is not None or QUESTION.match(text) is not None
        if not self.is_large(group[0]) and not self._short(text, numbered):
            return None
        label = self.outline and text.endswith(":") and len(text) <= _MOST_LOCAL_CHARS
        return self._ranked(group[0], 0 if numbered else 2 if label else 1)

    def depth_of_numbered(self, row: LineRow) -> int:
        """Return the depth of a numbered heading set like a row, which stands above the others that are set so."""
        return self._ranked(row, 0)

    def _ranked(self, row: LineRow, rank: int) -> int:
        style = self.styles.get(style_of(row), max(self.styles.values(), default=0) + 1)
        return (LOCAL if self.outline else 0) + _RANKS * style + rank

    def _short(self, text: str, numbered: bool) -> bool:
        """Whether bold words of the body's size are a heading, and no item of a list or sentence in bold."""
        if BULLET.match(text) and not numbered:
            return False
        opens = numbered or text.endswith(":")
        return not self.outline or len(text) <= (_MOST_OPENING_CHARS if opens else _MOST_LOCAL_CHARS)

    def _known(self, page: int, text: str) -> int | None:
        key = _key(text)
        return next((self.outline[at, key] for at in (page, page - 1, page + 1) if (at, key) in self.outline), None)

    def _plain(self, row: LineRow, text: str) -> int | None:
        """Return the depth of words that are not set like a heading: as in the outline, or by a number such as 1.3.2."""
        page = row.page.number
        if (page, _letters(text)) in self.titles and not BULLET.match(text):
            return self._known(page, text)
        if _is_dotted(text):
            return LOCAL if self.outline else self._ranked(row, 0)
        return None


def headings_of(document: Document, rows: Sequence[LineRow], setting: Setting) -> Headings:
    """Learn a document's headings from its outline and the rows that are neither furniture, contents nor footnotes."""
    outline: dict[tuple[int, str], int] = {}
    titles: set[tuple[int, str]] = set()
    if _FEWEST_ENTRIES <= len(document.outline) <= _MOST_ENTRIES_PER_PAGE * len(document.pages):
        for level, title, page in document.outline:
            words = _FIELD_CODE.sub("", title)
            outline.setdefault((page, _key(words)), level)
            titles.add((page, _letters(words)))
    styles = {style_of(row) for row in rows if looks_like_heading(row, setting)}
    ranked = sorted(styles, key=lambda style: (-style[0], not style[1]))
    depths = {style: depth for depth, style in enumerate(ranked)}
    return Headings(setting, outline, depths, frozenset(titles))


def looks_like_heading(row: LineRow, setting: Setting) -> bool:
    """Whether a row is set like a heading: larger than the body, or bold throughout and short."""
    if not any(char.isalpha() for char in row.text):
        return False
    if row.size >= LARGER * setting.body:
        return True
    return row.bold and row.size > 0.95 * setting.body and len(row.text) <= _MOST_BOLD_CHARS


def is_numbered(row: LineRow) -> bool:
    """Whether a row starts like a numbered heading: bold with a number, or with one such as 1.3.2."""
    return (row.bold and _NUMBERED.match(row.text) is not None) or _DOTTED.match(row.text) is not None


def style_of(row: LineRow) -> tuple[int, bool]:
    """Return how a row is set: its size in whole points, and whether it is bold."""
    return round(row.size), row.bold


def _is_dotted(text: str) -> bool:
    """Whether words in plain type are a title with a number such as 1.3.2."""
    return _DOTTED.match(text) is not None and len(text) <= _MOST_LOCAL_CHARS and text[-1] not in ".;,:-–—"


def _key(text: str) -> str:
    """Return what is compared of a title: its letters and digits, the first of them."""
    return _letters(text)[:_KEY_CHARS]


def _letters(text: str) -> str:
    return _NOT_WORD.sub("", fold(text))


def is_lookalike(rows: Sequence[LineRow], at: int, end: int, headings: Headings) -> bool:
    """Whether the rows from ``at`` to ``end`` of a page, of the body's size, only look like a heading."""
    if headings.is_large(rows[at]):
        return False
    return _is_item(rows, at, end, headings) or _goes_on(rows, at, end, headings) or _is_cell(rows, at, end)


def _is_item(rows: Sequence[LineRow], at: int, end: int, headings: Headings) -> bool:
    """Whether the rows are numbered and next to others that are, as in a list whose items are all bold."""
    neighbours = [*rows[max(0, at - 1) : at], *rows[end : end + 1]]
    return is_numbered(rows[at]) and any(is_numbered(row) and not headings.is_large(row) for row in neighbours)


def _goes_on(rows: Sequence[LineRow], at: int, end: int, headings: Headings) -> bool:
    """Whether the sentence goes on just below in plain type."""
    if end == len(rows) or rows[end].bold or not rows[at].bold:
        return False
    below, last = rows[end], rows[end - 1]
    close = 0 < last.baseline - below.baseline <= _CLOSE * headings.setting.pitch and below.x0 <= last.x1
    return close and (is_numbered(rows[at]) or below.text[0].islower())


def _is_cell(rows: Sequence[LineRow], at: int, end: int) -> bool:
    """Whether the rows are of a table's header: several cells, or next to others that are set over several lines."""
    if any(len(row.cells) > 1 and not is_numbered(row) for row in rows[at:end]):
        return True
    others = [row for row in (*rows[:at], *rows[end:]) if row.bold]
    return any(
        abs(row.baseline - other.baseline) < _SAME_LINE and (other.x0 >= row.x1 or other.x1 <= row.x0)
        for row in rows[at:end]
        for other in others
    )


def box_titles(pages: Sequence[Sequence[LineRow]], starts: Iterable[RowKey], headings: Headings) -> frozenset[RowKey]:
    """Return (page number, first line) of each row that looks like a heading and is set in from the numbered text.

    Parameters
    ----------
    pages : sequence of sequence of LineRow
        Each page's rows without furniture, contents and footnotes.
    starts : iterable of (int, int)
        The rows that begin numbered paragraphs.
    headings : Headings
        What is known of the document's headings; with an outline, that shows boxes better.
    """
    known = set(starts)
    edges = Counter(round(row.x0) for rows in pages for row in rows if row.key in known)
    if headings.outline or edges.total() < _FEWEST_PARAGRAPHS:
        return frozenset()
    edge = edges.most_common(1)[0][0]
    return frozenset(
        row.key
        for rows in pages
        for at, row in enumerate(rows)
        if _SET_IN < row.x0 - edge < _MOST_SET_IN
        and headings.looks_like(row)
        and not _leads_to_number(rows[at + 1 :], known, headings)
    )


def _leads_to_number(below: Sequence[LineRow], starts: set[RowKey], headings: Headings) -> bool:
    """Whether the first text below a heading is a numbered paragraph."""
    text = (row for row in below if row.key in starts or not headings.looks_like(row))
    first = next(text, None)
    return first is not None and first.key in starts


@dataclass(frozen=True, slots=True)
class PrintedQuestion:
    """A question: how deep it stands among headings, its words so far, and how it is set."""

    depth: int
    text: str
    style: tuple[int, bool]

    @property
    def title(self) -> str:
        """Its first words, to stand for it among headings."""
        if len(self.text) <= _QUESTION_TITLE_CHARS:
            return self.text
        return self.text[:_QUESTION_TITLE_CHARS].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"

    @property
    def is_whole(self) -> bool:
        """Whether it does not go on, as at the end of a page."""
        return self.text.endswith(_QUESTION_ENDS)


def question_of(group: Sequence[LineRow], headings: Headings, cut: PrintedQuestion | None) -> PrintedQuestion | None:
    """Return the question that some rows make, from its start, or None if they make none.

    Parameters
    ----------
    group : sequence of LineRow
        Consecutive rows.
    headings : Headings
        What is known of the document's headings.
    cut : PrintedQuestion or None
        The question that the page before ended in, if these rows are the first of their page.
    """
    if not all(row.bold and headings.looks_like(row) for row in group):
        return None
    text = " ".join(row.text for row in group)
    if cut is not None and style_of(group[0]) == cut.style:
        return PrintedQuestion(cut.depth, f"{cut.text} {text}", cut.style)
    if not QUESTION.match(text):
        return None
    return PrintedQuestion(headings.depth_of_numbered(group[0]), text, style_of(group[0]))
