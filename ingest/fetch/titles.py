"""How titles and years are compared: the words of a title, and the years that name an edition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.types import Source

# Words that are in any title and distinguish none.
_SMALL = frozenset({
    "a",
    "an",
    "and",
    "at",
    "by",
    "for",
    "from",
    "in",
    "into",
    "of",
    "on",
    "or",
    "s",
    "the",
    "to",
    "with",
})
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_YEAR = r"(?:19|20)\d\d"
_YEARS = re.compile(rf"(?<![\d.])({_YEAR})(?:\s*(?:to|[-/–])\s*((?:20)?\d\d)(?!\d))?(?!\d)")
_OF_AN_ACT = re.compile(rf"\b(?:Act|Regulations|Order)\s+{_YEAR}", re.IGNORECASE)
# What a publication presents beside its text; "primary" and the like because a text for all is meant.
_OTHER_THING = re.compile(
    r"\b(?:summary|changes|faqs?|questions and answers|frequently asked questions|primary|secondary"
    r"|part (?:one|two|three|four|five|\d)|annex(?:es)?|easy read|large print|braille|british sign language|bsl|audio|welsh"
    r"|cymraeg|translat\w+|childrens|child friendly|young peoples|poster|leaflet|template|form|checklist|quick guide|infographic"
    r"|equality|impact assessment|privacy notice|letter|response|slides|presentation|video|webinar|training)\b",
    re.IGNORECASE,
)
_AT_END = re.compile(rf"{_YEAR}(?: to {_YEAR})?$")
_FEW = 4


def words(text: str) -> list[str]:
    """Return the words of a title: lower case, without what stands in brackets, apostrophes and punctuation."""
    plain = re.sub("['’‘]", "", _IN_BRACKETS.sub(" ", text).casefold().replace("&", " and "))
    return re.findall(r"[a-z0-9]+", plain)


def others_named(title: str, text: str) -> frozenset[str]:
    """Return what a text says that makes it another thing than a title: a summary, a translation, a part.

    What stands in brackets counts here: "(Welsh)", "(large print)".
    """
    return frozenset(_kinds(text)) - frozenset(_kinds(title))


def share(title: str, text: str) -> float:
    """Return how much of a title a text has, from 0 to 1: the share of its distinctive words; years aside."""
    asked, there = (distinctive(_YEARS.sub(" ", each)) for each in (title, text))
    return len(asked & there) / len(asked) if asked else 0.0


def distinctive(text: str) -> set[str]:
    """Return the words of a title that distinguish it."""
    return set(words(text)) - _SMALL


def fits_title(source: Source, text: str) -> bool:
    """Whether a text (a title page, an attachment's title) bears a source's title.

    The main title, up to the colon, must stand there as it is, or nearly so if it is long; of the rest, half. Years aside.
    """
    main, _, rest = source.title.partition(":")
    there, title = words(_YEARS.sub(" ", text)), words(_YEARS.sub(" ", main))
    here = set(there)
    as_it_is = bool(title) and any(there[at : at + len(title)] == title for at in range(len(there) - len(title) + 1))
    named = set(title) - _SMALL
    nearly = len(named) >= _FEW and len(named & here) >= 0.8 * len(named)
    others = distinctive(_YEARS.sub(" ", rest))
    return (as_it_is or nearly) and 2 * len(others & here) >= len(others)


def n_shared(source: Source, text: str) -> int:
    """Count the distinctive words of a source's title that a text has: the more, the more closely it is meant."""
    return len(distinctive(source.title) & set(words(text)))


def likeness(title: str, text: str) -> float:
    """Return how alike two titles are, from 0 to 1: the share of their distinctive words that both have; years aside."""
    one, other = (distinctive(_YEARS.sub(" ", each)) for each in (title, text))
    return len(one & other) / len(one | other) if one | other else 0.0


def years(text: str, *, of_acts: bool = False) -> tuple[str, ...]:
    """Return the years a text names, in order: ``2025``, ``2023 to 2024``; years of Acts only if asked for."""
    plain = text if of_acts else _OF_AN_ACT.sub(" ", text)
    return tuple(_spelt(found) for found in _YEARS.finditer(plain))


def edition_years(source: Source) -> str:
    """Return the year, or years, that name a source's edition: from what people call it, else from its edition."""
    called: Iterable[re.Match[str] | None] = (_AT_END.search(name) for name in source.names)
    for found in called:
        if found and not _OF_AN_ACT.search(source.title):
            return found[0]
    named: Sequence[str] = years(source.edition)
    if named:
        return named[0]
    return str(source.in_force_from.year) if source.in_force_from else ""


def _kinds(text: str) -> list[str]:
    plain = re.sub("['’‘]", "", text.casefold().replace("-", " "))
    return _OTHER_THING.findall(plain)


def _spelt(found: re.Match[str]) -> str:
    first, second = found[1], found[2]
    if not second:
        return first
    second = second if len(second) == 4 else first[:2] + second
    return f"{first} to {second}" if int(second) > int(first) else first
