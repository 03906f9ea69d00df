"""Dates as people write them at the head of an entry: British order, with or without a year, a weekday, or "w/c"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_WEEKDAY = r"(?:mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:rs?|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)(?![a-z])\.?"
_YEAR = r"(?:(?:19|20)\d\d(?!\d|\s*hrs?\b)|['’]\d\d(?!\d))"
_BULLET = r"(?:[-*•▪◦·–—>#\"“(\[_]+\s*|\(?\d{1,3}[.)]\s+)*"
_LABEL = (
    r"(?:(?:date(?:\s+of\s+(?:incident|entry|concern|event))?|entry(?:\s+\d+)?|incident\s+date)\s*[:=–-]\s*|date\s+(?=\d)|"
    r"dated\s+|on\s+(?=(?:the\s+)?\d|[a-z]+day))?[*_]*\s*"
)
_WEEK = r"(?P<week>(?:w[/.]?[cb]|wk\.?\s*(?:beg\w*|comm?\w*|of)|week\s+(?:beginning|commencing|of|starting))\.?:?\s*)?"
_ORDINAL = r"(?:st|nd|rd|th)?"
_DAY_RANGE = r"(?:\s*(?:-|–|to|and|&)\s*\d{1,2}(?:st|nd|rd|th)?)?"
_NOT_A_UNIT = (
    r"(?![\d.,:]*\d|\s*(?:kg|am|pm|hrs?|%|cm|mm|st\b|lbs?|miles?|years?|yrs?|months?|mths?|days?|weeks?|out of|of the))"
)
_FORMS = (
    r"(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)(?:T(?=\d))?",
    r"(?P<d>\d{1,2})\s?[/.·_–-]\s?(?P<m>\d{1,2})\s?[/.·_–-]\s?(?P<y>(?:19|20)\d\d|\d\d)(?![\d/])",
    r"(?P<d>\d{1,2}) (?P<m>\d{1,2}) (?P<y>(?:20)?[12]\d)(?=\s*(?:[:|\t–-]|\s[A-Za-z]))",
    rf"(?P<d>\d{{1,2}}){_ORDINAL}{_DAY_RANGE}[\s-]*(?:of\s+)?(?P<month>{_MONTH})(?:[\s,-]{{0,3}}(?P<y>{_YEAR}|(?<=-)\d\d(?!\d)|\d\d(?=\s*(?:[:|\t–-]|$))))?",
    rf"(?P<month>{_MONTH})\s*(?P<d>\d{{1,2}}){_ORDINAL}(?!\d|[:/])(?:[\s,]{{0,3}}(?P<y>{_YEAR}))?",
    rf"(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}}){_NOT_A_UNIT}",
    rf"(?P<d>\d{{1,2}})(?P<dotted>[.-])(?P<m>\d{{1,2}}){_NOT_A_UNIT}",
)
_HEAD = rf"\s*{_BULLET}{_LABEL}{_WEEK}(?:(?P<weekday>{_WEEKDAY})[\s,]*(?:the\s+)?)?(?:the\s+)?"
_DATES = tuple(re.compile(rf"{_HEAD}(?P<date>{form})", re.IGNORECASE) for form in _FORMS)
_AFTER = re.compile(
    rf"[*_\])]*(?:\s*[(,]?\s*{_WEEKDAY}\)?(?=[\s:,|–-]))?[*_\])\"”]*(?:\s*[:|–—-]+|,)?\s*", re.IGNORECASE
)
_TO_A_SECOND = re.compile(r"\s*(?:-|–|—|to|and|&)\s*", re.IGNORECASE)
RELATIVE = re.compile(
    rf"\s*{_BULLET}(?P<words>(?:last|this|next|the\s+(?:next|following|previous))\s+(?:{_WEEKDAY}|day|week|month|term|night|morning|half[- ]term)"
    rf"|yesterday|today|tonight|(?:the\s+)?same\s+(?:day|week)|later\s+(?:that|the\s+same)\s+(?:day|week)|over\s+the\s+weekend"
    rf"|(?:a|one|two|three|a\s+few|\d+)\s+(?:days?|weeks?|months?)\s+(?:later|ago|after)|{_WEEKDAY}(?:\s+[ap]\.?m\.?)?(?=\s*[:,–-]))",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    rf"\s*{_BULLET}{_LABEL}(?P<words>(?:(?:early|mid|late|end\s+of|beginning\s+of|start\s+of|sometime\s+in|around)[\s-]+)?{_MONTH}"
    rf"(?:\s*{_YEAR}|\s*\d\d(?=\s*[:–-]))?(?=\s*(?:[:–—|\t-]|$))"
    rf"|(?:early|mid|late|end\s+of|beginning\s+of|start\s+of|sometime\s+in|around)[\s-]+{_MONTH}(?:\s*{_YEAR})?"
    rf"|(?:autumn|spring|summer)\s+term(?:\s+\d)?(?:\s*{_YEAR})?(?=\s*[:–—|\t-])"
    rf"|(?:[?x]{{1,2}}|\d{{1,2}})\s*[/.]\s*(?:[?x]{{1,2}}|\d{{1,2}})\s*[/.]\s*(?:[?x]{{2,4}}|\d{{2,4}})"
    rf"|(?:[?x]{{1,2}}|\d{{2,3}}){_ORDINAL}\s+{_MONTH}(?:\s*{_YEAR})?"
    rf"|(?:19|20)\d\d-\d\d?-\d\d?|(?:date\s+(?:unknown|not\s+(?:known|recorded|given))|undated|no\s+date)\b)",
    re.IGNORECASE,
)
_MOST_BEFORE = 40  # characters that stand before a date, where it is not at the head
_MOST_WORDS = 3
_FEWEST = 3  # lines that begin with the same word before their dates, or that end with them
_LONGEST = 30  # characters of a date that stands at the end of a line
_BEFORE_THE_LAST = " ([–—|-,"
"""What stands before a date at the end of a line, and is no part of the entry."""
_PROSE = re.compile(r"\b(?:by|until|till|for|from|since|before|after|of|to|next|due|dob|born)$", re.IGNORECASE)
_HEADING = re.compile(
    rf"[\W_]*(?:(?:{_MONTH}|(?:autumn|spring|summer)(?:\s+term)?(?:\s+\d)?|academic\s+year|school\s+year|year)\W*)?"
    r"(?P<y>20\d\d)(?:\s*[/–-]\s*(?P<next>20\d\d|\d\d))?\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDate:
    """A date as it stands at the head of an entry.

    Parameters
    ----------
    day, month : int
        As written, the day first.
    year : int or None
        ``None`` where none is written.
    weekday : int or None
        0 for Monday, where one is written.
    week : bool
        Whether it is the beginning of a week: "w/c 8 Sept".
    dotted : bool
        Whether it is two numbers with a dot or dash between, which may be a time.
    words : str
        As written.
    end : int
        Where the entry's text begins in the line.
    """

    day: int
    month: int
    year: int | None
    weekday: int | None = None
    week: bool = False
    dotted: bool = False
    words: str
    end: int

    def on(self, year: int) -> date | None:
        """Return the day in a year; nothing on 29 February of most."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def dates_first(lines: Sequence[str]) -> list[str]:
    """Return lines with their dates at the head: for a record in which a label, a few words, or all of an entry stand before them.

    Where most lines have none, and no label comes again and again, they are prose that speaks of dates, and stay as they are.
    """
    written = [_after_a_label(line) for line in lines]
    n_lines = sum(bool(line.strip()) for line in lines)
    found = [line for line, one in zip(lines, written, strict=True) if one]
    if 2 * len(found) <= n_lines and not _same_label(found):
        written = [_at_the_end(line) for line in lines]
        n_last = sum(one is not None for one in written)
        if n_last < _FEWEST or 2 * n_last <= n_lines:
            return list(lines)
    read = []
    for line, one in zip(lines, written, strict=True):
        at = line.find(one.words) if one else 0
        rest = line[:at] + line[one.end :] if one else ""
        read.append(f"{line[at : one.end]}: {rest.rstrip(_BEFORE_THE_LAST)}" if one and at > 0 else line)
    return read


