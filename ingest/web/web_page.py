"""The body of a GOV.UK web page -> its blocks in order.

Bodies are HTML rendered from Govspeak. Every letter of the text is kept, in order; pictures are counted, since they are
not printed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from html.parser import HTMLParser

from corpus.provisions import Provision

MARK = "\ue000"  # for private use: no page has it, and it is not white space
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_BREAKS = frozenset({
    *("p", "div", "section", "article", "blockquote", "tbody", "tfoot", "dl", "dt", "dd"),
    *("figure", "figcaption", "address", "pre", "hr", "details", "summary", "caption"),
})
_IN_TABLE = frozenset({"table", "thead", "tr", "td", "th"})
_LISTS = frozenset({"ul", "ol"})
_SILENT = frozenset({"script", "style", "template", "svg", "noscript"})


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


@dataclass(frozen=True, slots=True, kw_only=True)
class WebText:
    """A web page whose text is a source.

    Parameters
    ----------
    url : str
        The address that a person opens.
    site : str
        What the site is called.
    title : str
        What is printed over it.
    names : str
        All that it calls itself, to be identified by.
    updated : date or None
        The day on which its publisher says it was last updated.
    html : str
        What it is made from; another html is another version.
    body : WebBody
        Its blocks.
    provisions : tuple of Provision
        Of law that was read by its structure, what is recorded of each provision.
    """

    url: str
    site: str
    title: str
    names: str
    updated: date | None
    html: str
    body: WebBody
    provisions: tuple[Provision, ...] = ()


def read_body(html: str) -> WebBody:
    """Read the body of a web page.

    Parameters
    ----------
    html : str
        ``details.body`` of the content API's answer.
    """
    reader = BodyReader()
    reader.feed(html)
    reader.finish()
    return WebBody(blocks=tuple(reader.blocks), n_pictures=reader.n_pictures)


@dataclass(slots=True)
class _List:
    """A list that is open: its next number (0 for bullets, none for numbers that stand in the text)."""

    number: int | None
    used: bool = True  # the item's marker was given to its first block


@dataclass(slots=True)
class _Table:
    """A table that is open: the cells of its row so far, and whether one is open."""

    cells: list[str] = field(default_factory=list)
    in_cell: bool = False
    in_head: bool = False
    all_heads: bool = True


class BodyReader(HTMLParser):
    """Reads tags as they come; what is not closed is closed by what follows, as browsers do.

    A cell of a table is text: what stands in it, lists and headings too, is put on one line.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[WebBlock] = []
        self.n_pictures = 0
        self.buffer: list[str] = []
        self._lists: list[_List] = []
        self._table = _Table()
        self._heading: WebBlock | None = None
        self._silent = 0
        self._raised = False
        self.note = ""  # the number of the footnote that is being read
        self._notes_depth = 0  # inside <div class="footnotes">, how many divs deep

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        given = {name: value or "" for name, value in attrs}
        if tag in _SILENT or (tag == "a" and (self._silent or "reversefootnote" in given.get("class", ""))):
            self._silent += 1
        elif tag == "img" and not self._silent:
            self.n_pictures += 1
        elif tag == "br":
            self.buffer.append(" ")
        elif tag == "sup":
            self._raised = True
        elif tag in _IN_TABLE:
            self._open_table_part(tag)
        elif tag in _HEADINGS or tag in _LISTS or tag == "li" or tag in _BREAKS:
            self._count_notes(tag, given)
            if self._break():
                self._open(tag, given)

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag in _SILENT or (self._silent and tag == "a"):
            self._silent = max(0, self._silent - 1)
        elif tag == "sup":
            self._raised = False
        elif tag in _IN_TABLE:
            self._close_table_part(tag)
        elif tag in _HEADINGS:
            self.flush()
        elif tag in _LISTS or tag == "li" or tag in _BREAKS:
            self._count_notes(f"/{tag}", {})
            if self._break() and tag in _LISTS:
                self._lists = self._lists[:-1]
            self.note = "" if tag == "li" else self.note

    def handle_data(self, data: str) -> None:
        """Take words; a raised number is marked as one."""
        if self._silent:
            return
        raised = self._raised and data.strip().isdecimal()
        self.buffer.append(f"{MARK}{data.strip()}{MARK}" if raised else data)

    def finish(self) -> None:
        """End what is still open."""
        self.close()
        self._end_row()
        self.flush()

    def flush(self) -> None:
        """End the block that is being read, if it has any text."""
        if self._table.in_cell:
            return
        text, heading = self._taken(), self._heading
        self._heading = None
        if not text:
            return
        if heading is not None:
            self.blocks.append(replace(heading, text=text))
        elif self.note:
            self.blocks.append(WebBlock(kind=WebBlockKind.NOTE, text=text, marker=self.note))
        elif self._lists:
            self.blocks.append(WebBlock(kind=WebBlockKind.ITEM, text=text, level=len(self._lists), marker=self._mark()))
        else:
            self.blocks.append(WebBlock(kind=WebBlockKind.TEXT, text=text))

    def _taken(self) -> str:
        """Return what was read since the last block, on one line, and forget it."""
        text = " ".join("".join(self.buffer).split())
        self.buffer.clear()
        return text

    def _break(self) -> bool:
        """End a block; inside a cell or a heading a break is a space. Say whether it was ended."""
        if self._table.in_cell or self._heading is not None:
            self.buffer.append(" ")
            return False
        self.flush()
        return True

    def _count_notes(self, tag: str, given: dict[str, str]) -> None:
        """Keep count of the divs that are open since the footnotes began."""
        if tag == "div" and (self._notes_depth or "footnotes" in given.get("class", "").split()):
            self._notes_depth += 1
        elif tag == "/div" and self._notes_depth:
            self._notes_depth -= 1

    def _open(self, tag: str, given: dict[str, str]) -> None:
        if tag in _HEADINGS:
            self._heading = WebBlock(kind=WebBlockKind.HEADING, level=_HEADINGS[tag], anchor=given.get("id", ""))
        elif tag in _LISTS:
            self._lists.append(_List(_first_number(tag, given)))
        elif tag == "li":
            if self._notes_depth:
                self.note = given.get("id", "").removeprefix("fn:") or "*"
            if self._lists:
                self._lists[-1].used = False

    def _mark(self) -> str:
        """Return the marker of the innermost item, once."""
        innermost = self._lists[-1]
        if innermost.used or innermost.number is None:
            return ""
        innermost.used = True
        if innermost.number == 0:
            return "•"
        innermost.number += 1
        return f"{innermost.number - 1}."

    def _open_table_part(self, tag: str) -> None:
        table = self._table
        if tag in {"td", "th"}:
            self._end_cell()
            self.flush()
            table.in_cell = True
            table.all_heads &= tag == "th"
            return
        self._end_row()
        self.flush()
        table.in_head = tag == "thead" or (table.in_head and tag == "tr")

    def _close_table_part(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self._end_cell()
            return
        self._end_row()
        self.flush()
        self._table.in_head &= tag == "tr"

    def _end_cell(self) -> None:
        if self._table.in_cell:
            self._table.in_cell = False
            self._table.cells.append(self._taken())

    def _end_row(self) -> None:
        self._end_cell()
        table = self._table
        if any(table.cells):
            head = table.in_head or table.all_heads
            self.blocks.append(WebBlock(kind=WebBlockKind.ROW, cells=tuple(table.cells), is_head=head))
        table.cells, table.all_heads = [], True


def _first_number(tag: str, given: dict[str, str]) -> int | None:
    if tag == "ul":
        return 0
    if "legislative-list" in given.get("class", "").split():
        return None  # its numbers stand in the text
    start = given.get("start", "")
    return int(start) if start.isdecimal() else 1
