"""One document of the school's own: as it was handed in, as it was examined, and as the library describes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from corpus.text import one_line
from corpus.types import Authority, Source, Verified
from ingest.errors import BuildError
from ingest.index import BuildResult
from ingest.local.personal_details import PageNotice, Weight, asked_about
from ingest.pdf import read_file
from ingest.sandbox import Reading

MAX_BYTES = 50 * 2**20
_NAME_CHARS = 80


class Handling(StrEnum):
    """What is done about the pages that a person was asked about."""

    LEAVE_OUT = "leave-out"
    KEEP = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a person enters about a document.

    Parameters
    ----------
    in_force_from, in_force_to : date or None
        First and last day on which it applies; ``None`` where none is given.
    replaces : str
        The id of the document added here that it replaces, or empty.
    """

    title: str
    publisher: str
    edition: str = ""
    in_force_from: date | None = None
    in_force_to: date | None = None
    replaces: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it was handed in; its name is for messages, and never becomes a name on the disk."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminedDocument:
    """A document that was read and examined, and is not in the library yet.

    Parameters
    ----------
    notices : tuple of PageNotice
        What was noticed on its pages.
    """

    source: Source
    replaces: str
    upload: Upload = field(repr=False)
    reading: Reading = field(repr=False)
    notices: tuple[PageNotice, ...] = field(repr=False)

    @property
    def title(self) -> str:
        """What it is called."""
        return self.source.title

    @property
    def n_pages(self) -> int:
        """How many pages it has."""
        return len(self.reading.parsed.document.pages)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the file carries that is not read, in words that go on from "it"."""
        return self.reading.parsed.notes

    @property
    def asked_about(self) -> tuple[PageNotice, ...]:
        """The notices about which a person must decide."""
        return asked_about(self.notices)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalChange:
    """What came of adding a document or taking one out.

    Parameters
    ----------
    title : str
        Of the document.
    can_roll_back : bool
        Whether an earlier generation is left; those with what was taken out are deleted.
    """

    title: str
    source_id: str
    result: BuildResult
    can_roll_back: bool

    @property
    def problems(self) -> tuple[str, ...]:
        """A sentence for each thing about this document that did not go well."""
        of_this = (f"{self.source_id} ", f"{self.source_id}:")
        return tuple(one for one in self.result.problems if one.startswith(of_this) or "taken out" in one)

    @property
    def n_passages(self) -> int:
        """How many passages the library has of it now."""
        return sum(e.n_passages for e in self.result.manifest.sources if e.source.source_id == self.source_id)


def upload_of(path: Path) -> Upload:
    """Read a file that is to be added.

    Raises
    ------
    UnreadablePdf
        If it cannot be read, is not a PDF, or is too large.
    """
    return Upload(name=path.name, data=read_file(path, MAX_BYTES))


def source_of(description: Description) -> Source:
    """Make the entry of a document.

    Raises
    ------
    BuildError
        If the description does not make one.
    """
    title, edition = one_line(description.title), one_line(description.edition)
    slug = re.sub(r"[^a-z0-9]+", "-", f"local {title} {edition}".lower()).strip("-")
    if slug == "local":
        raise BuildError(
            "the title has no letters or digits to name the document by", "give a title in Latin letters too"
        )
    first, last = description.in_force_from, description.in_force_to
    if first and last and last < first:
        raise BuildError(f"its last day ({last}) is before its first ({first})", "correct one of the two days")
    return Source(
        source_id=slug,
        title=title,
        publisher=one_line(description.publisher),
        edition=edition,
        authority=Authority.LOCAL,
        in_force_from=first,
        in_force_to=last,
        licence="Held by the school",
        verified=Verified.NOT_VERIFIED,
        note="Added on this computer.",
    )


def note_of(note: str, asked: Sequence[PageNotice], handling: Handling | None) -> str:
    """Return the note that readers see, with what was done about pages that hold personal details or hidden words."""
    personal = [one.page for one in asked if one.weight is not Weight.HIDDEN]
    hidden = [one.page for one in asked if one.weight is Weight.HIDDEN]
    if handling is None:
        return note
    done = []
    if personal and handling is Handling.LEAVE_OUT:
        done.append(f"{pages_in_words(personal)} {_were(personal)} left out, because of personal details")
    elif personal:
        done.append(f"{pages_in_words(personal)} may hold personal details, and {_were(personal)} added by choice")
    if hidden and handling is Handling.LEAVE_OUT:
        done.append(f"{pages_in_words(hidden)} {_were(hidden)} left out, because of words that nobody can see")
    elif hidden:
        done.append(f"words that nobody can see were left out on {pages_in_words(hidden)}")
    return " ".join([note, *(f"{one[0].upper()}{one[1:]}." for one in done)])


def _were(pages: Sequence[int]) -> str:
    return "was" if len(pages) == 1 else "were"


def shown(name: str) -> str:
    """Return the name a file came with, fit for a message."""
    plain = one_line(re.sub(r"[\x00-\x1f\x7f]", "", re.split(r"[/\\]", name)[-1]))
    return plain[:_NAME_CHARS] or "the file"


def pages_in_words(pages: Sequence[int]) -> str:
    """Name pages, such as ``pages 3, 4 and 9``."""
    numbers = [str(page) for page in pages]
    return f"page {numbers[0]}" if len(numbers) == 1 else f"pages {', '.join(numbers[:-1])} and {numbers[-1]}"
