"""What other programs hand in, with its bounds, and what they are given, field by field: the OpenAPI document is made of it.

What is too much is refused before anything is done with it. The answer’s fields are those of ``Answer.as_dict``.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.api.problems import Problem
from assistant.safety import MAX_QUESTION_CHARS, MessageLine, RedactorMemory
from assistant.types import Library, Message, Outcome, Question, StatementKind
from corpus.types import Authority, Box

MAX_TURN_CHARS = 60_000
"""Of an earlier turn: an answer of ours is seldom longer than a third of it."""
_BOX = r"^-?\d{1,6}(\.\d{1,6})?(,-?\d{1,6}(\.\d{1,6})?){3}$"
_MAX_MESSAGES = 25  # of four thousand characters: half a minute of one processor


class Turn(BaseModel):
    """An earlier turn of the conversation, as the program has it."""

    model_config = ConfigDict(extra="forbid")

    role: Literal["user", "assistant"] = Field(description="who wrote it")
    content: str = Field(max_length=MAX_TURN_CHARS, description="what was written")


class AskBody(BaseModel):
    """A question."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "question": "A Year 4 boy lashes out since his dad came home. Could this be domestic abuse?",
                    "history": [],
                    "as_at": "2026-11-27",
                    "stream": False,
                }
            ]
        },
    )

    question: str = Field(
        max_length=MAX_QUESTION_CHARS,
        description="in the person’s own words, without names or other details of a child",
    )
    history: list[Turn] = Field(
        default=[], description="earlier turns, oldest first; nothing is stored between requests"
    )
    as_at: date | None = Field(default=None, description="the day whose editions answer; today in England if left out")
    library: Library = Field(default="all", description="which sources may answer")
    more: bool = Field(default=False, description="whether a longer answer is wanted than is read in two minutes")
    same_case: bool | None = Field(
        default=None, description="whether it goes on with the conversation, where the person said so"
    )
    stream: bool = Field(default=False, description="whether it is answered as Server-Sent Events")
    memory: RedactorMemory | None = Field(
        default=None,
        description="of our own page, of the same version: who has which placeholder; a stream then has ``whole``",
    )

    def as_question(self, today: date, max_turns: int) -> Question:
        """Return it as the assistant takes it.

        Raises
        ------
        Problem
            If it brings too many earlier turns.
        """
        if len(self.history) > max_turns:
            said = (f"there are more than {max_turns} earlier turns", "leave out the oldest")
            raise Problem(422, "too_many_turns", *said)
        return Question(
            text=self.question,
            as_at=self.as_at or today,
            history=tuple(Message(turn.role, turn.content) for turn in self.history),
            more=self.more,
            library=self.library,
            same_case=self.same_case,
        )


class SearchBody(BaseModel):
    """A query for passages."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"query": "operation encompass", "k": 5}]}
    )

    query: str = Field(max_length=MAX_QUESTION_CHARS, description="what is looked for")
    as_at: date | None = Field(default=None, description="the day whose editions are searched; today if left out")
    k: int = Field(default=10, ge=1, le=50, description="how many passages at most")


class PictureQuery(BaseModel):
    """What is wanted of the picture of a page."""

    model_config = ConfigDict(extra="forbid")

    passage_id: str = Field(default="", max_length=300, description="of a citation: its lines are marked")
    quote: str = Field(default="", max_length=4000, description="of that citation: its lines alone are marked")
    scale: float = Field(default=1.5, ge=0.5, le=3, description="pixels a point")
    box: list[Annotated[str, Field(max_length=60, pattern=_BOX)]] = Field(
        default=[], max_length=400, description="to be marked, in points: left,bottom,right,top"
    )
    pdf: str = Field(default="", max_length=100, description="its hash, of /v1/sources: no other file is shown")

    @property
    def boxes(self) -> tuple[Box, ...]:
        """What is to be marked, beside the lines of a passage."""
        sides = (tuple(map(float, one.split(","))) for one in self.box)
        return tuple(Box(0, 0, *one) for one in sides)


class RedactMessage(MessageLine):
    """A message; those of one ``conversation`` share their placeholders."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(max_length=MAX_QUESTION_CHARS)


