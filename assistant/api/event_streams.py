"""Answers as Server-Sent Events: the first event is waited for, so that what cannot be answered is a status and not a stream."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

from sse_starlette import EventSourceResponse, ServerSentEvent

from assistant.api.problems import problem_of
from assistant.api.service import Event
from assistant.streamed import statements_of
from assistant.types import Answer


async def begun(events: AsyncIterator[Event]) -> AsyncIterator[Event]:
    """Wait for the first event, and return all of them; what goes wrong before it is raised here."""
    first = await anext(events)

    async def all_of_them() -> AsyncIterator[Event]:
        async with aclosing(events):  # type: ignore[type-var]  # they come from an async generator
            yield first
            async for event in events:
                yield event

    return all_of_them()


def answer_stream(events: AsyncIterator[Event]) -> EventSourceResponse:
    """Return an answer as events: ``stage``, ``urgent``, ``whole`` for a page, ``statement``; last ``answer`` or ``error``."""
    return EventSourceResponse(_answer_events(events))


async def _answer_events(events: AsyncIterator[Event]) -> AsyncIterator[ServerSentEvent]:
    try:
        async for event in events:
            if not isinstance(event, Answer):
                yield _sent(next(iter(event)), event)
                continue
            for statement in statements_of(event):
                yield _sent("statement", statement)
            yield _sent("answer", event.as_dict())
    except Exception as error:  # the stream has begun: the problem is its last event
        yield _sent("error", problem_of(error).as_dict())


def _sent(name: str, data: Any) -> ServerSentEvent:
    return ServerSentEvent(json.dumps(data, ensure_ascii=False), event=name)
