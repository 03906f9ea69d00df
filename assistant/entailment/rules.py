"""The rules of the support check: each says what a statement claims that its evidence does not, or nothing.

Each takes the sense of a claim and of its evidence, and returns a reason in a few words, empty if it has none. The last of them
compare a statement that copies a sentence but for the word that matters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from assistant.entailment.actors import other_actor, swapped_subject, wider_subject
from assistant.entailment.candidates import unknown_words
from assistant.entailment.conditions import condition_left_out, hedge_left_out
from assistant.entailment.numbers import numbers
from assistant.entailment.senses import Sense, Word, is_similar
from assistant.entailment.vocabulary import (
    HARD_ROLES,
    LIGHT,
    MAY,
    MIGHT,
    MODALS,
    MUST,
    NEED_NOT,
    NEGATORS,
    OPPOSITES,
    ORDER,
    ROLES,
    SHOULD,
    TIMES,
    WEIGHTY,
    WEIGHTY_WORDS,
    concept,
    concepts_of,
    in_sentences,
    is_modifier,
)

Finder = Callable[[Sense, Sense], str]

_BINDING = {MUST, SHOULD, NEED_NOT}
_LIGHT = frozenset(concept(word) for word in LIGHT)
_NO, _NO_TELLING, _YES = 0, 1, 2
_FEWER = frozenset({"some", "most", "few", "half", "majority", "minority", "several"})
_SOME = _FEWER | {"many", "third", "quarter", "often", "sometimes", "may", "can", "might", "could", "not"}
_RUN = 3
_ARTICLES = frozenset({"a", "an", "the"})
_JOINS = frozenset({"and", "but", "or", ",", ";"})
_N_NEIGHBOURS = 3
_FEW = 3
_ALTERNATIVES = {"and", "or"}
_MODAL_CLASS = {word: MAY if modal == MIGHT else modal for word, modal in MODALS.items()}
_BOUNDS = frozenset({"atleast", "atmost", "under", "over", "more", "less", "fewer", "within"})
_KINDS = (HARD_ROLES, frozenset({MUST, SHOULD, MAY, NEED_NOT}))  # one of a kind for another is never a move
_TURNS_WHEN_LEFT_OUT = frozenset({"not", MUST, SHOULD, MAY, NEED_NOT, concept("only"), concept("unless"), *_BOUNDS})


def weighty_word(claim: Sense, given: Sense) -> str:
    """Return which word that changes what a person does is not in the evidence."""
    have = given.concepts | frozenset(given.tokens) | frozenset(concept(token) for token in given.tokens)
    for token in claim.tokens:
        if (token in WEIGHTY_WORDS or concept(token) in WEIGHTY) and concept(token) not in have:
            return f"says “{token}”, which the words it rests on do not"
    return ""


def opposite(claim: Sense, given: Sense) -> str:
    """Return which word is the opposite of one in the evidence."""
    mine, theirs = (frozenset(concept(token) for token in side.tokens) for side in (claim, given))
    for one, other in OPPOSITES:
        for here, there in ((one, other), (other, one)):
            if mine & here and not theirs & here and theirs & there and not mine & there:
                return f"says “{min(mine & here)}” where the words it rests on say “{min(theirs & there)}”"
    return ""


def denial(claim: Sense, given: Sense) -> str:
    """Return a reason if the statement denies what the evidence affirms, or affirms what it denies."""
    mine = frozenset(word.concept for word in claim.words if word.denied)
    affirmed = frozenset(word.concept for word in given.words if not word.denied)
    for denied in claim.denials:
        known = [c for c in denied if c in given.concepts]
        shared = max((len(set(known) & set(other)) for other in given.denials), default=0)
        halved = 2 * shared == len(known) and known[:1] and known[0] not in affirmed
        if not known or (2 * shared <= len(known) and not halved):
            return "denies what the words it rests on do not"
        nearest = max(given.denials, key=lambda other: len(set(known) & set(other)))
        within = frozenset(word.concept for word in given.words if word.denied) - _LIGHT
        narrower = [c for c in nearest if c in within and not is_similar(c, claim.concepts)]
        if narrower:
            return f"denies more than the words it rests on, which say “{narrower[0]}”"
    for denied in given.denials:
        heads = [c for c in denied[:2] if c in claim.concepts]
        if heads and not mine & set(denied) and not affirmed >= set(heads):
            return "leaves out a “not”"
    return ""


def bindingness(claim: Sense, given: Sense) -> str:
    """Return a reason if "must", "should" and "may" are other than in the evidence."""
    modals: dict[str, list[frozenset[str]]] = {}
    for word in given.words:
        modals.setdefault(word.concept, []).append(word.modals)
    for wanted in sorted({word.modals for word in claim.words if not word.leads}, key=sorted):
        group = [word.concept for word in claim.words if word.modals == wanted and not word.leads]
        group = [c for c in group if c not in ROLES] or group
        votes = [max(_as_binding(wanted, other) for other in modals[c]) for c in group if c in modals]
        name = "/".join(sorted(wanted - {""})) or "is"
        n_for, n_against = votes.count(_YES), votes.count(_NO)
        if n_against and n_for <= n_against:
            return f"says “{name}” where the words it rests on do not"
        if group and not votes and wanted & _BINDING:
            return f"says “{name}” of something the words it rests on do not say it of"
    return ""


def _as_binding(claim: frozenset[str], given: frozenset[str]) -> int:
    """Return how far modal verbs may stand for others: the same, a plain word for a firm one, a hedge for a hedge.

    Where both may be plain there is no telling, unless one of their modal verbs is the same. An order may be given as
    "should", and in the statement is no firmer than a plain word.
    """
    claim = frozenset() if claim == {ORDER} else claim - {ORDER}
    given = given - {ORDER} | {SHOULD, ""} if ORDER in given else given
    if claim == given or (claim & given) - {""}:
        return _YES
    if claim & given:
        return _NO_TELLING
    firm = claim - {""}
    if not firm:
        return _NO if given & {MAY, MIGHT, NEED_NOT} and "" not in given else _YES
    return _YES if firm <= {MAY, MIGHT} and given and given <= {MAY, MIGHT, ""} else _NO


def unknown_deed(claim: Sense, given: Sense) -> str:
    """Return a reason if what must, should or may be done, or is denied, is not in the evidence."""
    for duty in claim.duties:
        if duty.modal and duty.doing and not is_similar(duty.doing[0], given.concepts | _LIGHT):
            return f"says “{duty.doing[0]}” of something the words it rests on do not say it of"
    return ""


def share_left_out(claim: Sense, given: Sense) -> str:
    """Return a reason if what the evidence says of some, or of so many in a hundred, is said of all."""
    if (
        any(number.kind == "per cent" for number in given.numbers)
        and not claim.numbers
        and not _SOME & set(claim.tokens)
    ):
        return "leaves out of how many that is so"
    for at, token in enumerate(given.tokens):
        of = concepts_of(given.tokens[at + 1 : at + 4])
        if token in _FEWER and of & claim.concepts and not _SOME & set(claim.tokens) and not claim.numbers:
            return f"leaves out “{token}”"
    return ""


def other_time(claim: Sense, given: Sense) -> str:
    """Return which "at once" or "each week" the evidence says of somebody else: "the nurse at once and the family later"."""
    for sentence in in_sentences(given.tokens):
        parts = [list(group) for joins, group in groupby(sentence, key=lambda token: token in _JOINS) if not joins]
        for part in parts:
            when = {token for token in part if concept(token) in TIMES and concept(token) in claim.all_concepts}
            there = concepts_of(part) & ROLES
            elsewhere = given.roles - there
            if when and there and not there & claim.concepts and elsewhere & claim.concepts:
                return f"says “{min(when)}” of somebody of whom the words it rests on do not"
    return ""


def is_known(word: Word, given: Sense) -> bool:
    """Whether a text has a word, or one of the same meaning or stem, or whether it says too little to matter."""
    return word.text in LIGHT or is_similar(word.concept, given.concepts)


def pieced_together(claim: Sense, given: Sense) -> str:
    """Return a reason if a clause has its words from several sentences, or too few to be from another than the rest."""
    by_sentence = [
        Sense(words=tuple(group), around=given.around)
        for _, group in groupby(given.words, key=lambda word: word.sentence)
    ]
    main = max(by_sentence, key=lambda sentence: sum(is_known(word, sentence) for word in claim.words))
    for words in _clauses(claim):
        thin = words[0] is not claim.words[0] and len({word.concept for word in words}) < _RUN
        clause = Sense(words=tuple(words))
        if all(unknown_words(clause, sentence) for sentence in ([main] if thin else by_sentence)):
            return f"puts together what separate sentences say about “{words[0].text}”"
    return _number_from_elsewhere(claim, given)


def _clauses(claim: Sense) -> list[list[Word]]:
    return [list(group) for _, group in groupby(claim.words, key=lambda word: (word.sentence, word.clause))]


def _number_from_elsewhere(claim: Sense, given: Sense) -> str:
    """Return which number has other words around it than in the sentence of the evidence that it is from."""
    sentences = [(numbers(tokens), concepts_of(tokens)) for tokens in in_sentences(given.tokens)]
    for tokens in in_sentences(claim.tokens):
        for at in range(len(tokens)):
            (number,) = numbers(tokens[at : at + 1]) or (None,)
            before, after = tokens[max(0, at - _N_NEIGHBOURS) : at], tokens[at + 1 : at + 1 + _N_NEIGHBOURS]
            neighbours = concepts_of(before) | concepts_of(after)
            homes = [words for found, words in sentences if number and any(n.value == number.value for n in found)]
            if homes and neighbours and max(len(neighbours & words) for words in homes) < len(neighbours) / 2:
                return f"puts {number} beside other words than those it rests on"
    return ""


def replaced(claim: Sense, given: Sense) -> str:
    """Return which word of the evidence's own run of words has another of its kind in its place."""
    for was, now in _changes(claim, given):
        lost, new = _turning(was) - _turning(now), _turning(now) - _turning(was)
        swapped = any(kind & lost and kind & new for kind in _KINDS)
        gone = concepts_of(was) - claim.concepts  # said nowhere: the new word has not moved from elsewhere
        if swapped or {*was, *now} == _ALTERNATIVES or _other_number(was, now) or (gone and new - _asked(given)):
            return _reason(was, now)
    return ""


