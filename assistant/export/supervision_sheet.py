"""A sheet for supervision: a worry, each question with the answer in the person's own words, what they will do. No verdict.

It is one content model, as the evidence pack is: the Word file, the PDF and the plain text are made from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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

SHEET_TITLE = "A worry to talk over in supervision"
WORRY_HEADING = "The worry"
DO_HEADING = "What I will do, by when, and who checks"
LEFT_BLANK = "(left blank)"
WHY = "Why it was asked: "
SUPERVISOR_HEADING = "With my supervisor"
SUPERVISOR_NOTE = "To be filled in together. The assistant has written nothing here."
SUPERVISOR_LINES = (
    "Supervisor’s name",
    "Date and time",
    "What we saw differently",
    "What we agreed",
    "When we look at it again",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetQuestion:
    """A question on the sheet.

    Parameters
    ----------
    asks : str
        The question.
    why : PackStatement or None
        Why it was asked, with the marks of its references.
    answer : tuple of str
        The person’s own lines; empty where they skipped it.
    """

    asks: str
    why: PackStatement | None
    answer: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionSheet:
    """All that a sheet says, in its order.

    Parameters
    ----------
    urgent : PackPart or None
        The fixed text on urgent help, if danger was written of.
    first : tuple of PackStatement
        That a high-risk feature was written, and that the referral comes first.
    parts : tuple of PackPart
        What never to do, where an ordinary step would do harm.
    will_do : SheetQuestion
        The last question, whether or not it was come to.
    """

    title: str
    made_at: datetime
    worry: tuple[str, ...]
    questions: tuple[SheetQuestion, ...]
    will_do: SheetQuestion
    urgent: PackPart | None = None
    first: tuple[PackStatement, ...] = ()
    parts: tuple[PackPart, ...] = ()
    references: tuple[Reference, ...] = ()
    number: str = ""

    @property
    def name(self) -> str:
        """What it is filed under: when it was made and its number, and no word of the worry."""
        return "-".join(filter(None, ("supervision", f"{self.made_at:%Y-%m-%d-%H%M}", self.number)))


def supervision_sheet(
    worry: str,
    questions: Sequence[SheetQuestion],
    will_do: SheetQuestion,
    made_at: datetime,
    *,
    danger: bool = False,
    first: Sequence[str] = (),
    before: Sequence[Section] = (),
    citations: Sequence[Citation] = (),
    as_at: date | None = None,
    number: str = "",
) -> SupervisionSheet:
    """Return a sheet.

    Parameters
    ----------
    worry : str
        As written, without details.
    questions : sequence of SheetQuestion
        All but the last.
    will_do : SheetQuestion
        What the person will do.
    made_at : datetime
        When it is made, in England.
    danger : bool
        Whether danger was written of: then urgent help comes first.
    first : sequence of str
        Fixed text on high-risk features.
    before : sequence of Section
        Other fixed text.
    citations : sequence of Citation
        Of why the questions were asked.
    as_at : date or None
        The day on which an edition applied or not; the day it is made, if none is given.
    number : str
        Tells sheets of one minute apart.
    """
    return SupervisionSheet(
        title=f"{SHEET_TITLE}, {day_words(made_at.date())}",
        made_at=made_at,
        worry=lines_of(worry),
        questions=tuple(questions),
        will_do=will_do,
        urgent=fixed_part(messages.URGENT_HEADING, messages.URGENT_HELP) if danger else None,
        first=tuple(statement for text in first for statement in fixed_part("", (text,)).statements),
        parts=tuple(
            PackPart(heading=section.heading, statements=tuple(map(as_statement, section.statements)))
            for section in before
        ),
        references=tuple(writable_reference(reference(citation, as_at or made_at.date())) for citation in citations),
        number=number,
    )


def sheet_question(asks: str, why: Statement | None, answer: str) -> SheetQuestion:
    """Return a question as the sheet has it."""
    reason = replace(as_statement(why), strong=WHY) if why else None
    return SheetQuestion(asks=writable(one_line(asks)), why=reason, answer=lines_of(answer))


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a person's own words; none of an empty text."""
    return tuple(map(writable, text.strip().splitlines()))
