"""The blocks of a GOV.UK web page: headings with their anchors, paragraphs, items of lists, rows of tables, footnotes.

A number that is raised in the text, such as a mark of a footnote, stands between ``MARK`` characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MARK = "\ue000"  # for private use: no page has it, and it is not white space


class WebBlockKind(StrEnum):
    """What a block of a web page is."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    ROW = "row"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebBlock:
    """A block of a web page.

    Parameters
    ----------
    text : str
        Its text on one line; of a row of a table, empty.
    level : int
        Of a heading, 1 to 6; of an item, how deep its list is nested, from 1.
    anchor : str
        Of a heading, the id that a link to it names.
    marker : str
        Of an item, its bullet or number; of a note, its number.
    cells : tuple of str
        Of a row.
    is_head : bool
        Whether a row holds the table's headings.
    """

    kind: WebBlockKind
    text: str = ""
    level: int = 0
    anchor: str = ""
    marker: str = ""
    cells: tuple[str, ...] = ()
    is_head: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WebBody:
    """The blocks of a web page, and how many pictures it has, which are not among them."""

    blocks: tuple[WebBlock, ...]
    n_pictures: int
