"""Which editions can be compared: the publications with two or more in the library, and what a question asked about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from assistant.answer import subject_of
from assistant.types import Answer
from assistant.understand import Shape
from corpus.register import EditionStanding, Link, Register, chains_within
from corpus.types import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A publication of which the library holds two editions or more.

    Parameters
    ----------
    editions : tuple of Link
        Those in the library, the newest first.
    missing : Source or None
        The edition that applies on the day, if it is not in the library.
    """

    editions: tuple[Link, ...]
    missing: Source | None

    @property
    def title(self) -> str:
        """What the newest edition here is called."""
        return self.editions[0].source.title

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The ids of the editions, the newest first."""
        return tuple(link.source.source_id for link in self.editions)

    @property
    def first_choice(self) -> str:
        """The edition that applies, or else the newest here that has begun and has another before it."""
        begun = [link for link in self.editions[:-1] if link.standing is not EditionStanding.NOT_YET]
        return (begun[0] if begun else self.editions[-2]).source.source_id

    def others(self, source_id: str) -> tuple[str, ...]:
        """Return what an edition can be compared with: the one before it first, then the older and the newer ones."""
        at = self.source_ids.index(source_id)
        return (*self.source_ids[at + 1 :], *reversed(self.source_ids[:at]))


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRequest:
    """What is to be compared: a subject, an edition, and the one to compare it with."""

    topic: str
    edition: str
    against: str


def publications(register: Register, source_ids: Collection[str], as_at: date) -> tuple[Publication, ...]:
    """Return the publications that can be compared, in the order registered.

    Parameters
    ----------
    register : Register
        What replaced what.
    source_ids : collection of str
        What the library holds.
    as_at : date
        The day on which one of them applies.
    """
    found = []
    for links in chains_within(register, source_ids, as_at):
        newest = register.current(links[-1].source.source_id, as_at)
        missing = None if newest.source_id in source_ids else newest
        found.append(Publication(editions=tuple(reversed(links)), missing=missing))
    return tuple(found)


def asked_about(answer: Answer, register: Register, source_ids: Collection[str]) -> ComparisonRequest | None:
    """Return the comparison that an answer about editions leads to; nothing if it was not about editions.

    Parameters
    ----------
    answer : Answer
        Whose question, as understood, names editions or quotes one.
    register : Register
        What replaced what; finds editions by their names.
    source_ids : collection of str
        What the library holds.
    """
    if Shape.EDITION not in {shaped.shape for shaped in answer.shapes}:
        return None
    offered = publications(register, source_ids, answer.as_at)
    named = [source.source_id for source in register.named(answer.standalone_question, answer.as_at)]
    quoted = [citation.source.source_id for citation in answer.citations]
    for source_id in (*named, *quoted):
        publication = next((one for one in offered if source_id in one.source_ids), None)
        if publication is not None:
            edition = max(
                (one for one in named if one in publication.source_ids),
                key=lambda one: -publication.source_ids.index(one),
                default=publication.first_choice,
            )
            others = publication.others(edition)
            against = next((one for one in others if one in named), others[0])
            return ComparisonRequest(topic=subject_of(answer.standalone_question), edition=edition, against=against)
    return None