def _same_label(lines: Sequence[str]) -> bool:
    """Whether one word comes first in line after line: "Concern 4202 – 14/01/25"."""
    first = [re.split(r"\W", line.strip(), maxsplit=1)[0].casefold() for line in lines]
    return any(first.count(word) >= _FEWEST for word in set(first) if word.isalpha())


def _at_the_end(line: str) -> WrittenDate | None:
    """Return the date with which a line ends, as in "Settled well. (8/12/2025)"."""
    plain = line.rstrip(" .)]")
    starts = [
        match.start() for match in re.finditer(r"(?<![\w/.-])\w", plain) if match.start() >= len(plain) - _LONGEST
    ]
    for at in starts:
        one = date_at_head(plain, at)
        if one and not one.dotted and one.end >= len(plain) and plain.startswith(one.words, at):
            return replace(one, end=len(line))
    return None


def _after_a_label(line: str) -> WrittenDate | None:
    """Return the date of a line before which a label stands or at most a few words, and no word that makes it prose."""
    starts = [match.start() for match in re.finditer(r"(?<![\w/.-])[\w(]", line[:_MOST_BEFORE])]
    written = next((one for at in starts if (one := date_at_head(line, at)) and not one.dotted), None)
    if written is None:
        return None
    before = line[: line.find(written.words)].rstrip(" (")
    is_short = len(re.findall(r"\w+", before)) <= _MOST_WORDS or before.endswith((":", "-", "–", "|"))
    return written if is_short and not _PROSE.search(before) else None


