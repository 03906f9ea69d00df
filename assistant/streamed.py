"""An answer as it is streamed to another program: stages as they begin, urgent help at once, then a statement at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, final

from pydantic import TypeAdapter
from typing_extensions import TypedDict  # typing's own cannot be made a schema before Python 3.12

from assistant.safety import RedactorMemory
from assistant.types import Answer
from corpus.drawing import DrawnPage, Mark


@final
class Stage(TypedDict):
    """Streamed as a stage of answering begins."""

    stage: str


@final
class UrgentHelp(TypedDict):
    """Streamed before anything is searched for, if someone may be in danger."""

    urgent: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeAnswer:
    """An answer with every field, as a page of the same version draws it.

    Parameters
    ----------
    pdfs : Mapping of str to str
        The name of the PDF of each cited source: its hash.
    memory : RedactorMemory
        What the conversation's redactor knows after the question.
    """

    answer: Answer
    pdfs: Mapping[str, str]
    memory: RedactorMemory


WHOLE_ANSWER = TypeAdapter(WholeAnswer)
"""Reads and writes one as JSON; what an answer may not be is refused as ever, a quotation that is not on its page too."""


DRAWN = "Dsl-Drawn"
"""The header that says what a picture shows."""


def drawn_header(drawn: DrawnPage) -> str:
    """Return what is known of a page beside its picture, short enough for a header."""
    marks = [[round(side, 4) for side in (one.left, one.top, one.right, one.bottom)] for one in drawn.marks]
    return json.dumps([drawn.n_pages, drawn.width, drawn.height, marks])


def drawn_page(png: bytes, header: str) -> DrawnPage:
    """Return a page from its picture and its header.

    Raises
    ------
    ValueError
        If the header cannot be read.
    """
    try:
        n_pages, width, height, marks = json.loads(header)
        sides = tuple(Mark(left=left, top=top, right=right, bottom=bottom) for left, top, right, bottom in marks)
        return DrawnPage(png=png, n_pages=int(n_pages), width=float(width), height=float(height), marks=sides)
    except TypeError as error:
        raise ValueError("the header of a page cannot be read") from error


@final
class Whole(TypedDict):
    """Streamed to a page, before the statements."""

    whole: dict[str, Any]


class StreamedStatement(TypedDict):
    """Streamed for each statement of an answer, once every quotation was looked up on its page."""

    heading: str
    statement: dict[str, Any]
    citations: list[dict[str, Any]]


def statements_of(answer: Answer) -> Iterator[StreamedStatement]:
    """Return each statement with the citations that it names.

    Yields
    ------
    StreamedStatement
        In the answer's order.
    """
    whole = answer.as_dict()
    cited = {one["marker"]: one for one in whole["citations"]}
    for section in whole["sections"]:
        for one in section["statements"]:
            used = [cited[marker] for marker in one["citations"]]
            yield StreamedStatement(heading=section["heading"], statement=one, citations=used)
