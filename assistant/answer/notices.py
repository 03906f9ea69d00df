"""What the reader should know about the editions an answer quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from assistant import messages
from assistant.retrieve import Editions
from assistant.types import Citation, Notice, Section, StatementKind
from corpus.days import day_words
from corpus.index import IndexedSource
from corpus.provisions import Standing
from corpus.register import EditionStanding, Register, standing
from corpus.types import Authority, Source, Verified

_DAY = re.compile(
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) 20\d\d\b"
)


def edition_notices(
    editions: Editions,
    citations: Sequence[Citation],
    register: Register,
    as_at: date,
    quoted: Sequence[Citation] | None = None,
) -> tuple[Notice, ...]:
    """Return a notice for each cited source that is not in force, and for each edition named but not in the library.

    A digest's date is told where words of it are ``quoted``; by default all that is cited is.
    """
    cited = {citation.source.source_id: citation.source for citation in citations}
    notices = list(_of_editions(cited, editions, register, as_at))
    shown = citations if quoted is None else quoted
    digest = next((one.source for one in shown if one.source.authority is Authority.DIGEST), None)
    if digest is not None and as_at < _month(digest.edition, as_at):
        notices.append(
            Notice("digest_date", messages.DIGEST_DATE.format(edition=digest.edition, date=day_words(as_at)))
        )
    missing = (source for source in editions.named if source.source_id not in editions.source_ids)
    names = [*(source.name for source in missing), *editions.unknown]
    return (*notices, *(Notice("not_in_library", messages.NAMED_MISSING.format(title=name)) for name in names))


def upkeep_notices(
    citations: Sequence[Citation], indexed: Mapping[str, IndexedSource], register: Register, as_at: date
) -> tuple[Notice, ...]:
    """Return notices where a quoted source is past its review date, or another edition was found at its address.

    What was replaced or has ended is in ``edition_notices`` and not repeated here.

    Parameters
    ----------
    citations : sequence of Citation
        What is quoted.
    indexed : mapping of str to IndexedSource
        What the library holds, and what was found when it was fetched.
    register : Register
        What replaced what; its review dates are newer than those in the index.
    as_at : date
        The day asked about: what was found later is left out.
    """
    quoted = {c.source.source_id: register.get(c.source.source_id, c.source) for c in citations}
    late = [source for source in quoted.values() if _review_passed(source, register, as_at)]
    each = (messages.REVIEW_PASSED_EACH.format(title=s.name, date=day_words(s.review_by)) for s in late if s.review_by)
    notices = [Notice("review_passed", messages.REVIEW_PASSED.format(titles="; ".join(each)))] if late else []
    for source_id, source in quoted.items():
        instead = indexed[source_id].instead if source_id in indexed else None
        if instead is None or instead.on > as_at or instead.is_source in indexed:
            continue
        found = register.get(instead.is_source)
        if found is None:
            text = messages.OTHER_AT_ADDRESS.format(
                date=day_words(instead.on), title=source.name, reason=instead.reason
            )
        elif found == register.current(source_id, as_at):
            continue
        else:
            text = messages.EDITION_AT_ADDRESS.format(date=day_words(instead.on), title=source.name, new=found.name)
        notices.append(Notice("other_at_address", text))
    return tuple(notices)


def _review_passed(source: Source, register: Register, as_at: date) -> bool:
    passed = source.review_by is not None and source.review_by < as_at
    known = source.source_id in register
    return passed and (not known or standing(register, source.source_id, as_at) is EditionStanding.APPLIES)


def context_notices(citations: Sequence[Citation]) -> tuple[Notice, ...]:
    """Return a notice where a quotation breaks off at the foot of its page, or is no law in force."""
    cut = [citation.marker for citation in citations if citation.breaks_off]
    notices = [Notice("breaks_off", messages.BREAKS_OFF.format(markers=_markers(cut)))] if cut else []
    for stands in Standing:
        marked = [citation.marker for citation in citations if citation.passage.standing is stands]
        if stands.words and marked:
            text = messages.NOT_LAW_IN_FORCE.format(markers=_markers(marked), standing=stands.words)
            notices.append(Notice("commencement", text))
    return (*notices, *_of_records(citations))


def _of_records(citations: Sequence[Citation]) -> Iterator[Notice]:
    """Go through what is recorded of the provisions quoted that a reader must know.

    Yields
    ------
    Notice
    """
    recorded = [(one.marker, one.provision) for one in citations if one.provision is not None]
    away = [marker for marker, provision in recorded if provision.elsewhere]
    changed = [marker for marker, provision in recorded if provision.effects]
    for markers, text in ((away, messages.NOT_FOR_ENGLAND), (changed, messages.NOT_IN_THE_TEXT_YET)):
        if markers:
            yield Notice("commencement", text.format(markers=_markers(markers)))


def own_words_notices(
    sections: Sequence[Section], citations: Sequence[Citation], register: Register, as_at: date
) -> tuple[Notice, ...]:
    """Return a notice if our own sentences rest on editions that were replaced by the day, and none of those is quoted."""
    statements = [statement for section in sections for statement in section.statements]
    fixed = (statement.text for statement in statements if statement.kind is StatementKind.FIXED)
    not_here = (one for statement in statements for one in statement.elsewhere if one.endswith(messages.NOT_HERE))
    ours = " ".join((*fixed, *not_here))
    quoted = {citation.source for citation in citations}
    pairs = [
        messages.SUPERSEDED_PAIR.format(old=source.name, new=newer.name, date=_since(newer))
        for source in register.sources.values()
        if any(name in ours for name in source.names)
        if source not in quoted and (newer := register.current(source.source_id, as_at)) != source
    ]
    return (Notice("superseded", messages.OWN_WORDS_REPLACED.format(pairs="; ".join(pairs))),) if pairs else ()


def later_notices(sections: Sequence[Section], as_at: date) -> tuple[Notice, ...]:
    """Return a notice if our own sentences speak of days after the one asked about: what began then did not apply."""
    ours = " ".join(s.text for section in sections for s in section.statements if s.kind is StatementKind.REVIEWED)
    days = {datetime.strptime(found, "%d %B %Y").date() for found in _DAY.findall(ours)}  # noqa: DTZ007  # a day has no zone
    later = ", ".join(day_words(day) for day in sorted(days) if day > as_at)
    return (Notice("later", messages.LATER.format(days=later, date=day_words(as_at))),) if later else ()


def _markers(markers: Sequence[int]) -> str:
    return " ".join(f"[{marker}]" for marker in markers)


def _of_editions(quoted: Mapping[str, Source], editions: Editions, register: Register, as_at: date) -> Iterator[Notice]:
    """Give a notice for each edition that does not apply; one for all those without a later edition in the library.

    Yields
    ------
    Notice
    """
    replaced: dict[str, tuple[str, str]] = {}
    for source in quoted.values():
        newer = register.current(source.source_id, as_at)
        if source.in_force_from is not None and as_at < source.in_force_from:
            yield Notice("not_yet", messages.NOT_YET.format(title=source.name, date=day_words(source.in_force_from)))
        elif newer.source_id not in {source.source_id, source.part_of}:
            if source in editions.named or newer.source_id in editions.source_ids:
                text = messages.SUPERSEDED_NAMED if source in editions.named else messages.COMPARED
                next_ = _next(source, register, as_at)
                words = text.format(old=source.name, new=next_.name, date=_since(next_))
                now = "" if next_ == newer else messages.APPLIES_NOW.format(name=newer.name)
                yield Notice("superseded", f"{words}{now}")
            elif source.part_of not in quoted:
                replaced[source.name] = (newer.name, _since(newer))
        elif source.in_force_to is not None and source.in_force_to < as_at:
            text = messages.NOT_IN_FORCE.format(old=source.name, date=day_words(source.in_force_to))
            yield Notice("superseded", text)
    if len(replaced) > 1:
        pairs = (messages.SUPERSEDED_PAIR.format(old=old, new=new, date=day) for old, (new, day) in replaced.items())
        yield Notice("superseded", messages.SUPERSEDED_MANY.format(pairs="; ".join(pairs)))
    elif replaced:
        ((old, (new, day)),) = replaced.items()
        yield Notice("superseded", messages.SUPERSEDED.format(old=old, new=new, date=day))


def _next(source: Source, register: Register, as_at: date) -> Source:
    """Return the edition that replaced a source: the next one, whatever replaced that."""
    begun = (one for one in register.successors(source.source_id) if one.in_force_from and one.in_force_from <= as_at)
    return next(begun, register.current(source.source_id, as_at))


def _since(newer: Source) -> str:
    day = day_words(newer.in_force_from) if newer.in_force_from else "a later date"
    return f"{day}, as reported" if newer.verified is Verified.SECONDARY else day


def _month(edition: str, otherwise: date) -> date:
    """Return the first day of the month a digest's edition names, such as ``November 2026``."""
    try:
        return datetime.strptime(edition, "%B %Y").date()  # noqa: DTZ007  # a month has no time zone
    except ValueError:
        return otherwise
