"""Who acts, and who is acted upon: a statement names nobody whom its evidence does not, nor puts one in the place of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from assistant.entailment.duties import Duty
from assistant.entailment.senses import Sense, is_similar
from assistant.entailment.vocabulary import HARD_ROLES, ROLES, SOFT_ROLES, WEIGHTY, concepts_of

_AS_LIKE = 0.6


def somebody_else(claim: Sense, given: Sense) -> str:
    """Return who is named that the evidence does not name, or named again in the place of another."""
    mine, theirs = (
        Counter(word.concept for word in side.words if word.concept in HARD_ROLES) for side in (claim, given)
    )
    named = mine.keys() - theirs.keys() - given.around
    if "staff" in theirs:
        named -= {"teacher"}
    if named:
        return f"names {min(named)}, whom the words it rests on do not"
    again = {role for role in mine if mine[role] > max(theirs[role], 1)}
    if again and theirs.keys() - mine.keys():
        return f"names {min(again)} where the words it rests on name {min(theirs.keys() - mine.keys())}"
    return ""


def other_actor(claim: Sense, given: Sense) -> str:
    """Return a reason if somebody else acts, or is acted upon, than in the evidence."""
    for duty in claim.duties:
        like = _alike(duty, given.duties)
        if like and all(_swapped(duty, other) for other in like):
            return (
                f"makes {_names(duty.actors or duty.subject)} act, or be acted upon, where the words it rests on do not"
            )
    return ""


def _alike(duty: Duty, others: Sequence[Duty]) -> list[Duty]:
    """Return the duties that ask for the same, or nearly as much the same as the nearest of them."""
    shared = [len(set(duty.doing) & set(other.doing)) + (0.5 if duty.modal == other.modal else 0.0) for other in others]
    return [other for other, n in zip(others, shared, strict=True) if n >= 1 and n >= _AS_LIKE * max(shared)]


def wider_subject(claim: Sense, given: Sense) -> str:
    """Return a reason if a duty is put on more than in the evidence: of coaches, or all of them, where it is head coaches.

    "The coach" is one who has been spoken of, and may be the head coach.
    """
    known = concepts_of([word for the, word in pairwise(claim.tokens) if the == "the"])
    for duty in (duty for duty in claim.duties if not duty.subject & known):
        for other in _alike(duty, given.duties):
            narrower = {one for one in other.subject - duty.subject - WEIGHTY if not is_similar(one, claim.concepts)}
            if duty.subject and duty.subject < other.subject and narrower and not other.passive:
                return f"says more widely what the words it rests on say of {_names(frozenset(narrower))}"
    return ""


def _swapped(duty: Duty, like: Duty) -> bool:
    mine, theirs = duty.actors - SOFT_ROLES, like.actors - SOFT_ROLES
    if duty.linking and like.linking:
        return bool(mine and theirs) and not mine & (theirs | set(like.doing))
    if mine and theirs and bool(duty.modal) == bool(like.modal):
        named = bool(mine & ROLES) or mine <= set(like.doing) or theirs <= set(duty.doing)
        others = (mine & HARD_ROLES) - theirs, (theirs & HARD_ROLES) - mine
        return named and (not mine & theirs or all(others))
    if duty.passive and like.passive and not duty.agent and duty.subject & HARD_ROLES:
        return bool(like.subject) and not duty.subject & (like.subject | set(like.doing))
    if duty.passive and not duty.agent and duty.subject and not like.passive and theirs:
        return duty.subject <= theirs
    if not duty.passive and like.passive and not like.agent and duty.doing[:1] == like.doing[:1]:
        return bool(duty.subject & ROLES) and duty.subject <= like.subject
    return False


def _names(concepts: frozenset[str]) -> str:
    return min(concepts & ROLES or concepts or {"somebody"})


def swapped_subject(claim: Sense, given: Sense) -> str:
    """Return a reason if somebody is named before a verb whom the evidence, active or passive alike, names after it."""
    clauses = set()
    for one, two in pairwise(claim.words):
        first = one.clause not in clauses
        clauses.add(one.clause)
        if not first or one.concept not in ROLES or one.clause != two.clause or two.after_be:
            continue
        ones = [at for at, word in enumerate(given.words) if word.concept == one.concept]
        twos = [at for at, word in enumerate(given.words) if word.concept == two.concept]
        others = twos and any(word.concept in ROLES for word in given.words[: max(twos)])
        if ones and others and min(ones) > max(twos) and not any(given.words[at].after_be for at in twos):
            return f"puts “{one.text}” where the words it rests on do not"
    return ""
