"""Find the editions that a question names: "KCSIE 24", "the 2025 KCSIE", "KCSIE 2024 and 2025", "last year's KCSIE".

A name that ends in a year teaches a family: "KCSIE 2025" makes ``kcsie`` a family with an edition of 2025. A family is
only named with a year next to it, so that "what does KCSIE say" names no edition and is answered by the one in force.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.text import fold
from corpus.types import Source

_YEARED = re.compile(r"(.+\S) (20\d\d|19\d\d)")
_YEAR = r"(?:19|20)\d\d"
_FILLER = (
    r"(?:[\s,(:'-]|\b(?:the|for|from|of|in|edition|version|guidance|dated|published|issued)\b"
    r"|\b(?:january|february|march|april|may|june|july|august|sept?|september|october|november|december)\b)*"
)
# "KCSIE 25 pupils" and "KCSIE 24 hours" are not editions.
_SHORT = r"\d\d(?![\d%.])(?!\s*-?\s*(?:year|month|week|day|hour|pupil|child|minute|page|time)s?\b)"
_AND = r"\s*(?:,|&|/|-|\band\b|\bor\b|\bto\b|\bvs?\b\.?|\bversus\b|\bthan\b|\bwith\b)\s*(?:(?:the|in|from)\s+)?"
_LIST_AFTER = re.compile(rf"{_FILLER}((?:{_YEAR}|{_SHORT})(?:{_AND}(?:{_YEAR}|{_SHORT}))*)(?!\d)")
_LIST_BEFORE = re.compile(
    rf"(?<![\d/])({_YEAR}(?:{_AND}{_YEAR})*)\s*(?:(?:edition|version)s?\s+)?(?:of\s+)?(?:the\s+)?$"
)
_SCHOOL_YEAR = re.compile(r"((?:19|20)\d\d)\s*[/-]\s*(\d\d)(?!\d)")
_OTHER_YEAR = re.compile(rf"(?<![\d/.-])({_YEAR})(?![\d/-])")
# A year that dates something else: "in September 2024", "born 2015", "the Children Act 2004".
_DATED = re.compile(
    r"(?:\b(?:act|regulations|order|since|until)|\b(?:born|joined(?: us)?|started|left)(?: in)?"
    r"|\b(?:jan|feb|apr|aug|sep|oct|nov|dec)\w*|\bmar(?:ch)?|\bmay|\bjune?|\bjuly?)\s+$"
)
_LAST_YEAR = (r"last year'?s\s+(?:(?:edition|version)\s+of\s+)?(?:the\s+)?$", r"\s+(?:from|of|for)?\s*last year\b")
_PREVIOUS = (
    r"(?:previous|preceding|old|former|superseded)\s+(?:(?:edition|version)\s+of\s+)?(?:the\s+)?$",
    r"'?s?\s+(?:previous|preceding|last)\s+(?:edition|version)\b",
)


_YEARS = range(2006, 2036)  # years that an edition of guidance may carry; "KCSIE 43" is a paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedEditions:
    """What a question names.

    Parameters
    ----------
    source_ids : frozenset of str
        Editions named outright.
    unknown : tuple of str
        Editions named by family and year that are not among those that can be named, such as ``KCSIE 2019``.
    last_year, previous : tuple of tuple of str
        Families asked about as "last year's" or "the previous"; each the ids of its editions. They need a day.
    """

    source_ids: frozenset[str]
    unknown: tuple[str, ...] = ()
    last_year: tuple[tuple[str, ...], ...] = ()
    previous: tuple[tuple[str, ...], ...] = ()


def editions_named_in(text: str, sources: Iterable[Source]) -> NamedEditions:
    """Return the editions that a text names.

    Parameters
    ----------
    text : str
        A question, in any spelling.
    sources : iterable of Source
        The editions that can be named.
    """
    asked = fold(text)
    names = {fold(name): source.source_id for source in sources for name in source.names}
    families = _families(names)
    named = {names[name] for name, _, _ in _occurrences(asked, names)}
    elsewhere = _other_years(asked)
    unknown: list[str] = []
    last_year: list[tuple[str, ...]] = []
    previous: list[tuple[str, ...]] = []
    for family, start, end in _occurrences(asked, families):
        editions = families[family]
        years = _adjacent_years(asked, start, end)
        named |= {editions[year] for year in years if year in editions}
        unknown += [f"{_shown(family)} {year}" for year in sorted(years - editions.keys()) if year in _YEARS]
        if years or named & set(editions.values()):
            named |= {editions[year] for year in elsewhere if year in editions}
        before, after = _just_before(asked, start), asked[end:]
        for phrases, into in ((_LAST_YEAR, last_year), (_PREVIOUS, previous)):
            if re.search(phrases[0], before) or re.match(phrases[1], after):
                into.append(tuple(editions.values()))
    source_ids = frozenset(named)
    return NamedEditions(
        source_ids=source_ids,
        unknown=tuple(dict.fromkeys(unknown)),
        last_year=tuple(last_year),
        previous=tuple(previous),
    )


def _shown(family: str) -> str:
    """Return a family's folded name as people write it: KCSIE, Working together."""
    return family.upper() if " " not in family else family.capitalize()


def _families(names: Mapping[str, str]) -> dict[str, dict[int, str]]:
    """Return each family's editions by year, from the names that end in one."""
    families: dict[str, dict[int, str]] = {}
    for name, source_id in names.items():
        if match := _YEARED.fullmatch(name):
            families.setdefault(match[1], {})[int(match[2])] = source_id
    return families


def _occurrences(text: str, names: Iterable[str]) -> list[tuple[str, int, int]]:
    """Return each name found in a text as whole words (a year may be glued on, as in ``WT23``), with its span."""
    return [
        (name, match.start(), match.end())
        for name in names
        if name in text  # next to nothing, where a pattern for each of many names is not
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?![a-z]|(?<=\d)\d)", text)
    ]


def _adjacent_years(text: str, start: int, end: int) -> set[int]:
    """Return the years that stand right after or right before a family's name."""
    lists = [
        match[1] for match in (_LIST_AFTER.match(text, end), _LIST_BEFORE.search(_just_before(text, start))) if match
    ]
    years = [year for part in lists for year in re.findall(rf"{_YEAR}|\d\d", _SCHOOL_YEAR.sub(_first_year, part))]
    return {int(year) if len(year) == 4 else 2000 + int(year) for year in years}


def _just_before(text: str, start: int) -> str:
    """Return the few words before a place; more would make a long question slow to read."""
    return text[max(0, start - 60) : start]


def _first_year(match: re.Match[str]) -> str:
    """Read "2024/25" as the edition of 2024: guidance for a school year carries its first year."""
    return match[1] if int(match[1][2:]) + 1 == int(match[2]) else match[0]


def _other_years(text: str) -> set[int]:
    """Return bare years elsewhere in the text that do not date something else: "… that wasn't in 2024"."""
    years = _OTHER_YEAR.finditer(text)
    return {int(year[1]) for year in years if not _DATED.search(_just_before(text, year.start()))}
