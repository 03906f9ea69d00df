"""A check of the library, what the library has now, and what came of a change to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from corpus.types import Source
from ingest.fetch import Lock, SourceChange


class Concern(StrEnum):
    """What a finding is about."""

    NEWER = "newer_edition"
    NOTICED = "noticed_at_source"
    ENDED = "past_last_day"
    REVIEW = "past_review_date"
    CHANGED = "changed_at_source"
    ANNOUNCED = "newer_edition_at_source"
    WITHDRAWN = "withdrawn_at_source"
    MOVED = "moved_at_source"
    GONE = "gone_from_source"
    NOT_ASKED = "could_not_be_asked"
    DIGEST = "digest"
    COMING = "coming"


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryFinding:
    """One finding.

    Parameters
    ----------
    says : str
        What is so: a sentence for a person, without its full stop.
    do : str
        What to do at the computer, as the rest of “please …”; empty if nothing, or if an address is to be looked at.
    url : str
        Where to look; anyone can.
    to_do : bool
        Whether something needs doing now; else it is worth knowing.
    """

    concern: Concern
    source_id: str
    says: str
    do: str = ""
    url: str = ""
    to_do: bool = True

    @property
    def text(self) -> str:
        """What is so and what to do, for whoever runs commands."""
        do = f"look at {self.url}" if self.url else self.do
        return f"{self.says}. {do[:1].upper()}{do[1:]}." if do else f"{self.says}."

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as JSON has it."""
        return {"concern": self.concern.value, "source_id": self.source_id, "text": self.text, "to_do": self.to_do}


class Looker(Protocol):
    """Compares what a source was fetched from with what was fetched; ``ingest.fetch.fetcher.Fetcher`` is one."""

    def look(self, source: Source, n_bytes: int = 0, here: Collection[str] = ()) -> Sequence[SourceChange]:
        """Return what has changed; nothing if nothing has.

        Parameters
        ----------
        source : Source
            The source.
        n_bytes : int
            How long its file is, if it was not fetched.
        here : collection of str
            The sources that are here.

        Raises
        ------
        FetchError
            If it cannot be asked.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryState:
    """What is on this computer.

    Parameters
    ----------
    indexed : frozenset of str
        The sources in the index that serves, digests and local documents included.
    lock : Lock
        What was fetched, and what came instead.
    sizes : mapping of str to int
        How long the files of indexed sources are.
    """

    indexed: frozenset[str] = frozenset()
    lock: Lock = field(default_factory=Lock)
    sizes: Mapping[str, int] = field(default_factory=dict)

    @property
    def here(self) -> frozenset[str]:
        """Every source that is indexed or fetched."""
        return self.indexed | frozenset(self.lock.fetched)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check came to, with the chains of editions as at its day."""

    as_at: date
    found: tuple[LibraryFinding, ...]
    chains: tuple[tuple[dict[str, Any], ...], ...]
    n_statements: Mapping[str, int]
    asked: bool

    @property
    def needs_doing(self) -> bool:
        """Whether anything needs doing."""
        return any(one.to_do for one in self.found)

    def as_dict(self) -> dict[str, Any]:
        """Return the check as JSON has it."""
        return {
            "as_at": self.as_at.isoformat(),
            "needs_doing": self.needs_doing,
            "official_sites_asked": self.asked,
            "found": [one.as_dict() for one in self.found],
            "chains": [list(links) for links in self.chains],
            "statements_read": dict(self.n_statements),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """What became of one source's file.

    Parameters
    ----------
    summary : str
        What became of it, in words.
    problems : tuple of str
        A sentence for each page that somebody should look at.
    fetched_on : date or None
        The day it came from its official address, or was last found unchanged there.
    instead : str
        What came instead of it when it was fetched last; empty if nothing did.
    """

    source: Source
    n_pages: int
    n_passages: int
    summary: str
    problems: tuple[str, ...] = ()
    fetched_on: date | None = None
    instead: str = ""

    @property
    def to_look_at(self) -> bool:
        """Whether somebody should look at it."""
        return bool(self.problems or self.instead)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierGeneration:
    """The generation that a rollback would make serve: what it has, and how that differs from what serves now."""

    generation: str
    built_at: datetime
    n_sources: int
    n_passages: int
    without: tuple[str, ...]
    again: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryStanding:
    """What serves now.

    Parameters
    ----------
    problems : tuple of str
        A sentence for each source that could not be read and each page that came out blank.
    earlier : EarlierGeneration or None
        What can be gone back to.
    """

    generation: str
    built_at: datetime
    sources: tuple[SourceReport, ...]
    problems: tuple[str, ...]
    earlier: EarlierGeneration | None

    @property
    def n_pages(self) -> int:
        """How many pages it has."""
        return sum(one.n_pages for one in self.sources)

    @property
    def n_passages(self) -> int:
        """How many passages it has."""
        return sum(one.n_passages for one in self.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetchable:
    """A source whose official address is known: whether its file is here, and since when."""

    source: Source
    is_here: bool
    fetched_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpkeepResult:
    """What came of a change, for a person: a heading, what is so now, what became of each source, and what went wrong."""

    heading: str
    sentences: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()
