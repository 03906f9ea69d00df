"""The types of asking and answering: Question, Statement, Citation, Finding, Review, Outcome, Answer.

All are frozen. ``Answer.as_dict`` is the JSON that ``python -m assistant ask --json`` prints and the page renders.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal

from assistant.errors import CitationError
from corpus.provisions import Provision, Standing
from corpus.text import find_quote, one_line
from corpus.types import Authority, Box, Passage, PassageKind, Pinpoint, RetrievedPassage, Source

Library = Literal["all", "official", "local"]


class Outcome(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    ABSTAINED = "abstained"
    REFUSED = "refused"
    ESCALATED = "escalated"
    FAILED = "failed"


class StatementKind(StrEnum):
    """Where a statement's words come from.

    The page; a sentence of ours that a second reader held against the page it is bound to; a model's prose; our fixed text.
    """

    QUOTE = "quote"
    REVIEWED = "reviewed"
    PARAPHRASE = "paraphrase"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Message:
    """One earlier turn of the conversation; ``role`` is ``user`` or ``assistant``."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the person asked, with the conversation before it and the day it is asked about.

    Parameters
    ----------
    more : bool
        Whether a longer answer is wanted than can be read in two minutes.
    library : str
        Which sources may answer: all, official publications only, or local procedures only.
    same_case : bool or None
        Whether it goes on with the conversation, where the person has said so.
    """

    text: str
    as_at: date
    history: tuple[Message, ...] = ()
    more: bool = False
    library: Library = "all"
    same_case: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The five-part reference of a quotation, and where its words stand on the page.

    Cannot be made unless the quote is in the passage.
    """

    marker: int
    passage: Passage
    source: Source
    in_force: bool
    quote: str
    also_on: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if find_quote(self.quote, self.passage.text) is None:
            raise CitationError(
                f"the quotation for [{self.marker}] is not on {self.passage.source_id} page {self.passage.page}",
                "it is not shown; report this with the question, if you may share it",
            )
        if self.passage.standing in {
            Standing.PROSPECTIVE,
            Standing.NOT_CONFIRMED,
            Standing.REPEALED,
        }:  # whatever the Act as a whole is
            object.__setattr__(self, "in_force", False)

    @property
    def url(self) -> str:
        """The official PDF opened at this page, or the web page at this heading; else the landing page."""
        if self.passage.address:
            return self.passage.address
        if self.source.file_url.lower().endswith(".pdf"):
            return f"{self.source.file_url}#page={self.passage.page}"
        return self.source.file_url or self.source.landing_url

    @property
    def pinpoint(self) -> Pinpoint | None:
        """For a digest's statement, the official paragraph it rests on."""
        return self.passage.pinpoint

    @property
    def reference(self) -> str:
        """The five parts in one line, to copy into a record."""
        heading = f"“{' › '.join(self.passage.heading_path)}”" if self.passage.heading_path else ""
        status = self.source.authority.label
        if self.pinpoint is not None:
            status += f", resting on {self.pinpoint.document}, {self.pinpoint.reference}"
        elif self.source.authority is not Authority.DIGEST:
            status += f", {self.state}"
        if self.passage.jurisdiction not in {"", "England"} and not (self.provision and self.provision.elsewhere):
            status += f", applies in {self.passage.jurisdiction}"
        status = "; ".join((status, *self.recorded))
        return "; ".join(filter(None, (self.source.full_title, *self.location, heading, status, self.url)))

    @property
    def provision(self) -> Provision | None:
        """Of law that was read with its record, the provision that is cited."""
        return self.passage.provision

    @property
    def recorded(self) -> tuple[str, ...]:
        """What is recorded of the provision cited: from when its wording is in force, and what to beware of; or nothing."""
        return self.provision.words if self.provision else ()

    @property
    def state(self) -> str:
        """Whether what is cited applied on the day asked about, in words; of a document without dates nobody can say."""
        applied = "no dates given" if self.source.undated else "in force" if self.in_force else "not in force"
        return self.passage.standing.words or applied

    @property
    def location(self) -> tuple[str, ...]:
        """Where on paper the quotation stands: ``("page 16", "paragraph 41")``, or the page alone."""
        passage = self.passage
        where = f"page {passage.printed}" if passage.printed else "unnumbered page"
        if passage.printed != str(passage.page):
            where += f" (PDF page {passage.page})"
        if passage.address:
            where = f"web page (page {passage.page} of our print of it)"
        return tuple(filter(None, (where, _paragraph_words(passage.paragraph))))

    @property
    def breaks_off(self) -> bool:
        """Whether the quote ends in the middle of a sentence, which goes on on the next page."""
        words = self.quote.rstrip()
        prose = self.passage.kind in {PassageKind.BODY, PassageKind.LIST}
        return (
            prose and self.passage.text.rstrip().endswith(words[-20:]) and (words[-1].isalnum() or words[-1] in ",-–")
        )

    def highlight(self) -> tuple[Box, ...]:
        """Return the printed lines that the quote covers, as boxes in PDF points."""
        span = find_quote(self.quote, self.passage.text)
        if span is None:
            return ()
        return tuple(box for box in self.passage.boxes if box.start < span[1] and span[0] < box.end)

    def as_dict(self) -> dict[str, Any]:
        """Return the citation as in the answer's JSON."""
        return {
            "marker": self.marker,
            "source_id": self.source.source_id,
            "title": self.source.title,
            "edition": self.source.edition,
            "authority": self.source.authority.value,
            "in_force": self.in_force,
            "page": self.passage.page,
            "printed_page": self.passage.printed,
            "paragraph": self.passage.paragraph or None,
            "heading": self.passage.heading or None,
            "jurisdiction": self.passage.jurisdiction or self.source.jurisdiction,
            "standing": self.passage.standing.value or None,
            **_recorded(self.provision),
            "quote": self.quote,
            "url": self.url,
            "reference": self.reference,
            "passage_id": self.passage.passage_id,
            "start": self.passage.start,
            "end": self.passage.end,
            "also_on": list(self.also_on),
            "pinpoint": asdict(self.pinpoint) if self.pinpoint else None,
        }


