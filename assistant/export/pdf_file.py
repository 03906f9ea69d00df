"""Packs, letters, sheets, records in order and papers as PDFs: A4, tagged as far as reportlab lets us, with real text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit
from xml.sax.saxutils import quoteattr

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

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
from assistant.export.paper import BOX, REFERENCES, Paper, PaperPart, reference_lines
from assistant.export.pdf_print import (
    bold,
    built,
    escaped,
    figure,
    lines_to_write_on,
    paragraph,
    table,
    what_is_lacking,
)
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
    return built(_flow(pack), pack.title, pack.made_at)


def letter_as_pdf(letter: DraftLetter) -> bytes:
    """Return a letter to begin from as the bytes of a PDF."""
    return built(_letter(letter), letter.title, letter.made_at)


def sheet_as_pdf(sheet: SupervisionSheet) -> bytes:
    """Return a sheet for supervision as the bytes of a PDF."""
    return built(_sheet_flow(sheet), sheet.title, sheet.made_at)


def record_as_pdf(sheet: RecordSheet) -> bytes:
    """Return a record in order as the bytes of a PDF."""
    return built(_record_flow(sheet), sheet.title, sheet.made_at)


def paper_as_pdf(paper: Paper) -> bytes:
    """Return a paper to hand out as the bytes of a PDF."""
    return built(_paper(paper), paper.title, paper.made_at)


def _flow(pack: Pack) -> Iterator[Flowable]:
    """Return what is printed, in order: as the Word file has it.

    Yields
    ------
    Flowable
        One after the other.
    """
    yield paragraph(pack.title, "H1")
    if pack.urgent:
        yield from _part(pack.urgent)
    yield paragraph("About this pack", "H2")
    yield paragraph(ABOUT)
    yield paragraph("Question", "H2")
    for line in pack.question:
        yield paragraph(line or " ")
    yield table("Table 1", ("About this answer", "What it is"), pack.facts)
    if pack.notices:
        yield paragraph("What to know about this answer", "H2")
    for notice in pack.notices:
        yield paragraph(f"• {notice}", "LI")
    for part in pack.parts:
        yield from _part(part)
    yield paragraph(WRITTEN_OFF)
    yield from _to_fill_in("Table 2", DECISION_HEADING, DECISION_NOTE, DECISION_LINES)
    yield from _references(pack.references)
    yield paragraph("How this answer was made", "H2")
    yield table("Table 3", ("What made it", "What it is"), pack.made)
    yield from _pages(pack)
    yield from what_is_lacking(_all_words(pack))


def _opening(sheet: SupervisionSheet | RecordSheet, about: str) -> Iterator[Flowable]:
    yield paragraph(sheet.title, "H1")
    if sheet.urgent:
        yield from _part(sheet.urgent)
    for statement in sheet.first:
        yield from _statement(statement)
    yield paragraph(about)
    for part in sheet.parts:
        yield from _part(part)


def _references(references: Sequence[Reference]) -> Iterator[Flowable]:
    if references:
        yield paragraph("References", "H2")
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
    yield paragraph(WORRY_HEADING, "H2")
    yield from map(paragraph, sheet.worry)
    for number, question in enumerate(sheet.questions, start=1):
        yield paragraph(f"{number}. {question.asks}", "H2")
        yield from _answer(question)
    yield paragraph(DO_HEADING, "H2")
    yield paragraph(sheet.will_do.asks)
    yield from _answer(sheet.will_do)
    yield from _to_fill_in("Table 1", SUPERVISOR_HEADING, SUPERVISOR_NOTE, SUPERVISOR_LINES)
    yield from _references(sheet.references)
    answers = (question.answer for question in (*sheet.questions, sheet.will_do))
    yield from what_is_lacking((*sheet.worry, *(line for answer in answers for line in answer)))


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
    yield from what_is_lacking(line for statement in statements for line in statement.lines)


def _answer(question: SheetQuestion) -> Iterator[Flowable]:
    if question.why:
        yield from _statement(question.why)
    yield from map(paragraph, question.answer or (LEFT_BLANK,))


def _letter(letter: DraftLetter) -> Iterator[Flowable]:
    """Return a letter as it is printed.

    Yields
    ------
    Flowable
        One after the other.
    """
    yield paragraph(letter.title, "H1")
    yield from (paragraph(f"• {line}", "LI") for line in letter.before)
    yield paragraph(letter.subject, "H2")
    yield from (paragraph(line) for line in (*letter.lines, letter.opening))
    for text, marks in letter.clauses:
        yield paragraph("", markup=f"{escaped(text)} {bold(marks)}")
    yield from (paragraph(line) for line in SIGNATURE)
    yield paragraph(LETTER_MARKS_HEADING, "H2")
    yield paragraph(LETTER_EDITION)
    yield from (paragraph(f"[{number}] {words}") for number, words in enumerate(letter.pinpoints, start=1))


def _paper(paper: Paper) -> Iterator[Flowable]:
    """Return a paper as it is printed.

    Yields
    ------
    Flowable
        One after the other.
    """
    yield paragraph(paper.title, "H1")
    for number, part in enumerate(paper.parts, start=1):
        if part.new_page:
            yield PageBreak()
        yield from _paper_part(part, f"Table {number}")
    if paper.references:
        yield paragraph(REFERENCES, "H2")
    yield from map(paragraph, reference_lines(paper.references))


def _paper_part(part: PaperPart, table_name: str) -> Iterator[Flowable]:
    """Return a part; what is short and belongs together stays on one page.

    Yields
    ------
    Flowable
        One after the other.
    """
    together: list[Flowable] = [paragraph(part.heading, f"H{part.level}"), *map(paragraph, part.lines)]
    together += [paragraph(f"{BOX} {choice}", "LI") for choice in part.choices]
    if part.n_blank:
        together.append(lines_to_write_on(part.n_blank))
    for statement in part.statements:
        together += _statement(statement, role="LI")
    if part.rows:
        together.append(table(table_name, part.head, part.rows))
    yield KeepTogether(together)


def _part(part: PackPart) -> Iterator[Flowable]:
    yield paragraph(part.heading, "H2")
    for statement in part.statements:
        yield from _statement(statement)


def _statement(statement: PackStatement, role: str = "P") -> Iterator[Flowable]:
    if statement.answers:
        yield paragraph(f"On “{statement.answers}”:")
    words = "<br/>".join(escaped(line) for line in statement.lines)
    if statement.strong:
        words = f"{bold(statement.strong)}{words}"
    if statement.quoted:
        words = f"“{words}”"
    marks = f" {bold(statement.marks)}" if statement.marks else ""
    label = f" ({escaped(statement.label)})" if statement.label else ""
    bullet = "• " if role == "LI" else ""
    yield paragraph("", "BlockQuote" if statement.quoted else role, markup=f"{bullet}{words}{marks}{label}")


def _to_fill_in(name: str, heading: str, note: str, lines: Iterable[str]) -> Iterator[Flowable]:
    yield paragraph(heading, "H2")
    yield paragraph(note)
    lines = tuple(lines)
    heights = [None, *(_TALL.get(line, 9) * mm for line in lines)]
    rows = tuple((line, "") for line in lines)
    yield table(name, ("To fill in", "In your own words"), rows, heights)


def _reference(known: Reference) -> Iterator[Flowable]:
    yield paragraph(f"[{known.marker}] {known.title}", "H3")
    rows = []
    for name, value in reference_rows(known):
        shown = escaped(value)
        if value == known.address and urlsplit(value).scheme in {"http", "https"}:
            shown = f'<link href={quoteattr(value)} color="#1d5a96">{shown}</link>'
        rows.append(f"{bold(f'{name}:')} {shown}")
    yield paragraph("", markup="<br/>".join(rows))


def _pages(pack: Pack) -> Iterator[Flowable]:
    head: list[Flowable] = [paragraph("The pages quoted", "H2")] if pack.pictures or pack.problems else []
    for problem in pack.problems:
        yield from (*head, paragraph(problem))
        head = []
    for picture in pack.pictures:
        yield KeepTogether([*head, paragraph(picture.caption, "H3"), figure(picture), Spacer(1, 6)])
        head = []


def _all_words(pack: Pack) -> Iterator[str]:
    yield from pack.question
    yield from pack.notices
    for part in pack.parts:
        for statement in part.statements:
            yield from statement.lines
