"""How much a chat model's server may send, and until when: enforced where its bytes arrive, whichever client asked.

OpenAI's, Anthropic's and Ollama's packages all speak through httpx, or through httpx2, which is the same under another name.
Neither limits a body, and their time limit starts anew with each byte. So the socket of their client is read through a
``_LimitedStream``: what goes over is an error, upon which the client closes the connection.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

MAX_BYTES = 4_000_000  # the longest answer asked for is some 2,000 tokens


class AnswerTooLarge(Exception):
    """A server sent more than ``MAX_BYTES``, or an answer packed so that its size cannot be known."""


@dataclass(slots=True)
class _Limit:
    """What is left of one request.

    Parameters
    ----------
    deadline : float
        By ``time.monotonic``.
    bytes_left : int
        That may yet be received, headers and all.
    """

    deadline: float
    bytes_left: int

    def seconds(self, wanted: float | None) -> float:
        """Return how long the next step may take.

        Raises
        ------
        TimeoutError
            If no time is left.
        """
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left if wanted is None else min(left, wanted)

    def count(self, data: bytes) -> bytes:
        """Count what was received, and return it.

        Raises
        ------
        AnswerTooLarge
            If it is more than was left.
        """
        self.bytes_left -= len(data)
        if self.bytes_left < 0:
            raise AnswerTooLarge
        return data


_LIMIT: ContextVar[_Limit] = ContextVar("_LIMIT")


@contextmanager
def limited_request(seconds: float, max_bytes: int = MAX_BYTES) -> Iterator[None]:
    """Limit what is asked within, in this thread, through a client that ``limit_client`` was given."""
    token = _LIMIT.set(_Limit(time.monotonic() + seconds, max_bytes))
    try:
        yield
    finally:
        _LIMIT.reset(token)


def limit_client(client: Any) -> None:
    """Make an httpx client keep to the limits of ``limited_request``, through proxies too.

    Parameters
    ----------
    client : httpx.Client or httpx2.Client
        Perhaps one that a provider's package shares among its models; limiting it twice changes nothing more.

    Raises
    ------
    AttributeError
        If the client is not built as those are.
    """
    for transport in (client._transport, *client._mounts.values()):
        if transport is None:
            continue
        pool = transport._pool
        if not isinstance(pool._network_backend, _LimitedBackend):
            pool._network_backend = _LimitedBackend(pool._network_backend)
    client.headers["Accept-Encoding"] = "identity"  # a small packed body can be a huge one
    hooks = client.event_hooks
    if _refuse_packed not in hooks["response"]:
        client.event_hooks = {**hooks, "response": [*hooks["response"], _refuse_packed]}


def _refuse_packed(response: Any) -> None:
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise AnswerTooLarge


class _LimitedBackend:
    """Opens connections that keep to the limit of the request they serve: httpcore's ``NetworkBackend``."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, **options: Any) -> _LimitedStream:
        """Connect to a server."""
        return _LimitedStream(_timed(self._backend.connect_tcp, timeout, host, port, **options))

    def connect_unix_socket(self, path: str, timeout: float | None = None, **options: Any) -> _LimitedStream:
        """Connect to a socket of this machine."""
        return _LimitedStream(_timed(self._backend.connect_unix_socket, timeout, path, **options))

    def sleep(self, seconds: float) -> None:
        """Wait between two attempts."""
        self._backend.sleep(seconds)


class _LimitedStream:
    """A connection: httpcore's ``NetworkStream``."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return the next bytes received."""
        data: bytes = _timed(self._stream.read, timeout, max_bytes)
        limit = _LIMIT.get(None)
        return data if limit is None else limit.count(data)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        _timed(self._stream.write, timeout, buffer)

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> Any:
        """Encrypt what follows."""
        return _LimitedStream(_timed(self._stream.start_tls, timeout, ssl_context, server_hostname))

    def get_extra_info(self, info: str) -> Any:
        """Return what is known of the connection."""
        return self._stream.get_extra_info(info)


def _timed(do: Callable[..., Any], timeout: float | None, *args: Any, **options: Any) -> Any:
    """Do something on a connection within what is left of the request's time."""
    limit = _LIMIT.get(None)
    return do(*args, timeout=timeout if limit is None else limit.seconds(timeout), **options)
