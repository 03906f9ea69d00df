"""What needs doing to keep the library current: newer editions, days that have passed, files that changed, digests to mend.

Nothing is fetched or written. Whoever asks official sites is handed in, so that all of this is tested without a network,
and a computer without one can still be told what the register and the digests say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from corpus.chains import Standing, chains, standing
from corpus.register import Register
from corpus.types import Source
from ingest.digest_lint import Held, how_read, lint
from ingest.digest_types import Digest
from ingest.errors import FetchError
from ingest.lockfile import Lock


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
    text : str
        One sentence for a person: what is so, and what to do.
    to_do : bool
        Whether something needs doing now; else it is worth knowing.
    """

    concern: Concern
    source_id: str
    text: str
    to_do: bool = True


class Looker(Protocol):
    """Says how what a source was fetched from differs now from what was fetched; ``ingest.fetch.Fetcher`` is one."""

    def look(self, source: Source) -> str:
        """Give what differs, as a clause; empty if nothing does.

        Raises
        ------
        FetchError
            If it cannot be asked.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
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
        """Give the check as JSON has it."""
        return {
            "as_at": self.as_at.isoformat(),
            "needs_doing": self.needs_doing,
            "official_sites_asked": self.asked,
            "found": [asdict(one) for one in self.found],
            "chains": [list(links) for links in self.chains],
            "statements_read": dict(self.n_statements),
        }


def check(
    register: Register,
    library: Library,
    digests: Sequence[Digest],
    as_at: date,
    *,
    looker: Looker | None = None,
    guidance: Mapping[str, Held] | None = None,
) -> Checked:
    """Check the library against the register, the day and, if somebody can ask them, the official sites.

    Parameters
    ----------
    register : Register
        All editions known, documents of the library's own included.
    library : Library
        What is on this computer.
    digests : sequence of Digest
        The bundled digests.
    as_at : date
        The day it is checked for.
    looker : Looker, optional
        Who asks official sites; without one they are not asked.
    guidance : mapping of str to Held, optional
        Official PDFs at hand, against which the digests' words and pages are held.
    """
    found = [
        *_editions(register, library, as_at),
        *_set_aside(register, library),
        *_reviews(register, library, as_at),
        *(_changes(register, library.lock, looker) if looker else ()),
        *_digests(digests, register, as_at, guidance or {}),
    ]
    links = tuple(tuple(link.as_dict() for link in one) for one in chains(register, as_at))
    return Checked(
        as_at=as_at, found=tuple(found), chains=links, n_statements=how_read(digests), asked=looker is not None
    )


def _editions(register: Register, library: Library, as_at: date) -> Iterator[Found]:
    """Tell of each edition here that was replaced by one that is not, has ended, or will be replaced.

    Yields
    ------
    Found
    """
    newest_missing: dict[str, list[Source]] = {}
    for source in _known(register, library.here):
        newer = register.current(source.source_id, as_at)
        now = standing(register, source.source_id, as_at)
        if now is Standing.REPLACED and newer.source_id not in library.here:
            newest_missing.setdefault(newer.source_id, []).append(source)
        elif now is Standing.ENDED:
            text = f"{source.name} ended on {source.in_force_to}, and no later edition is registered: {_where(source)}."
            yield Found(concern=Concern.ENDED, source_id=source.source_id, text=text)
        for later in register.successors(source.source_id):
            if later.in_force_from and as_at < later.in_force_from:
                text = f"{later.name} will replace {source.name} on {later.in_force_from}."
                yield Found(concern=Concern.COMING, source_id=source.source_id, text=text, to_do=False)
    for source_id, earlier in newest_missing.items():
        newer = register[source_id]
        since = f" since {newer.in_force_from}" if newer.in_force_from else ""
        here = ", ".join(source.name for source in earlier)
        text = f"{newer.name} has applied{since} and is not here ({here}): {_how_to_get(newer)}."
        yield Found(concern=Concern.NEWER, source_id=source_id, text=text)


def _set_aside(register: Register, library: Library) -> Iterator[Found]:
    """Tell of each file that came instead of the edition asked for, and of each that a person should look at.

    Yields
    ------
    Found
    """
    for source_id, aside in library.lock.set_aside.items():
        name = register[source_id].name if source_id in register else source_id
        if aside.is_source in register:
            known = register[aside.is_source]
            held = aside.is_source in library.here
            text = f"At the address of {name} there was {known.name} on {aside.on}"
            text += "; it is here." if held else f": {_how_to_get(known)}."
        else:
            held = False
            text = f"At the address of {name} there was something else on {aside.on}: {aside.reason}."
            text += f" Look at {aside.file}, and register it if it is a new edition."
        yield Found(concern=Concern.NOTICED, source_id=source_id, text=text, to_do=not held)
    for source_id, entry in library.lock.fetched.items():
        if entry.remark:
            text = f"When {source_id} was fetched on {entry.fetched_on}: {entry.remark}."
            yield Found(concern=Concern.NOTICED, source_id=source_id, text=text, to_do=False)


def _reviews(register: Register, library: Library, as_at: date) -> Iterator[Found]:
    """Tell of each entry whose day to be looked at again has passed, unless a later edition took its place.

    Yields
    ------
    Found
    """
    for source in register.values():
        replaced = standing(register, source.source_id, as_at) is Standing.REPLACED
        if source.review_by is not None and source.review_by < as_at and not replaced:
            here = source.source_id in library.here
            text = f"{source.name} was to be looked at again by {source.review_by}: {_where(source)}."
            yield Found(concern=Concern.REVIEW, source_id=source.source_id, text=text, to_do=here)


def _changes(register: Register, lock: Lock, looker: Looker) -> Iterator[Found]:
    """Ask for each fetched source whether what it came from has changed.

    Yields
    ------
    Found
    """
    for source in _known(register, lock.fetched):
        try:
            differs = looker.look(source)
        except FetchError as error:
            text = f"It could not be asked whether {source.name} has changed: {error.message}."
            yield Found(concern=Concern.NOT_ASKED, source_id=source.source_id, text=text)
            continue
        if differs:
            text = f"{source.name}: {differs}. Run 'python -m ingest fetch {source.source_id}'."
            yield Found(concern=Concern.CHANGED, source_id=source.source_id, text=text)


def _digests(
    digests: Iterable[Digest], register: Register, as_at: date, guidance: Mapping[str, Held]
) -> Iterator[Found]:
    """Tell what is to be mended in the digests.

    Yields
    ------
    Found
    """
    for digest in digests:
        for fault in lint(digest, register, as_at, guidance):
            concern = Concern.REVIEW if fault.rule == "review" else Concern.DIGEST
            where = f"statement {fault.number}: " if fault.number else ""
            text = f"The digest “{digest.source.title}” {where}{fault.text}."
            yield Found(concern=concern, source_id=fault.source_id, text=text)


def _known(register: Register, source_ids: Iterable[str]) -> list[Source]:
    here = frozenset(source_ids)
    return [source for source in register.values() if source.source_id in here]


def _how_to_get(source: Source) -> str:
    if source.landing_url or source.file_url:
        return f"run 'python -m ingest fetch {source.source_id}', then build"
    return f"get it from {source.publisher}, save it as {source.source_id}.pdf, then build"


def _where(source: Source) -> str:
    place = source.landing_url or source.file_url
    return f"look at {place}" if place else f"ask {source.publisher}"
