"""Packs, letters, sheets, records in order and papers as PDFs: A4, tagged as far as reportlab lets us, with real text."""

from __future__ import annotations

import functools
import io
import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

import reportlab
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepTogether, PageBreak, PageTemplate, Spacer

from assistant.export.evidence_pack import (
    ABOUT,
    DECISION_HEADING,
    DECISION_LINES,
    DECISION_NOTE,
    Pack,
    PackPart,
    PackStatement,
    reference_rows,
)
from assistant.export.letter import SIGNATURE, DraftLetter
from assistant.export.page_pictures import PagePicture
from assistant.export.paper import BOX, REFERENCES, Paper, PaperPart, reference_lines
from assistant.export.pdf_tags import Grid, LinesToWriteOn, MarkedContent, TaggedCanvas, TaggedParagraph, TaggedPicture
from assistant.export.record_sheet import RecordSheet
from assistant.export.reference import Reference
from assistant.export.supervision_sheet import (
    DO_HEADING,
    LEFT_BLANK,
    SUPERVISOR_HEADING,
    SUPERVISOR_LINES,
    SUPERVISOR_NOTE,
    WORRY_HEADING,
    SheetQuestion,
    SupervisionSheet,
)
from assistant.messages import CHRONOLOGY_ABOUT, LETTER_EDITION, LETTER_MARKS_HEADING, REFLECTION_ABOUT, WRITTEN_OFF

# Vera comes with reportlab. It is put into the file, so that the print is the same everywhere and can be read aloud and copied.
_FONTS = {"Vera": "Vera.ttf", "Vera-Bold": "VeraBd.ttf"}
_FONT, _BOLD = "Vera", "Vera-Bold"
_ALIKE = str.maketrans({"\uf0b7": "•", "▪": "•", "◦": "•", "→": "›", "‑": "-", "−": "-", "\t": " "})
_MISSING = "[?]"
_ONE_AT_A_TIME = threading.Lock()  # reportlab keeps its fonts for the whole process
_SIDE, _TOP, _FOOT = 22 * mm, 20 * mm, 20 * mm
_WIDTH = A4[0] - 2 * _SIDE
_INK, _RED, _DIM, _LINE = HexColor("#0b0c0c"), HexColor("#a8200d"), HexColor("#484c4e"), HexColor("#b1b4b6")
_BODY = ParagraphStyle("body", fontName=_FONT, fontSize=9.5, leading=14, textColor=_INK, spaceAfter=6)
_STYLES = {
    "P": _BODY,
    "LI": ParagraphStyle("item", parent=_BODY, leftIndent=12, bulletIndent=0),
    "BlockQuote": ParagraphStyle("quote", parent=_BODY, leftIndent=14, fontSize=10, leading=15),
    "H1": ParagraphStyle("h1", parent=_BODY, fontName=_BOLD, fontSize=18, leading=23, spaceAfter=8),
    "H2": ParagraphStyle("h2", parent=_BODY, fontName=_BOLD, fontSize=13, leading=17, spaceBefore=12, keepWithNext=1),
    "H3": ParagraphStyle("h3", parent=_BODY, fontName=_BOLD, fontSize=10.5, leading=14, spaceBefore=6, keepWithNext=1),
}
_TALL = {
    "What I knew, and what I weighed": 30,
    "What was decided": 22,
    "My reasons": 38,
    "Whom I told, and when": 16,
    "What happens next, and when I look at it again": 14,
    "What we saw differently": 30,
    "What we agreed": 30,
}


def as_pdf(pack: Pack) -> bytes:
    """Return a pack as the bytes of a PDF; a character that its print lacks stands as ``[?]``, and a note explains it."""
    return _built(_flow(pack), pack.title, pack.made_at)


def letter_as_pdf(letter: DraftLetter) -> bytes:
    """Return a letter to begin from as the bytes of a PDF."""
    return _built(_letter(letter), letter.title, letter.made_at)


def sheet_as_pdf(sheet: SupervisionSheet) -> bytes:
    """Return a sheet for supervision as the bytes of a PDF."""
    return _built(_sheet_flow(sheet), sheet.title, sheet.made_at)


def record_as_pdf(sheet: RecordSheet) -> bytes:
    """Return a record in order as the bytes of a PDF."""
    return _built(_record_flow(sheet), sheet.title, sheet.made_at)


def paper_as_pdf(paper: Paper) -> bytes:
    """Return a paper to hand out as the bytes of a PDF."""
    return _built(_paper(paper), paper.title, paper.made_at)


def _built(flow: Iterable[Flowable], title: str, made_at: datetime) -> bytes:
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


