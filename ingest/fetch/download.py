"""A PDF at an address -> a part file, whole; what came before a break stays, and the next try goes on from there.

Next to the part file stands a note of what it is a part of (address, the server's mark of the version, length). A try
goes on only if the server says that it still serves that very version; otherwise it begins anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx

from ingest.errors import FetchError
from ingest.fetch.http_client import Asker, Passing

ByteProgress = Callable[[int, int | None], None]

MAX_BYTES = 200 * 1024 * 1024
MAX_TRY_S = 900.0  # a server that drips bytes must not hold a fetch for ever; the next try goes on
_FIRST_BYTES = b"%PDF-"
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)")
_ASKED_FOR = {"Accept": "application/pdf", "Accept-Encoding": "identity"}  # compressed lengths could not be compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What a server says of a file: the address it was asked at, its marks of the version, the length."""

    url: str
    etag: str = ""
    last_modified: str = ""
    n_bytes: int | None = None

    @property
    def mark(self) -> str:
        """What makes sure that two parts are of one file: a strong ETag, else the day and time it was changed."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.last_modified


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A download to a part file.

    Parameters
    ----------
    part : Path
        Where the bytes go until they are whole; its note stands next to it under ``<name>.json``.
    known : Version, optional
        The version that is there already; if the server still serves it, nothing is brought.
    """

    asker: Asker
    url: str
    part: Path
    known: Version | None = None
    on_progress: ByteProgress = lambda _done, _total: None

    def run(self) -> Version | None:
        """Bring the file, trying again after failures that may pass.

        Returns
        -------
        Version or None
            What the part file now holds, whole; ``None`` if the server still serves the version known.

        Raises
        ------
        FetchError
            If the file cannot be had. What came of it stays if a later try can go on from there.
        """
        try:
            return self.asker.patiently(self._attempt)
        except FetchError:
            if self._begun() is None:
                self.discard()
            raise

    def discard(self) -> None:
        """Remove the part file and its note."""
        self.part.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def sha256(self) -> str:
        """Hash what came."""
        with self.part.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    @property
    def _note(self) -> Path:
        return self.part.with_name(f"{self.part.name}.json")

    def _begun(self) -> Version | None:
        """Return what the part file is a part of, if a try can go on from there."""
        try:
            version = Version(**json.loads(self._note.read_text(encoding="utf-8")))
            worth = version.url == self.url and bool(version.mark) and self.part.stat().st_size > 0
        except (OSError, ValueError, TypeError):
            return None
        return version if worth else None

    def _attempt(self) -> Version | None:
        begun = self._begun()
        start = self._start(begun)
        headers = {**_ASKED_FOR, **self._conditions(begun, start)}
        with self.asker.ask(self.url, headers, (200, 206, 304, 416)) as response:
            if response.status_code == 304:
                return None
            goes_on = begun is not None and response.status_code == 206
            if response.status_code in {206, 416} and not (goes_on and _continues(response, start, begun)):
                self.discard()
                raise Passing("the server would not go on from where the file broke off", 0.0)
            version = begun if goes_on and begun else self._begin(response)
            self._receive(response, version, start if goes_on else 0)
        return version

    def _start(self, begun: Version | None) -> int:
        """Return the byte to go on from; the last one of a whole file, so that the server can say it is still that file."""
        if begun is None:
            return 0
        size = self.part.stat().st_size
        return min(size, begun.n_bytes - 1) if begun.n_bytes else size

    def _conditions(self, begun: Version | None, start: int) -> Mapping[str, str]:
        if begun is not None:
            return {"Range": f"bytes={start}-", "If-Range": begun.mark}
        if self.known is None:
            return {}
        named = {"If-None-Match": self.known.etag, "If-Modified-Since": self.known.last_modified}
        return {name: value for name, value in named.items() if value}

    def _begin(self, response: httpx.Response) -> Version:
        version = version_of(self.url, response)
        self.discard()
        self._note.write_text(json.dumps(asdict(version)), encoding="utf-8")
        return version

    def _receive(self, response: httpx.Response, version: Version, start: int) -> None:
        """Write what comes after the bytes that are there.

        Raises
        ------
        Passing
            If fewer bytes came than were announced, or they come too slowly.
        FetchError
            If what comes is not a PDF or is too large; nothing of it stays.
        """
        began = self.asker.clock()
        with self.part.open("r+b" if start else "wb") as file:
            file.seek(start)
            file.truncate()
            for block in _blocks(response):
                if file.tell() == 0 and not block.startswith(_FIRST_BYTES):
                    self._refuse(_what_came(response))
                if max(file.tell() + len(block), version.n_bytes or 0) > MAX_BYTES:
                    self._refuse(f"the file is larger than {MAX_BYTES // 2**20} MB")
                file.write(block)
                self.on_progress(file.tell(), version.n_bytes)
                if self.asker.clock() - began > MAX_TRY_S:
                    raise Passing(f"the file comes too slowly ({file.tell()} bytes in {MAX_TRY_S:.0f} seconds)")
            _check_whole(file.tell(), version.n_bytes)
            file.flush()
            os.fsync(file.fileno())

    def _refuse(self, why: str) -> None:
        """Keep nothing of what came.

        Raises
        ------
        FetchError
            Always.
        """
        self.discard()
        raise FetchError(why)


def version_of(url: str, response: httpx.Response) -> Version:
    """Return what a server says of the file it sends; no length if the bytes do not come as they are."""
    length = response.headers.get("Content-Length", "")
    as_it_is = response.headers.get("Content-Encoding", "identity") == "identity"
    return Version(
        url=url,
        etag=response.headers.get("ETag", ""),
        last_modified=response.headers.get("Last-Modified", ""),
        n_bytes=int(length) if length.isdecimal() and as_it_is else None,
    )


def _blocks(response: httpx.Response) -> Iterator[bytes]:
    """Return what comes as it comes, so that nothing is lost when it stops.

    Yields
    ------
    bytes
        A block; the first is long enough to know a PDF by, if all of it is.
    """
    head: bytes | None = b""
    for block in response.iter_bytes():
        if head is None:
            yield block
        elif len(head + block) >= len(_FIRST_BYTES):
            yield head + block
            head = None
        else:
            head += block
    if head:
        yield head


def _continues(response: httpx.Response, start: int, begun: Version | None) -> bool:
    """Whether a partial answer goes on from the byte asked for, of the same file."""
    found = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
    if not found or begun is None:
        return False
    return int(found[1]) == start and begun.n_bytes in {None, int(found[2])}


def _check_whole(n_bytes: int, expected: int | None) -> None:
    """Check that all bytes came.

    Raises
    ------
    Passing
        If not.
    """
    if n_bytes == 0:
        raise Passing("the server sent an empty file")
    if expected is not None and n_bytes != expected:
        raise Passing(f"the file was cut short ({n_bytes} of {expected} bytes came)")


def _what_came(response: httpx.Response) -> str:
    """Return what came instead of a PDF."""
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
    if "html" in kind:
        return "a web page came instead of a PDF"
    return f"what came is not a PDF ({kind or 'of no named kind'})"
