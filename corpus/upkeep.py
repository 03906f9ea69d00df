"""What whoever looks after the library is told of it: what it holds, what can be fetched, and what came of a change.

These types pass between the page, which a person reads, and ingest, which knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from corpus.types import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """What became of one source's file.

    Parameters
    ----------
    told : str
        What became of it, in words.
    problems : tuple of str
        A sentence for each page that somebody should look at.
    fetched_on : date or None
        The day it came from its official address, or was last found unchanged there.
    instead : str
        What came in its place when it was fetched last; empty if nothing did.
    """

    source: Source
    n_pages: int
    n_passages: int
    told: str
    problems: tuple[str, ...] = ()
    fetched_on: date | None = None
    instead: str = ""

    @property
    def to_look_at(self) -> bool:
        """Whether somebody should look at it."""
        return bool(self.problems or self.instead)


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The generation that a rollback would make serve: what it holds, and how that differs from what serves now."""

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
    earlier : Earlier or None
        What can be gone back to.
    """

    generation: str
    built_at: datetime
    sources: tuple[SourceReport, ...]
    problems: tuple[str, ...]
    earlier: Earlier | None

    @property
    def n_pages(self) -> int:
        """How many pages it holds."""
        return sum(one.n_pages for one in self.sources)

    @property
    def n_passages(self) -> int:
        """How many passages it holds."""
        return sum(one.n_passages for one in self.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetchable:
    """A source whose official address is known: whether its file is here, and since when."""

    source: Source
    is_here: bool
    fetched_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a change, for a person: a heading, what is so now, what became of each source, and what went wrong."""

    heading: str
    said: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()
