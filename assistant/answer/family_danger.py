"""Where the family may be the danger no short answer sends anybody to a parent; where a father may be, only a very sure one.

An answer that fits what is asked may be written for a home where one parent is feared and the other is not: “ask the other
parent, alone”. Where honour-based abuse, a forced marriage or FGM is surely told, both may be in it: readers found that unsafe.
Some answers are written for a father who is hurt: “speak to Dad alone”. In a case in which nothing tells of one he is more
likely the one who is feared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.answer.recognised import FoundFor, Recognised
from corpus.statements import ShortAnswer

_OF_THE_FAMILY = frozenset({"honour-based", "forced-marriage", "fgm"})
_TO_A_PARENT = re.compile(
    r"\b(?:ask|tell|ring|meet|offer|call|speak (?:to|with)|talk (?:to|with)|agree with)\b"
    r"(?:\W+(?!no\b|not\b|never\b|nobody\b)\w+){0,3}?\W+(?:other parent|parents?|mum|mother|father|dad|carers?)\b",
    re.IGNORECASE,
)
_A_FATHER = re.compile(r"(?:dad|father)\Z", re.IGNORECASE)
_A_FATHER_IS_HURT = "male-victim"
_SURELY = 0.75  # how sure an answer must be that it is what was asked, whomever it sends to
_NOT = re.compile(
    r"\b(?:never|not|no|nobody|none|nor|without|whether|rather than|instead of)\b[^.;:]*\Z", re.IGNORECASE
)


def without_parents(found: Recognised) -> Recognised:
    """Return what fits without the sentences of short answers that send anybody to a parent, if the family may be the danger.

    Of a case that does not tell of a father who is hurt no answer is left that sends anybody to him, unless it is very sure.
    """
    if found.case is None:
        return found
    may_be = {card.card_id for card in found.case.situations}
    surely = may_be - found.case.unsure
    if _A_FATHER_IS_HURT not in may_be:
        also = tuple(one for one in found.also if not _sends_to_a_father(one))
        parts = tuple(one.without_answer if _perhaps_to_a_father(one) else one for one in found.parts)
        found = replace(found.without_answer if _perhaps_to_a_father(found) else found, also=also, parts=parts)
    if not surely & _OF_THE_FAMILY:
        return found
    parts = tuple(replace(one, answer=_safe(one.answer)) for one in found.parts)
    answer = _safe(found.answer)
    found = found if answer is not None else found.without_answer
    return replace(found, answer=answer, also=tuple(filter(None, map(_safe, found.also))), parts=parts)


def sends_to_a_parent(text: str) -> bool:
    """Whether a sentence says to ask, tell or ring a parent, and not that nobody may."""
    return any(_sent_to(text))


def _perhaps_to_a_father(found: Recognised | FoundFor) -> bool:
    """Whether an answer that is not very sure sends anybody to a father."""
    return found.sure < _SURELY and _sends_to_a_father(found.answer)


def _sends_to_a_father(answer: ShortAnswer | None) -> bool:
    said = answer.sentences if answer is not None else ()
    return any(_A_FATHER.search(words) for one in said for words in _sent_to(one.text))


def _sent_to(text: str) -> Iterator[str]:
    """Return the words that send anybody to a parent, as “speak to Dad”, in their order."""
    found = _TO_A_PARENT.finditer(text)
    return (match.group() for match in found if not _NOT.search(text[: match.start()]))


def _safe(answer: ShortAnswer | None) -> ShortAnswer | None:
    """Return an answer without these sentences; ``None`` if none is left."""
    left = tuple(one for one in answer.sentences if not sends_to_a_parent(one.text)) if answer is not None else ()
    return replace(answer, sentences=left) if answer is not None and left else None
