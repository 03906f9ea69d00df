"""Dated entries out of pasted text: lines, bullets, tables, exports. What cannot be read is named and never dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant import messages
from assistant.chronology.tables import as_lines
from assistant.chronology.written_dates import (
    WrittenDate,
    date_at_head,
    dates_first,
    relative_date,
    vague_date,
    year_heading,
)
from assistant.chronology.years import days_of
from assistant.errors import QuestionError
from corpus.days import day_words

MAX_RECORD_CHARS = 60_000
MAX_ENTRIES = 300
_N_NAMED = 6
_MID_LINE = re.compile(r"(?<=[.;!?)])\s+(?=\S)")
_CLOSED = re.compile(r"\s*[:–—-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry.

    Parameters
    ----------
    day : date
        Of the entry; the first, where it is of a week.
    written : str
        The date as written.
    text : str
        What it says, its date taken off.
    """

    day: date
    written: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadPart:
    """Words that could not be put in their place, and why."""

    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRecord:
    """What was read.

    Parameters
    ----------
    entries : tuple of Entry
        In the order of their days.
    unread : tuple of UnreadPart
        What could not be read.
    notes : tuple of str
        What was done to read the rest.
    """

    entries: tuple[Entry, ...]
    unread: tuple[UnreadPart, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Block:
    """Lines that belong together; without a date they are unread, for a reason."""

    lines: list[str]
    written: WrittenDate | None = None
    year: int | None = None
    why: str = ""

    @property
    def text(self) -> str:
        return "\n".join(line for line in self.lines if line)


def read_record(text: str, today: date) -> ReadRecord:
    """Return the entries of a pasted record in the order of their days.

    Parameters
    ----------
    text : str
        As pasted.
    today : date
        Dates without a year are not taken to be later.

    Raises
    ------
    QuestionError
        If there is nothing to read, no date in it, or too much of it.
    """
    if not re.search(r"\w", text):
        raise QuestionError("there are no entries", "paste the dated entries of the record, one a line")
    if len(text) > MAX_RECORD_CHARS:
        raise QuestionError(
            f"the record has {len(text):,} characters, and at most {MAX_RECORD_CHARS:,} can be read at once",
            "paste a year of it at a time, and the newest part last",
        )
    lines, notes = as_lines(text)
    if not any(map(date_at_head, lines)):
        lines = dates_first(lines)
    blocks, joined = _blocks(lines)
    dated = [block for block in blocks if block.written is not None]
    if not dated:
        raise QuestionError(
            "no date was found at the beginning of a line",
            "begin each entry with its date, such as 3/9/2025 or 3 Sept; “last Tuesday” is no date",
        )
    if len(dated) > MAX_ENTRIES:
        raise QuestionError(
            f"the record has {len(dated)} entries, and at most {MAX_ENTRIES} can be read at once", "paste a part of it"
        )
    written = [block.written for block in dated if block.written is not None]
    days = days_of(written, today, [block.year for block in dated])
    entries = [
        Entry(day=day, written=one.words, text=block.text) for day, one, block in zip(days, written, dated, strict=True)
    ]
    return ReadRecord(
        entries=tuple(sorted(entries, key=lambda entry: entry.day)),
        unread=tuple(UnreadPart(text=block.text, why=block.why) for block in blocks if block.written is None),
        notes=(*notes, *joined, *_notes(written, days, today, [block.year for block in dated])),
    )


def _blocks(lines: Sequence[str]) -> tuple[list[_Block], list[str]]:
    """Return the lines put together by entry, and what is to be said of those without a date."""
    lines = [part for line in lines for part in _parts(line)]
    dotted_are_times = _dotted_are_times(lines)
    blocks: list[_Block] = []
    year: tuple[int, bool] | None = None
    n_joined, relative = 0, []
    for line in lines:
        if heading := year_heading(line):
            year = heading
            continue
        written = date_at_head(line)
        if written is not None and not (written.dotted and dotted_are_times):
            blocks.append(_Block(lines=[line[written.end :].strip()], written=written, year=_year(written, year)))
        elif vague := vague_date(line):
            blocks.append(_Block(lines=[line.strip()], why=messages.NO_DAY.format(words=vague)))
        elif not blocks:
            blocks.append(_Block(lines=[line.strip()], why=messages.BEFORE_THE_FIRST))
        else:
            n_joined += blocks[-1].written is not None and bool(blocks[-1].text)
            relative += [words] if (words := relative_date(line)) else []
            blocks[-1].lines.append(line.strip())
    notes = [messages.JOINED.format(n=n_joined, lines="line" if n_joined == 1 else "lines")] if n_joined else []
    notes += [messages.NO_DATE.format(words=words) for words in dict.fromkeys(relative)]
    return [block for block in blocks if block.text or block.written], notes


def _parts(line: str) -> list[str]:
    """Return a line cut where another entry begins in it: after a sentence, with a date and a colon or dash."""
    parts, start = [], 0
    for match in _MID_LINE.finditer(line):
        written = date_at_head(line, match.end())
        if written and not written.dotted and _CLOSED.search(line[match.end() : written.end][-3:]):
            parts.append(line[start : match.start()])
            start = match.end()
    return [part for part in (*parts, line[start:]) if part.strip()]


def _dotted_are_times(lines: Iterable[str]) -> bool:
    """Whether "9.10" at the head of a line is a time: where most dates have another form."""
    found = [written.dotted for line in lines if (written := date_at_head(line))]
    return sum(found) * 2 <= len(found) and not all(found)


def _year(written: WrittenDate, heading: tuple[int, bool] | None) -> int | None:
    if heading is None or written.year is not None:
        return None
    year, of_school = heading
    return year + 1 if of_school and written.month < 9 else year


def _notes(
    written: Sequence[WrittenDate], days: Sequence[date], today: date, headings: Sequence[int | None]
) -> list[str]:
    """Return what is said of the order, of years that were taken, and of days that do not fit."""
    notes = []
    if list(days) == sorted(days, reverse=True) and len(set(days)) > 1:
        notes.append(messages.TURNED_ROUND)
    elif moved := [day for at, day in enumerate(days) if at and day < max(days[:at])]:
        notes.append(messages.SORTED.format(days=_listed(moved)))
    without = [
        (one, day) for one, day, said in zip(written, days, headings, strict=True) if one.year is None and said is None
    ]
    if without:
        all_of_them = len(without) == len(written)
        years = sorted({day.year for _, day in without})
        words = " and ".join(map(str, years)) if len(years) < 3 else f"{years[0]} to {years[-1]}"
        notes.append((messages.NO_YEARS if all_of_them else messages.YEARS_TAKEN).format(n=len(without), years=words))
    notes += [
        messages.OTHER_WEEKDAY.format(words=one.words, day=day_words(day), weekday=f"{day:%A}")
        for one, day in zip(written, days, strict=True)
        if one.weekday is not None and day.weekday() != one.weekday
    ]
    if later := [day for day in days if day > today]:
        notes.append(messages.AFTER_TODAY.format(days=_listed(later)))
    if n_weeks := sum(one.week for one in written):
        notes.append(messages.WEEKS.format(n=n_weeks))
    return notes


def _listed(days: Sequence[date]) -> str:
    named = [day_words(day) for day in dict.fromkeys(days)]
    return ", ".join(named[:_N_NAMED]) + (f" and {len(named) - _N_NAMED} more" if len(named) > _N_NAMED else "")


def with_text(entry: Entry, text: str) -> Entry:
    """Return an entry with other words."""
    return replace(entry, text=text)
