"""The rules of the support check: each says what a statement claims that its evidence does not, or nothing.

Each takes what is said and what is given, and gives a reason in a few words, empty if it has none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise

from assistant.support_conditions import condition_left_out, hedge_left_out
from assistant.support_duties import Duty
from assistant.support_edits import replaced
from assistant.support_sense import Sense, Word, akin
from assistant.support_tokens import concepts_of
from assistant.support_words import (
    HARD_ROLES,
    LIGHT,
    MAY,
    MIGHT,
    MUST,
    NEED_NOT,
    OPPOSITES,
    ORDER,
    ROLES,
    SHOULD,
    SOFT_ROLES,
    WEIGHTY,
    WEIGHTY_WORDS,
    concept,
)

Finder = Callable[[Sense, Sense], str]

_BINDING = {MUST, SHOULD, NEED_NOT}
_ALL = frozenset({"all", "every", "each", "any"})
_LIGHT = frozenset(concept(word) for word in LIGHT)
_NO, _NO_TELLING, _YES = 0, 1, 2
_FEWER = frozenset({"some", "most", "few", "half", "majority", "minority", "several"})
_SOME = _FEWER | {"many", "third", "quarter", "often", "sometimes", "may", "can", "might", "could", "not"}
_IN_CLAUSE = 0.5
_AS_LIKE = 0.6
_RUN = 3


def somebody_else(said: Sense, given: Sense) -> str:
    """Say who is named that the evidence does not name, or named again in the place of another."""
    mine, theirs = (
        Counter(word.concept for word in side.words if word.concept in HARD_ROLES) for side in (said, given)
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


def weighty_word(said: Sense, given: Sense) -> str:
    """Say which word that changes what a person does is not in the evidence."""
    have = given.concepts | frozenset(given.tokens) | frozenset(concept(token) for token in given.tokens)
    for token in said.tokens:
        if (token in WEIGHTY_WORDS or concept(token) in WEIGHTY) and concept(token) not in have:
            return f"says “{token}”, which the words it rests on do not"
    return ""


def opposite(said: Sense, given: Sense) -> str:
    """Say which word is the opposite of one in the evidence."""
    mine, theirs = (frozenset(concept(token) for token in side.tokens) for side in (said, given))
    for one, other in OPPOSITES:
        for here, there in ((one, other), (other, one)):
            if mine & here and not theirs & here and theirs & there and not mine & there:
                return f"says “{min(mine & here)}” where the words it rests on say “{min(theirs & there)}”"
    return ""


def denial(said: Sense, given: Sense) -> str:
    """Say whether the statement denies what the evidence affirms, or affirms what it denies."""
    mine = frozenset(word.concept for word in said.words if word.denied)
    affirmed = frozenset(word.concept for word in given.words if not word.denied)
    for denied in said.denials:
        known = [c for c in denied if c in given.concepts]
        shared = max((len(set(known) & set(other)) for other in given.denials), default=0)
        halved = 2 * shared == len(known) and known[:1] and known[0] not in affirmed
        if not known or (2 * shared <= len(known) and not halved):
            return "denies what the words it rests on do not"
    for denied in given.denials:
        heads = [c for c in denied[:2] if c in said.concepts]
        if heads and not mine & set(denied) and not affirmed >= set(heads):
            return "leaves out a “not”"
    return ""


def bindingness(said: Sense, given: Sense) -> str:
    """Say whether "must", "should" and "may" are other than in the evidence."""
    modals: dict[str, list[frozenset[str]]] = {}
    for word in given.words:
        modals.setdefault(word.concept, []).append(word.modals)
    for wanted in sorted({word.modals for word in said.words if not word.leads}, key=sorted):
        group = [word.concept for word in said.words if word.modals == wanted and not word.leads]
        group = [c for c in group if c not in ROLES] or group
        votes = [max(_as_binding(wanted, other) for other in modals[c]) for c in group if c in modals]
        name = "/".join(sorted(wanted - {""})) or "is"
        n_for, n_against = votes.count(_YES), votes.count(_NO)
        if n_against and n_for <= n_against:
            return f"says “{name}” where the words it rests on do not"
        if group and not votes and wanted & _BINDING:
            return f"says “{name}” of something the words it rests on do not say it of"
    return ""


def _as_binding(said: frozenset[str], given: frozenset[str]) -> int:
    """Say whether modal verbs may stand for others: the same, a plain word for a firm one, a hedge for a hedge.

    Where both may be plain there is no telling, unless one of their modal verbs is the same. An order may be told as
    "should", and in the statement is no firmer than a plain word.
    """
    said = frozenset() if said == {ORDER} else said - {ORDER}
    given = given - {ORDER} | {SHOULD, ""} if ORDER in given else given
    if said == given or (said & given) - {""}:
        return _YES
    if said & given:
        return _NO_TELLING
    firm = said - {""}
    if not firm:
        return _NO if given & {MAY, MIGHT, NEED_NOT} and "" not in given else _YES
    return _YES if firm <= {MAY, MIGHT} and given and given <= {MAY, MIGHT, ""} else _NO


def other_actor(said: Sense, given: Sense) -> str:
    """Say whether somebody else acts, or is acted upon, than in the evidence."""
    for duty in said.duties:
        like = _alike(duty, given.duties)
        if like and all(_swapped(duty, other) for other in like):
            return (
                f"makes {_names(duty.actors or duty.subject)} act, or be acted upon, where the words it rests on do not"
            )
    return ""


def _alike(duty: Duty, others: Sequence[Duty]) -> list[Duty]:
    """Give the duties that ask for the same, or nearly as much the same as the nearest of them."""
    shared = [len(set(duty.doing) & set(other.doing)) + (0.5 if duty.modal == other.modal else 0.0) for other in others]
    return [other for other, n in zip(others, shared, strict=True) if n >= 1 and n >= _AS_LIKE * max(shared)]


def some_for_all(said: Sense, given: Sense) -> str:
    """Say whether "all" or "every" is said of more than in the evidence: all coaches, where it is head coaches."""
    for duty in said.duties if _ALL & set(said.tokens) else ():
        for other in _alike(duty, given.duties):
            narrower = other.subject - duty.subject - said.concepts - WEIGHTY
            if duty.subject and duty.subject < other.subject and narrower and not other.passive:
                return f"says of all what the words it rests on say of {_names(narrower)}"
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


def turned_round(said: Sense, given: Sense) -> str:
    """Say whether somebody is named before a verb whom the evidence, in the same voice, names after it."""
    clauses = set()
    for one, two in pairwise(said.words):
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


def added_clause(said: Sense, given: Sense) -> str:
    """Say whether a clause, or a run of words, is not in the evidence at all."""
    run = 0
    for word in said.words:
        run = 0 if is_known(word, given) else run + 1
        if run >= _RUN:
            return f"adds something about “{word.text}”"
    for _, group in groupby(said.words, key=lambda word: (word.sentence, word.clause)):
        words = list(group)
        share = sum(is_known(word, given) for word in words) / len(words)
        if share < _IN_CLAUSE or (share == _IN_CLAUSE and len(words) > 1):
            return f"adds something about “{words[-1].text}”"
    return ""


def unknown_deed(said: Sense, given: Sense) -> str:
    """Say whether what must, should or may be done, or is denied, is not in the evidence."""
    for duty in said.duties:
        if duty.modal and duty.doing and not akin(duty.doing[0], given.concepts | _LIGHT):
            return f"says “{duty.doing[0]}” of something the words it rests on do not say it of"
    return ""


def share_left_out(said: Sense, given: Sense) -> str:
    """Say whether what the evidence says of some, or of so many in a hundred, is said of all."""
    if any(number.kind == "per cent" for number in given.numbers) and not said.numbers and not _SOME & set(said.tokens):
        return "leaves out of how many that is so"
    for at, token in enumerate(given.tokens):
        of = concepts_of(given.tokens[at + 1 : at + 4])
        if token in _FEWER and of & said.concepts and not _SOME & set(said.tokens) and not said.numbers:
            return f"leaves out “{token}”"
    return ""


def is_known(word: Word, given: Sense) -> bool:
    """Say whether a text has a word, or one of the same meaning or stem, or whether it says too little to matter."""
    return word.text in LIGHT or akin(word.concept, given.concepts)


CONTRARY: tuple[Finder, ...] = (
    opposite,
    denial,
    bindingness,
    other_actor,
    some_for_all,
    turned_round,
    condition_left_out,
    hedge_left_out,
    replaced,
)
MISSING: tuple[Finder, ...] = (weighty_word, unknown_deed, share_left_out)
