"""Traces and metrics by OpenTelemetry, sent where a setting says; without it nothing is made of it and nothing is sent.

What is recorded is fixed: method, route, status, how long, and the names of the stages. No address, no header, no name of a
key, no error’s words and nothing that was typed is taken up. Trace headers that a request brings are not followed: they could
hold words.
"""

from __future__ import annotations

import time
from importlib.metadata import version

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.grpc.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import MetricReader, PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NAME = "dsl-guidance-assistant"
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
_QUIET = frozenset({"/healthz", "/readyz"})
_UNKNOWN = "(no such address)"
_BUCKETS_S = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0)


class Telemetry:
    """Traces and metrics of the server.

    Parameters
    ----------
    spans : SpanProcessor
        Where spans go.
    metrics : MetricReader
        Who reads the metrics.
    """

    def __init__(self, spans: SpanProcessor, metrics: MetricReader) -> None:
        # not what the environment names: neither this computer nor its command line
        resource = Resource({"service.name": _NAME, "service.version": version(_NAME)})
        self._traces = TracerProvider(resource=resource, shutdown_on_exit=False)
        self._traces.add_span_processor(spans)
        self._metrics = MeterProvider([metrics], resource=resource, shutdown_on_exit=False)
        self._tracer = self._traces.get_tracer(_NAME)
        meter = self._metrics.get_meter(_NAME)
        self._durations = meter.create_histogram(
            "http.server.request.duration",
            "s",
            "how long requests took",
            explicit_bucket_boundaries_advisory=_BUCKETS_S,
        )
        self._active = meter.create_up_down_counter("http.server.active_requests", "{request}", "requests under way")

    def around(self, app: ASGIApp) -> ASGIApp:
        """Return the server with each request taken down; health is not, since proxies ask it every second."""

        async def traced(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http" or scope["path"] in _QUIET:
                await app(scope, receive, send)
            else:
                await self._taken_down(app, scope, receive, send)

        return traced

    def note_stage(self, name: str) -> None:
        """Take down in the request’s span that a stage began; its name is a fixed text of ours."""
        trace.get_current_span().add_event("stage", {"stage": name})

    def close(self) -> None:
        """Send what is left, and stop."""
        self._traces.shutdown()
        self._metrics.shutdown()

    async def _taken_down(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"] if scope["method"] in _METHODS else "_OTHER"
        began, status = time.perf_counter(), 0

        async def sends(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        self._active.add(1, {"http.request.method": method})
        span = self._tracer.start_span(method, kind=trace.SpanKind.SERVER)
        try:
            # an error's words may quote what was asked
            with trace.use_span(span, record_exception=False, set_status_on_exception=False):
                await app(scope, receive, sends)
        finally:
            plain = "/mcp" if scope["path"] == "/mcp" else _UNKNOWN
            route = getattr(scope.get("route"), "path", plain)
            said = {"http.request.method": method, "http.route": route, "http.response.status_code": status}
            span.update_name(f"{method} {route}")
            span.set_attributes(said)
            if not 0 < status < 500:
                span.set_status(trace.StatusCode.ERROR)
            span.end()
            self._active.add(-1, {"http.request.method": method})
            self._durations.record(time.perf_counter() - began, said)


def sent_to(address: str) -> Telemetry:
    """Return traces and metrics that go to a collector.

    Parameters
    ----------
    address : str
        Of a collector that speaks OTLP over gRPC; without encryption if it begins with ``http://``.
    """
    plain = address.startswith("http://")
    spans = BatchSpanProcessor(OTLPSpanExporter(address, insecure=plain))
    return Telemetry(spans, PeriodicExportingMetricReader(OTLPMetricExporter(address, insecure=plain)))
