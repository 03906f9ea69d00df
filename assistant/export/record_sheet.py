"""A record put in order, taken away: facts and the words they rest on, what guidance says, the entries. No verdict.

It is one content model, as the evidence pack is: the Word file, the PDF and the plain text are made from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assistant import messages
from assistant.export.evidence_pack import (
    PackPart,
    PackStatement,
    as_statement,
    fixed_part,
    writable,
    writable_reference,
)
from assistant.export.reference import Reference, reference
from assistant.types import Citation, Section, Statement
from corpus.days import day_words
from corpus.text import one_line

RECORD_TITLE = "A record in order"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFact:
    """A fact, and the words it rests on, each with its day.

    Parameters
    ----------
    text : str
        The fact.
    rests_on : tuple of (str, str)
        Day and words.
    """

    text: str
    rests_on: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSheet:
    """All that the sheet of a record says, in its order.

    Parameters
    ----------
    urgent : PackPart or None
        The fixed text on urgent help, if danger was written of.
    first : tuple of PackStatement
        That a high-risk feature was written, and that the referral comes first.
    parts : tuple of PackPart
        What never to do, how it was read, the facts, what guidance says, the entries.
    """

    title: str
    made_at: datetime
    parts: tuple[PackPart, ...]
    urgent: PackPart | None = None
    first: tuple[PackStatement, ...] = ()
    references: tuple[Reference, ...] = ()
    number: str = ""

    @property
    def name(self) -> str:
        """What it is filed under: when it was made and its number, and no word of the record."""
        return "-".join(filter(None, ("record-in-order", f"{self.made_at:%Y-%m-%d-%H%M}", self.number)))


def record_sheet(
    facts: Sequence[tuple[str, Sequence[SheetFact]]],
    made_at: datetime,
    *,
    read: Sequence[str] = (),
    guidance: Sequence[Statement] = (),
    entries: Sequence[tuple[str, str]] = (),
    unread: Sequence[tuple[str, str]] = (),
    danger: bool = False,
    first: Sequence[str] = (),
    before: Sequence[Section] = (),
    citations: Sequence[Citation] = (),
    as_at: date | None = None,
    number: str = "",
) -> RecordSheet:
    """Return the sheet of a record.

    Parameters
    ----------
    facts : sequence of (str, sequence of SheetFact)
        Each section's heading and its facts.
    made_at : datetime
        When it is made, in England.
    read : sequence of str
        How it was read.
    guidance : sequence of Statement
        What guidance says of it.
    entries : sequence of (str, str)
        Day and words of each entry, without details.
    unread : sequence of (str, str)
        Words that could not be put in their place, and why.
    danger : bool
        Whether danger was written of: then urgent help comes first.
    first : sequence of str
        Fixed text on high-risk features.
    before : sequence of Section
        Other fixed text.
    citations : sequence of Citation
        Of what guidance says.
    as_at : date or None
        The day on which an edition applied or not; the day it is made, if none is given.
    number : str
        Tells sheets of one minute apart.
    """
    said = [(section.heading, tuple(map(as_statement, section.statements))) for section in before]
    said += [
        (messages.CHRONOLOGY_UNREAD_HEADING, tuple(_line(words, label=why) for words, why in unread)),
        (messages.CHRONOLOGY_READ_HEADING, tuple(map(_line, read))),
        *((heading, tuple(line for fact in some for line in _fact(fact))) for heading, some in facts),
        (messages.CHRONOLOGY_GUIDANCE_HEADING, tuple(map(as_statement, guidance))),
        (messages.CHRONOLOGY_ENTRIES_HEADING, tuple(_line(words, strong=f"{day}: ") for day, words in entries)),
    ]
    return RecordSheet(
        title=f"{RECORD_TITLE}, {day_words(made_at.date())}",
        made_at=made_at,
        parts=tuple(PackPart(heading=heading, statements=statements) for heading, statements in said if statements),
        urgent=fixed_part(messages.URGENT_HEADING, messages.URGENT_HELP) if danger else None,
        first=tuple(statement for text in first for statement in fixed_part("", (text,)).statements),
        references=tuple(writable_reference(reference(citation, as_at or made_at.date())) for citation in citations),
        number=number,
    )


def _fact(fact: SheetFact) -> tuple[PackStatement, ...]:
    words = (
        PackStatement(lines=(writable(one_line(words)),), quoted=True, label=writable(day))
        for day, words in fact.rests_on
    )
    return (_line(fact.text), *words)


def _line(words: str, *, strong: str = "", label: str = "") -> PackStatement:
    lines = tuple(writable(line) for line in words.splitlines() if line.strip()) or ("",)
    return PackStatement(lines=lines, strong=writable(strong), label=writable(label))
