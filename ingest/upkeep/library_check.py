"""What needs doing to keep the library current: newer editions, days that have passed, files that changed, digests to mend.

Nothing is asked, fetched or written: what was seen at official sites is handed in (whats_new.py), so that a computer without a
network can still show what the register and the digests say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from corpus.days import day_words
from corpus.register import EditionStanding, Register, chains, standing
from corpus.types import Authority, Source
from ingest.digests import Digest, GuidanceText, how_read, lint
from ingest.fetch import SourceState
from ingest.upkeep.check_record import CheckRecord, SeenChange
from ingest.upkeep.types import Checked, Concern, LibraryFinding, LibraryState

_CONCERNS = {
    SourceState.NEWER_FILE: Concern.CHANGED,
    SourceState.NEWER_EDITION: Concern.ANNOUNCED,
    SourceState.WITHDRAWN: Concern.WITHDRAWN,
    SourceState.MOVED: Concern.MOVED,
    SourceState.GONE: Concern.GONE,
}
_OR_UPDATE = "or take a newer version of this program, which brings its digests"


def check(
    register: Register,
    library: LibraryState,
    digests: Sequence[Digest],
    as_at: date,
    *,
    seen: CheckRecord | None = None,
    guidance: Mapping[str, GuidanceText] | None = None,
) -> Checked:
    """Check the library against the register, the day and, if somebody can ask them, the official sites.

    Parameters
    ----------
    register : Register
        All editions known, documents of the library's own included.
    library : LibraryState
        What is on this computer.
    digests : sequence of Digest
        The bundled digests.
    as_at : date
        The day it is checked for.
    seen : CheckRecord, optional
        What the official sites were seen to have, if they were asked now.
    guidance : mapping of str to GuidanceText, optional
        Official PDFs at hand, against which the digests' words and pages are checked.
    """
    found = [
        *_editions(register, library, as_at),
        *_set_aside(register, library),
        *_reviews(register, library, as_at),
        *(_changes(register, seen) if seen else ()),
        *_digests(digests, register, as_at, guidance or {}),
    ]
    links = tuple(tuple(link.as_dict() for link in one) for one in chains(register, as_at))
    return Checked(
        as_at=as_at, found=tuple(found), chains=links, n_statements=how_read(digests), asked=seen is not None
    )


def _editions(register: Register, library: LibraryState, as_at: date) -> Iterator[LibraryFinding]:
    """Report each edition here that was replaced by one that is not, has ended, or will be replaced.

    Yields
    ------
    LibraryFinding
    """
    newest_missing: dict[str, list[Source]] = {}
    for source in _known(register, library.here):
        newer = register.current(source.source_id, as_at)
        now = standing(register, source.source_id, as_at)
        if now is EditionStanding.REPLACED and newer.source_id not in library.here:
            newest_missing.setdefault(newer.source_id, []).append(source)
        elif now is EditionStanding.ENDED:
            ended = f" on {day_words(source.in_force_to)}" if source.in_force_to else ""
            says = f"{source.name} ended{ended}, and no later edition is registered"
            yield LibraryFinding(
                concern=Concern.ENDED, source_id=source.source_id, says=says, do=_ask(source), url=_url(source)
            )
        for later in register.successors(source.source_id):
            if later.in_force_from and as_at < later.in_force_from:
                says = f"{later.name} will replace {source.name} on {day_words(later.in_force_from)}"
                yield LibraryFinding(concern=Concern.COMING, source_id=source.source_id, says=says, to_do=False)
    for source_id, earlier in newest_missing.items():
        newer = register[source_id]
        since = f" since {day_words(newer.in_force_from)}" if newer.in_force_from else ""
        here = ", ".join(source.name for source in earlier)
        says = f"{newer.name} has applied{since}, and here is only {here}"
        yield LibraryFinding(concern=Concern.NEWER, source_id=source_id, says=says, do=_how_to_get(newer))


def _set_aside(register: Register, library: LibraryState) -> Iterator[LibraryFinding]:
    """Report each file that came instead of the edition asked for, and of each that a person should look at.

    Yields
    ------
    LibraryFinding
    """
    for source_id, aside in library.lock.set_aside.items():
        name = register[source_id].name if source_id in register else source_id
        is_here = aside.is_source in library.here
        if aside.is_source in register:
            known = register[aside.is_source]
            says = f"At the address of {name} there was {known.name} on {day_words(aside.on)}"
            says, do = (f"{says}; it is here", "") if is_here else (says, _how_to_get(known))
        else:
            says = f"At the address of {name} there was something else on {day_words(aside.on)}: {aside.reason}"
            do = f"look at {aside.file}, and register it if it is a new edition"
        yield LibraryFinding(concern=Concern.NOTICED, source_id=source_id, says=says, do=do, to_do=not is_here)
    for source_id, entry in library.lock.fetched.items():
        if entry.remark:
            name = register[source_id].name if source_id in register else source_id
            says = f"When {name} was fetched on {day_words(entry.fetched_on)}: {entry.remark}"
            yield LibraryFinding(concern=Concern.NOTICED, source_id=source_id, says=says, to_do=False)


def _reviews(register: Register, library: LibraryState, as_at: date) -> Iterator[LibraryFinding]:
    """Report each entry whose day to be looked at again has passed, unless a later edition replaced it.

    Digests are left to their linter.

    Yields
    ------
    LibraryFinding
    """
    for source in register.values():
        if source.review_by is None or as_at <= source.review_by or source.authority is Authority.DIGEST:
            continue
        if standing(register, source.source_id, as_at) is not EditionStanding.REPLACED:
            yield LibraryFinding(
                concern=Concern.REVIEW,
                source_id=source.source_id,
                says=f"{source.name} was to be looked at again by {day_words(source.review_by)}",
                do=_ask(source),
                url=_url(source),
                to_do=source.source_id in library.here,
            )


def _changes(register: Register, seen: CheckRecord) -> Iterator[LibraryFinding]:
    """Report what has changed at the official sites, and what that does to our sentences.

    Yields
    ------
    LibraryFinding
    """
    for change in seen.open:
        says = f"{change.name}: {change.says}. {change.effect.rstrip('.')}"
        do, url = _how_to_take_in(register, change)
        yield LibraryFinding(concern=_CONCERNS[change.state], source_id=change.source_id, says=says, do=do, url=url)
    for name, why in seen.not_asked.items():
        yield LibraryFinding(
            concern=Concern.NOT_ASKED, source_id="", says=f"It could not be asked whether {name} has changed: {why}"
        )


def _how_to_take_in(register: Register, change: SeenChange) -> tuple[str, str]:
    """Return what to do about a change, and where to look if a person has to."""
    if change.state is SourceState.NEWER_FILE:
        return f"run 'python -m ingest fetch {change.source_id}' and then 'make index'", ""
    if change.edition in register:
        return _how_to_get(register[change.edition]), ""
    return "", change.url


def _digests(
    digests: Iterable[Digest], register: Register, as_at: date, guidance: Mapping[str, GuidanceText]
) -> Iterator[LibraryFinding]:
    """Return what is to be mended in the digests.

    Yields
    ------
    LibraryFinding
    """
    for digest in digests:
        for fault in lint(digest, register, as_at, guidance):
            concern = Concern.REVIEW if fault.rule == "review" else Concern.DIGEST
            where = f"statement {fault.number}: " if fault.number else ""
            says = f"The digest “{digest.source.title}” {where}{fault.text}"
            do = "review it" if fault.rule == "review" else "mend it"
            yield LibraryFinding(concern=concern, source_id=fault.source_id, says=says, do=f"{do}, {_OR_UPDATE}")


def _known(register: Register, source_ids: Iterable[str]) -> list[Source]:
    here = frozenset(source_ids)
    return [source for source in register.values() if source.source_id in here]


def _how_to_get(source: Source) -> str:
    if source.landing_url or source.file_url:
        return f"run 'python -m ingest fetch {source.source_id}' and then 'make index'"
    return (
        f"get it from {source.publisher}, save it as {source.source_id}.pdf in the folder of fetched PDFs, and run"
        " 'make index'"
    )


def _url(source: Source) -> str:
    return source.landing_url or source.file_url


def _ask(source: Source) -> str:
    return "" if _url(source) else f"ask {source.publisher}"
