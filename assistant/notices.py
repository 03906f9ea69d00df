"""What the reader should know about the editions an answer quotes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant import fixed
from assistant.retrieve import Editions
from assistant.types import Citation, Notice
from corpus.register import Register
from corpus.types import Source


def edition_notices(
    editions: Editions, citations: Sequence[Citation], register: Register, as_at: date
) -> tuple[Notice, ...]:
    """Give a notice for each quoted source that is not in force, and for each edition named but not in the library."""
    notices: list[Notice] = []
    quoted = {citation.source.source_id: citation.source for citation in citations}
    for source in quoted.values():
        notice = _about(source, register, as_at)
        if notice is not None and notice not in notices:
            notices.append(notice)
    missing = (source for source in editions.named if source.source_id not in editions.source_ids)
    return (*notices, *(Notice("not_in_library", fixed.NAMED_MISSING.format(title=_name(s))) for s in missing))


def _about(source: Source, register: Register, as_at: date) -> Notice | None:
    if source.in_force_from is not None and as_at < source.in_force_from:
        return Notice("not_yet", fixed.NOT_YET.format(title=_name(source), date=_day(source.in_force_from)))
    newer = register.current(source.source_id, as_at)
    if newer.source_id not in {source.source_id, source.part_of}:
        since = _day(newer.in_force_from) if newer.in_force_from else "a later date"
        return Notice("superseded", fixed.SUPERSEDED.format(old=_name(source), new=_name(newer), date=since))
    if source.in_force_to is not None and source.in_force_to < as_at:
        return Notice("superseded", fixed.NOT_IN_FORCE.format(old=_name(source), date=_day(source.in_force_to)))
    return None


def _name(source: Source) -> str:
    """Name an edition as people do, or by title and edition."""
    return source.names[0] if source.names else f"{source.title} ({source.edition})"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
