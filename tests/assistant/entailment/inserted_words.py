"""Restricting words, each put into a sentence at a position where it reads as English and says something else.

Both lists were written before the rules that they test. The rules were then changed while looking at what the words of
``LOOKED_AT`` let pass; what those of ``HELD_BACK`` let pass was counted and not looked at. Leave it so.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_NOT_A_NOUN = r"(?!(?:of|and|or|to|in|is|are|be|was|were|not|most|more|very|well|that|which|who)\b)"
_DETERMINED = re.compile(rf"\b(the|any|all|each|every|their|its|these|those|an?) (?={_NOT_A_NOUN}[a-z]{{3,}})")
_VERB = re.compile(r"\b(?:must|should|may|can|will|could|might|would|is|are|was|were)\b(?! (?:not|also|be)\b)")
_OF_THE = re.compile(r"\b(?:the|these|those|their|all)(?= [a-z]+s\b)")


def _before_noun(sentence: str, word: str) -> str:
    def put(match: re.Match[str]) -> str:
        article = match[1]
        if article in {"a", "an"}:
            article = "an" if word[0] in "aeiou" else "a"
        return f"{article} {word} "

    return _DETERMINED.sub(put, sentence, count=1)


def _after_verb(sentence: str, word: str) -> str:
    return _VERB.sub(lambda match: f"{match[0]} {word}", sentence, count=1)


def _of_several(sentence: str, word: str) -> str:
    return _OF_THE.sub(lambda match: f"{word} of {match[0]}", sentence, count=1)


def _at_end(sentence: str, word: str) -> str:
    return f"{sentence.removesuffix('.')} {word}."


_KINDS: tuple[tuple[Callable[[str, str], str], str, str], ...] = (
    (
        _after_verb,
        "only, normally, immediately, always, annually, first, rarely, solely, formally, jointly, temporarily, personally",
        "usually, sometimes, fortnightly, promptly, verbally, exclusively, initially, primarily, routinely, anonymously,"
        " discreetly, provisionally",
    ),
    (
        _before_noun,
        "senior, written, serious, qualified, local, independent, younger, previous, final, female, registered, urgent",
        "minor, experienced, approved, regional, confidential, retired, accredited, older, original, residential, paid, married",
    ),
    (_of_several, "some, most, half, at least two", "a few, several, a third, just one"),
    (
        _at_end,
        "within ten days, every month, in writing, on request, where possible, in the first year, by phone, to the registrar",
        "within a week, twice a term, in person, if asked, as far as practicable, during the holidays, on Fridays, in London",
    ),
)
Insert = tuple[Callable[[str, str], str], str]
LOOKED_AT: tuple[Insert, ...] = tuple((put, word) for put, one, _ in _KINDS for word in one.split(", "))
HELD_BACK: tuple[Insert, ...] = tuple((put, word) for put, _, two in _KINDS for word in two.split(", "))


def inserted(sentence: str, words: tuple[Insert, ...], n: int, draw: random.Random) -> list[tuple[str, str]]:
    """Return a sentence with each of so many words put in, drawn from those that it has a position for and does not say."""
    changed = [
        (word, put(sentence, word)) for put, word in words if not re.search(rf"\b{word}\b", sentence, re.IGNORECASE)
    ]
    return draw.sample(fits := [pair for pair in changed if pair[1] != sentence], min(n, len(fits)))
