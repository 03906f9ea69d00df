"""Which rows are headings, and how deep each is.

Two witnesses: typography (larger than the body, or bold on a line of its own) and the PDF's outline. A heading that
the outline knows has the outline's depth. One that it does not know (the title of a box, a case study, a bold line in
a list) is local: it stands below the others and holds only until the next numbered paragraph. Without a usable
outline, size and boldness give depth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.text import fold
from corpus.types import Document
from ingest.blocks import Row, Setting

BULLET = re.compile(r"(?:[•▪◦●○■–\uf0b7]|o(?=\s)|(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)](?=\s)|\([a-z0-9]{1,4}\)(?=\s))")
LARGER = 1.1
LOCAL = 50  # depth of headings that the outline does not know
MOST_ROWS = 4

_BULLET_ONLY = re.compile(r"(?:[•▪◦●○■\uf0b7]|o(?=\s))")
_MOST_CHARS = 200
_MOST_BOLD_CHARS = 120
_MOST_LOCAL_CHARS = 90
_FEWEST_ENTRIES = 8
_MOST_ENTRIES_PER_PAGE = 4  # Word can bookmark every paragraph; such an outline says nothing
_KEY_CHARS = 40
_FIELD_CODE = re.compile(r"\d{1,3}F\b")
_NOT_WORD = re.compile(r"\W+")


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
    """

    setting: Setting
    outline: dict[tuple[int, str], int]
    styles: dict[tuple[int, bool], int]

    def looks_like(self, row: Row) -> bool:
        """Say whether a row is set like a heading.

        Parameters
        ----------
        row : Row
            A row of a page.
        """
        return looks_like_heading(row, self.setting)

    def depth(self, group: Sequence[Row]) -> int | None:
        """Give the depth of the heading that some rows make, or None if they make none.

        Parameters
        ----------
        group : sequence of Row
            Consecutive rows set alike.
        """
        text = " ".join(row.text for row in group)
        if len(group) > MOST_ROWS or len(text) > _MOST_CHARS or not all(self.looks_like(row) for row in group):
            return None
        known = self._known(group[0].page.number, text)
        if known is not None:
            return known
        if text.endswith((".", ";", ",", "-", "–")) or _BULLET_ONLY.match(text):
            return None
        style = self.styles.get(style_of(group[0]), max(self.styles.values(), default=0) + 1)
        large = group[0].size >= LARGER * self.setting.body
        if not self.outline:
            return style if large or not BULLET.match(text) else None
        if not large and (len(text) > _MOST_LOCAL_CHARS or BULLET.match(text)):
            return None
        return LOCAL + style

    def _known(self, page: int, text: str) -> int | None:
        key = _key(text)
        return next((self.outline[at, key] for at in (page, page - 1, page + 1) if (at, key) in self.outline), None)


def headings_of(document: Document, rows: Sequence[Row], setting: Setting) -> Headings:
    """Learn a document's headings from its outline and its typography.

    Parameters
    ----------
    document : Document
        The parsed document.
    rows : sequence of Row
        Its rows without furniture, contents and footnotes.
    setting : Setting
        How it is set.
    """
    outline: dict[tuple[int, str], int] = {}
    if _FEWEST_ENTRIES <= len(document.outline) <= _MOST_ENTRIES_PER_PAGE * len(document.pages):
        for level, title, page in document.outline:
            outline.setdefault((page, _key(_FIELD_CODE.sub("", title))), level)
    styles = {style_of(row) for row in rows if looks_like_heading(row, setting)}
    ranked = sorted(styles, key=lambda style: (-style[0], not style[1]))
    return Headings(setting, outline, {style: depth for depth, style in enumerate(ranked)})


def looks_like_heading(row: Row, setting: Setting) -> bool:
    """Say whether a row is set like a heading: larger than the body, or bold throughout and short.

    Parameters
    ----------
    row : Row
        A row of a page.
    setting : Setting
        How the document is set.
    """
    if not any(char.isalpha() for char in row.text):
        return False
    if row.size >= LARGER * setting.body:
        return True
    return row.bold and row.size > 0.95 * setting.body and len(row.text) <= _MOST_BOLD_CHARS


def style_of(row: Row) -> tuple[int, bool]:
    """Give how a row is set: its size in whole points, and whether it is bold.

    Parameters
    ----------
    row : Row
        A row of a page.
    """
    return round(row.size), row.bold


def _key(text: str) -> str:
    """Give what is compared of a title: its letters and digits, the first of them."""
    return _NOT_WORD.sub("", fold(text))[:_KEY_CHARS]