_CITED_AS = (
    ("s.", "section "),
    ("reg.", "regulation "),
    ("art.", "article "),
    ("r.", "rule "),
    ("fn ", "footnote "),
    ("Sch.", "Schedule"),
)


def applies(source: Source, passage: Passage, on: date) -> bool:
    """Whether an edition applies on a day and, as far as that is recorded, the wording of the provision was in force then."""
    return source.in_force(on) and (passage.provision is None or passage.provision.applies(on))


def _recorded(provision: Provision | None) -> dict[str, Any]:
    """Return what is recorded of a provision, as in the answer's JSON; of what has no record, that there is none."""
    began, ended = (provision.in_force_from, provision.replaced_on) if provision else (None, None)
    return {
        "in_force_from": began.isoformat() if began else None,
        "replaced_on": ended.isoformat() if ended else None,
        "extent": (provision.extent if provision else "") or None,
        "not_in_the_text_yet": [effect.words for effect in provision.effects] if provision else [],
    }


def _paragraph_words(paragraph: str) -> str:
    """Say a paragraph's label as a person would: ``paragraph 41``, ``section 3(2)``, ``footnote 61``."""
    if not paragraph:
        return ""
    for prefix, word in _CITED_AS:
        if paragraph.startswith(prefix):
            return word + paragraph.removeprefix(prefix)
    return f"paragraph {paragraph}" if paragraph[0].isdigit() else paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing an answer says, with the markers of the citations that support it.

    Parameters
    ----------
    label : str
        The weight of what it rests on, such as ``Statutory guidance``, where the section's heading does not say.
    answers : str
        The heading that a quotation answers, where it begins with "No" or "Yes" and is not understood without.
    elsewhere : tuple of str
        For words of ours, what bears them out and cannot be quoted here, ``KCSIE 2025, page 154: not in this library``, and
        what a later edition changed of it.
    """

    text: str
    kind: StatementKind
    citations: tuple[int, ...] = ()
    verified: bool = False
    label: str = ""
    answers: str = ""
    elsewhere: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.kind is StatementKind.REVIEWED and not (self.citations or self.elsewhere):
            raise CitationError(
                f"nothing bears out our sentence {self.text[:60]!r}", "it is not shown; report this with the question"
            )

    @property
    def text_with_marks(self) -> str:
        """The statement as a paragraph of Markdown, with its ``[1]`` markers and its weight."""
        marks = "".join(f" [{marker}]" for marker in self.citations) + "".join(f" ({one})" for one in self.elsewhere)
        asked = f"On “{one_line(self.answers)}”: " if self.answers else ""
        weight = f" ({self.label})" if self.label else ""
        quoted = self.kind is StatementKind.QUOTE
        words = f"> {asked}“{one_line(self.text)}”" if quoted else self.text
        return f"{words}{marks}{weight}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Statements under one heading."""

    heading: str
    statements: tuple[Statement, ...]

    @property
    def reviewed(self) -> bool:
        """Whether a sentence of ours is among them."""
        return any(statement.kind is StatementKind.REVIEWED for statement in self.statements)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader should know about the answer: ``superseded``, ``jurisdiction``, ``unverified_dropped`` and others."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ExpandedWording:
    """Words of the question, and what was searched for because of them."""

    words: str
    searched: str


