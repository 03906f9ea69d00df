"""Traces and metrics: what is in them, and that no word of what was asked is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from assistant.api import server
from assistant.api.door import CallerLimits, Door
from assistant.api.server import make_app
from assistant.api.service import Service
from assistant.api.telemetry import Telemetry
from assistant.errors import ServerMissing
from assistant.settings import ServerSettings
from tests.assistant.api.conftest import ASKED, Running, listening

MARK = "zebrafinch"


class Taken:
    """What was taken down, as it would be sent."""

    def __init__(self) -> None:
        self.spans, self.metrics = InMemorySpanExporter(), InMemoryMetricReader()
        self.telemetry = Telemetry(SimpleSpanProcessor(self.spans), self.metrics)

    def all(self) -> str:
        """Every field of every span and metric."""
        spans = "\n".join(span.to_json() for span in self.spans.get_finished_spans())
        return f"{spans}\n{self.metrics.get_metrics_data().to_json()}"  # type: ignore[union-attr]


@pytest.fixture
def taken() -> Iterator[Taken]:
    taken = Taken()
    yield taken
    taken.telemetry.close()


@contextmanager
def traced(running: Running, taken: Taken) -> Iterator[httpx.Client]:
    """Serve the same library with its requests taken down."""
    plain = running.service
    service = Service(plain.library, plain.workers, plain.switch, taken.telemetry.note_stage)
    settings = ServerSettings(keys_file=running.off_file.with_name("keys.json"), off_file=running.off_file)
    door = Door(make_app(service, settings), running.keys, CallerLimits(1000, 1000))
    with listening(taken.telemetry.around(door)) as url:
        headers = {"Authorization": f"Bearer {running.key}", "tracestate": f"a={MARK}", "baggage": f"a={MARK}"}
        headers["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        with httpx.Client(base_url=url, headers=headers, timeout=60) as client:
            yield client


@pytest.mark.enable_socket
def test_no_word_of_what_was_asked_is_in_any_span_or_metric(
    running: Running, taken: Taken, monkeypatch: pytest.MonkeyPatch
) -> None:
    with traced(running, taken) as client:
        for path, body in (
            ("/v1/ask", {"question": f"{ASKED} {MARK}"}),
            ("/v1/ask", {"question": f"{ASKED} {MARK}", "stream": True}),
            ("/v1/ask", {MARK: MARK}),
            ("/v1/search", {"query": MARK}),
            ("/v1/redact", {"messages": [{"id": "1", "text": MARK}]}),
            ("/v1/chat/completions", {"model": MARK, "messages": [{"role": "user", "content": MARK}]}),
            ("/mcp", {"jsonrpc": "2.0", "id": 1, "method": MARK, "params": {MARK: MARK}}),
            (f"/{MARK}", {}),
        ):
            status = client.post(path, json=body, params={"q": MARK}).status_code
            assert status < 500, path
        client.get(f"/v1/sources/{MARK}/pages/1.png", params={"quote": MARK})
        client.request(MARK.upper(), "/v1/ask")

        def fails(*_: Any) -> None:
            raise RuntimeError(MARK)

        monkeypatch.setattr(running.service.library, "assistant", fails)
        assert client.post("/v1/ask", json={"question": MARK}).status_code >= 500
    everything = taken.all()
    assert "POST /v1/ask" in everything
    assert MARK not in everything.casefold()
    assert running.key not in everything
    assert "a program" not in everything  # whose key it was
    assert "0af7651916cd43dd8448eb211c80319c" not in everything


@pytest.mark.enable_socket
def test_a_request_is_a_span_with_its_stages_and_counts_in_the_metrics(running: Running, taken: Taken) -> None:
    with traced(running, taken) as client:
        for stream in (False, True):
            assert client.post("/v1/ask", json={"question": ASKED, "stream": stream}).status_code == 200
        client.get("/healthz")
        client.get("/nothing")
    nothing, *asked = sorted(taken.spans.get_finished_spans(), key=lambda span: span.name)  # one may end after the next
    assert [span.name for span in asked] == ["POST /v1/ask"] * 2
    for span in asked:
        assert span.attributes == {
            "http.request.method": "POST",
            "http.route": "/v1/ask",
            "http.response.status_code": 200,
        }
        assert {event.name for event in span.events} == {"stage"}
        assert len(span.events) > 2
    assert nothing.name == "GET (no such address)"
    assert '"count": 2' in taken.all()


@pytest.mark.parametrize("build", [True, False], ids=["set", "not set"])
def test_it_is_off_unless_it_is_set(build: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DSL_API_TELEMETRY", raising=False)
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
    assert server._telemetry(ServerSettings.read()) is None
    if build:
        monkeypatch.setenv("DSL_API_TELEMETRY", "http://127.0.0.1:1")
        made: list[str] = []
        monkeypatch.setattr("assistant.api.telemetry.sent_to", made.append)
        server._telemetry(ServerSettings.read())
        assert made == ["http://127.0.0.1:1"]


def test_what_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "assistant.api.telemetry", None)
    with pytest.raises(ServerMissing, match="DSL_API_TELEMETRY"):
        server._telemetry(ServerSettings(telemetry="http://127.0.0.1:1"))
