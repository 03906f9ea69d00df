"""Asking official hosts, politely: over https, one request at a time, with a pause, and again after what may pass.

Who asks says so in its user agent. A server that is busy is given the time it asks for (``Retry-After``), or ever more
of it; one that is still making a file (legislation.gov.uk answers 202) is asked again at the pace its documentation
names. Redirects are followed only among the official hosts.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib import metadata
from typing import TypeVar

import httpx

from ingest.errors import FetchError

HOSTS = frozenset({"www.gov.uk", "assets.publishing.service.gov.uk", "www.legislation.gov.uk"})
N_TRIES = 4
LONGEST_WAIT_S = 120.0
_MAX_REDIRECTS = 5
_FIRST_WAIT_S = 2.0
_PAUSE_S = 0.5
# "Repeat the request every 10 seconds or so until it returns a 200": legislation.github.io/data-documentation, read
# November 2026.
_PREPARING_WAIT_S = 10.0
_MAX_PREPARING = 30
_TIMEOUT = httpx.Timeout(30.0, connect=10.0)
_PASSING = frozenset({429, 500, 502, 503, 504})

T = TypeVar("T")


class Passing(Exception):
    """A failure that may pass: a busy server, a lost connection, a file cut short.

    Parameters
    ----------
    what : str
        What failed.
    wait_s : float, optional
        How long the server asks to be left alone.
    """

    def __init__(self, what: str, wait_s: float | None = None) -> None:
        super().__init__(what)
        self.wait_s = wait_s


class Preparing(Passing):
    """The server is still making what was asked for."""


@dataclass(slots=True, kw_only=True)
class Asker:
    """One client for all hosts; requests go one after another, so no host has two at a time.

    Parameters
    ----------
    client : httpx.Client
        What the requests go through.
    sleep, clock, now : callable
        How time passes: wait, seconds on a clock that never goes back, the time of day.
    """

    client: httpx.Client
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    _asked_at: dict[str, float] = field(default_factory=dict)

    @contextlib.contextmanager
    def ask(self, address: str, headers: Mapping[str, str], fits: Collection[int] = (200,)) -> Iterator[httpx.Response]:
        """Ask for an address once, following redirects among the official hosts.

        Parameters
        ----------
        address : str
            An https address on an official host.
        headers : mapping of str to str
            What to send besides the user agent.
        fits : collection of int
            The statuses to give back.

        Yields
        ------
        httpx.Response
            A response whose status fits, its body not yet read.

        Raises
        ------
        Passing
            If the server is busy or the connection fails; ``Preparing`` if what was asked for is still being made.
        FetchError
            If the address, or one it redirects to, is not official, or the answer has any other status.
        """
        try:
            url = httpx.URL(address)
            for _ in range(_MAX_REDIRECTS + 1):
                with self._request(url, headers) as response:
                    if response.has_redirect_location:
                        url = url.join(response.headers["Location"])
                        continue
                    self._check(response, url.host, fits)
                    yield response
                    return
        except httpx.TransportError as error:
            raise Passing(f"the connection failed: {error or type(error).__name__}") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise FetchError(f"the answer cannot be read: {error}") from error
        raise FetchError(f"{url.host} redirects more than {_MAX_REDIRECTS} times")

    def patiently(self, attempt: Callable[[], T]) -> T:
        """Attempt something, and again after failures that may pass.

        Raises
        ------
        FetchError
            If it still fails after several tries, or the server asks for more patience than a person has.
        """
        n_failed = n_waited = 0
        while True:
            try:
                return attempt()
            except Preparing as failure:
                n_waited += 1
                if n_waited > _MAX_PREPARING:
                    raise FetchError(f"{failure} (asked {n_waited} times)", "try again later") from failure
                wait_s = failure.wait_s or _PREPARING_WAIT_S
            except Passing as failure:
                n_failed += 1
                if n_failed == N_TRIES:
                    raise FetchError(f"{failure} (tried {N_TRIES} times)", "try again later") from failure
                wait_s = _FIRST_WAIT_S * 2 ** (n_failed - 1) if failure.wait_s is None else failure.wait_s
                if wait_s > LONGEST_WAIT_S:
                    what = f"{failure} and asks to be left alone for {wait_s:.0f} seconds"
                    raise FetchError(what, "try again then") from failure
            self.sleep(wait_s)

    def _request(self, url: httpx.URL, headers: Mapping[str, str]) -> contextlib.AbstractContextManager[httpx.Response]:
        if not is_official(url):
            what = f"{url.scheme}://{url.host} is not an official host that is asked ({', '.join(sorted(HOSTS))})"
            raise FetchError(what)
        since = self.clock() - self._asked_at.get(url.host, -_PAUSE_S)
        if since < _PAUSE_S:
            self.sleep(_PAUSE_S - since)
        self._asked_at[url.host] = self.clock()
        sent = {"User-Agent": user_agent(), **headers}
        return self.client.stream("GET", url, headers=sent, timeout=_TIMEOUT, follow_redirects=False)

    def _check(self, response: httpx.Response, host: str, fits: Collection[int]) -> None:
        """Check that a status fits.

        Raises
        ------
        Preparing
            If what was asked for is still being made.
        Passing
            If the server is busy.
        FetchError
            If the status does not fit for good.
        """
        status = response.status_code
        if status in fits:
            return
        if status == 202:
            raise Preparing(f"{host} is still making the file", self._asked_to_wait(response))
        if status in _PASSING:
            raise Passing(f"{host} answered {status}", self._asked_to_wait(response))
        gone = "; the file may have moved" if status in {404, 410} else ""
        raise FetchError(f"{host} answered {status}{gone}")

    def _asked_to_wait(self, response: httpx.Response) -> float | None:
        """Return the seconds of a ``Retry-After``, which names seconds or a time of day."""
        value = response.headers.get("Retry-After", "").strip()
        if value.isdecimal():
            return float(value)
        try:
            return max(0.0, (parsedate_to_datetime(value) - self.now()).total_seconds())
        except (TypeError, ValueError):
            return None


@contextlib.contextmanager
def open_asker() -> Iterator[Asker]:
    """Return an asker that keeps one connection to each host, and close it after.

    Yields
    ------
    Asker
        Who asks.
    """
    with httpx.Client(limits=httpx.Limits(max_connections=len(HOSTS), max_keepalive_connections=len(HOSTS))) as client:
        yield Asker(client=client)


def is_official(url: httpx.URL) -> bool:
    """Whether an address is one of the official hosts', over https."""
    return url.scheme == "https" and url.host in HOSTS and url.port in {None, 443}


def user_agent() -> str:
    """Return who is asking."""
    try:
        return f"dsl-guidance-assistant/{metadata.version('dsl-guidance-assistant')}"
    except metadata.PackageNotFoundError:  # run from a checkout
        return "dsl-guidance-assistant/0"
