"""A fact that a record shows, the words of the entries it rests on, and how its days are said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant import messages
from corpus.days import day_words

N_QUOTED = 4
_LONGEST = 160


class Finding(StrEnum):
    """What a finding is about; the sections of the page stand in this order."""

    RISK = "risk"
    UNANSWERED = "unanswered"
    CLOSER = "closer"
    NEW = "new"
    SILENCE = "silence"
    ABSENT = "absent"
    ANSWERED = "answered"
    NOT_CLOSER = "not-closer"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedEntry:
    """The words of an entry that a finding rests on; the day is missing where none could be read."""

    day: date | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFact:
    """One fact, and what it rests on.

    Parameters
    ----------
    finding : Finding
        What it is about.
    about : str
        The id of the kind, the card, the agency or the person that it is about.
    text : str
        In words.
    rests_on : tuple of QuotedEntry
        The words of the entries.
    day : date or None
        On which it begins.
    days : tuple of date
        All its days, where it has more than one.
    """

    finding: Finding
    about: str
    text: str
    rests_on: tuple[QuotedEntry, ...] = ()
    day: date | None = None
    days: tuple[date, ...] = ()


def shortened(sentence: str, start: int, end: int) -> str:
    """Return a sentence of an entry, cut around the words that were found if it is long."""
    words = " ".join(sentence.split())
    if len(words) <= _LONGEST:
        return words
    first = sentence.rfind(" ", 0, max(start - _LONGEST // 3, 1)) + 1
    last = sentence.find(" ", min(max(end, first + _LONGEST), len(sentence)))
    cut = " ".join(sentence[first : last if last > 0 else len(sentence)].split())
    return f"{'…' if first else ''}{cut}{'…' if last > 0 else ''}"


def n_days(n: int) -> str:
    """Return a number of days in words."""
    return f"{n} day" if n == 1 else f"{n} days"


def day_or_none(day: date | None) -> str:
    """Return a day in words, or that none could be read."""
    return day_words(day) if day else messages.DAY_NOT_READ


def day_short(day: date, before: date | None) -> str:
    """Return a day, its year only where it is another than that of the day before it."""
    return day_words(day) if before is None or before.year != day.year else f"{day.day} {day:%B}"


def days_listed(days: Iterable[date]) -> str:
    """Return days in words, each once."""
    return ", ".join(day_words(day) for day in dict.fromkeys(days))


def some(quoted: Sequence[QuotedEntry]) -> tuple[QuotedEntry, ...]:
    """Return as many quotations as are shown of a fact."""
    return tuple(quoted[:N_QUOTED])
