"""A server that really runs, over a library of one passage, and what its tests ask of it."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from assistant.api.api_keys import ApiKeys
from assistant.api.door import CallerLimits, Door
from assistant.api.kill_switch import KillSwitch
from assistant.api.open_library import OpenLibrary
from assistant.api.server import UVICORN, make_app
from assistant.api.service import Service
from assistant.api.workers import Workers
from assistant.pipeline import Assistant
from assistant.settings import ServerSettings
from corpus.register.register import Register
from corpus.types import Authority
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

ASKED = "Should staff tell the lead about a worry at home?"
SOURCE = a_source(authority=Authority.STATUTORY_GUIDANCE, in_force_from=date(2025, 9, 1))
PASSAGE = a_passage(
    "Staff should tell the lead about a worry at home on the same day.", page=1, paragraph="41", heading_path=("Home",)
)


@dataclass
class Running:
    """A server that runs, and what it is made of."""

    url: str
    service: Service
    keys: ApiKeys
    off_file: Path
    key: str = ""

    def client(self, key: str | None = None, **more: Any) -> httpx.Client:
        key = self.key if key is None else key
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return httpx.Client(base_url=self.url, headers=headers, timeout=60, **more)


@dataclass
class Held:
    """Holds questions up until they may go on, and counts them."""

    may_go_on: threading.Event = field(default_factory=threading.Event)
    began: int = 0
    ended: int = 0


@pytest.fixture
def assistant() -> Assistant:
    embedder = WordEmbedder()
    index = MemoryIndex([PASSAGE], {SOURCE.source_id: SOURCE}, embedder)
    return Assistant(index, Register({SOURCE.source_id: SOURCE}), embedder)


@pytest.fixture
def held(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    """Questions of the assistant stop at a stage of their own until they may go on; the next stage is as ever."""
    held, ask = Held(), assistant.ask

    def held_up(question: Any, on_stage: Callable[[str], None], *more: Any) -> Any:
        held.began += 1
        try:
            on_stage("Waiting")
            assert held.may_go_on.wait(30)
            return ask(question, on_stage, *more)
        finally:
            held.ended += 1

    monkeypatch.setattr(assistant, "ask", held_up)
    yield held
    held.may_go_on.set()


@pytest.fixture
def serve(assistant: Assistant, tmp_path: Path) -> Callable[..., AbstractContextManager[Running]]:
    """Run a server with settings of a test's own, on a port of this computer."""

    @contextmanager
    def serving(*, key: bool = True, build: Callable[[], Assistant] | None = None, **changes: Any) -> Iterator[Running]:
        files = {"keys_file": tmp_path / "keys.json", "off_file": tmp_path / "off.txt"}
        settings = ServerSettings(**(files | changes))
        keys = ApiKeys(settings.keys_file)
        library = OpenLibrary(build or (lambda: assistant), lambda: "0001-memory")
        workers = Workers(settings.at_once, settings.at_once_in_all, settings.timeout_s)
        service = Service(library, workers, KillSwitch(settings.off_file))
        app = Door(make_app(service, settings), keys, CallerLimits(settings.a_minute, settings.a_day))
        running = Running("", service, keys, settings.off_file, keys.add("a program") if key else "")
        with listening(app) as running.url:
            yield running

    return serving


@pytest.fixture
def running(serve: Callable[..., AbstractContextManager[Running]]) -> Iterator[Running]:
    with serve() as running:
        yield running


@contextmanager
def listening(app: Any) -> Iterator[str]:
    """Run uvicorn in a thread, as the command does."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, **UVICORN))  # type: ignore[arg-type]
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            until(lambda: server.started)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(30)
            assert not thread.is_alive()


def until(true: Callable[[], object], seconds: float = 20) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)


def events(lines: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Return each event of a stream: its name and its data."""
    name = "message"
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, line.removeprefix("data: ")
            name = "message"


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Take down what the server writes at the levels that it sets."""
    from assistant.api.commands import _LOGGING

    for name, logger in _LOGGING["loggers"].items():  # type: ignore[attr-defined]
        caplog.set_level(logger["level"], name)
    caplog.set_level("WARNING", "httpx")  # the client of the test
    caplog.set_level(logging.INFO)  # of what takes it down, which each of these sets too
    return caplog
