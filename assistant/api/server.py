"""The server: its parts put together, and run."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI
from mcp.server.transport_security import TransportSecuritySettings
from starlette.routing import Route
from starlette.types import ASGIApp

from assistant.api.api_keys import ApiKeys
from assistant.api.chat_completions import openai_routes
from assistant.api.door import MCP_PATH, CallerLimits, Door, is_this_computer
from assistant.api.http_routes import guidance_routes, health_routes
from assistant.api.kill_switch import KillSwitch
from assistant.api.mcp_server import mcp_server
from assistant.api.open_library import OpenLibrary
from assistant.api.problems import add_problem_handlers
from assistant.api.service import Service
from assistant.api.workers import Workers
from assistant.build import build_assistant
from assistant.errors import ServerExposed, ServerMissing
from assistant.settings import ServerSettings
from corpus.index import store_of
from corpus.settings import LibrarySettings

if TYPE_CHECKING:
    from assistant.api.telemetry import Telemetry

_ABOUT = (
    "Answers from official guidance on domestic abuse for Designated Safeguarding Leads in English schools, with the page of"
    " every quotation. It does not decide. Send no names. Show the urgent text first wherever it is there."
)
_MAX_CONNECTIONS = 256
_SECONDS_TO_END = 10
_log = logging.getLogger(__name__)


def serve(library: LibrarySettings, settings: ServerSettings, host: str, port: int) -> None:
    """Serve until the process is stopped.

    Raises
    ------
    ServerExposed
        If it would answer anybody on a network.
    KeysUnusable
        If the keys cannot be read.
    ServerMissing
        If traces are to be sent, and what sends them is not installed.
    """
    keys = ApiKeys(settings.keys_file)
    if not is_this_computer(host) and not keys.stored():
        raise ServerExposed(
            f"without a key, the server does not listen on {host}: it would answer anybody who reaches it",
            "make a key (python -m assistant keys add NAME), or leave out --host",
        )
    who = f"{len(keys.stored())} keys" if keys.needed else "no key is needed on this computer"
    _log.info("serving on http://%s:%d: %s; answers stop while %s is there", host, port, who, settings.off_file)
    telemetry = _telemetry(settings)
    service = _service(library, settings, telemetry)
    door: ASGIApp = Door(make_app(service, settings), keys, CallerLimits(settings.a_minute, settings.a_day))
    app = telemetry.around(door) if telemetry else door
    try:
        uvicorn.run(app, host=host, port=port, **UVICORN)  # type: ignore[arg-type]  # settings of many types
    finally:
        if telemetry:
            telemetry.close()


def serve_over_stdio(library: LibrarySettings, settings: ServerSettings) -> None:
    """Serve one program over standard input and output until it goes away."""
    service = _service(library, settings)
    service.library.open_soon()
    try:
        mcp_server(service).run("stdio")
    finally:
        service.workers.close()


UVICORN: dict[str, object] = {
    "log_config": None,  # ours is set: its own would log addresses with all that stands in them
    "access_log": False,
    "ws": "none",
    "proxy_headers": False,
    "server_header": False,
    "limit_concurrency": _MAX_CONNECTIONS,
    "timeout_graceful_shutdown": _SECONDS_TO_END,
}
"""How uvicorn runs what ``Door`` stands before."""


def make_app(service: Service, settings: ServerSettings) -> FastAPI:
    """Return the server without its door."""
    mcp = mcp_server(service)
    # the door has looked at the names of hosts already, and keys come before them
    security = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    limit = settings.max_body_kb * 1024
    streamable = mcp.streamable_http_app(
        streamable_http_path=MCP_PATH, stateless_http=True, max_request_body_size=limit, transport_security=security
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        service.library.open_soon()
        try:
            async with mcp.session_manager.run():
                yield
        finally:
            service.workers.close()

    app = FastAPI(
        title="DSL guidance assistant: domestic abuse",
        description=_ABOUT,
        version=version("dsl-guidance-assistant"),
        lifespan=lifespan,
        docs_url=None,  # the pages that show a document load scripts from elsewhere
        redoc_url=None,
        max_body_size=limit,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    add_problem_handlers(app)
    app.include_router(guidance_routes(service, settings.max_turns))
    app.include_router(openai_routes(service, settings.max_turns))
    app.include_router(health_routes(service))
    app.router.routes.extend(route for route in streamable.routes if isinstance(route, Route))
    return app


def _service(library: LibrarySettings, settings: ServerSettings, telemetry: Telemetry | None = None) -> Service:
    opened = OpenLibrary(lambda: build_assistant(library), lambda: store_of(library).current())
    workers = Workers(settings.at_once, settings.at_once_in_all, settings.timeout_s)
    on_stage = telemetry.note_stage if telemetry else lambda _: None
    return Service(opened, workers, KillSwitch(settings.off_file), on_stage)


def _telemetry(settings: ServerSettings) -> Telemetry | None:
    """Return what sends traces and metrics; nothing where none are wanted.

    Raises
    ------
    ServerMissing
        If it is not installed.
    """
    if settings.telemetry == "off":
        return None
    try:
        from assistant.api.telemetry import sent_to  # noqa: PLC0415  # whoever wants none need not have it
    except ImportError as error:
        raise ServerMissing(
            f"DSL_API_TELEMETRY needs a package that is not installed ({error.name})",
            "install the extra: .venv/bin/python -m pip install -c .requirements/constraints.txt -e '.[server,telemetry]'",
        ) from error
    return sent_to(settings.telemetry)
