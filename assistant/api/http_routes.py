"""The addresses under ``/v1`` that are ours, and those that say whether the server is well."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.security import HTTPBearer
from sse_starlette import EventSourceResponse

from assistant.api.bodies import (
    AliveBody,
    AnswerBody,
    AskBody,
    PictureQuery,
    ProblemBody,
    ReadyBody,
    RedactBody,
    RedactedBody,
    SearchBody,
    SearchedBody,
    SourcesBody,
)
from assistant.api.event_streams import answer_stream, begun
from assistant.api.problems import URGENT
from assistant.api.service import Service, last, now
from assistant.streamed import DRAWN, drawn_header

PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": ProblemBody, "content": {"application/problem+json": {}}, "description": words}
    for status, words in (
        (401, "no key, or one that is not known"),
        (413, "the body is too large"),
        (422, "the request cannot be read, or the question not be asked"),
        (429, "this key has asked too often, or too much at once; see Retry-After"),
        (503, "busy, opening the library, or switched off; see Retry-After"),
        (504, "it took too long"),
    )
}
_STREAM = {"text/event-stream": {"schema": {"type": "string"}}}
KEY = Depends(HTTPBearer(auto_error=False, description="a key made by python -m assistant keys add"))
SourceId = Annotated[str, Path(max_length=200, description="of a citation, or of /v1/sources")]


def caller_of(request: Request) -> str:
    """Return who asks, as the door found."""
    return str(request.state.caller)


Caller = Annotated[str, Depends(caller_of)]


def guidance_routes(service: Service, max_turns: int) -> APIRouter:
    """Return the addresses that answer.

    Parameters
    ----------
    service : Service
        What answers.
    max_turns : int
        How many earlier turns a question may bring.
    """
    router = APIRouter(prefix="/v1", tags=["guidance"], dependencies=[KEY], responses=PROBLEMS)

    @router.post("/ask", response_model=AnswerBody, responses={200: {"content": _STREAM}}, summary="Answer a question")
    async def ask(body: AskBody, request: Request, caller: Caller) -> dict[str, Any] | EventSourceResponse:
        """Answer a question from official guidance, every quotation with its page.

        With ``stream``, or where ``text/event-stream`` is accepted, it comes as Server-Sent Events: ``stage`` as each begins,
        ``urgent`` at once if somebody may be in danger now, ``statement`` for each, and last ``answer``, or ``error``.
        """
        events = service.ask(body.as_question(now().date(), max_turns), caller, body.memory)
        if body.stream or "text/event-stream" in request.headers.get("accept", ""):
            return answer_stream(await begun(events))
        return (await last(events)).as_dict()

    @router.post("/search", response_model=SearchedBody, summary="Find passages")
    async def search(body: SearchBody, caller: Caller) -> dict[str, Any]:
        """Return passages for a query, best first, each with its page; without an answer."""
        found = await service.search(body.query, body.as_at or now().date(), body.k, caller)
        urgent = list(URGENT) if found.danger else []
        return {"query": found.query, "urgent": urgent, "passages": found.rows, "generation": found.generation}

    @router.post("/redact", response_model=RedactedBody, summary="Take details out of texts")
    async def redact(body: RedactBody, caller: Caller) -> dict[str, Any]:
        """Replace names, numbers and addresses, as far as they are noticed: some are missed."""
        return {"messages": await service.redact(body.messages, caller)}

    _add_sources(router, service)
    return router


def _add_sources(router: APIRouter, service: Service) -> None:
    @router.get("/sources", response_model=SourcesBody, summary="List the sources")
    async def sources(
        caller: Caller,
        as_at: Annotated[date | None, Query(description="the day asked about; today if left out")] = None,
    ) -> dict[str, Any]:
        """Return every source in the library, with its edition and whether it applies."""
        return {"sources": await service.sources(as_at or now().date(), caller)}

    @router.get(
        "/sources/{source_id}/pages/{number}.png",
        response_class=Response,
        responses={200: {"content": {"image/png": {}}}, 404: {"model": ProblemBody, "description": "no such page"}},
        summary="Show a page",
    )
    async def page(
        caller: Caller,
        source_id: SourceId,
        number: Annotated[int, Path(ge=1, le=100_000, description="the page of the PDF, from 1")],
        wanted: Annotated[PictureQuery, Query()],
    ) -> Response:
        """Return a page of a source as a picture, with a passage of it marked where one is named."""
        drawn = await service.picture(source_id, number, caller, wanted)
        return Response(drawn.png, media_type="image/png", headers={DRAWN: drawn_header(drawn)})


def health_routes(service: Service) -> APIRouter:
    """Return the addresses that say whether the server is well; they need no key."""
    router = APIRouter(tags=["health"])

    @router.get("/healthz", response_model=AliveBody, summary="Whether the process is up")
    async def alive() -> AliveBody:
        """Say that the process is up."""
        return AliveBody()

    @router.get(
        "/readyz", response_model=ReadyBody, responses={503: {"model": ReadyBody}}, summary="Whether it answers"
    )
    async def ready(response: Response) -> ReadyBody:
        """Say whether the index is open and the models are loaded, and which generation it is.

        What could not be opened is tried again, since no question comes to a server that is not ready; and what has been
        replaced since is followed, so that a page learns of what was taken out.
        """
        library = service.library
        library.open_soon()
        response.status_code = 200 if library.generation else 503
        return ReadyBody(
            ready=bool(library.generation),
            generation=library.generation,
            problem=library.problem,
            switched_off=service.switch.words(),
            under_way=service.workers.under_way,
        )

    return router
