"""A GOV.UK web page as a PDF of ours, for the page view: its words and nothing else, each heading at its anchor.

The official text is the web page. Where each heading came to stand is noted, so that a passage can be cited by heading
and anchor. The same page of GOV.UK gives the same bytes.
"""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table, TableStyle
from reportlab.platypus.doctemplate import LayoutError

from corpus.provisions import PROVISIONS, Provision
from ingest.errors import FetchError
from ingest.web.web_page import MARK, WebBlock, WebBlockKind

WEB_PRINT_VERSION = "1"

# As in the digests' PDFs: a font that every reader has; reportlab prints the characters of Windows-1252 with it.
_FONT, _BOLD = "Helvetica", "Helvetica-Bold"
_SIDE, _TOP, _FOOT = 24 * mm, 22 * mm, 22 * mm
_WIDTH = A4[0] - 2 * _SIDE
_INK, _QUIET, _LINE = HexColor("#1d1d1b"), HexColor("#4a4a48"), HexColor("#b1b4b6")
_TITLE = ParagraphStyle(
    "title", fontName=_BOLD, fontSize=22, leading=27, textColor=_INK, spaceAfter=10, alignment=TA_LEFT
)
_BODY = ParagraphStyle("body", fontName=_FONT, fontSize=11, leading=15, textColor=_INK, spaceAfter=7)
_CELL = ParagraphStyle("cell", parent=_BODY, fontSize=10, leading=13, spaceAfter=0)
_HEAD_CELL = ParagraphStyle("head", parent=_CELL, fontName=_BOLD)
_NOTE = ParagraphStyle("note", parent=_BODY, fontSize=9, leading=12, spaceAfter=4)
_SIZES = {1: 18, 2: 16, 3: 14, 4: 12.5, 5: 11, 6: 11}
_REPEATS = 3  # pages on which a line must stand to be known for a running head
_ANCHORED_CHARS = 80  # of a paragraph, to know it by
_MOST_IN_ROW = 3_000  # a cell’s letters times the columns: beyond, a row could be higher than a page
_RENDERINGS = {
    "\u2010": "-",
    "\u2011": "-",
    "\u2212": "-",
    "\u2192": "->",
    "\u2713": "-",
    "\ufb01": "fi",
    "\ufb02": "fl",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """What is printed of a web page.

    Parameters
    ----------
    url : str
        The page's address.
    line : str
        A line for the head of each page, which says what the reader holds; left out of a print of one or two pages,
        where it could be taken for the text.
    """

    title: str
    publisher: str
    url: str
    line: str
    blocks: Sequence[WebBlock]


def print_page(what: Print, to: Path) -> tuple[WebAnchor, ...]:
    """Write a web page as an A4 PDF; give where its headings stand."""
    template = _printed(what, to, with_line=False)
    if template.page >= _REPEATS:
        template = _printed(what, to, with_line=True)
    return tuple(template.anchors)


def unprintable(blocks: Sequence[WebBlock]) -> set[str]:
    """Return the characters that the print cannot show as they are."""
    text = "".join(part for block in blocks for part in (block.text, *block.cells)).replace(MARK, "")
    return {char for char in text if _shown(char) != char and char not in _RENDERINGS}


class _Anchored(Paragraph):
    """A heading, or a paragraph with an anchor, that reports where it comes to stand: its first part, if it is parted."""

    block: WebBlock | None = None  # reportlab makes parts of a paragraph without our attributes
    on_draw: Callable[[WebBlock, Canvas, float], None]

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803  # reportlab's names
        """Part it over two pages."""
        parts: list[Flowable] = super().split(availWidth, availHeight)
        if self.block is not None and parts and isinstance(parts[0], _Anchored):
            parts[0].block, parts[0].on_draw = self.block, self.on_draw
        return parts

    def draw(self) -> None:
        """Draw it, reporting first."""
        if self.block is not None:
            _, top = self.canv.absolutePosition(0, self.height)
            self.on_draw(self.block, self.canv, top)
        super().draw()


class _Template(BaseDocTemplate):
    """Notes where each heading came to stand, and makes it a bookmark under its anchor."""

    def __init__(self, what: Print, to: Path, *, with_line: bool) -> None:
        super().__init__(
            str(to), pagesize=A4, title=what.title, author=what.publisher, subject=f"Print of {what.url}", invariant=1
        )
        frame = Frame(_SIDE, _FOOT, _WIDTH, A4[1] - _FOOT - _TOP, leftPadding=0, rightPadding=0)
        self.addPageTemplates([PageTemplate(frames=[frame], onPageEnd=self._margins)])
        self.anchors: list[WebAnchor] = []
        self._line = what.line if with_line else ""
        self._depth = -1

    def note(self, block: WebBlock, canvas: Canvas, top: float) -> None:
        """Note where a block stands, and enter a heading in the outline."""
        text = block.text.replace(MARK, "")
        key = block.anchor or f"heading-{self.page}-{round(top)}"
        if block.kind is WebBlockKind.HEADING:
            self._depth = min(block.level - 1, self._depth + 1)  # an outline must not skip a level
            canvas.bookmarkHorizontal(key, 0, top)
            canvas.addOutlineEntry(text, key, self._depth)
        else:
            text = text[:_ANCHORED_CHARS]
        if block.anchor:
            self.anchors.append(WebAnchor(page=self.page, top=round(top, 1), heading=text, anchor=block.anchor))

    def _margins(self, canvas: Canvas, template: BaseDocTemplate) -> None:
        canvas.saveState()
        canvas.setFillColor(_QUIET)
        canvas.setFont(_FONT, 8)
        if self._line:
            canvas.drawString(_SIDE, A4[1] - 12 * mm, _shown(self._line))
        canvas.setFont(_FONT, 10)
        canvas.drawCentredString(A4[0] / 2, 12 * mm, str(template.page))
        canvas.restoreState()


def _printed(what: Print, to: Path, *, with_line: bool) -> _Template:
    """Print a page, with or without the line at the head.

    Raises
    ------
    FetchError
        If something in it cannot be laid out.
    """
    template = _Template(what, to, with_line=with_line)
    flow: list[Flowable] = [Paragraph(_markup(what.title), _TITLE)]
    for kind, blocks in groupby(what.blocks, key=lambda block: block.kind):
        if kind is WebBlockKind.HEADING:
            flow += [_heading(block, what.url, template) for block in blocks]
        elif kind is WebBlockKind.ROW:
            flow += _table(list(blocks))
        else:
            flow += [_flowable(block, template) for block in blocks]
    try:
        template.build(flow)
    except LayoutError as error:
        raise FetchError(f"{what.url} cannot be printed: a part of it is larger than a page") from error
    return template


def _heading(block: WebBlock, url: str, template: _Template) -> Flowable:
    text, size = _markup(block.text), _SIZES[block.level]
    style = ParagraphStyle(
        f"h{block.level}", parent=_BODY, fontName=_BOLD, fontSize=size, leading=size * 1.3, spaceBefore=10,
        spaceAfter=5, keepWithNext=1,
    )  # fmt: skip
    link = f"<a href={quoteattr(f'{url}#{block.anchor}')} color='#1d1d1b'>{text}</a>" if block.anchor else text
    return _anchored(link, style, block, template)


def _anchored(text: str, style: ParagraphStyle, block: WebBlock, template: _Template) -> _Anchored:
    anchored = _Anchored(text, style)
    anchored.block, anchored.on_draw = block, template.note
    return anchored


def _flowable(block: WebBlock, template: _Template) -> Flowable:
    text = _markup(block.text)
    if block.kind is WebBlockKind.NOTE:
        return Paragraph(f"{escape(block.marker)} {text}", _NOTE)
    if block.kind is WebBlockKind.ITEM:
        style = ParagraphStyle(
            f"item{block.level}", parent=_BODY, leftIndent=18 * block.level, bulletIndent=18 * block.level - 12,
            spaceAfter=4,
        )  # fmt: skip
        return Paragraph(text, style, bulletText=_shown(block.marker) or None)
    return _anchored(text, _BODY, block, template) if block.anchor else Paragraph(text, _BODY)


def _table(rows: Sequence[WebBlock]) -> list[Flowable]:
    """Return a table, its headings again on each page; rows that could outgrow a page become paragraphs."""
    n_columns = max(len(row.cells) for row in rows)
    if n_columns * max(len(cell) for row in rows for cell in row.cells) > _MOST_IN_ROW:
        return [Paragraph(_markup(": ".join(filter(None, row.cells))), _BODY) for row in rows]
    n_head = next((i for i, row in enumerate(rows) if not row.is_head), 0)
    cells = [
        [Paragraph(_markup(cell), _HEAD_CELL if row.is_head else _CELL) for cell in row.cells]
        + [Paragraph("", _CELL)] * (n_columns - len(row.cells))
        for row in rows
    ]
    table = Table(cells, colWidths=[_WIDTH / n_columns] * n_columns, repeatRows=n_head, spaceAfter=10, spaceBefore=4)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, _LINE), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    return [table]