@dataclass(frozen=True, slots=True)
class Shaped:
    """A shape the question has, and the words that show it."""

    shape: str
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One gate's result."""

    gate: str
    passed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Review:
    """All the gates' results for one question."""

    findings: tuple[Finding, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every gate let the question through."""
        return all(finding.passed for finding in self.findings)

    def __getitem__(self, gate: str) -> Finding:
        """Return what a gate found; one that was not asked has let nothing through."""
        found = (finding for finding in self.findings if finding.gate == gate)
        return next(found, Finding(gate, passed=False, reason="the gate was not asked"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the person is given.

    ``ANSWERED`` implies at least one citation, or a sentence of ours that names what bears it out, and that every statement
    which is not fixed text is cited; every other outcome shows fixed text of ours first. ``letters`` has the ids of the
    drafts that fit what was asked (corpus/statements/letters.toml).
    """

    outcome: Outcome
    question: str
    standalone_question: str
    as_at: date
    sections: tuple[Section, ...] = ()
    citations: tuple[Citation, ...] = ()
    retrieved: tuple[RetrievedPassage, ...] = ()
    notices: tuple[Notice, ...] = ()
    review: Review = Review()
    expansions: tuple[ExpandedWording, ...] = ()
    shapes: tuple[Shaped, ...] = ()
    generation: str = ""
    model: str = "none"
    prompt_id: str = "none"
    library: Library = "all"
    letters: tuple[str, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        markers = {citation.marker for citation in self.citations}
        statements = [statement for section in self.sections for statement in section.statements]
        for statement in statements:
            if statement.kind not in {StatementKind.FIXED, StatementKind.REVIEWED} and not statement.citations:
                raise ValueError(f"an uncited statement cannot be part of an answer: {statement.text[:60]!r}")
            if not set(statement.citations) <= markers:
                raise ValueError(f"a statement cites a marker that the answer does not have: {statement.citations}")
        ours = any(section.reviewed for section in self.sections)
        if self.outcome is Outcome.ANSWERED and not self.citations and not ours:
            raise ValueError("an answered question has at least one citation, or a reviewed sentence")
        if self.outcome is not Outcome.ANSWERED and (not statements or statements[0].kind is not StatementKind.FIXED):
            raise ValueError(f"an outcome of {self.outcome} starts with fixed text")

    @property
    def text(self) -> str:
        """The whole answer as Markdown, with ``[1]`` markers."""
        parts: list[str] = []
        for section in self.sections:
            parts.append(f"## {section.heading}")
            parts += [statement.text_with_marks for statement in section.statements]
        return "\n\n".join(parts)

    def as_dict(self) -> dict[str, Any]:
        """Return the answer as the JSON object other programs read."""
        return {
            "outcome": self.outcome.value,
            "question": self.question,
            "standalone_question": self.standalone_question,
            "text": self.text,
            "sections": [
                {
                    "heading": section.heading,
                    "statements": [
                        {
                            "text": statement.text,
                            "kind": statement.kind.value,
                            "citations": list(statement.citations),
                            "verified": statement.verified,
                            "label": statement.label,
                            "elsewhere": list(statement.elsewhere),
                        }
                        for statement in section.statements
                    ],
                }
                for section in self.sections
            ],
            "citations": [citation.as_dict() for citation in self.citations],
            "retrieved": [retrieved_as_dict(passage) for passage in self.retrieved],
            "notices": [{"kind": notice.kind, "text": notice.text} for notice in self.notices],
            "gates": [
                {"gate": finding.gate, "passed": finding.passed, "reason": finding.reason}
                for finding in self.review.findings
            ],
            "heard": [{"said": one.words, "searched": one.searched} for one in self.expansions],
            "shape": [{"shape": shaped.shape, "reason": shaped.reason} for shaped in self.shapes],
            "generation": self.generation,
            "model": self.model,
            "prompt_id": self.prompt_id,
            "as_at": self.as_at.isoformat(),
            "library": self.library,
            "letters": list(self.letters),
            "timings_ms": {stage: round(ms, 1) for stage, ms in self.timings_ms.items()},
        }


def retrieved_as_dict(retrieved: RetrievedPassage) -> dict[str, Any]:
    """Return one retrieved passage as in the answer's JSON."""
    passage, pin = retrieved.passage, retrieved.passage.pinpoint
    return {
        "rank": retrieved.rank,
        "source_id": passage.source_id,
        "page": passage.page,
        "printed_page": passage.printed,
        "start": passage.start,
        "end": passage.end,
        "paragraph": passage.paragraph or None,
        "heading": passage.heading or None,
        "pinpoint": {"source_id": pin.source_id, "reference": pin.reference} if pin is not None else None,
        "score": round(retrieved.score, 6),
        "duplicate_of": retrieved.duplicate_of,
        "text": passage.text,
    }
