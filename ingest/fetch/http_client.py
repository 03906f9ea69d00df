"""Asking official hosts, politely: over https, as their ``robots.txt`` allows, one request at a time, with a pause.

Who asks says so in its user agent, with whom to write to, and never passes for another program. A server that is busy is
given the time it asks for (``Retry-After``), or ever more of it, up to five minutes; one that is still making a file is
asked again. A host that will not be asked (a wall against robots, a limit, no connection) is not asked again in this run:
whatever else is wanted of it is refused at once. Redirects are followed only among the official hosts.
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
from ingest.fetch.robots import Robots, read_robots

LEGISLATION = "www.legislation.gov.uk"
HOSTS = frozenset({"www.gov.uk", "assets.publishing.service.gov.uk", LEGISLATION})
N_TRIES = 4
# "may take up to five minutes": how long a server that answers 503 is waited for, in all and at once.
LONGEST_WAIT_S = 300.0
_MAX_REDIRECTS = 5
_FIRST_WAIT_S = 2.0
_PAUSE_S = 0.5
_PAUSES_S = {LEGISLATION: 5.0}  # its robots.txt as others recorded it in 2026, should it not be had
# "Repeat the request every 10 seconds or so until it returns a 200": legislation.github.io/data-documentation, read
# November 2026.
_PREPARING_WAIT_S = 10.0
_MAX_PREPARING = 30
_TIMEOUT = httpx.Timeout(30.0, connect=10.0)
_PASSING = frozenset({500, 502, 504})
_BUSY = frozenset({429, 432, 436, 503})  # 432 and 436 are legislation.gov.uk's own, as others recorded
_REFUSES_PROGRAMS = 437
_WALL = "x-amzn-waf-action"
_MAX_ROBOTS_BYTES = 500 * 1024  # what RFC 9309 asks a reader to take, at least
_NO_ROBOTS = frozenset({400, 401, 403, 404, 410})
_NAME = "dsl-guidance-assistant"

T = TypeVar("T")


class Passing(Exception):
    """A failure that may pass: a server out of order, a lost connection, a file cut short.

    Parameters
    ----------
    what : str
        What failed.
    wait_s : float, optional
        How long the server asks to be left alone.
    host : str
        The host that is not to be asked again in this run if it does not pass; empty if others may still be asked of it.
    """

    def __init__(self, what: str, wait_s: float | None = None, host: str = "") -> None:
        super().__init__(what)
        self.wait_s = wait_s
        self.host = host


class Preparing(Passing):
    """The server is still making what was asked for."""


class ServerBusy(Passing):
    """The server has too much to do, or finds that we ask too much."""


class Gone(FetchError):
    """What was asked for is not at its address any more."""


class HostClosed(FetchError):
    """A host will not be asked again in this run."""


@dataclass(slots=True, kw_only=True)
class Asker:
    """One client for all hosts; requests go one after another, so no host has two at a time.

    Parameters
    ----------
    client : httpx.Client
        What the requests go through.
    contact : str
        Whom the hosts can write to: an address or a page.
    sleep, clock, now : callable
        How time passes: wait, seconds on a clock that never goes back, the time of day.
    """

    client: httpx.Client
    contact: str = ""
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    _asked_at: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, Robots] = field(default_factory=dict)
    _closed: dict[str, str] = field(default_factory=dict)

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
                self._may_ask(url)
                with self._request(url, headers) as response:
                    if response.has_redirect_location:
                        url = url.join(response.headers["Location"])
                        continue
                    self._check(response, url.host, fits)
                    yield response
                    return
        except httpx.TransportError as error:
            host = url.host if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout) else ""
            raise Passing(f"the connection failed: {error or type(error).__name__}", host=host) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise FetchError(f"the answer cannot be read: {error}") from error
        raise FetchError(f"{url.host} redirects more than {_MAX_REDIRECTS} times")

    def read(self, address: str, accept: str, max_bytes: int) -> bytes:
        """Ask for an address once and read the whole answer.

        Parameters
        ----------
        address : str
            An https address on an official host.
        accept : str
            The kind of answer that is wanted.
        max_bytes : int
            More than that is refused.

        Raises
        ------
        Passing
            As ``ask`` does.
        FetchError
            As ``ask`` does, and if it is too large.
        """
        with self.ask(address, {"Accept": accept}) as response:
            data = bytearray()
            for block in response.iter_bytes():
                data += block
                if len(data) > max_bytes:
                    raise FetchError(f"what came from {address} is larger than {max_bytes // 2**20} MB")
        return bytes(data)

    def patiently(self, attempt: Callable[[], T]) -> T:
        """Attempt something, and again after failures that may pass.

        Raises
        ------
        FetchError
            If it still fails after several tries, or the server asks for more patience than a person has.
        """
        n_failed = n_waited = 0
        waited_s = 0.0
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
                wait_s = _FIRST_WAIT_S * 2 ** (n_failed - 1) if failure.wait_s is None else failure.wait_s
                self._give_up_if_vain(failure, n_failed, waited_s, wait_s)
                waited_s += wait_s
            self.sleep(wait_s)

    def _give_up_if_vain(self, failure: Passing, n_failed: int, waited_s: float, wait_s: float) -> None:
        """Let a failure pass once more, or not.

        Raises
        ------
        FetchError
            If it has failed too often, or would be waited for too long; ``HostClosed`` if it is the host that fails.
        """
        busy = isinstance(failure, ServerBusy)
        if wait_s > LONGEST_WAIT_S:
            what, hint = f"{failure} and asks to be left alone for {wait_s:.0f} seconds", "try again then"
        elif busy and waited_s + wait_s > LONGEST_WAIT_S:
            what, hint = f"{failure} (tried {n_failed} times in {waited_s:.0f} seconds)", "try again later"
        elif not busy and n_failed >= N_TRIES:
            what, hint = f"{failure} (tried {N_TRIES} times)", "try again later"
        else:
            return
        if failure.host:
            self._close(failure.host, what, hint)
        raise FetchError(what, hint) from failure

    def _close(self, host: str, why: str, hint: str) -> None:
        """Ask a host nothing more in this run.

        Raises
        ------
        HostClosed
            Always.
        """
        self._closed[host] = why
        raise HostClosed(why, hint)

    def _may_ask(self, url: httpx.URL) -> None:
        """Check that an address may be asked for.

        Raises
        ------
        FetchError
            If it is not official, or its host's ``robots.txt`` keeps programs from it.
        HostClosed
            If its host will not be asked again in this run.
        """
        if not is_official(url):
            what = f"{url.scheme}://{url.host} is not an official host that is asked ({', '.join(sorted(HOSTS))})"
            raise FetchError(what)
        if url.host in self._closed:
            raise HostClosed(f"{url.host} is not asked again in this run: {self._closed[url.host]}", "try again later")
        if not self._robots_of(url).allows(_NAME, url):
            raise FetchError(f"{url.host} asks programs not to fetch this address (robots.txt): {url}")

    def _robots_of(self, url: httpx.URL) -> Robots:
        """Return the rules of a host, which is asked for them once; a host that has none allows everything."""
        if url.host not in self._robots:
            self._robots[url.host] = self._ask_for_robots(url.copy_with(raw_path=b"/robots.txt"))
        return self._robots[url.host]

    def _ask_for_robots(self, url: httpx.URL) -> Robots:
        """Ask for a ``robots.txt``; that it is not there, or not to be had, allows everything (RFC 9309).

        Raises
        ------
        Passing
            If the host is out of order: then nothing else is asked of it either.
        """
        with self._send(url, {"Accept": "text/plain"}) as response:
            if response.has_redirect_location or response.status_code in _NO_ROBOTS:
                return Robots()
            try:
                self._check(response, url.host, (200,))
            except Passing as failure:
                failure.host = url.host
                raise
            data = bytearray()
            for block in response.iter_bytes():
                data += block
                if len(data) > _MAX_ROBOTS_BYTES:
                    break
            return read_robots(data.decode("utf-8", "replace"))

    def _request(self, url: httpx.URL, headers: Mapping[str, str]) -> contextlib.AbstractContextManager[httpx.Response]:
        """Ask once, after the pause that the host wants."""
        pause_s = _PAUSES_S.get(url.host, _PAUSE_S)
        if url.host in self._robots:
            pause_s = max(pause_s, self._robots[url.host].delay_s(_NAME))
        since = self.clock() - self._asked_at.get(url.host, -pause_s)
        if since < pause_s:
            self.sleep(pause_s - since)
        self._asked_at[url.host] = self.clock()
        return self._send(url, headers)

    def _send(self, url: httpx.URL, headers: Mapping[str, str]) -> contextlib.AbstractContextManager[httpx.Response]:
        sent = {"User-Agent": user_agent(self.contact), **headers}
        return self.client.stream("GET", url, headers=sent, timeout=_TIMEOUT, follow_redirects=False)

    def _check(self, response: httpx.Response, host: str, fits: Collection[int]) -> None:
        """Check that a status fits.

        Raises
        ------
        Preparing
            If what was asked for is still being made.
        ServerBusy
            If the server has too much to do.
        Passing
            If it is out of order.
        Gone
            If there is nothing any more.
        FetchError
            If the status does not fit for good; ``HostClosed`` if the host keeps programs out.
        """
        status = response.status_code
        if status == _REFUSES_PROGRAMS or _is_wall(response):
            self._close(host, f"{host} keeps programs out ({status})", "a browser may be let in")
        if status in fits:
            return
        if status == 202:
            raise Preparing(f"{host} is still making the file", self._asked_to_wait(response))
        if status in _BUSY or (status == 403 and host == LEGISLATION):
            raise ServerBusy(f"{host} answered {status}", self._asked_to_wait(response), host)
        if status in _PASSING:
            raise Passing(f"{host} answered {status}", self._asked_to_wait(response))
        if status in {404, 410}:
            raise Gone(f"{host} answered {status}; the file may have moved")
        raise FetchError(f"{host} answered {status}")

    def _asked_to_wait(self, response: httpx.Response) -> float | None:
        """Return the seconds of a ``Retry-After``, which names seconds or a time of day."""
        value = response.headers.get("Retry-After", "").strip()
        if value.isdecimal():
            return float(value)
        try:
            return max(0.0, (parsedate_to_datetime(value) - self.now()).total_seconds())
        except (TypeError, ValueError):
            return None


def _is_wall(response: httpx.Response) -> bool:
    """Whether an answer is a check for robots: it says so, or is 202 with a web page or with nothing, and no time to wait."""
    if _WALL in response.headers:
        return True
    if response.status_code != 202 or "Retry-After" in response.headers:
        return False
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
    return kind in {"", "text/html"} or response.headers.get("Content-Length") == "0"


@contextlib.contextmanager
def open_asker(contact: str = "") -> Iterator[Asker]:
    """Return an asker that keeps one connection to each host, and close it after.

    Parameters
    ----------
    contact : str
        Whom the hosts can write to.

    Yields
    ------
    Asker
        Who asks.
    """
    with httpx.Client(limits=httpx.Limits(max_connections=len(HOSTS), max_keepalive_connections=len(HOSTS))) as client:
        yield Asker(client=client, contact=contact)


def is_official(url: httpx.URL) -> bool:
    """Whether an address is one of the official hosts', over https."""
    return url.scheme == "https" and url.host in HOSTS and url.port in {None, 443}


def user_agent(contact: str = "") -> str:
    """Return who is asking, and whom to write to about it."""
    try:
        version = metadata.version(_NAME)
    except metadata.PackageNotFoundError:  # run from a checkout
        version = "0"
    return f"{_NAME}/{version} ({'no contact given' if contact in {'', 'none'} else contact})"
