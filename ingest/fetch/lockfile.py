"""What was fetched, from where, when, and what it was: the library's lock file, compared on the next fetch.

``fetch.lock.json`` stands next to the PDFs, one entry for each source fetched. It never stands for a file that is not
there whole: an entry is written after the file, and names its hash.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from ingest.errors import FetchError

LOCK_NAME = "fetch.lock.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """One source as it was fetched.

    Parameters
    ----------
    url : str
        The address that was asked for the file, or for the body of a web page.
    kind : str
        ``pdf``, an Act's PDF (``law``), or our print of a web page (``html``).
    fetched_on : date
        The day it came, or was last found unchanged.
    sha256, n_bytes : str, int
        Of the PDF in the library.
    body_sha256 : str
        Of a web page's body as it came.
    etag, last_modified : str
        The server's marks of the version.
    updated : date or None
        The day on which GOV.UK says the publication was last updated.
    dated : str
        The date on its title page.
    remark : str
        What a person should look at; empty if nothing.
    """

    url: str
    kind: Literal["pdf", "law", "html"]
    fetched_on: date
    sha256: str
    n_bytes: int
    landing_url: str = ""
    body_sha256: str = ""
    etag: str = ""
    last_modified: str = ""
    updated: date | None = None
    dated: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A file that came instead of a source and was set aside, unused.

    Parameters
    ----------
    file : str
        Its name in the library's folder.
    reason : str
        What it is instead, as the end of a sentence.
    is_source : str
        The registered edition that it is, if it is one.
    """

    url: str
    on: date
    file: str
    sha256: str
    reason: str
    is_source: str = ""
    dated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """The lock file: what was fetched, and what came instead, by source."""

    fetched: Mapping[str, Locked] = field(default_factory=dict)
    set_aside: Mapping[str, SetAside] = field(default_factory=dict)

    def with_fetched(self, source_id: str, entry: Locked) -> Lock:
        """Return the lock with a source fetched; what came instead of it before is forgotten."""
        others = {known: aside for known, aside in self.set_aside.items() if known != source_id}
        return Lock(fetched={**self.fetched, source_id: entry}, set_aside=others)

    def with_set_aside(self, source_id: str, entry: SetAside) -> Lock:
        """Return the lock with what came instead of a source."""
        return Lock(fetched=self.fetched, set_aside={**self.set_aside, source_id: entry})

    def without(self, source_id: str) -> Lock:
        """Return the lock with nothing of a source: its file came from elsewhere."""
        fetched = {known: entry for known, entry in self.fetched.items() if known != source_id}
        set_aside = {known: aside for known, aside in self.set_aside.items() if known != source_id}
        return Lock(fetched=fetched, set_aside=set_aside)


_LOCK = TypeAdapter(Lock)


def read_lock(folder: Path) -> Lock:
    """Read a library's lock file; one that is not there is empty.

    Raises
    ------
    FetchError
        If it cannot be read.
    """
    file = folder / LOCK_NAME
    try:
        return _LOCK.validate_json(file.read_bytes())
    except FileNotFoundError:
        return Lock()
    except (OSError, ValidationError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not in the expected form"
        hint = "move it away: what is fetched again will be compared with nothing, and written anew"
        raise FetchError(f"{file} cannot be read: {why}", hint) from error


def write_lock(folder: Path, lock: Lock) -> None:
    """Write a library's lock file, whole or not at all."""
    data = json.dumps(_LOCK.dump_python(lock, mode="json"), indent=1, sort_keys=True, ensure_ascii=False)
    fresh = folder / f".{LOCK_NAME}.new"
    fresh.write_text(data + "\n", encoding="utf-8")
    fresh.replace(folder / LOCK_NAME)


@contextlib.contextmanager
def fetching_alone(folder: Path) -> Iterator[None]:
    """Let one process at a time fetch into a folder, so that no host is asked by two and no part file has two writers.

    Raises
    ------
    FetchError
        If another is at it, or the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".fetch.lock", timeout=0):
            yield
    except Timeout as error:
        raise FetchError(f"another fetch into {folder} is running", "wait until it has ended") from error
