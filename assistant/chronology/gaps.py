"""The dates of each kind of thing and the gaps between them, said as dates and gaps; and when nothing was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from assistant import messages
from assistant.chronology.facts import Finding, FoundFact, QuotedEntry, day_short, n_days, some
from assistant.chronology.kinds import KINDS
from assistant.chronology.record import Entry
from corpus.days import day_words

N_DATES = 3
"""How many dates there must be before anything is said of the gaps between them."""
SILENCE = timedelta(days=28)
"""How long nothing must have been written for it to be said."""


def gaps_in(by_kind: Mapping[str, Sequence[QuotedEntry]]) -> list[FoundFact]:
    """Return the gaps between the dates of each kind that has enough of them, and whether they shorten."""
    facts = []
    for kind in KINDS:
        quoted = by_kind.get(kind.kind_id, ())
        days = [one.day for one in quoted if one.day is not None]
        if not kind.counted or len(days) < N_DATES:
            continue
        gaps = [(other - one).days for one, other in pairwise(days)]
        verdict = _verdict(gaps)
        series = ", ".join(
            f"{day_short(day, days[at - 1] if at else None)}{f' ({n_days(gaps[at - 1])})' if at else ''}"
            for at, day in enumerate(days)
        )
        facts.append(
            FoundFact(
                finding=Finding.CLOSER if verdict != messages.NOT_SHORTER else Finding.NOT_CLOSER,
                about=kind.kind_id,
                text=f"{kind.title}: {series}. {verdict}",
                rests_on=some(quoted[-3:]),
                day=days[-1],
            )
        )
    return facts


def _verdict(gaps: Sequence[int]) -> str:
    """Return what the gaps do: each shorter, the last two each shorter, shorter on the whole, or none of these."""
    if all(later < earlier for earlier, later in pairwise(gaps)):
        return messages.EACH_SHORTER
    if len(gaps) > 2 and gaps[-1] < gaps[-2] < gaps[-3]:
        return messages.LAST_SHORTER
    if run := _run(gaps):
        return messages.RUN_SHORTER.format(gaps=", ".join(n_days(gap) for gap in run))
    half = len(gaps) // 2
    if len(gaps) > 2 and sum(gaps[-half:]) * 2 <= sum(gaps[:half]):
        return messages.ON_THE_WHOLE.format(
            first=" and ".join(n_days(gap) for gap in gaps[:half][:3]),
            last=" and ".join(n_days(gap) for gap in gaps[-half:][-3:]),
        )
    return messages.NOT_SHORTER


def _run(gaps: Sequence[int]) -> list[int]:
    """Return the last three gaps or more in a row, each shorter than the one before; nothing if there are none."""
    runs: list[list[int]] = [[]]
    for gap in gaps:
        if runs[-1] and gap >= runs[-1][-1]:
            runs.append([])
        runs[-1].append(gap)
    return next((run for run in reversed(runs) if len(run) >= N_DATES), [])


def silences_in(entries: Sequence[Entry], today: date) -> list[FoundFact]:
    """Return the long times in which nothing was written, and since when."""
    facts = []
    days = list(dict.fromkeys(entry.day for entry in entries))
    for one, other in pairwise(days):
        if other - one >= SILENCE:
            words = messages.NO_ENTRIES.format(one=day_words(one), other=day_words(other), n=n_days((other - one).days))
            facts.append(FoundFact(finding=Finding.SILENCE, about="gap", text=words + _holidays(one, other), day=one))
    if today - days[-1] >= SILENCE:
        words = messages.NONE_SINCE.format(day=day_words(days[-1]), n=n_days((today - days[-1]).days))
        facts.append(FoundFact(finding=Finding.SILENCE, about="since", text=words, day=days[-1]))
    return facts


def _holidays(one: date, other: date) -> str:
    """Return which of the long school holidays lie in a gap; the others differ from council to council."""
    found = [
        name
        for year in range(one.year, other.year + 1)
        for name, first, last in (
            ("summer", date(year, 7, 22), date(year, 8, 31)),
            ("Christmas", date(year, 12, 22), date(year + 1, 1, 2)),
            ("Christmas", date(year - 1, 12, 22), date(year, 1, 2)),
        )
        if one < last and first < other
    ]
    return messages.HOLIDAYS.format(names=" and the ".join(dict.fromkeys(found))) if found else ""
