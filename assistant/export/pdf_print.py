"""How our PDFs are printed: the fonts, the kinds of paragraph, tables and pictures, and the file that they become."""

from __future__ import annotations

import functools
import io
import threading
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import reportlab
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from assistant.export.page_pictures import PagePicture
from assistant.export.pdf_tags import Grid, LinesToWriteOn, MarkedContent, TaggedCanvas, TaggedParagraph, TaggedPicture

# Vera comes with reportlab. It is put into the file, so that the print is the same everywhere and can be read aloud and copied.
_FONTS = {"Vera": "Vera.ttf", "Vera-Bold": "VeraBd.ttf"}
_FONT, _BOLD = "Vera", "Vera-Bold"
_ALIKE = str.maketrans({"\uf0b7": "•", "▪": "•", "◦": "•", "→": "›", "‑": "-", "−": "-", "\t": " "})
_MISSING = "[?]"
_ONE_AT_A_TIME = threading.Lock()  # reportlab keeps its fonts for the whole process
_SIDE, _TOP, _FOOT = 22 * mm, 20 * mm, 20 * mm
_WIDTH = A4[0] - 2 * _SIDE
_INK, _DIM, _LINE = HexColor("#0b0c0c"), HexColor("#484c4e"), HexColor("#b1b4b6")
_BODY = ParagraphStyle("body", fontName=_FONT, fontSize=9.5, leading=14, textColor=_INK, spaceAfter=6)
_STYLES = {
    "P": _BODY,
    "LI": ParagraphStyle("item", parent=_BODY, leftIndent=12, bulletIndent=0),
    "BlockQuote": ParagraphStyle("quote", parent=_BODY, leftIndent=14, fontSize=10, leading=15),
    "H1": ParagraphStyle("h1", parent=_BODY, fontName=_BOLD, fontSize=18, leading=23, spaceAfter=8),
    "H2": ParagraphStyle("h2", parent=_BODY, fontName=_BOLD, fontSize=13, leading=17, spaceBefore=12, keepWithNext=1),
    "H3": ParagraphStyle("h3", parent=_BODY, fontName=_BOLD, fontSize=10.5, leading=14, spaceBefore=6, keepWithNext=1),
}


def built(flow: Iterable[Flowable], title: str, made_at: datetime) -> bytes:
    """Return what flows as a file; it begins to flow once the print is there."""
    with _ONE_AT_A_TIME:
        for name, file in _FONTS.items():
            if name not in pdfmetrics.getRegisteredFontNames():
                pdfmetrics.registerFont(TTFont(name, str(Path(reportlab.__file__).parent / "fonts" / file)))
        written = io.BytesIO()
        template = BaseDocTemplate(
            written, pagesize=A4, title=title, author="", subject="Safeguarding guidance: domestic abuse",
            lang="en-GB", invariant=1, displayDocTitle=True,
        )  # fmt: skip
        frame = Frame(_SIDE, _FOOT, _WIDTH, A4[1] - _FOOT - _TOP, leftPadding=0, rightPadding=0)
        template.addPageTemplates([PageTemplate(frames=[frame], onPageEnd=_number_page)])
        template.build(list(flow), canvasmaker=functools.partial(_dated_canvas, made_at))
    return written.getvalue()


def _dated_canvas(made_at: datetime, *given: Any, **named: Any) -> TaggedCanvas:
    """Return a canvas whose file says when the pack was made: by itself reportlab writes 2000, or the time of writing."""
    canvas = TaggedCanvas(*given, **named)
    zone = f"{made_at:%z}"
    canvas.setDateFormatter(lambda *_: f"D:{made_at:%Y%m%d%H%M%S}" + (f"{zone[:3]}'{zone[3:5]}'" if zone else ""))
    return canvas


def _number_page(canvas: Canvas, template: BaseDocTemplate) -> None:
    assert isinstance(canvas, TaggedCanvas)
    with canvas.decoration():
        canvas.saveState()
        canvas.setFont(_FONT, 8)
        canvas.setFillColor(_DIM)
        canvas.drawRightString(A4[0] - _SIDE, 11 * mm, f"Page {template.page}")
        canvas.restoreState()


def paragraph(text: str, role: str = "P", *, markup: str = "", within: tuple[str, ...] = ()) -> TaggedParagraph:
    """Return a tagged paragraph; ``markup`` is our own, and all that comes from elsewhere in it was escaped."""
    style = _STYLES.get(role, _BODY)
    if role == "TH":
        markup = bold(text)
    words = TaggedParagraph(markup or escaped(text), style)
    words.mark = MarkedContent(role=role, within=within)
    words.bookmark = _printable(text) if role in {"H1", "H2", "H3"} else ""
    return words


def bold(text: str) -> str:
    """Return a text as markup that prints it bold."""
    return f'<font name="{_BOLD}">{escaped(text)}</font>'


def table(
    name: str, head: tuple[str, str], rows: tuple[tuple[str, str], ...], heights: list[float | None] | None = None
) -> Flowable:
    """Return names and values as a table, with its header again on every page it runs to."""
    cells = [
        [paragraph(text, "TD" if at else "TH", within=(name, f"TR {name} {at}")) for text in row]
        for at, row in enumerate((head, *rows))
    ]
    looks: list[Any] = [("GRID", (0, 0), (-1, -1), 0.5, _LINE), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    grid = Grid(cells, colWidths=(50 * mm, _WIDTH - 50 * mm), rowHeights=heights, repeatRows=1, style=looks)
    grid.spaceBefore, grid.spaceAfter = 4, 8
    return grid


def figure(picture: PagePicture) -> Flowable:
    """Return the picture of a page, as wide as it may be."""
    width, height = picture.size
    shown = min(_WIDTH, 218 * mm * width / height)
    drawn = TaggedPicture(io.BytesIO(picture.png), width=shown, height=shown * height / width)
    drawn.hAlign = "LEFT"
    drawn.mark = MarkedContent(role="Figure", alt=picture.alt)
    return drawn


def lines_to_write_on(n: int) -> Flowable:
    """Return empty lines."""
    return LinesToWriteOn(n, _LINE)


def what_is_lacking(words: Iterable[str]) -> Iterator[Flowable]:
    """Return a note if the print lacks a character of some texts.

    Yields
    ------
    Flowable
        One, or none.
    """
    if any(map(_lacks, words)):
        yield paragraph(f"{_MISSING} stands for a character that this print lacks; the Word file has it.")


def escaped(text: str) -> str:
    """Return a text as markup, in the characters that the print has."""
    return escape(_printable(text))


def _printable(text: str) -> str:
    """Return a text in the characters that the print has."""
    lacks = _lacks(text)
    return "".join(_MISSING if letter in lacks else letter for letter in text.translate(_ALIKE))


def _lacks(text: str) -> set[str]:
    """Return the characters of a text that the print has nothing like."""
    print_: Any = pdfmetrics.getFont(_FONT)
    return {
        letter for letter in text.translate(_ALIKE) if letter != "\n" and ord(letter) not in print_.face.charToGlyph
    }