def _flow(pack: Pack) -> Iterator[Flowable]:
    """Return what is printed, in order: as the Word file has it.

    Yields
    ------
    Flowable
        One after the other.
    """
    yield _words(pack.title, "H1")
    if pack.urgent:
        yield from _part(pack.urgent)
    yield _words("About this pack", "H2")
    yield _words(ABOUT)
    yield _words("Question", "H2")
    for line in pack.question:
        yield _words(line or " ")
    yield _grid("Table 1", ("About this answer", "What it is"), pack.facts)
    if pack.notices:
        yield _words("What to know about this answer", "H2")
    for notice in pack.notices:
        yield _words(f"• {notice}", "LI")
    for part in pack.parts:
        yield from _part(part)
    yield _words(WRITTEN_OFF)
    yield from _to_fill_in("Table 2", DECISION_HEADING, DECISION_NOTE, DECISION_LINES)
    if pack.references:
        yield _words("References", "H2")
    for known in pack.references:
        yield KeepTogether(list(_reference(known)))
    yield _words("How this answer was made", "H2")
    yield _grid("Table 3", ("What made it", "What it is"), pack.made)
    yield from _pages(pack)
    yield from _what_is_lacking(_all_words(pack))


def _opening(sheet: SupervisionSheet | RecordSheet, about: str) -> Iterator[Flowable]:
    yield _words(sheet.title, "H1")
    if sheet.urgent:
        yield from _part(sheet.urgent)
    for statement in sheet.first:
        yield from _statement(statement)
    yield _words(about)
    for part in sheet.parts:
        yield from _part(part)


def _references(references: Sequence[Reference]) -> Iterator[Flowable]:
    if references:
        yield _words("References", "H2")
    for known in references:
        yield KeepTogether(list(_reference(known)))


def _sheet_flow(sheet: SupervisionSheet) -> Iterator[Flowable]:
    """Return what is printed of a sheet, in order: as the Word file has it.

    Yields
    ------
    Flowable
        One after the other.
    """
    yield from _opening(sheet, REFLECTION_ABOUT)
    yield _words(WORRY_HEADING, "H2")
    yield from map(_words, sheet.worry)
    for number, question in enumerate(sheet.questions, start=1):
        yield _words(f"{number}. {question.asks}", "H2")
        yield from _answer(question)
    yield _words(DO_HEADING, "H2")
    yield _words(sheet.will_do.asks)
    yield from _answer(sheet.will_do)
    yield from _to_fill_in("Table 1", SUPERVISOR_HEADING, SUPERVISOR_NOTE, SUPERVISOR_LINES)
    yield from _references(sheet.references)
    answers = (question.answer for question in (*sheet.questions, sheet.will_do))
    yield from _what_is_lacking((*sheet.worry, *(line for answer in answers for line in answer)))


def _record_flow(sheet: RecordSheet) -> Iterator[Flowable]:
    """Return what is printed of a record in order, as the Word file has it.

    Yields
    ------
    Flowable
        One after the other.
    """
    yield from _opening(sheet, CHRONOLOGY_ABOUT)
    yield from _references(sheet.references)
    statements = (statement for part in sheet.parts for statement in part.statements)
    yield from _what_is_lacking(line for statement in statements for line in statement.lines)


def _answer(question: SheetQuestion) -> Iterator[Flowable]:
    if question.why:
        yield from _statement(question.why)
    yield from map(_words, question.answer or (LEFT_BLANK,))


def _what_is_lacking(words: Iterable[str]) -> Iterator[Flowable]:
    if any(map(_lacks, words)):
        yield _words(f"{_MISSING} stands for a character that this print lacks; the Word file has it.")


def _letter(letter: DraftLetter) -> Iterator[Flowable]:
    """Return a letter as it is printed.

    Yields
    ------
    Flowable
        One after the other.
    """
    yield _words(letter.title, "H1")
    yield from (_words(f"• {line}", "LI") for line in letter.before)
    yield _words(letter.subject, "H2")
    yield from (_words(line) for line in (*letter.lines, letter.opening))
    for text, marks in letter.clauses:
        yield _words("", markup=f"{escape(_printable(text))} {_bold(marks)}")
    yield from (_words(line) for line in SIGNATURE)
    yield _words(LETTER_MARKS_HEADING, "H2")
    yield _words(LETTER_EDITION)
    yield from (_words(f"[{number}] {words}") for number, words in enumerate(letter.pinpoints, start=1))


def _paper(paper: Paper) -> Iterator[Flowable]:
    """Return a paper as it is printed.

    Yields
    ------
    Flowable
        One after the other.
    """
    yield _words(paper.title, "H1")
    for number, part in enumerate(paper.parts, start=1):
        if part.new_page:
            yield PageBreak()
        yield from _paper_part(part, f"Table {number}")
    if paper.references:
        yield _words(REFERENCES, "H2")
    yield from map(_words, reference_lines(paper.references))


def _paper_part(part: PaperPart, table: str) -> Iterator[Flowable]:
    """Return a part; what is short and belongs together stays on one page.

    Yields
    ------
    Flowable
        One after the other.
    """
    together: list[Flowable] = [_words(part.heading, f"H{part.level}"), *map(_words, part.lines)]
    together += [_words(f"{BOX} {choice}", "LI") for choice in part.choices]
    if part.n_blank:
        together.append(LinesToWriteOn(part.n_blank, _LINE))
    for statement in part.statements:
        together += _statement(statement, role="LI")
    if part.rows:
        together.append(_grid(table, part.head, part.rows))
    yield KeepTogether(together)


