"""Packs, letters, sheets, records in order and papers as Word files: A4, real headings, header rows, in English."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

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
from assistant.export.zip_file import with_same_times
from assistant.messages import CHRONOLOGY_ABOUT, LETTER_EDITION, LETTER_MARKS_HEADING, REFLECTION_ABOUT, WRITTEN_OFF

_INK, _RED, _DIM = RGBColor(0x0B, 0x0C, 0x0C), RGBColor(0xA8, 0x20, 0x0D), RGBColor(0x48, 0x4C, 0x4E)
_WIDTH = Cm(16.6)
_TALL = {
    "What I knew, and what I weighed": 4, "What was decided": 3, "My reasons": 5, "Whom I told, and when": 2,
    "What we saw differently": 4, "What we agreed": 4,
}  # fmt: skip


def as_docx(pack: Pack) -> bytes:
    """Return a pack as the bytes of a Word file."""
    document = Document()
    _set_up(document, pack.title, pack.made_at)
    document.add_heading(pack.title, level=1)
    if pack.urgent:
        _add_part(document, pack.urgent, urgent=True)
    document.add_heading("About this pack", level=2)
    document.add_paragraph(ABOUT)
    document.add_heading("Question", level=2)
    for line in pack.question:
        document.add_paragraph(line)
    _add_table(document, ("About this answer", ""), pack.facts)
    if pack.notices:
        document.add_heading("What to know about this answer", level=2)
    for notice in pack.notices:
        document.add_paragraph(notice, style="List Bullet")
    for part in pack.parts:
        _add_part(document, part)
    document.add_paragraph(WRITTEN_OFF)
    _add_to_fill_in(document, DECISION_HEADING, DECISION_NOTE, DECISION_LINES)
    _add_references(document, pack.references)
    document.add_heading("How this answer was made", level=2)
    _add_table(document, ("What made it", ""), pack.made)
    _add_pictures(document, pack)
    return _bytes(document)


def letter_as_docx(letter: DraftLetter) -> bytes:
    """Return a letter to begin from as the bytes of a Word file."""
    document = Document()
    _set_up(document, letter.title, letter.made_at)
    document.add_heading(letter.title, level=1).runs[0].font.color.rgb = _RED
    for line in letter.before:
        document.add_paragraph(line, style="List Bullet")
    document.add_heading(letter.subject, level=2)
    for line in (*letter.lines, letter.opening):
        document.add_paragraph(line)
    for text, marks in letter.clauses:
        document.add_paragraph(f"{text} ").add_run(marks).font.color.rgb = _DIM
    for line in SIGNATURE:
        document.add_paragraph(line)
    document.add_heading(LETTER_MARKS_HEADING, level=2)
    document.add_paragraph(LETTER_EDITION)
    for number, words in enumerate(letter.pinpoints, start=1):
        document.add_paragraph(f"[{number}] {words}", style="Small")
    return _bytes(document)


def _begun(sheet: SupervisionSheet | RecordSheet, about: str) -> WordDocument:
    document = Document()
    _set_up(document, sheet.title, sheet.made_at)
    document.add_heading(sheet.title, level=1)
    if sheet.urgent:
        _add_part(document, sheet.urgent, urgent=True)
    for statement in sheet.first:
        _add_statement(document, statement)
    document.add_paragraph(about)
    for part in sheet.parts:
        _add_part(document, part)
    return document


def sheet_as_docx(sheet: SupervisionSheet) -> bytes:
    """Return a sheet for supervision as the bytes of a Word file."""
    document = _begun(sheet, REFLECTION_ABOUT)
    document.add_heading(WORRY_HEADING, level=2)
    _add_lines(document, sheet.worry)
    for number, question in enumerate(sheet.questions, start=1):
        document.add_heading(f"{number}. {question.asks}", level=2)
        _add_answer(document, question)
    document.add_heading(DO_HEADING, level=2)
    document.add_paragraph(sheet.will_do.asks)
    _add_answer(document, sheet.will_do)
    _add_to_fill_in(document, SUPERVISOR_HEADING, SUPERVISOR_NOTE, SUPERVISOR_LINES)
    _add_references(document, sheet.references)
    return _bytes(document)


def record_as_docx(sheet: RecordSheet) -> bytes:
    """Return a record in order as the bytes of a Word file."""
    document = _begun(sheet, CHRONOLOGY_ABOUT)
    _add_references(document, sheet.references)
    return _bytes(document)


def paper_as_docx(paper: Paper) -> bytes:
    """Return a paper to hand out as the bytes of a Word file."""
    document = Document()
    _set_up(document, paper.title, paper.made_at)
    document.add_heading(paper.title, level=1)
    for part in paper.parts:
        _add_paper_part(document, part)
    if paper.references:
        document.add_heading(REFERENCES, level=2)
    for line in reference_lines(paper.references):
        document.add_paragraph(line, style="Small")
    return _bytes(document)


def _add_paper_part(document: WordDocument, part: PaperPart) -> None:
    heading = document.add_heading(part.heading, level=part.level)
    heading.paragraph_format.page_break_before = part.new_page
    heading.paragraph_format.keep_with_next = True
    for line in part.lines:
        document.add_paragraph(line)
    for statement in part.statements:
        _add_statement(document, statement, style="List Bullet")
    for number, choice in enumerate(part.choices, start=1):
        ticked = document.add_paragraph(f"{BOX} {choice}")
        ticked.paragraph_format.keep_with_next = number < len(part.choices)
    if part.rows:
        _add_table(document, part.head, part.rows)
    for _ in range(part.n_blank):
        _add_line_to_write_on(document)


def _add_line_to_write_on(document: WordDocument) -> None:
    paragraph = document.add_paragraph()
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "808080")):
        line.set(qn(f"w:{name}"), value)
    between = OxmlElement("w:between")  # without it Word takes like neighbours for one block, with one line under all
    for name, value in line.attrib.items():
        between.set(name, value)
    borders.extend((line, between))
    paragraph._p.get_or_add_pPr().append(borders)


def _add_answer(document: WordDocument, question: SheetQuestion) -> None:
    """Write why a question was asked, small, and the person’s own lines beneath it."""
    if question.why:
        _add_statement(document, question.why, style="Small")
    _add_lines(document, question.answer)


def _add_lines(document: WordDocument, lines: Iterable[str]) -> None:
    for line in tuple(lines) or (LEFT_BLANK,):
        document.add_paragraph(line)


def _set_up(document: WordDocument, title: str, made_at: datetime) -> None:
    """Set paper, language, title and the look of the styles used."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    about = document.core_properties
    about.title, about.language, about.author, about.comments = title, "en-GB", "", ""
    about.last_modified_by, about.subject = "", "Safeguarding guidance: domestic abuse"
    about.created = about.modified = made_at.astimezone(UTC).replace(tzinfo=None)  # Word takes it for UTC
    for name, points in (
        ("Normal", 11.0),
        ("Heading 1", 20.0),
        ("Heading 2", 14.0),
        ("Heading 3", 12.0),
        ("Quote", 11.0),
    ):
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.name, style.font.size = "Arial", Pt(points)
        style.font.color.rgb, style.font.italic = _INK, False
        _own_font(style)
        style.paragraph_format.space_after = Pt(6)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    quote = document.styles["Quote"]
    assert isinstance(quote, ParagraphStyle)
    quote.paragraph_format.left_indent = Cm(0.8)
    small = document.styles.add_style("Small", WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(small, ParagraphStyle)
    small.base_style, small.font.size, small.font.color.rgb = document.styles["Normal"], Pt(9.5), _DIM
    _number_pages(document, title)


def _own_font(style: ParagraphStyle) -> None:
    """Let a style's font count, instead of the theme's that Word takes for headings otherwise."""
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _number_pages(document: WordDocument, title: str) -> None:
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run(f"{title}. Page ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer._p.append(field)
    footer.style = document.styles["Small"]


def _add_part(document: WordDocument, part: PackPart, *, urgent: bool = False) -> None:
    heading = document.add_heading(part.heading, level=2)
    if urgent:
        heading.runs[0].font.color.rgb = _RED
    for statement in part.statements:
        _add_statement(document, statement)


def _add_statement(document: WordDocument, statement: PackStatement, style: str = "Normal") -> None:
    """Write a statement: a quotation set in, fixed text with its beginning in bold; markers after the words."""
    if statement.answers:
        document.add_paragraph(f"On “{statement.answers}”:")
    paragraph = document.add_paragraph(style="Quote" if statement.quoted else style)
    if statement.strong:
        paragraph.add_run(statement.strong).bold = True
    for number, line in enumerate(statement.lines):
        opens = "“" if statement.quoted and number == 0 else ""
        closes = "”" if statement.quoted and number == len(statement.lines) - 1 else ""
        run = paragraph.add_run(f"{opens}{line}{closes}")
        if number < len(statement.lines) - 1:
            run.add_break()
    if statement.marks:
        paragraph.add_run(f" {statement.marks}").bold = True
    if statement.label:
        paragraph.add_run(f" ({statement.label})").font.color.rgb = _DIM


def _add_table(document: WordDocument, head: tuple[str, str], rows: tuple[tuple[str, str], ...]) -> None:
    """Write names and values as a table whose first row is its header, on every page it runs to."""
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    table.autofit = False
    for cell, words in zip(table.rows[0].cells, (head[0], head[1] or "What it is"), strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    _repeat_header(table.rows[0]._tr)
    for name, value in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, value
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = Cm(5.2), Cm(11.4)
    document.add_paragraph(style="Small")


def _repeat_header(row: object) -> None:
    properties = row.get_or_add_trPr()  # type: ignore[attr-defined]  # python-docx's rows are untyped
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    properties.append(header)


def _add_to_fill_in(document: WordDocument, heading: str, note: str, lines: Iterable[str]) -> None:
    document.add_heading(heading, level=2)
    document.add_paragraph(note)
    rows = tuple((line, "\n" * _TALL.get(line, 0)) for line in lines)
    _add_table(document, ("To fill in", "In your own words"), rows)


def _add_references(document: WordDocument, references: tuple[Reference, ...]) -> None:
    if references:
        document.add_heading("References", level=2)
    for known in references:
        document.add_heading(f"[{known.marker}] {known.title}", level=3)
        for name, value in reference_rows(known):
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(2)
            paragraph.add_run(f"{name}: ").bold = True
            if value == known.address and urlsplit(value).scheme in {"http", "https"}:
                _add_link(paragraph, value)
            else:
                paragraph.add_run(value)


def _add_link(paragraph: Paragraph, address: str) -> None:
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(address)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _add_pictures(document: WordDocument, pack: Pack) -> None:
    if pack.pictures or pack.problems:
        document.add_heading("The pages quoted", level=2)
    for problem in pack.problems:
        document.add_paragraph(problem)
    for picture in pack.pictures:
        document.add_heading(picture.caption, level=3).paragraph_format.keep_with_next = True
        _add_picture(document, picture)


def _add_picture(document: WordDocument, picture: PagePicture) -> None:
    width, height = picture.size
    shape = document.add_picture(io.BytesIO(picture.png), width=min(_WIDTH, int(Cm(23) * width / height)))
    shape._inline.docPr.set("descr", picture.alt)


def _bytes(document: WordDocument) -> bytes:
    saved = io.BytesIO()
    document.save(saved)
    return with_same_times(saved.getvalue())
