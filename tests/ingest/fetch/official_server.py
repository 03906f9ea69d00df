"""A loopback server that imitates GOV.UK's content API, its files and legislation.gov.uk, rightly and wrongly.

Answers follow the documentation of those APIs (content-api.publishing.service.gov.uk; the schemas ``publication`` and
``html_publication`` of alphagov/publishing-api; legislation.github.io/data-documentation). The client believes that it
asks https addresses of the official hosts: its transport sends every request here, the host kept in its header. All
content is made up.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

ASSETS = "https://assets.publishing.service.gov.uk"
GOVUK = "https://www.gov.uk"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """How the server answers one request.

    ``stops_after`` closes the connection after so many bytes of the body; ``pause_s`` waits before each block of
    ``block`` bytes; ``ranges`` says whether it can go on from a byte.
    """

    status: int = 200
    body: bytes = b""
    kind: str = "application/pdf"
    headers: dict[str, str] = field(default_factory=dict)
    stops_after: int | None = None
    pause_s: float = 0.0
    block: int = 64 * 1024
    ranges: bool = True


@dataclass(frozen=True)
class Asked:
    """One request that came."""

    url: str
    headers: Message


class OfficialServer:
    """The hosts of the official sites, on one port."""

    def __init__(self) -> None:
        self.replies: dict[str, list[Reply]] = {}
        self.asked: list[Asked] = []
        self.n_at_once = 0
        self.most_at_once: dict[str, int] = defaultdict(int)
        self._open: dict[str, int] = defaultdict(int)
        self._mutex = threading.Lock()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.answer(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.port = int(self._http.server_address[1])
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def serve(self, url: str, *replies: Reply) -> str:
        """Answer an address, in turn; the last answer stays."""
        self.replies[url] = list(replies)
        return url

    def pdf(self, url: str, body: bytes, **changes: Any) -> str:
        """Serve a file with an ETag, as GOV.UK does."""
        headers = {"ETag": f'"{abs(hash(body)):x}"', **changes.pop("headers", {})}
        return self.serve(url, Reply(body=body, headers=headers, **changes))

    def page(self, path: str, **content: Any) -> str:
        """Serve a page's content item."""
        item = {
            "base_path": path,
            "content_id": "00000000-0000-4000-8000-000000000000",
            "document_type": "statutory_guidance",
            "schema_name": "publication",
            "locale": "en",
            "phase": "live",
            "public_updated_at": "2031-09-01T09:30:00.000+01:00",
            "first_published_at": "2014-03-26T09:00:00.000+00:00",
            "title": "Guidance",
            "withdrawn_notice": {},
            "links": {},
            "details": {},
            **content,
        }
        body = json.dumps(item).encode()
        self.serve(f"{GOVUK}/api/content{path}", Reply(body=body, kind="application/json; charset=utf-8"))
        return GOVUK + path

    def requests(self, url: str) -> list[Message]:
        """Return the headers of each request for an address."""
        return [asked.headers for asked in self.asked if asked.url == url]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        host = handler.headers["Host"]
        with self._mutex:
            self._open[host] += 1
            self.most_at_once[host] = max(self.most_at_once[host], self._open[host])
            url = f"https://{host}{handler.path}"
            if url in self.replies or not url.endswith("/robots.txt"):
                self.asked.append(Asked(url, handler.headers))
            replies = self.replies.get(url, [Reply(status=404, body=b"{}", kind="application/json")])
            reply = replies.pop(0) if len(replies) > 1 else replies[0]
        with ExitStack() as answering:
            answering.callback(self._end, host)
            try:
                _write(handler, reply, answering.close)
            except (BrokenPipeError, ConnectionResetError):
                handler.close_connection = True

    def settle(self, limit_s: float = 30) -> None:
        """Wait until every reply has ended: one to a process that was killed is noticed when more of it is written."""
        give_up = time.monotonic() + limit_s
        while any(self._open.values()) and time.monotonic() < give_up:
            time.sleep(0.05)

    def _end(self, host: str) -> None:
        with self._mutex:
            self._open[host] -= 1

    def __enter__(self) -> OfficialServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class Loopback(httpx.BaseTransport):
    """Sends what is asked of the official hosts over https to a port of this machine."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._inner = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert request.url.scheme == "https"
        url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self._port)
        here = httpx.Request(
            request.method, url, headers=request.headers, stream=request.stream, extensions=request.extensions
        )
        return self._inner.handle_request(here)

    def close(self) -> None:
        self._inner.close()


@contextmanager
def official_client(port: int) -> Iterator[httpx.Client]:
    """Return a client all of whose requests go to the port."""
    with httpx.Client(transport=Loopback(port)) as client:
        yield client


def _write(handler: BaseHTTPRequestHandler, reply: Reply, end: Callable[[], None]) -> None:
    """Write a reply; it has ended before its last bytes are out, since whoever has these may ask again at once."""
    etag, modified = reply.headers.get("ETag", ""), reply.headers.get("Last-Modified", "")
    status, body, extra = reply.status, reply.body, {}
    asked = handler.headers
    if status == 200 and (etag and asked["If-None-Match"] == etag):
        status, body = 304, b""
    span = re.fullmatch(r"bytes=(\d+)-", asked["Range"] or "")
    if status == 200 and span and reply.ranges and asked["If-Range"] in {etag, modified}:
        start = int(span[1])
        status = 206 if start < len(body) else 416
        extra["Content-Range"] = (
            f"bytes {start}-{len(body) - 1}/{len(body)}" if status == 206 else f"bytes */{len(body)}"
        )
        body = body[start:] if status == 206 else b""
    handler.send_response(status)
    headers = {"Content-Type": reply.kind, "Content-Length": str(len(body)), **reply.headers, **extra}
    for name, value in headers.items():
        handler.send_header(name, value)
    sent = body if reply.stops_after is None else body[: reply.stops_after]
    if len(sent) <= reply.block:  # whoever has read the headers may need no more of it
        end()
    handler.end_headers()
    for at in range(0, len(sent), reply.block):
        time.sleep(reply.pause_s)
        if at + reply.block >= len(sent):
            end()
        handler.wfile.write(sent[at : at + reply.block])
        handler.wfile.flush()
    if len(sent) < len(body):
        handler.close_connection = True