class RedactBody(BaseModel):
    """Messages whose details are to be taken out."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"messages": [{"id": "1", "text": "Kit Example told me that dad shouts.", "conversation": "a"}]}
            ]
        },
    )

    messages: list[RedactMessage] = Field(min_length=1, max_length=_MAX_MESSAGES)


class StatementBody(BaseModel):
    """One thing an answer says."""

    text: str
    kind: StatementKind = Field(
        description="where its words come from: the page, a sentence of ours, a model, fixed text"
    )
    citations: list[int] = Field(description="the markers of the citations that bear it out")
    verified: bool = Field(description="whether it was held against its page")
    label: str = Field(description="the weight of what it rests on, where the heading does not say")
    elsewhere: list[str] = Field(description="what bears it out and is not in this library")


class SectionBody(BaseModel):
    """Statements under one heading."""

    heading: str
    statements: list[StatementBody]


class PinpointBody(BaseModel):
    """Where in an official document a statement of a digest rests."""

    document: str
    edition: str
    reference: str
    url: str
    how_read: str
    source_id: str


class PlaceBody(BaseModel):
    """Where words stand: source, edition, page, paragraph, weight, and whether it applied on the day asked about."""

    source_id: str
    title: str
    edition: str
    authority: Authority
    in_force: bool
    page: int = Field(description="the page of the PDF, from 1")
    printed_page: str | None = Field(description="the number printed on the page")
    paragraph: str | None = Field(description="the numbered paragraph or section")
    heading: str | None
    jurisdiction: str
    standing: str | None = Field(default=None, description="of an Act: what is not, or not wholly, law")
    in_force_from: date | None = Field(default=None, description="of law: since when this wording holds")
    replaced_on: date | None = Field(default=None, description="of law: when another wording took its place")
    extent: str | None = Field(default=None, description="of law: where it holds")
    not_in_the_text_yet: list[str] = Field(default=[], description="of law: changes that its text does not have yet")
    url: str = Field(description="opens the official publication at this page")
    reference: str = Field(description="all of it in one line, to copy into a record")
    passage_id: str
    start: int
    end: int
    pinpoint: PinpointBody | None = Field(default=None, description="of a digest: where its statement rests")


class CitationBody(PlaceBody):
    """A citation: its quotation stands on its page, or it would not be here."""

    marker: int
    quote: str
    also_on: list[str]


class NoticeBody(BaseModel):
    """Something the reader should know about the answer."""

    kind: str = Field(description="such as superseded, redacted, jurisdiction")
    text: str


class GateBody(BaseModel):
    """What a gate found in the question."""

    gate: str
    passed: bool
    reason: str


_MADE_UP_CITATION: dict[str, Any] = {
    "marker": 1,
    "source_id": "made-up-2025",
    "title": "A made-up guide",
    "edition": "September 2025",
    "authority": "statutory_guidance",
    "in_force": True,
    "page": 17,
    "printed_page": "16",
    "paragraph": "41",
    "heading": "Telling somebody",
    "jurisdiction": "England",
    "quote": "Staff should tell the lead.",
    "url": "https://guide.example/2025.pdf#page=17",
    "reference": "A made-up guide, September 2025; page 16 (PDF page 17); paragraph 41; Statutory guidance, in force",
    "passage_id": "made-up-2025#p17:0-27",
    "start": 0,
    "end": 27,
    "also_on": [],
}
_MADE_UP_STATEMENT: dict[str, Any] = {
    "text": "Staff should tell the lead.",
    "kind": "quote",
    "citations": [1],
    "verified": True,
    "label": "",
    "elsewhere": [],
}
_MADE_UP_ANSWER: dict[str, Any] = {
    "outcome": "answered",
    "question": "Should staff tell the lead about a worry?",
    "standalone_question": "Should staff tell the lead about a worry?",
    "text": "## What statutory guidance says\n\n> “Staff should tell the lead.” [1]",
    "sections": [{"heading": "What statutory guidance says", "statements": [_MADE_UP_STATEMENT]}],
    "citations": [_MADE_UP_CITATION],
    "retrieved": [],
    "notices": [{"kind": "redacted", "text": "1 name was replaced."}],
    "gates": [{"gate": "danger_now", "passed": True, "reason": ""}],
    "heard": [],
    "shape": [],
    "generation": "0001-made-up",
    "model": "none",
    "prompt_id": "none",
    "as_at": "2025-10-01",
    "library": "all",
    "letters": [],
    "timings_ms": {"Searching the guidance": 40.0},
}


class AnswerBody(BaseModel):
    """A whole answer. Show ``text``, or the sections; the urgent text comes first where it is there."""

    model_config = ConfigDict(json_schema_extra={"examples": [_MADE_UP_ANSWER]})

    outcome: Outcome
    question: str = Field(description="as asked, without details")
    standalone_question: str = Field(description="as it was understood")
    text: str = Field(description="the whole answer as Markdown with [1] markers")
    sections: list[SectionBody]
    citations: list[CitationBody]
    retrieved: list[dict[str, Any]] = Field(description="the passages that were found, best first")
    notices: list[NoticeBody]
    gates: list[GateBody]
    heard: list[dict[str, str]] = Field(description="what else was searched for, and because of which words")
    shape: list[dict[str, str]] = Field(description="what kind of question it was taken for, and why")
    generation: str = Field(description="of the index")
    model: str = Field(description="the chat model that wrote, or none")
    prompt_id: str
    as_at: date
    library: Library
    letters: list[str] = Field(description="drafts that fit")
    timings_ms: dict[str, float]


class FoundBody(PlaceBody):
    """A passage that a search found."""

    rank: int
    score: float
    text: str


class SearchedBody(BaseModel):
    """What a search found."""

    query: str = Field(description="as it was searched for: without details")
    urgent: list[str] = Field(description="the urgent text, where somebody may be in danger now: show it first")
    passages: list[FoundBody]
    generation: str


class SourceBody(BaseModel):
    """A source in the library."""

    source_id: str
    title: str
    edition: str
    publisher: str
    authority: Authority
    in_force: bool
    in_force_from: date | None
    in_force_to: date | None
    jurisdiction: str
    licence: str
    url: str
    n_pages: int
    pdf: str = Field(description="the hash of its PDF")


class SourcesBody(BaseModel):
    """The sources in the library."""

    sources: list[SourceBody]


class SpanBody(BaseModel):
    """Where a detail stood in the text as it was handed in."""

    start: int
    end: int
    type: str


class RedactedMessage(BaseModel):
    """A message without details."""

    id: str | int
    text: str
    spans: list[SpanBody]


class RedactedBody(BaseModel):
    """Messages without details."""

    messages: list[RedactedMessage]


class ReadyBody(BaseModel):
    """Whether questions can be answered."""

    ready: bool
    generation: str = Field(description="of the index that is open; empty if none is")
    problem: str = Field(description="why none is open")
    switched_off: str = Field(description="what is said instead of answers, if they are switched off")
    under_way: int = Field(description="how much is being answered")


class AliveBody(BaseModel):
    """The process is up."""

    alive: Literal[True] = True


class FaultBody(BaseModel):
    """What is wrong with one field of a body."""

    where: str
    what: str


class ProblemBody(BaseModel):
    """A request that was not answered (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str = Field(description="which problem it is, for a program")
    detail: str = Field(description="what happened and what to do, for a person")
    errors: list[FaultBody] = []
    retry_after_s: int = 0
    urgent: list[str] = Field(description="what to do if a child may be in danger now: show it")
