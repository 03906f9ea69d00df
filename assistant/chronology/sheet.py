"""A record in order to the sheet that is read, shown and taken away; and as JSON for other programs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from assistant import messages
from assistant.answer import features_of
from assistant.chronology.chronologist import OrderedRecord
from assistant.chronology.facts import Finding, FoundFact, day_or_none
from assistant.chronology.over_time import ShownOverTime
from assistant.export import RecordSheet, SheetFact, record_sheet
from corpus.days import day_words

_SECTIONS = tuple(Finding)


def sheet_of(ordered: OrderedRecord, made_at: datetime, *, number: str = "") -> RecordSheet:
    """Return the sheet of a record.

    Parameters
    ----------
    ordered : OrderedRecord
        The record in order.
    made_at : datetime
        When it is made, in England.
    number : str
        Tells sheets of one minute apart.
    """
    return record_sheet(
        [
            (heading, [_fact(fact) for fact in facts] or [SheetFact(text=nothing)])
            for heading, facts, nothing in facts_of(ordered)
        ],
        made_at,
        read=how_read(ordered),
        guidance=ordered.guidance,
        entries=[(day_words(entry.day), entry.text) for entry in ordered.record.entries],
        unread=[(part.text, part.why) for part in ordered.record.unread],
        danger=ordered.danger,
        first=risk_first(ordered),
        before=ordered.before,
        citations=ordered.citations,
        as_at=ordered.as_at,
        number=number,
    )


def facts_of(ordered: OrderedRecord) -> list[tuple[str, tuple[FoundFact, ...], str]]:
    """Return each section's heading, its facts, and what is said where there are none; a section without either is left out."""
    if ordered.shown is None:
        return []
    rows = [
        (
            messages.CHRONOLOGY_HEADINGS[finding.value],
            ordered.shown.of(finding),
            messages.CHRONOLOGY_NOTHING.get(finding.value, ""),
        )
        for finding in _SECTIONS
    ]
    return [row for row in rows if row[1] or row[2]]


def how_read(ordered: OrderedRecord) -> tuple[str, ...]:
    """Return how the record was read: how many entries, from when to when, and what was done to read them."""
    entries = ordered.record.entries
    if not entries:
        return ()
    n = "1 entry" if len(entries) == 1 else f"{len(entries)} entries"
    words = messages.N_ENTRIES_READ.format(n=n, first=day_words(entries[0].day), last=day_words(entries[-1].day))
    return (words, *ordered.record.notes)


def risk_first(ordered: OrderedRecord) -> tuple[str, ...]:
    """Return what is said first of high-risk features."""
    grave = ordered.shown.grave if ordered.shown else ()
    if not grave:
        return ()
    return (messages.CHRONOLOGY_RISK_FIRST.format(features=features_of(grave)),)


def as_dict(ordered: OrderedRecord) -> dict[str, Any]:
    """Return a record in order as ``python -m assistant chronology --json`` prints it."""
    return {
        "as_at": ordered.as_at.isoformat(),
        "danger": ordered.danger,
        "refused": ordered.refused,
        "notices": [{"kind": notice.kind, "text": notice.text} for notice in ordered.notices],
        "read": list(how_read(ordered)),
        "unread": [{"text": part.text, "why": part.why} for part in ordered.record.unread],
        "entries": [
            {"day": entry.day.isoformat(), "written": entry.written, "text": entry.text}
            for entry in ordered.record.entries
        ],
        "facts": _facts_as_dicts(ordered.shown),
        "guidance": [
            {"text": one.text, "citations": list(one.citations), "elsewhere": list(one.elsewhere)}
            for one in ordered.guidance
        ],
        "citations": [citation.as_dict() for citation in ordered.citations],
    }


def _facts_as_dicts(shown: ShownOverTime | None) -> list[dict[str, Any]]:
    return [
        {
            "finding": fact.finding.value,
            "about": fact.about,
            "day": fact.day.isoformat() if fact.day else None,
            "text": fact.text,
            "rests_on": [
                {"day": one.day.isoformat() if one.day else None, "words": one.words} for one in fact.rests_on
            ],
        }
        for fact in (shown.facts if shown else ())
    ]


def _fact(fact: FoundFact) -> SheetFact:
    return SheetFact(text=fact.text, rests_on=tuple((day_or_none(one.day), one.words) for one in fact.rests_on))
