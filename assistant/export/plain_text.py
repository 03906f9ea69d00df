"""The pack, the sheet for supervision and a record in order as plain text, to paste elsewhere: all but the pictures."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.export.evidence_pack import (
    DECISION_HEADING,
    DECISION_LINES,
    Pack,
    PackPart,
    PackStatement,
    fixed_part,
    reference_rows,
)
from assistant.export.record_sheet import RecordSheet
from assistant.export.reference import Reference
from assistant.export.supervision_sheet import (
    DO_HEADING,
    LEFT_BLANK,
    SUPERVISOR_HEADING,
    SUPERVISOR_LINES,
    WORRY_HEADING,
    SheetQuestion,
    SupervisionSheet,
)
from assistant.messages import CHRONOLOGY_ABOUT, REFLECTION_ABOUT, URGENT_HEADING, URGENT_HELP, WRITTEN_OFF


def as_text(pack: Pack) -> str:
    """Return a pack as plain text, its urgent text first and the lines for the decision last."""
    return "\n\n".join(_blocks(pack))


def answer_as_text(pack: Pack) -> str:
    """Return an answer alone as plain text, for a program that shows text: urgent text first, its references last."""
    return "\n\n".join(_answer_blocks(pack))


def urgent_as_text() -> str:
    """Return the urgent text as an answer begins with it, where it is not told to wait for the answer."""
    return "\n\n".join(_part(fixed_part(URGENT_HEADING, URGENT_HELP)))


def _answer_blocks(pack: Pack) -> Iterator[str]:
    if pack.urgent:
        yield from _part(pack.urgent)
    yield from (f"Note: {notice}" for notice in pack.notices)
    for part in pack.parts:
        yield from _part(part)
    yield WRITTEN_OFF
    yield from _references(pack.references)


def _blocks(pack: Pack) -> Iterator[str]:
    yield pack.title
    if pack.urgent:
        yield from _part(pack.urgent)
    yield "Question: " + " ".join(pack.question)
    yield "\n".join(f"{name}: {value}" for name, value in pack.facts)
    yield from (f"Note: {notice}" for notice in pack.notices)
    for part in pack.parts:
        yield from _part(part)
    yield WRITTEN_OFF
    yield from _references(pack.references)
    yield _heading("How this answer was made") + "\n" + "\n".join(f"{name}: {value}" for name, value in pack.made)
    yield _heading(DECISION_HEADING) + "\n" + "\n".join(f"{line}: " for line in DECISION_LINES)


def sheet_as_text(sheet: SupervisionSheet) -> str:
    """Return a sheet for supervision as plain text."""
    return "\n\n".join(_sheet_blocks(sheet))


def sheet_as_bytes(sheet: SupervisionSheet) -> bytes:
    """Return a sheet for supervision as the bytes of a text file, with the mark by which old programs know UTF-8."""
    return sheet_as_text(sheet).encode("utf-8-sig")


def record_as_text(sheet: RecordSheet) -> str:
    """Return a record in order as plain text."""
    return "\n\n".join(_record_blocks(sheet))


def record_as_bytes(sheet: RecordSheet) -> bytes:
    """Return a record in order as the bytes of a text file, with the mark by which old programs know UTF-8."""
    return record_as_text(sheet).encode("utf-8-sig")


def _record_blocks(sheet: RecordSheet) -> Iterator[str]:
    yield sheet.title
    if sheet.urgent:
        yield from _part(sheet.urgent)
    yield from map(_statement, sheet.first)
    yield CHRONOLOGY_ABOUT
    for part in sheet.parts:
        yield from _part(part)
    yield from _references(sheet.references)


def _sheet_blocks(sheet: SupervisionSheet) -> Iterator[str]:
    yield sheet.title
    if sheet.urgent:
        yield from _part(sheet.urgent)
    yield from map(_statement, sheet.first)
    yield REFLECTION_ABOUT
    for part in sheet.parts:
        yield from _part(part)
    yield _heading(WORRY_HEADING) + "\n" + ("\n".join(sheet.worry) or LEFT_BLANK)
    for number, question in enumerate(sheet.questions, start=1):
        yield _heading(f"{number}. {question.asks}") + "\n" + _answer(question)
    yield f"{_heading(DO_HEADING)}\n{sheet.will_do.asks}\n{_answer(sheet.will_do)}"
    yield _heading(SUPERVISOR_HEADING) + "\n" + "\n".join(f"{line}: " for line in SUPERVISOR_LINES)
    yield from _references(sheet.references)


def _answer(question: SheetQuestion) -> str:
    why = f"{_statement(question.why)}\n\n" if question.why else "\n"
    return why + ("\n".join(question.answer) or LEFT_BLANK)


def _references(references: tuple[Reference, ...]) -> Iterator[str]:
    if references:
        yield _heading("References")
    for known in references:
        yield "\n".join((
            f"[{known.marker}] {known.title}",
            *(f"    {n}: {value}" for n, value in reference_rows(known)),
        ))


def _part(part: PackPart) -> Iterator[str]:
    yield _heading(part.heading)
    yield from map(_statement, part.statements)


def _heading(words: str) -> str:
    """Return a heading that can be seen as one where there is no other type."""
    return f"{words}\n{'-' * len(words)}"


def _statement(statement: PackStatement) -> str:
    words = "\n".join(statement.lines)
    if statement.quoted:
        asked = f"On “{statement.answers}”: " if statement.answers else ""
        words = f"{asked}“{words}”"
    label = f"({statement.label})" if statement.label else ""
    return " ".join(part for part in (statement.strong + words, statement.marks, label) if part)
