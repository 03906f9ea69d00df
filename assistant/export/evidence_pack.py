"""The evidence pack: an answer as one content model, which the Word file, the PDF and the plain text are made from.

All its text is plain: whatever a question or a page holds, it is written as characters, never as markup. Characters that no
document may hold are left out. What is not known is marked so; what is for the person to fill in is left empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant import messages
from assistant.export.page_pictures import PageImage, PagePicture, pictures
from assistant.export.reference import LIBRARIES, OUTCOMES, Reference, reference, was_reworded
from assistant.types import Answer, Outcome, Section, Statement, StatementKind
from corpus.days import day_words
from corpus.text import one_line

TITLE = "Guidance evidence pack"
ABOUT = (
    "What the library says on one question, and where it says it. Words in quotation marks are the page’s own. Made to be kept"
    " with the record of a decision, in your school’s own safeguarding system. Details that were noticed"
    " were taken out of the question before it was answered; names are for your record, not for this page."
)
DECISION_HEADING = "My reasons and decision"
DECISION_NOTE = "To be filled in by the person who decides. The assistant has written nothing here."
DECISION_LINES = (
    "Name",
    "Role",
    "Date and time",
    "What I knew, and what I weighed",
    "What was decided",
    "My reasons",
    "Whom I told, and when",
    "What happens next, and when I look at it again",
)
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_NEW_ITEM = re.compile(r"\n(?=\s*(?:[•▪◦\uf0b7]|\([a-z0-9]{1,4}\)\s))")
_REPEATING = tuple(template.split("{", maxsplit=1)[0] for template in (messages.LOOKED_FOR, messages.FAILED))

OnStage = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackStatement:
    """One statement of the answer.

    Parameters
    ----------
    lines : tuple of str
        Its words, each item of a list on its own line.
    quoted : bool
        Whether they are a page's own.
    marks : str
        The numbers of its references, such as ``[1] [2]``; empty for our fixed text.
    label : str
        The weight it carries, where the heading does not say.
    answers : str
        The heading that a quotation answers, where it is not understood without.
    strong : str
        How fixed text begins, where that is to stand out.
    """

    lines: tuple[str, ...]
    quoted: bool = False
    marks: str = ""
    label: str = ""
    answers: str = ""
    strong: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackPart:
    """Statements under one heading."""

    heading: str
    statements: tuple[PackStatement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """All that an evidence pack says, in its order.

    Parameters
    ----------
    urgent : PackPart or None
        The fixed text on urgent help, which comes before everything else.
    number : str
        Tells packs of one minute apart; has nothing of the question.
    facts : tuple of pairs
        What was asked, of what, and what came of it.
    problems : tuple of str
        Which pages could not be pictured, and why.
    made : tuple of pairs
        What made the answer, so that it can be made again.
    """

    title: str
    made_at: datetime
    question: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    urgent: PackPart | None = None
    notices: tuple[str, ...] = ()
    parts: tuple[PackPart, ...] = ()
    references: tuple[Reference, ...] = ()
    pictures: tuple[PagePicture, ...] = ()
    problems: tuple[str, ...] = ()
    made: tuple[tuple[str, str], ...] = ()
    number: str = ""

    @property
    def name(self) -> str:
        """What the pack is filed under: when it was made and its number, and no word of the question."""
        return "-".join(filter(None, ("guidance", f"{self.made_at:%Y-%m-%d-%H%M}", self.number)))


def is_refusal(answer: Answer) -> bool:
    """Whether an answer refuses, be it beneath urgent help: there is no guidance in it to take away."""
    refused = any(section.heading == messages.REFUSED_HEADING for section in answer.sections)
    return refused or answer.outcome is Outcome.REFUSED


def pack_of(
    answer: Answer,
    made_at: datetime,
    page_image: PageImage | None = None,
    on_stage: OnStage = lambda _: None,
    *,
    asked_at: datetime | None = None,
    number: str = "",
) -> Pack:
    """Return the evidence pack of an answer.

    Parameters
    ----------
    answer : Answer
        With its question as redacted; nothing else of the conversation is in the pack.
    made_at : datetime
        When it is made, in England.
    page_image : callable or None
        Draws a page of a source with boxes marked; without it there are no pictures.
    on_stage : callable
        Called with the name of each stage as it begins.
    asked_at : datetime or None
        When the question was answered, in England, if that is known.
    number : str
        Tells packs of one minute apart.
    """
    drawn: tuple[PagePicture, ...] = ()
    problems: tuple[str, ...] = ()
    if page_image is not None:
        drawn, problems = pictures(answer.citations, page_image, on_stage)
    urgent = _urgent(answer)
    times = (("Answered on", asked_at), ("Made on", made_at))
    return Pack(
        title=f"{TITLE}, {day_words(made_at.date())}",
        made_at=made_at,
        question=tuple(map(writable, answer.question.strip().splitlines())),
        facts=(*_facts(answer), *((name, f"{day_words(at.date())}, {at:%H:%M}") for name, at in times if at)),
        urgent=urgent,
        notices=tuple(writable(one_line(notice.text)) for notice in answer.notices),
        parts=tuple(_part(s) for s in answer.sections if urgent is None or s.heading != messages.URGENT_HEADING),
        references=tuple(writable_reference(reference(citation, answer.as_at)) for citation in answer.citations),
        pictures=drawn,
        problems=tuple(map(writable, problems)),
        made=_made(answer),
        number=number,
    )


def writable(text: str) -> str:
    """Return a text without characters that a document cannot hold, or that would turn its words round."""
    return _UNWRITABLE.sub("", text)


def _urgent(answer: Answer) -> PackPart | None:
    """Return the urgent text of an escalated answer, from our fixed text even if its section has gone."""
    if answer.outcome is not Outcome.ESCALATED:
        return None
    return fixed_part(messages.URGENT_HEADING, messages.URGENT_HELP)


def _facts(answer: Answer) -> tuple[tuple[str, str], ...]:
    understood = writable(one_line(answer.standalone_question)) if was_reworded(answer) else ""
    rows = (
        ("Understood as", understood),
        ("Outcome", OUTCOMES[answer.outcome]),
        ("Guidance as at", day_words(answer.as_at)),
        ("Searched", LIBRARIES[answer.library]),
    )
    return tuple(row for row in rows if row[1])


def _made(answer: Answer) -> tuple[tuple[str, str], ...]:
    return (
        ("Library (index generation)", answer.generation or "not read"),
        ("Language model", "none: quotations and fixed text only" if answer.model == "none" else answer.model),
        ("Prompt version", answer.prompt_id),
    )


def _part(section: Section) -> PackPart:
    return PackPart(
        heading=writable(one_line(section.heading)), statements=tuple(map(as_statement, section.statements))
    )


def fixed_part(heading: str, texts: Sequence[str]) -> PackPart:
    """Return fixed text of ours under a heading."""
    return PackPart(heading=heading, statements=tuple(map(_fixed, texts)))


def as_statement(statement: Statement) -> PackStatement:
    """Return a statement as a document has it; of one of ours also what bears it out and is not in the library."""
    if statement.kind is StatementKind.FIXED:
        return _fixed(statement.text)
    lines = _NEW_ITEM.split(statement.text) if statement.kind is StatementKind.QUOTE else (statement.text,)
    return PackStatement(
        lines=tuple(writable(one_line(line)) for line in lines),
        quoted=statement.kind is StatementKind.QUOTE,
        marks=" ".join(f"[{marker}]" for marker in statement.citations),
        label=writable("; ".join(filter(None, (statement.label, *statement.elsewhere)))),
        answers=writable(one_line(statement.answers)),
    )


def _fixed(text: str) -> PackStatement:
    """Return our fixed text, whose ``**bold**`` beginning stands out; where it repeats a person's words, all is as it is."""
    if text.startswith(_REPEATING):
        return PackStatement(lines=(writable(one_line(text)),))
    strong, _, rest = text.removeprefix("**").partition("**") if text.startswith("**") else ("", "", text)
    return PackStatement(lines=(writable(rest.replace("**", "")),), strong=writable(strong))


def writable_reference(known: Reference) -> Reference:
    """Return a reference in characters that a document can hold."""
    return Reference(
        marker=known.marker,
        title=writable(one_line(known.title)),
        page=writable(known.page),
        paragraph=writable(known.paragraph),
        status=writable(known.status),
        address=writable(known.address),
        heading=writable(one_line(known.heading)),
        rests_on=writable(one_line(known.rests_on)),
    )


def reference_rows(known: Reference) -> Sequence[tuple[str, str]]:
    """Return a reference's parts beneath its title, each with its name."""
    rows = (
        ("Page", known.page),
        ("Paragraph or section", known.paragraph),
        ("Heading", known.heading),
        ("Status", known.status),
        ("Rests on", known.rests_on),
        ("Official publication", known.address or "no address is registered"),
    )
    return [row for row in rows if row[1]]
