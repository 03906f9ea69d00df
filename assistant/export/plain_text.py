"""The evidence pack as plain text, to paste into a case system: everything but the pictures."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.export.evidence_pack import (
    DECISION_HEADING,
    DECISION_LINES,
    Pack,
    PackPart,
    PackStatement,
    reference_rows,
)
from assistant.messages import WRITTEN_OFF


def as_text(pack: Pack) -> str:
    """Return a pack as plain text, its urgent text first and the lines for the decision last."""
    return "\n\n".join(_blocks(pack))


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
    if pack.references:
        yield _heading("References")
    for known in pack.references:
        yield "\n".join((
            f"[{known.marker}] {known.title}",
            *(f"    {n}: {value}" for n, value in reference_rows(known)),
        ))
    yield _heading("How this answer was made") + "\n" + "\n".join(f"{name}: {value}" for name, value in pack.made)
    yield _heading(DECISION_HEADING) + "\n" + "\n".join(f"{line}: " for line in DECISION_LINES)


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
