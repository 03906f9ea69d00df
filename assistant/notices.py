"""What the reader should know about the editions an answer quotes."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date, datetime

from assistant import fixed
from assistant.retrieve import Editions
from assistant.types import Citation, Notice
from corpus.register import Register
from corpus.types import Authority, Source


def edition_notices(
    editions: Editions, citations: Sequence[Citation], register: Register, as_at: date
) -> tuple[Notice, ...]:
    """Give a notice for each quoted source that is not in force, and for each edition named but not in the library."""
    notices: list[Notice] = []
    named = {source.source_id for source in editions.named}
    quoted = {citation.source.source_id: citation.source for citation in citations}
    for source in quoted.values():
        notice = _about(source, named, register, as_at)
        if notice is not None and notice not in notices:
            notices.append(notice)
    digest = next((source for source in quoted.values() if source.authority is Authority.DIGEST), None)
    if digest is not None and as_at < _month(digest.edition, as_at):
        notices.append(Notice("digest_date", fixed.DIGEST_DATE.format(edition=digest.edition, date=_day(as_at))))
    missing = (source for source in editions.named if source.source_id not in editions.source_ids)
    names = [*(source.name for source in missing), *editions.unknown]
    return (*notices, *(Notice("not_in_library", fixed.NAMED_MISSING.format(title=name)) for name in names))


def context_notices(question: str, citations: Sequence[Citation]) -> tuple[Notice, ...]:
    """Give a notice where a quotation breaks off at the foot of its page, or is from a part about something more particular."""
    cut = [citation.marker for citation in citations if citation.breaks_off]
    notices = [Notice("breaks_off", fixed.BREAKS_OFF.format(markers=_markers(cut)))] if cut else []
    for heading, spoken_of, text in fixed.CONTEXTS:
        inside = [c.marker for c in citations if any(re.search(heading, part) for part in c.passage.heading_path)]
        if inside and not re.search(spoken_of, question, re.IGNORECASE):
            notices.append(Notice("context", text.format(markers=_markers(inside))))
    return tuple(notices)


def _markers(markers: Sequence[int]) -> str:
    return " ".join(f"[{marker}]" for marker in markers)


def _about(source: Source, named: Collection[str], register: Register, as_at: date) -> Notice | None:
    if source.in_force_from is not None and as_at < source.in_force_from:
        return Notice("not_yet", fixed.NOT_YET.format(title=source.name, date=_day(source.in_force_from)))
    newer = register.current(source.source_id, as_at)
    if newer.source_id not in {source.source_id, source.part_of}:
        since = _day(newer.in_force_from) if newer.in_force_from else "a later date"
        text = fixed.SUPERSEDED_NAMED if source.source_id in named else fixed.SUPERSEDED
        return Notice("superseded", text.format(old=source.name, new=newer.name, date=since))
    if source.in_force_to is not None and source.in_force_to < as_at:
        return Notice("superseded", fixed.NOT_IN_FORCE.format(old=source.name, date=_day(source.in_force_to)))
    return None


def _month(edition: str, otherwise: date) -> date:
    """Give the first day of the month a digest's edition names, such as ``November 2026``."""
    try:
        return datetime.strptime(edition, "%B %Y").date()  # noqa: DTZ007  # a month has no time zone
    except ValueError:
        return otherwise


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
