"""Bringing a source's official PDF to disk.

Only three official hosts are asked, over https, and redirects are followed only among them. A file appears under its
real name complete or not at all: bytes go to a part file beside it, are checked, and are moved into place.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

import httpx

from corpus.register import Register
from corpus.types import Source
from ingest.errors import FetchError

Progress = Callable[[int, int | None], None]

HOSTS = frozenset({"www.gov.uk", "assets.publishing.service.gov.uk", "www.legislation.gov.uk"})
MAX_BYTES = 200 * 1024 * 1024
_MAX_REDIRECTS = 5
_RETRY_AFTER_S = 2.0
_TIMEOUT = httpx.Timeout(30.0, connect=10.0)
_FIRST_BYTES = b"%PDF-"


class _Passing(Exception):
    """A failure that may pass: a server error, a lost connection, a file cut short."""


def fetchable(register: Register) -> tuple[Source, ...]:
    """Give the sources whose official PDF has a known address on a host that is asked."""
    with_file = (source for source in register.values() if source.file_url)
    urls = ((source, httpx.URL(source.file_url)) for source in with_file)
    return tuple(source for source, url in urls if _is_asked(url) and url.path.lower().endswith(".pdf"))


def fetch(source: Source, to: Path, client: httpx.Client | None = None, on_progress: Progress | None = None) -> Path:
    """Fetch a source's official PDF.

    Parameters
    ----------
    source : Source
        The edition to fetch, from its ``file_url``.
    to : Path
        The folder to put it in; made if it is not there. An older file of the same source is replaced.
    client : httpx.Client, optional
        Used instead of a new one, and left open.
    on_progress : callable, optional
        Called with the bytes received and the bytes expected (``None`` when the server does not say).

    Returns
    -------
    Path
        ``to/<source_id>.pdf``.

    Raises
    ------
    FetchError
        If the PDF cannot be had, is not a PDF, or cannot be written. What stood under the real name before still does.
    """
    if not source.file_url:
        raise FetchError(f"{source.source_id}: the register has no address for its PDF", _by_hand(source))
    target = to / f"{source.source_id}.pdf"
    part = to / f".{source.source_id}.{os.getpid()}.part"
    try:
        to.mkdir(parents=True, exist_ok=True)
        with contextlib.nullcontext(client) if client else httpx.Client() as asking:
            _with_one_retry(source, asking, part, on_progress or _unwatched)
        part.replace(target)
    except OSError as error:
        raise FetchError(
            f"{source.source_id}: {target} cannot be written: {error.strerror or error}",
            "free some disk space, or choose a folder that can be written to",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return target


def _with_one_retry(source: Source, client: httpx.Client, part: Path, on_progress: Progress) -> None:
    """Save a source's PDF to the part file, trying once more after a failure that may pass.

    Raises
    ------
    FetchError
        If the second try fails too, or the first failed for good.
    """
    try:
        _save(source, client, part, on_progress)
    except _Passing:
        time.sleep(_RETRY_AFTER_S)
        try:
            _save(source, client, part, on_progress)
        except _Passing as failure:
            raise FetchError(
                f"{source.source_id}: {failure} (tried twice)", f"try again later; {_by_hand(source)}"
            ) from failure


def _save(source: Source, client: httpx.Client, part: Path, on_progress: Progress) -> None:
    """Save a source's PDF to the part file, once.

    Raises
    ------
    _Passing
        If the connection was lost, or fewer bytes came than were announced.
    FetchError
        If what comes is not a PDF or is too large.
    """
    try:
        with _asked(source, client) as response, part.open("wb") as file:
            expected = _announced(response)
            for block in response.iter_bytes(64 * 1024):
                if file.tell() == 0 and not block.startswith(_FIRST_BYTES):
                    raise FetchError(f"{source.source_id}: {_what_came(response)}", _by_hand(source))
                if max(file.tell() + len(block), expected or 0) > MAX_BYTES:
                    limit = f"{MAX_BYTES // (1024 * 1024)} MB"
                    raise FetchError(f"{source.source_id}: the file is larger than {limit}", _by_hand(source))
                file.write(block)
                on_progress(file.tell(), expected)
            if file.tell() == 0:
                raise _Passing("the server sent an empty file")
            if expected is not None and file.tell() != expected:
                raise _Passing(f"the file was cut short ({file.tell()} of {expected} bytes came)")
            file.flush()
            os.fsync(file.fileno())
    except httpx.TransportError as error:
        raise _Passing(f"the connection failed: {error or type(error).__name__}") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise FetchError(f"{source.source_id}: the answer cannot be read: {error}", _by_hand(source)) from error


@contextlib.contextmanager
def _asked(source: Source, client: httpx.Client) -> Iterator[httpx.Response]:
    """Ask for the PDF, following redirects among the official hosts.

    Yields
    ------
    httpx.Response
        A response of status 200, its body not yet read.

    Raises
    ------
    _Passing
        If the server has an error of its own.
    FetchError
        If the address, or one it redirects to, is not official; if the answer is anything but the file.
    """
    url = httpx.URL(source.file_url)
    # Compressed bytes could not be compared with the announced length.
    headers = {"User-Agent": _user_agent(), "Accept": "application/pdf", "Accept-Encoding": "identity"}
    for _ in range(_MAX_REDIRECTS + 1):
        if not _is_asked(url):
            what = f"{url.scheme}://{url.host} is not an official host that is asked ({', '.join(sorted(HOSTS))})"
            raise FetchError(f"{source.source_id}: {what}", _by_hand(source))
        with client.stream("GET", url, headers=headers, timeout=_TIMEOUT, follow_redirects=False) as response:
            if response.has_redirect_location:
                url = url.join(response.headers["Location"])
                continue
            if response.status_code >= 500:
                raise _Passing(f"{url.host} answered {response.status_code}")
            if response.status_code != 200:
                gone = "; the file may have moved" if response.status_code in {404, 410} else ""
                raise FetchError(
                    f"{source.source_id}: {url.host} answered {response.status_code}{gone}", _by_hand(source)
                )
            yield response
            return
    raise FetchError(f"{source.source_id}: {url.host} redirects more than {_MAX_REDIRECTS} times", _by_hand(source))


def _is_asked(url: httpx.URL) -> bool:
    """Say whether an address is one of the official hosts', over https."""
    return url.scheme == "https" and url.host in HOSTS and url.port in {None, 443}


def _announced(response: httpx.Response) -> int | None:
    """Give the length the server announces, if it does and the bytes come as they are."""
    length = response.headers.get("Content-Length", "")
    as_it_is = response.headers.get("Content-Encoding", "identity") == "identity"
    return int(length) if length.isdecimal() and as_it_is else None


def _what_came(response: httpx.Response) -> str:
    """Say what came instead of a PDF."""
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
    if "html" in kind:
        return "a web page came instead of a PDF"
    return f"what came is not a PDF ({kind or 'of no named kind'})"


def _by_hand(source: Source) -> str:
    """Say how to get the PDF without this program."""
    where = f"look at {source.landing_url}" if source.landing_url else "find it with its publisher"
    return f"{where} and save the PDF as {source.source_id}.pdf, or correct file_url in the register"


def _user_agent() -> str:
    """Say who is asking."""
    try:
        return f"dsl-guidance-assistant/{metadata.version('dsl-guidance-assistant')}"
    except metadata.PackageNotFoundError:  # run from a checkout
        return "dsl-guidance-assistant/0"


def _unwatched(_done: int, _total: int | None) -> None:
    """Tell nobody how far a fetch has come."""
