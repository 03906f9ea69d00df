"""A chat model's server on loopback that behaves as a test wants: OpenAI's protocol, and every way there is to break it."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from tests.assistant.scripted_model import passages_in

_PACKED = gzip.compress(b" " * 50_000_000)  # made once, so that its making is not taken for a client's memory
Writes = Callable[[dict[str, str], str], Any]


class HostileServer:
    """Serves ``/v1/chat/completions``.

    ``writes`` is given the passages that the prompt shows, by token, and the whole prompt; it gives the answer's content, as
    text or as data for JSON. ``breaks`` names another way to behave: html, busy, error, hang, drip, drip_headers, endless,
    packed, die, filtered, refusal, cut, empty, garbage. ``left`` is set when a client closes the connection on one that drips,
    hangs or does not end.
    """

    def __init__(self, writes: Writes = lambda _, __: {"statements": []}, breaks: str = "") -> None:
        self.writes = writes
        self.breaks = breaks
        self.prompts: list[str] = []
        self.released = threading.Event()
        self.left = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"hostile": self}))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    hostile: HostileServer

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        prompt = "\n".join(message["content"] for message in asked["messages"])
        self.hostile.prompts.append(prompt)
        getattr(self, f"_{self.hostile.breaks or 'answer'}")(prompt)

    def _answer(self, prompt: str) -> None:
        content = self.hostile.writes(passages_in(prompt), prompt)
        self._completion(content if isinstance(content, str) else json.dumps(content))

    def _completion(self, content: str, finish: str = "stop", **message: object) -> None:
        choice = {
            "index": 0,
            "finish_reason": finish,
            "message": {"role": "assistant", "content": content, **message},
        }
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        body = {"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
        self._send(200, json.dumps(body | {"usage": usage}))

    def _send(self, status: int, body: str, kind: str = "application/json") -> None:
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _html(self, prompt: str) -> None:
        self._send(200, "<!doctype html><h1>Sign in to the Wi-Fi</h1>", "text/html")

    def _garbage(self, prompt: str) -> None:
        self._completion("Sure! {statements: [everything is fine,,}")

    def _empty(self, prompt: str) -> None:
        self._completion("")

    def _busy(self, prompt: str) -> None:
        self._send(429, json.dumps({"error": {"message": f"slow down: {prompt}"}}))

    def _error(self, prompt: str) -> None:
        self._send(500, json.dumps({"error": {"message": prompt}}))

    def _filtered(self, prompt: str) -> None:
        self._completion("", "content_filter")

    def _refusal(self, prompt: str) -> None:
        self._completion("", refusal="I can't help with abuse.")

    def _cut(self, prompt: str) -> None:
        self._completion('{"statements": [{"text": "Crew must', "length")

    def _hang(self, prompt: str) -> None:
        self.connection.settimeout(30)
        if not self.connection.recv(1):  # nothing more is due, so this is the end of it
            self.hostile.left.set()

    def _drip(self, prompt: str) -> None:
        self._head("Content-Length", "100000")
        self._write_on(b" ", pause_s=0.05)

    def _drip_headers(self, prompt: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        self._write_on(b"x", pause_s=0.05)

    def _endless(self, prompt: str) -> None:
        self._head("Connection", "close")
        self._write_on(b" " * 65_536)

    def _packed(self, prompt: str) -> None:
        self._head("Content-Encoding", "gzip", "Content-Length", str(len(_PACKED)))
        self.wfile.write(_PACKED)

    def _head(self, *header: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        for name, value in zip(header[::2], header[1::2], strict=True):
            self.send_header(name, value)
        self.end_headers()

    def _write_on(self, data: bytes, pause_s: float = 0.0) -> None:
        """Write until the client closes the connection or the test ends."""
        try:
            while not self.hostile.released.wait(pause_s):
                self.wfile.write(data)
                self.wfile.flush()
        except OSError:
            self.hostile.left.set()

    def _die(self, prompt: str) -> None:
        self._head("Content-Length", "5000")
        self.wfile.write(b'{"id": "x", "choices": [{"message": {"content": "{')
        self.close_connection = True

    def log_message(self, *args: object) -> None:
        """Say nothing."""
