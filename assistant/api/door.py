"""What stands before the server: who asks, how often, and a log line that holds no word of what was asked.

It is around the whole of the server, the MCP server in it too, and looks at a request before a byte of its body is read.
"""

from __future__ import annotations

import ipaddress
import logging
import math
import time

from limits import RateLimitItemPerDay, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.api_keys import ApiKeys
from assistant.api.problems import Problem, problem_of

THIS_COMPUTER = "this computer"
"""The name of whoever asks without a key, where none is needed."""
MCP_PATH = "/mcp"
_OPEN = frozenset({"/healthz", "/readyz", "/openapi.json"})
_PROXIES = ("forwarded", "via", "x-forwarded-", "x-real-ip")  # how the names of headers begin that proxies add
_HEADERS = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)
_log = logging.getLogger(__name__)


class CallerLimits:
    """Counts the requests of each caller, in memory and by name alone.

    Parameters
    ----------
    a_minute, a_day : int
        How many a caller may make.
    """

    def __init__(self, a_minute: int, a_day: int) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._limits = (RateLimitItemPerMinute(a_minute), RateLimitItemPerDay(a_day))

    def seconds_to_wait(self, caller: str) -> int:
        """Count a request, and return 0; or return how long to wait, where there were too many, and do not count it."""
        for limit in self._limits:
            if not self._limiter.test(limit, caller):
                free_at = self._limiter.get_window_stats(limit, caller).reset_time
                return max(1, math.ceil(free_at - time.time()))
        for limit in self._limits:
            self._limiter.hit(limit, caller)
        return 0


class Door:
    """Lets requests in that may come in.

    Parameters
    ----------
    app : ASGIApp
        The server.
    keys : ApiKeys
        Whose requests are answered. As long as there is no file of keys, those from this computer are.
    limits : CallerLimits
        How often each may ask.
    """

    def __init__(self, app: ASGIApp, keys: ApiKeys, limits: CallerLimits) -> None:
        self._app, self._keys, self._limits = app, keys, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, statuses = time.perf_counter(), list[int]()

        async def sends(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])
                message["headers"] = [*_without(message.get("headers", ())), *_HEADERS]
            await send(message)

        try:
            response = self._refusal(scope)
            await (response or self._app)(scope, receive, sends)
        except Exception as error:  # its own words may quote what was asked, so that they are not logged
            _log.error("%s in the server", type(error).__qualname__)
            if not statuses:
                await Problem(500, "failed", "the server could not answer").as_response()(scope, receive, sends)
        finally:
            _log_request(scope, statuses[0] if statuses else 0, time.perf_counter() - began)

    def _refusal(self, scope: Scope) -> JSONResponse | None:
        """Return why a request is not let in; nothing if it is, and then the name of who asks is in its state."""
        if scope["path"] in _OPEN:
            return None
        try:
            caller = self._caller(Headers(scope=scope))
            seconds = self._limits.seconds_to_wait(caller)
        except Exception as error:  # whatever goes wrong here, nobody comes in
            return problem_of(error).as_response(scope["path"])
        scope.setdefault("state", {})["caller"] = caller
        if not seconds:
            return None
        said = ("this key has asked as often as it may", f"ask again in {seconds} seconds")
        return Problem(429, "too_often", *said, retry_after_s=seconds).as_response(scope["path"])

    def _caller(self, headers: Headers) -> str:
        """Return who asks.

        Raises
        ------
        Problem
            If that is nobody who may.
        """
        if not self._keys.needed:
            if _comes_from_elsewhere(headers):
                raise Problem(
                    403,
                    "key_needed",
                    "without a key, programs on this computer alone are answered, not through a proxy",
                    "make one: python -m assistant keys add NAME",
                )
            return THIS_COMPUTER
        scheme, _, key = headers.get("authorization", "").partition(" ")
        owner = self._keys.owner_of(key.strip()) if scheme.casefold() == "bearer" else None
        if owner is None:
            raise Problem(401, "no_key", "the key is missing or is not known", "send it as Authorization: Bearer …")
        return owner


def is_this_computer(host: str) -> bool:
    """Whether an address or a name is this computer’s own, and no other can reach it."""
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _comes_from_elsewhere(headers: Headers) -> bool:
    """Whether a request to this computer came through a proxy, or from a web page, be it one that gave itself our address."""
    host = headers.get("host", "")
    name = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
    passed_on = any(header.startswith(_PROXIES) for header in headers)
    return passed_on or not is_this_computer(name) or "origin" in headers


def _without(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    ours = {name for name, _ in _HEADERS}
    return [(name, value) for name, value in headers if name.lower() not in ours]


def _log_request(scope: Scope, status: int, seconds: float) -> None:
    """Write who asked for what, and what came of it: the route and not the address, which may hold somebody’s words."""
    plain = scope["path"] if scope["path"] == MCP_PATH else "(no such address)"
    route = getattr(scope.get("route"), "path", plain)
    caller = scope.get("state", {}).get("caller", "-")
    level = logging.DEBUG if scope["path"] in _OPEN else logging.INFO  # asked every second, where a proxy asks
    _log.log(level, "%s %s %s %d ms, %s", scope["method"], route, status or "broken off", seconds * 1000, caller)
