"""An answer as it is streamed to another program: stages as they begin, urgent help at once, then a statement at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, final

from typing_extensions import TypedDict  # typing's own cannot be made a schema before Python 3.12

from assistant.types import Answer


@final
class Stage(TypedDict):
    """Streamed as a stage of answering begins."""

    stage: str


@final
class UrgentHelp(TypedDict):
    """Streamed before anything is searched for, if someone may be in danger."""

    urgent: list[str]


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
