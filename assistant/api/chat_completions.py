"""The assistant as an OpenAI-compatible server, so that a chat program can use it without knowing it.

What comes back is the answer as plain text, urgent text first, with its references; beside it, for a program, ``annotations``
with the address of each citation, and ``guidance`` with all of them. No instruction of the program is followed.

References
----------
OpenAI, API reference: Chat Completions.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Literal

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from sse_starlette import EventSourceResponse, ServerSentEvent

from assistant.api.bodies import MAX_TURN_CHARS
from assistant.api.event_streams import begun
from assistant.api.http_routes import KEY, PROBLEMS, Caller
from assistant.api.problems import Problem, problem_of
from assistant.api.service import Event, Service, last, now
from assistant.export import answer_as_text, pack_of, urgent_as_text
from assistant.types import Answer, Message, Question

MODEL = "dsl-guidance"
_INSTRUCTIONS = {"system", "developer"}
_IGNORED = "Instructions that the program gave (“system”) were not followed: answers come from guidance alone."
_MODEL_OBJECT = {"id": MODEL, "object": "model", "created": 0, "owned_by": "dsl-guidance-assistant"}
_BLOCK = re.compile(r".+?(?:\n\n|$)", re.DOTALL)


class TextPart(BaseModel):
    """A part of a message; text is all that is read."""

    type: Literal["text"]
    text: str = Field(max_length=MAX_TURN_CHARS)


class ChatMessage(BaseModel):
    """A message of the conversation."""

    role: Literal["system", "developer", "user", "assistant"]
    content: str | list[TextPart] | None = Field(default=None, max_length=MAX_TURN_CHARS)

    @property
    def text(self) -> str:
        """Its words."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content)
        return self.content or ""


class StreamOptions(BaseModel):
    """What is wanted of a stream."""

    include_usage: bool = False


