"""Small changes to the evidence's own words: the rule for statements that copy a sentence but for the word that matters."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from assistant.entailment.numbers import numbers
from assistant.entailment.senses import Sense
from assistant.entailment.tokens import concepts_of
from assistant.entailment.vocabulary import (
    HARD_ROLES,
    MAY,
    MIGHT,
    MODALS,
    MUST,
    NEED_NOT,
    NEGATORS,
    ORDER,
    SHOULD,
    WEIGHTY,
    concept,
)

_FEW = 3
_ALTERNATIVES = {"and", "or"}
_MODAL_CLASS = {word: MAY if modal == MIGHT else modal for word, modal in MODALS.items()}
_BOUNDS = frozenset({"atleast", "atmost", "under", "over", "more", "less", "fewer", "within"})
_KINDS = (HARD_ROLES, frozenset({MUST, SHOULD, MAY, NEED_NOT}))  # one of a kind for another is never a move
_TURNS_WHEN_LEFT_OUT = frozenset({"not", MUST, SHOULD, MAY, NEED_NOT, concept("only"), concept("unless"), *_BOUNDS})


def replaced(said: Sense, given: Sense) -> str:
    """Return which word of the evidence's own run of words has another of its kind in its place."""
    for was, now in _changes(said, given):
        lost, new = _turning(was) - _turning(now), _turning(now) - _turning(was)
        swapped = any(kind & lost and kind & new for kind in _KINDS)
        gone = (
            concepts_of(was) - said.concepts
        )  # what stood there is said nowhere: the new word has not moved from elsewhere
        if swapped or {*was, *now} == _ALTERNATIVES or _other_number(was, now) or (gone and new - _asked(given)):
            return _told(was, now)
    return ""


def edited(said: Sense, given: Sense) -> str:
    """Return which word is put into the evidence's own run of words, or left out of it, so that it says something else.

    Where a statement copies the evidence but for a few words, those few are compared one by one, however long the sentence.
    A word that is taken from one place of the evidence and put in another has only moved.
    """
    changes = _changes(said, given, most=None)
    taken = _asked(given).union(*(_turning(was) for was, _ in changes))
    put = frozenset[str]().union(*(_turning(now) for _, now in changes))
    for was, now in _changes(said, given):
        lost, new = _turning(was) - _turning(now), _turning(now) - _turning(was)
        if new - taken or (lost & _TURNS_WHEN_LEFT_OUT) - put:
            return _told(was, now)
    return ""


def _changes(said: Sense, given: Sense, most: int | None = _FEW) -> list[tuple[Sequence[str], Sequence[str]]]:
    """Return what stood in the evidence and what stands there in the statement: all changes, or those of a few words."""
    spans = SequenceMatcher(None, given.tokens, said.tokens, autojunk=False).get_opcodes()
    return [
        (given.tokens[start:end], said.tokens[at:till])
        for kind, start, end, at, till in spans
        if kind != "equal"
        and (most is None or (max(end - start, till - at) <= most and at > 0 and till < len(said.tokens)))
    ]


def _asked(given: Sense) -> frozenset[str]:
    """Return "should" where the evidence gives an order: "check it" and "it should be checked" ask the same."""
    return frozenset({SHOULD} if any(ORDER in word.modals for word in given.words) else ())


def _told(was: Sequence[str], now: Sequence[str]) -> str:
    return f"changes “{' '.join(was)}” to “{' '.join(now)}”"


def _turning(tokens: Sequence[str]) -> frozenset[str]:
    """Return the words that turn what a sentence says: modal verbs, negators, bounds, who acts, and the like."""
    found = {_MODAL_CLASS[token] for token in tokens if token in MODALS}
    found |= {"not" for token in tokens if token in NEGATORS and token not in MODALS}
    found |= {concept(token) for token in tokens if token in _BOUNDS or concept(token) in WEIGHTY | HARD_ROLES}
    return frozenset(found)


def _other_number(was: Sequence[str], now: Sequence[str]) -> bool:
    """Whether one number stands where another did."""
    mine, theirs = ({number.value for number in numbers(side)} for side in (now, was))
    return bool(mine and theirs) and not mine & theirs