def edited(claim: Sense, given: Sense) -> str:
    """Return which word is put into the evidence's own run of words, or left out of it, so that it says something else.

    Where a statement copies the evidence but for a few words, those few are compared one by one, however long the sentence.
    A word that is taken from one place of the evidence and put in another has only moved.
    """
    changes = _changes(claim, given, most=None)
    taken = _asked(given).union(*(_turning(was) for was, _ in changes))
    put = frozenset[str]().union(*(_turning(now) for _, now in changes))
    for was, now in _changes(claim, given):
        if _ARTICLES.issuperset(now) and any(
            is_modifier(token) and concept(token) not in claim.concepts for token in was
        ):
            return _reason(was, now)
        lost, new = _turning(was) - _turning(now), _turning(now) - _turning(was)
        if new - taken or (lost & _TURNS_WHEN_LEFT_OUT) - put:
            return _reason(was, now)
    return ""


def _changes(claim: Sense, given: Sense, most: int | None = _FEW) -> list[tuple[Sequence[str], Sequence[str]]]:
    """Return what stood in the evidence and what stands there in the statement: all changes, or those of a few words."""
    spans = SequenceMatcher(None, given.tokens, claim.tokens, autojunk=False).get_opcodes()
    return [
        (given.tokens[start:end], claim.tokens[at:till])
        for kind, start, end, at, till in spans
        if kind != "equal"
        and (most is None or (max(end - start, till - at) <= most and at > 0 and till < len(claim.tokens)))
    ]


def _asked(given: Sense) -> frozenset[str]:
    """Return "should" where the evidence gives an order: "check it" and "it should be checked" ask the same."""
    return frozenset({SHOULD} if any(ORDER in word.modals for word in given.words) else ())


def _reason(was: Sequence[str], now: Sequence[str]) -> str:
    return f"changes “{' '.join(was)}” to “{' '.join(now)}”" if now else f"leaves out “{' '.join(was)}”"


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


CONTRARY: tuple[Finder, ...] = (
    opposite,
    denial,
    bindingness,
    other_actor,
    wider_subject,
    swapped_subject,
    condition_left_out,
    hedge_left_out,
    other_time,
    replaced,
)
MISSING: tuple[Finder, ...] = (weighty_word, unknown_deed, share_left_out)
