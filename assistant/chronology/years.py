"""Which year a date without one belongs to: taken from its neighbours, so that an autumn runs on into January."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from assistant.chronology.written_dates import WrittenDate

_BACK = timedelta(days=92)
"""How far an entry may stand out of order before it is taken for the next year's."""


def days_of(written: Sequence[WrittenDate], today: date, years: Sequence[int | None] = ()) -> list[date]:
    """Return the day of each date, in the order in which they are written.

    Parameters
    ----------
    written : sequence of WrittenDate
        As they stand; each is a day in some year.
    today : date
        No year is taken for a date without one that would put it after this.
    years : sequence of int or None
        What a heading above each says of its year; empty where there are none.
    """
    known = [
        one.year if one.year is not None else said
        for one, said in zip(written, years or [None] * len(written), strict=True)
    ]
    days = [one.on(year) if year is not None else None for one, year in zip(written, known, strict=True)]
    if not any(days):
        days[-1] = _latest(written, today)
    newest_first = _is_newest_first(written, days)
    for order in (range(len(days)), range(len(days) - 1, -1, -1)):
        before: date | None = None
        forward = (order.step > 0) is not newest_first
        for at in order:
            if days[at] is None and before is not None:
                days[at] = _near(written[at], before, forward=forward, today=today)
            before = days[at] or before
    return [day or today for day in days]


def _near(written: WrittenDate, before: date, *, forward: bool, today: date) -> date | None:
    """Return the day that goes on from a neighbour's; one a little out of order stays in its year."""
    every = [day for year in range(before.year - 2, before.year + 3) if (day := written.on(year))]
    if written.weekday is not None and (fits := [day for day in every if day.weekday() == written.weekday]):
        every = fits
    past = [day for day in every if day <= today] or every
    if forward:
        return min((day for day in past if day >= before - _BACK), default=past[-1])
    return max((day for day in past if day <= before + _BACK), default=past[0])


def _latest(written: Sequence[WrittenDate], today: date) -> date | None:
    """Return the latest day that the last date can be, if weekdays that are written allow it."""
    last = written[-1]
    past = [day for year in range(today.year, today.year - 8, -1) if (day := last.on(year)) and day <= today]
    named = [one for one in written if one.weekday is not None]
    if not named:
        return past[0] if past else None

    def right(day: date) -> int:
        near = (_near(one, day, forward=False, today=today) for one in (_plain(each) for each in named))
        return sum(found is not None and found.weekday() == one.weekday for found, one in zip(near, named, strict=True))

    return max(past, key=right, default=None)


def _plain(written: WrittenDate) -> WrittenDate:
    return WrittenDate(day=written.day, month=written.month, year=None, words=written.words, end=written.end)


def _is_newest_first(written: Sequence[WrittenDate], days: Sequence[date | None]) -> bool:
    """Whether more steps go back than forward; a step from autumn to spring goes forward."""
    forward = back = 0
    for at in range(1, len(written)):
        one, other = days[at - 1], days[at]
        if one is not None and other is not None:
            step = (other - one).days
        else:
            step = (written[at].month - written[at - 1].month) * 31 + written[at].day - written[at - 1].day
            step = (step + 186) % 372 - 186  # a year is twelve months of 31 days here: only the sign is used
        forward += step > 0
        back += step < 0
    return back > forward
