"""What a check of the library is made of: what is on this computer, what was found, and what it came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from corpus.types import Source
from ingest.fetch import Lock


class Concern(StrEnum):
    """What a finding is about."""

    NEWER = "newer_edition"
    NOTICED = "noticed_at_source"
    ENDED = "past_last_day"
    REVIEW = "past_review_date"
    CHANGED = "changed_at_source"
    NOT_ASKED = "could_not_be_asked"
    DIGEST = "digest"
    COMING = "coming"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
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
    """Says how what a source was fetched from differs now from what was fetched; ``ingest.fetch.fetcher.Fetcher`` is one."""

    def look(self, source: Source) -> str:
        """Return what differs, as a clause; empty if nothing does.

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
    held : frozenset of str
        The sources in the index that serves, digests and local documents included.
    lock : Lock
        What was fetched, and what came instead.
    """

    held: frozenset[str] = frozenset()
    lock: Lock = field(default_factory=Lock)

    @property
    def here(self) -> frozenset[str]:
        """Every source that is indexed or fetched."""
        return self.held | frozenset(self.lock.fetched)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check came to, with the chains of editions as at its day."""

    as_at: date
    found: tuple[Found, ...]
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