class ChatBody(BaseModel):
    """A conversation whose last message is the question. What is not named here, such as ``temperature``, changes nothing."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"model": MODEL, "messages": [{"role": "user", "content": "Can I share this without consent?"}]}
            ]
        }
    )

    model: str = Field(description=f"always {MODEL}")
    messages: list[ChatMessage] = Field(min_length=1, max_length=1000)
    stream: bool = False
    stream_options: StreamOptions | None = None
    n: int | None = Field(default=None, ge=1, le=1)
    tools: list[Any] | None = Field(default=None, description="refused: no tool is called")
    functions: list[Any] | None = Field(default=None, description="refused: no function is called")
    response_format: dict[str, Any] | None = Field(default=None, description="refused, unless it asks for text")

    def as_question(self, max_turns: int) -> Question:
        """Return the last message as a question, with the last of those before it.

        Raises
        ------
        Problem
            If it asks for what is not done here.
        """
        _must_be_ours(self.model)
        if self.tools or self.functions:
            raise Problem(422, "no_tools", "no tools or functions are called here", "leave them out of the request")
        if self.response_format and self.response_format.get("type") != "text":
            raise Problem(422, "text_alone", "answers are text, in no other format", "leave out response_format")
        turns = [one for one in self.messages if one.role not in _INSTRUCTIONS]
        if not turns or turns[-1].role != "user":
            raise Problem(422, "not_a_question", "the last message is not a question", "its role must be user")
        earlier = turns[:-1][-max_turns:] if max_turns else []
        history = tuple(Message("user" if one.role == "user" else "assistant", one.text) for one in earlier if one.text)
        return Question(text=turns[-1].text, as_at=now().date(), history=history)

    @property
    def instructed(self) -> bool:
        """Whether the program gave instructions."""
        return any(one.role in _INSTRUCTIONS for one in self.messages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """An answer as OpenAI’s clients read it."""

    answer: Answer
    instructed: bool

    @property
    def text(self) -> str:
        """The answer as plain text; that instructions were not followed is said last."""
        text = answer_as_text(pack_of(self.answer, now()))
        return f"{text}\n\n{_IGNORED}" if self.instructed else text

    @property
    def annotations(self) -> list[dict[str, Any]]:
        """The address of each citation, at the first marker of it in the text."""
        text = self.text
        cited = ((one, text.find(f"[{one.marker}]")) for one in self.answer.citations)
        return [
            {
                "type": "url_citation",
                "url_citation": {
                    "start_index": at,
                    "end_index": at + len(f"[{one.marker}]"),
                    "title": f"[{one.marker}] {one.source.name}, {', '.join(one.location)}",
                    "url": one.url,
                },
            }
            for one, at in cited
        ]

    @property
    def guidance(self) -> dict[str, Any]:
        """What a program may want to know of the answer besides its words."""
        whole = self.answer.as_dict()
        names = ("outcome", "question", "citations", "notices", "generation", "model", "as_at")
        return {name: whole[name] for name in names} | {"instructions_followed": False}

    @property
    def usage(self) -> dict[str, int] | None:
        """None of a language model’s tokens, where none wrote; where one did, nobody counted them."""
        return (
            dict.fromkeys(("prompt_tokens", "completion_tokens", "total_tokens"), 0)
            if self.answer.model == "none"
            else None
        )


def openai_routes(service: Service, max_turns: int) -> APIRouter:
    """Return the addresses that OpenAI’s clients ask.

    Parameters
    ----------
    service : Service
        What answers.
    max_turns : int
        How many earlier turns are read; older ones are left out.
    """
    router = APIRouter(prefix="/v1", tags=["OpenAI-compatible"], dependencies=[KEY], responses=PROBLEMS)

    @router.get("/models", summary="List the models")
    async def models() -> dict[str, Any]:
        """Return the one model that there is, which is this assistant."""
        return {"object": "list", "data": [_MODEL_OBJECT]}

    @router.get("/models/{model}", summary="Describe a model")
    async def model(model: str) -> dict[str, Any]:
        """Return the one model that there is."""
        _must_be_ours(model)
        return _MODEL_OBJECT

    @router.post("/chat/completions", summary="Answer the last message of a conversation", response_model=None)
    async def complete(body: ChatBody, caller: Caller) -> JSONResponse | EventSourceResponse:
        """Answer the last message as plain text with pinpoints; ``guidance`` holds the citations."""
        events = service.ask(body.as_question(max_turns), caller)
        if body.stream:
            return EventSourceResponse(_chunks(await begun(events), body), sep="\n")
        done = Completion(answer=await last(events), instructed=body.instructed)
        message = {"role": "assistant", "content": done.text, "annotations": done.annotations}
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        return JSONResponse({
            **_envelope("chat.completion"),
            "choices": [choice],
            "usage": done.usage,
            "guidance": done.guidance,
        })

    return router


def _must_be_ours(model: str) -> None:
    """Check that a model is the one that there is.

    Raises
    ------
    Problem
        If it is not.
    """
    if model != MODEL:
        raise Problem(404, "model_not_found", "there is no such model here", f"the only one is {MODEL}")


def _envelope(kind: str) -> dict[str, Any]:
    return {
        "id": f"chatcmpl-{secrets.token_hex(12)}",
        "object": kind,
        "created": int(now().timestamp()),
        "model": MODEL,
    }


async def _chunks(events: AsyncIterator[Event], body: ChatBody) -> AsyncIterator[ServerSentEvent]:
    """Return an answer in pieces, urgent text at once and the rest when it is written.

    Yields
    ------
    ServerSentEvent
        As OpenAI’s clients read them; the last is ``[DONE]``.
    """
    envelope, sent = _envelope("chat.completion.chunk"), ""

    def chunk(delta: dict[str, Any], finish: str | None = None, **more: Any) -> ServerSentEvent:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return ServerSentEvent(json.dumps({**envelope, "choices": [choice], **more}, ensure_ascii=False))

    yield chunk({"role": "assistant", "content": ""})
    try:
        async for event in events:
            if isinstance(event, Answer):
                done = Completion(answer=event, instructed=body.instructed)
                for piece in _BLOCK.findall(done.text.removeprefix(sent)):
                    yield chunk({"content": piece})
                yield chunk({"annotations": done.annotations}, guidance=done.guidance)
                yield chunk({}, "stop")
                if body.stream_options and body.stream_options.include_usage:
                    yield ServerSentEvent(json.dumps({**envelope, "choices": [], "usage": done.usage}))
            elif "urgent" in event:
                sent = f"{urgent_as_text()}\n\n"
                yield chunk({"content": sent})
    except Exception as error:  # the stream has begun: the problem is its last event
        yield ServerSentEvent(json.dumps(problem_of(error).as_openai_error(), ensure_ascii=False))
    yield ServerSentEvent("[DONE]")
