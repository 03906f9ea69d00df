"""Chains of editions: which replaced which, from when to when, and which of them applies on a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from corpus.register.register import Register
from corpus.types import Source


class EditionStanding(StrEnum):
    """How an edition stands on a day."""

    APPLIES = "applies"
    NOT_YET = "not_yet"
    REPLACED = "replaced"
    ENDED = "ended"  # its last day has passed and nothing registered took its place


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One edition in its chain.

    Parameters
    ----------
    last_day : date or None
        As registered; else the day before a later edition began, if one has a first day.
    """

    source: Source
    standing: EditionStanding
    last_day: date | None

    def as_dict(self) -> dict[str, Any]:
        """Return the edition as JSON has it."""
        begins = self.source.in_force_from
        return {
            "source_id": self.source.source_id,
            "name": self.source.name,
            "from": begins.isoformat() if begins else None,
            "to": self.last_day.isoformat() if self.last_day else None,
            "standing": self.standing.value,
        }


def chain(register: Register, source_id: str, as_at: date) -> tuple[Link, ...]:
    """Return the editions of a source's chain, the oldest first; a source that stands alone is a chain of one.

    Parameters
    ----------
    register : Register
        What replaced what.
    source_id : str
        Any edition of the chain.
    as_at : date
        The day asked about.
    """
    earlier, later = register.predecessors(source_id), register.successors(source_id)
    return tuple(_link(register, source, as_at) for source in (*reversed(earlier), register[source_id], *later))


def chains(register: Register, as_at: date) -> tuple[tuple[Link, ...], ...]:
    """Return every chain of two editions or more, in the order registered; extracts go with their whole.

    Parameters
    ----------
    register : Register
        What replaced what.
    as_at : date
        The day asked about.
    """
    seen: set[str] = set()
    found: list[tuple[Link, ...]] = []
    for source in register.values():
        links = chain(register, source.source_id, as_at)
        if source.source_id not in seen and not source.part_of and len(links) > 1:
            seen |= {link.source.source_id for link in links}
            found.append(links)
    return tuple(found)


def chains_within(register: Register, source_ids: Collection[str], as_at: date) -> tuple[tuple[Link, ...], ...]:
    """Return the chains of which two editions or more are in a library, with those editions alone.

    Parameters
    ----------
    register : Register
        What replaced what.
    source_ids : collection of str
        What the library holds.
    as_at : date
        The day asked about.
    """
    here = (tuple(link for link in links if link.source.source_id in source_ids) for links in chains(register, as_at))
    return tuple(links for links in here if len(links) > 1)


def standing(register: Register, source_id: str, as_at: date) -> EditionStanding:
    """Return how an edition stands on a day.

    Parameters
    ----------
    register : Register
        What replaced what.
    source_id : str
        The edition.
    as_at : date
        The day asked about.
    """
    source = register[source_id]
    newer = register.current(source_id, as_at)
    if newer.source_id != source_id and newer in register.successors(source_id):
        return EditionStanding.REPLACED
    whole = register.get(source.part_of, source)
    if any(part.in_force_from is not None and as_at < part.in_force_from for part in (source, whole)):
        return EditionStanding.NOT_YET
    ended = source.in_force_to is not None and source.in_force_to < as_at
    return EditionStanding.ENDED if ended else EditionStanding.APPLIES


def _link(register: Register, source: Source, as_at: date) -> Link:
    next_days = [later.in_force_from for later in register.successors(source.source_id)[:1] if later.in_force_from]
    last_day = source.in_force_to or next((day - timedelta(days=1) for day in next_days), None)
    return Link(source=source, standing=standing(register, source.source_id, as_at), last_day=last_day)