def _words(text: str, role: str = "P", *, markup: str = "", within: tuple[str, ...] = ()) -> TaggedParagraph:
    """Return a tagged paragraph; ``markup`` is our own, and all that comes from elsewhere in it was escaped."""
    style = _STYLES.get(role, _BODY)
    if role == "TH":
        markup = f'<font name="{_BOLD}">{escape(_printable(text))}</font>'
    words = TaggedParagraph(markup or escape(_printable(text)), style)
    words.mark = MarkedContent(role=role, within=within)
    words.bookmark = _printable(text) if role in {"H1", "H2", "H3"} else ""
    return words


def _part(part: PackPart) -> Iterator[Flowable]:
    yield _words(part.heading, "H2")
    for statement in part.statements:
        yield from _statement(statement)


def _statement(statement: PackStatement, role: str = "P") -> Iterator[Flowable]:
    if statement.answers:
        yield _words(f"On “{statement.answers}”:")
    words = "<br/>".join(escape(_printable(line)) for line in statement.lines)
    if statement.strong:
        words = f"{_bold(statement.strong)}{words}"
    if statement.quoted:
        words = f"“{words}”"
    marks = f" {_bold(statement.marks)}" if statement.marks else ""
    label = f" ({escape(_printable(statement.label))})" if statement.label else ""
    bullet = "• " if role == "LI" else ""
    yield _words("", "BlockQuote" if statement.quoted else role, markup=f"{bullet}{words}{marks}{label}")


def _bold(text: str) -> str:
    return f'<font name="{_BOLD}">{escape(_printable(text))}</font>'


def _to_fill_in(name: str, heading: str, note: str, lines: Iterable[str]) -> Iterator[Flowable]:
    yield _words(heading, "H2")
    yield _words(note)
    lines = tuple(lines)
    heights = [None, *(_TALL.get(line, 9) * mm for line in lines)]
    rows = tuple((line, "") for line in lines)
    yield _grid(name, ("To fill in", "In your own words"), rows, heights)


def _grid(
    name: str, head: tuple[str, str], rows: tuple[tuple[str, str], ...], heights: list[float | None] | None = None
) -> Flowable:
    """Return names and values as a table, with its header again on every page it runs to."""
    cells = [
        [_words(text, "TD" if at else "TH", within=(name, f"TR {name} {at}")) for text in row]
        for at, row in enumerate((head, *rows))
    ]
    looks: list[Any] = [("GRID", (0, 0), (-1, -1), 0.5, _LINE), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    grid = Grid(cells, colWidths=(50 * mm, _WIDTH - 50 * mm), rowHeights=heights, repeatRows=1, style=looks)
    grid.spaceBefore, grid.spaceAfter = 4, 8
    return grid


def _reference(known: Reference) -> Iterator[Flowable]:
    yield _words(f"[{known.marker}] {known.title}", "H3")
    rows = []
    for name, value in reference_rows(known):
        shown = escape(_printable(value))
        if value == known.address and urlsplit(value).scheme in {"http", "https"}:
            shown = f'<link href={quoteattr(value)} color="#1d5a96">{shown}</link>'
        rows.append(f"{_bold(f'{name}:')} {shown}")
    yield _words("", markup="<br/>".join(rows))


def _pages(pack: Pack) -> Iterator[Flowable]:
    head: list[Flowable] = [_words("The pages quoted", "H2")] if pack.pictures or pack.problems else []
    for problem in pack.problems:
        yield from (*head, _words(problem))
        head = []
    for picture in pack.pictures:
        yield KeepTogether([*head, _words(picture.caption, "H3"), _figure(picture), Spacer(1, 6)])
        head = []


def _figure(picture: PagePicture) -> Flowable:
    width, height = picture.size
    shown = min(_WIDTH, 218 * mm * width / height)
    figure = TaggedPicture(io.BytesIO(picture.png), width=shown, height=shown * height / width)
    figure.hAlign = "LEFT"
    figure.mark = MarkedContent(role="Figure", alt=picture.alt)
    return figure


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


def _all_words(pack: Pack) -> Iterator[str]:
    yield from pack.question
    yield from pack.notices
    for part in pack.parts:
        for statement in part.statements:
            yield from statement.lines


def _number_page(canvas: Canvas, template: BaseDocTemplate) -> None:
    assert isinstance(canvas, TaggedCanvas)
    with canvas.decoration():
        canvas.saveState()
        canvas.setFont(_FONT, 8)
        canvas.setFillColor(_DIM)
        canvas.drawRightString(A4[0] - _SIDE, 11 * mm, f"Page {template.page}")
        canvas.restoreState()