def date_at_head(line: str, start: int = 0) -> WrittenDate | None:
    """Return the date with which a line begins, after bullets and labels; nothing if there is none that a calendar has."""
    for pattern in _DATES:
        match = pattern.match(line, start)
        if match is not None and (written := _written(match)) is not None:
            return _with_end(line, written)
    return None


def vague_date(line: str) -> str:
    """Return the words of what looks like a date at the head of a line and names no day; empty if there are none."""
    match = _VAGUE.match(line)
    return match["words"].strip() if match else ""


def relative_date(line: str) -> str:
    """Return the words that say when without a date, such as "last Tuesday"; empty if there are none."""
    match = RELATIVE.match(line)
    return match["words"].strip() if match else ""


def year_heading(line: str) -> tuple[int, bool] | None:
    """Return the year that a heading names, and whether it is a school year, which goes on into the next."""
    match = _HEADING.fullmatch(line)
    return (int(match["y"]), match["next"] is not None) if match else None


def _written(match: re.Match[str]) -> WrittenDate | None:
    groups = match.groupdict()
    month = int(groups["m"]) if groups.get("m") else _MONTHS.index(groups["month"][:3].casefold()) + 1
    year = int(groups["y"].lstrip("'’")) if groups.get("y") else None
    if year is not None and year < 100:
        year += 2000
    weekday = _WEEKDAYS.index(groups["weekday"][:3].casefold()) if groups["weekday"] else None
    written = WrittenDate(
        day=int(groups["d"]),
        month=month,
        year=year,
        weekday=weekday,
        week=bool(groups["week"]),
        dotted=bool(groups.get("dotted")),
        words=match.group()[match.group().find(groups["week"] or groups["weekday"] or groups["date"]) :].strip(),
        end=match.end(),
    )
    return written if written.on(year or 2024) else None


def _with_end(line: str, written: WrittenDate) -> WrittenDate:
    """Let the text begin after the date, a second one to which it runs, and what separates it from the text."""
    end = written.end
    joined = _TO_A_SECOND.match(line, end)
    if joined and joined.group().strip() and (second := _second(line, joined.end())):
        end = second
    after = _AFTER.match(line, end)
    return WrittenDate(
        day=written.day,
        month=written.month,
        year=written.year,
        weekday=written.weekday,
        week=written.week,
        dotted=written.dotted,
        words=written.words,
        end=after.end() if after else end,
    )


def _second(line: str, start: int) -> int:
    for pattern in _DATES[:4]:
        match = pattern.match(line, start)
        if match and _written(match):
            return match.end()
    return 0