def _markup(text: str) -> str:
    """Return a text for reportlab: its characters printable, marks of footnotes raised."""
    parts = _shown(text).split(MARK)
    raised = (f"<super size='7'>{escape(part)}</super>" if n % 2 else escape(part) for n, part in enumerate(parts))
    return "".join(raised)


def _shown(text: str) -> str:
    """Return a text in characters that the font has: others by what they are made of, or as a question mark."""
    return "".join(char if char == MARK else _char(char) for char in text)


def _char(char: str) -> str:
    if _has(char):
        return char
    if char in _RENDERINGS:
        return _RENDERINGS[char]
    plain = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
    return plain if plain and all(_has(part) for part in plain) else "?"


def _has(char: str) -> bool:
    try:
        char.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAnchor:
    """Where a heading, or a paragraph with an anchor, stands in the print: its page, and its top in points from the bottom."""

    page: int
    top: float
    heading: str
    anchor: str


@dataclass(frozen=True)
class Anchors:
    """The web page that a PDF is a print of, and where its headings stand in it; empty for other PDFs.

    Of law that was read by its structure, ``provisions`` has what is recorded of each.
    """

    url: str = ""
    headings: tuple[WebAnchor, ...] = ()
    provisions: tuple[Provision, ...] = ()

    def address(self, page: int, top: float) -> str:
        """Return the address of what stands at a height of the print: the web page at the last heading at or above it."""
        anchor = self._anchor(page, top)
        return f"{self.url}#{anchor}" if anchor else self.url

    def provision(self, page: int, top: float) -> Provision | None:
        """Return the record of the provision that stands at a height of the print, if that is in one."""
        return self._recorded.get(self._anchor(page, top))

    def _anchor(self, page: int, top: float) -> str:
        at = bisect_right(self._heights, (page, -top + 1))
        return self.headings[at - 1].anchor if at else ""

    @cached_property
    def _heights(self) -> list[tuple[int, float]]:
        return [(heading.page, -heading.top) for heading in self.headings]

    @cached_property
    def _recorded(self) -> dict[str, Provision]:
        return {provision.anchor: provision for provision in self.provisions if provision.anchor}


def write_anchors(pdf: Path, anchors: Anchors) -> None:
    """Write down where the headings of a print stand."""
    data: dict[str, Any] = {"url": anchors.url, "places": [asdict(heading) for heading in anchors.headings]}
    if anchors.provisions:
        data["provisions"] = PROVISIONS.dump_python(anchors.provisions, mode="json")
    text = json.dumps(data, ensure_ascii=False, indent=1)
    anchors_file(pdf).write_text(f"{text}\n", encoding="utf-8")


def anchors_file(pdf: Path) -> Path:
    """Return the file next to a print that says where its headings stand."""
    return pdf.with_suffix(".anchors.json")


def read_anchors(pdf: Path) -> Anchors:
    """Return what was written down of a print; nothing for other PDFs."""
    try:
        data = json.loads(anchors_file(pdf).read_text(encoding="utf-8"))
        headings = tuple(WebAnchor(**heading) for heading in data["places"])
        return Anchors(str(data["url"]), headings, PROVISIONS.validate_python(data.get("provisions", ())))
    except (OSError, ValueError, KeyError, TypeError):
        return Anchors()
