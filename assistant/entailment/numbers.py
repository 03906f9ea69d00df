"""Numbers in a statement against those in its evidence: values, units, and "under", "at least", "at most".

Works on words as ``assistant.entailment.senses`` spells them, so that "no later than" is already one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_VALUES = {word: value for value, word in enumerate(_ONES)}
_TENS = {
    word: 10 * tens
    for tens, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2)
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_DIGITS = re.compile(r"(\d+(?:\.\d+)?)(st|nd|rd|th|s|%|[a-z]{1,2})?")
_AFTER = {
    **dict.fromkeys(("hour", "hours", "hourly"), "hours"),
    **dict.fromkeys(("day", "days"), "days"),
    **dict.fromkeys(("week", "weeks"), "weeks"),
    **dict.fromkeys(("month", "months"), "months"),
    **dict.fromkeys(("year", "years"), "years"),
    **dict.fromkeys(("term", "terms"), "terms"),
    **dict.fromkeys(("minute", "minutes"), "minutes"),
    **dict.fromkeys(("%", "percent"), "per cent"),
    **dict.fromkeys(("am", "a.m"), "am"),
    **dict.fromkeys(("pm", "p.m"), "pm"),
    **dict.fromkeys(("pound", "pounds"), "pounds"),
}
_BEFORE = {
    **dict.fromkeys(("section", "sections", "s", "ss", "sec"), "section"),
    **dict.fromkeys(("paragraph", "paragraphs", "para", "paras"), "paragraph"),
    **{word: word for word in ("part", "annex", "chapter", "article", "schedule", "stage", "regulation", "bullet")},
    "year": "year group",
    "£": "pounds",
}
_BOUNDS = {
    **dict.fromkeys(("under", "below", "younger", "less", "fewer", "before"), "under"),
    **dict.fromkeys(("over", "above", "older", "more", "exceeding", "after"), "over"),
    **dict.fromkeys(("atleast", "from", "since"), "at least"),
    **dict.fromkeys(("atmost", "within"), "at most"),
}
_OLD = frozenset({"old", "age", "aged", "birthday"})
_KINDS_THAT_MATTER = frozenset({"pounds", "per cent", *_BEFORE.values()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number in a text: its value, its unit or empty, and the bound it sets or empty.

    ``kind`` is ``days``, ``working days``, ``section`` and the like; ``bound`` is ``under``, ``over``, ``at least`` or
    ``at most``; ``suffix`` tells section 47 from section 47A.
    """

    value: float
    kind: str = ""
    bound: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.bound, f"{self.value:g}{self.suffix}", self.kind) if part)


def numbers(words: Sequence[str]) -> tuple[Number, ...]:
    """Return the numbers in a run of words, in figures or in letters.

    Examples
    --------
    >>> [str(n) for n in numbers("within twenty-four hours under section 47".replace("-", " ").split())]
    ['at most 24 hours', 'under 47 section']
    """
    return tuple(_read(words))


def unbacked(claim: Sequence[Number], evidence: Sequence[Number]) -> str:
    """Return the first number that the evidence does not give so, as words for a reason; empty if there is none."""
    return next((str(number) for number in claim if not any(_same(number, other) for other in evidence)), "")


def swapped_numbers(claim: Sequence[str], evidence: Sequence[Number]) -> str:
    """Return two numbers that the evidence has in the other order only: "7 for these and 9 for those" where it was 9 and 7.

    In "four of the six" the second says of how many, and may come first in the evidence.
    """
    of = {at for at in range(1, len(claim)) if claim[at] == "of" and numbers(claim[at - 1 : at])}
    totals = [number for at in of for number in numbers(claim[at + 1 : at + 3])]
    for one, two in pairwise(numbers(claim)):
        if two in totals and one.value <= two.value:
            continue
        if (one.kind, one.bound) == (two.kind, two.bound) and one != two and one in evidence and two in evidence:
            ones, twos = ([at for at, number in enumerate(evidence) if number == each] for each in (one, two))
            if min(ones) > max(twos):
                return f"{one} and {two}"
    return ""


def _same(claim: Number, given: Number) -> bool:
    if (claim.value, claim.suffix) != (given.value, given.suffix):
        return False
    units = {claim.kind, given.kind}
    if claim.kind != given.kind and (units & _KINDS_THAT_MATTER or "" not in units):
        return False
    return claim.bound == given.bound


def _read(words: Sequence[str]) -> Iterator[Number]:
    at = 0
    while at < len(words):
        length, value, suffix = _value(words, at)
        if not length:
            at += 1
            continue
        number = _placed(words, at, at + length, value, suffix)
        if number is not None:
            yield number
        at += length


def _value(words: Sequence[str], at: int) -> tuple[int, float, str]:
    """Return how many words a number takes from a position on, its value and suffix; no words if there is none."""
    figures = _DIGITS.fullmatch(words[at])
    if figures:
        suffix = figures[2] or ""
        plain = suffix in {"st", "nd", "rd", "th", "s", "%"}
        return 1, float(figures[1]), "" if plain else suffix
    value, length = 0, 0
    if words[at] in _TENS:
        value, length = _TENS[words[at]], 1
        after = words[at + 1] if at + 1 < len(words) else ""
        if 0 < _VALUES.get(after, 0) < 10:
            value, length = value + _VALUES[after], 2
    elif words[at] in _VALUES:
        value, length = _VALUES[words[at]], 1
    scale = words[at + length] if length and at + length < len(words) else ""
    return (length + 1, value * _SCALES[scale], "") if scale in _SCALES else (length, value, "")


def _placed(words: Sequence[str], start: int, end: int, value: float, suffix: str) -> Number | None:
    """Return a number with its unit and bound; none for a "one" that counts nothing."""
    before = list(words[max(0, start - 3) : start])
    after = list(words[end : end + 3])
    working = bool(after) and after[0] in {"working", "school"} and len(after) > 1
    unit = after[1] if working else (after[0] if after else "")
    kind = _AFTER.get(unit, "")
    if "%" in words[start]:
        kind = "per cent"
    if kind == "years" and (_OLD & set(after) or _OLD & set(before)):
        kind = ""
    kind = f"{after[0]} {kind}" if working and kind else kind
    if not kind and before:
        kind = _BEFORE.get(before[-1], "")
    if words[start] == "one" and not kind:
        return None
    return Number(value=value, kind=kind, bound="" if kind == "section" else _bound(before, after), suffix=suffix)


def _bound(before: Sequence[str], after: Sequence[str]) -> str:
    """Return the bound said nearest before a number, or right after it ("16 or over", "16 years or over")."""
    for word in reversed(before):
        if word in _BOUNDS:
            return _BOUNDS[word]
    later = after.index("atleast") if "atleast" in after[:2] else len(after)
    counts = later + 1 < len(after) and bool(_value(after, later + 1)[0])  # "84 reviews at least one agency"
    return "at least" if later < len(after) and not counts else ""
