"""The rules of the support check: each says what a statement claims that its evidence does not, or nothing.

Each takes what is said and what is given, and gives a reason in a few words, empty if it has none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import groupby

from assistant.entailment.actors import other_actor, turned_round, wider_subject
from assistant.entailment.conditions import condition_left_out, hedge_left_out
from assistant.entailment.edits import replaced
from assistant.entailment.numbers import numbers
from assistant.entailment.senses import Sense, Word, akin
from assistant.entailment.tokens import concepts_of, in_sentences
from assistant.entailment.vocabulary import (
    LIGHT,
    MAY,
    MIGHT,
    MUST,
    NEED_NOT,
    OPPOSITES,
    ORDER,
    ROLES,
    SHOULD,
    TIMES,
    WEIGHTY,
    WEIGHTY_WORDS,
    concept,
)

Finder = Callable[[Sense, Sense], str]

_BINDING = {MUST, SHOULD, NEED_NOT}
_LIGHT = frozenset(concept(word) for word in LIGHT)
_NO, _NO_TELLING, _YES = 0, 1, 2
_FEWER = frozenset({"some", "most", "few", "half", "majority", "minority", "several"})
_SOME = _FEWER | {"many", "third", "quarter", "often", "sometimes", "may", "can", "might", "could", "not"}
_IN_CLAUSE = 0.5
_RUN = 3
_JOINS = frozenset({"and", "but", "or", ",", ";"})
_IN_ONE_SENTENCE = 0.75
_BESIDE = 3


def weighty_word(said: Sense, given: Sense) -> str:
    """Return which word that changes what a person does is not in the evidence."""
    have = given.concepts | frozenset(given.tokens) | frozenset(concept(token) for token in given.tokens)
    for token in said.tokens:
        if (token in WEIGHTY_WORDS or concept(token) in WEIGHTY) and concept(token) not in have:
            return f"says “{token}”, which the words it rests on do not"
    return ""


def opposite(said: Sense, given: Sense) -> str:
    """Return which word is the opposite of one in the evidence."""
    mine, theirs = (frozenset(concept(token) for token in side.tokens) for side in (said, given))
    for one, other in OPPOSITES:
        for here, there in ((one, other), (other, one)):
            if mine & here and not theirs & here and theirs & there and not mine & there:
                return f"says “{min(mine & here)}” where the words it rests on say “{min(theirs & there)}”"
    return ""


def denial(said: Sense, given: Sense) -> str:
    """Whether the statement denies what the evidence affirms, or affirms what it denies."""
    mine = frozenset(word.concept for word in said.words if word.denied)
    affirmed = frozenset(word.concept for word in given.words if not word.denied)
    for denied in said.denials:
        known = [c for c in denied if c in given.concepts]
        shared = max((len(set(known) & set(other)) for other in given.denials), default=0)
        halved = 2 * shared == len(known) and known[:1] and known[0] not in affirmed
        if not known or (2 * shared <= len(known) and not halved):
            return "denies what the words it rests on do not"
        nearest = max(given.denials, key=lambda other: len(set(known) & set(other)))
        within = frozenset(word.concept for word in given.words if word.denied) - _LIGHT
        narrower = [c for c in nearest if c in within and not akin(c, said.concepts)]
        if narrower:
            return f"denies more than the words it rests on, which say “{narrower[0]}”"
    for denied in given.denials:
        heads = [c for c in denied[:2] if c in said.concepts]
        if heads and not mine & set(denied) and not affirmed >= set(heads):
            return "leaves out a “not”"
    return ""


def bindingness(said: Sense, given: Sense) -> str:
    """Whether "must", "should" and "may" are other than in the evidence."""
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
    """Whether modal verbs may stand for others: the same, a plain word for a firm one, a hedge for a hedge.

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


def added_clause(said: Sense, given: Sense) -> str:
    """Whether a clause, or a run of words, is not in the evidence at all."""
    run = 0
    for word in said.words:
        run = 0 if is_known(word, given) else run + 1
        if run >= _RUN:
            return f"adds something about “{word.text}”"
    have = Counter(word.concept for word in given.words)
    for words in _clauses(said):
        again = [word for word in words if word.concept in have and not have[word.concept]]
        have.subtract(word.concept for word in words if have[word.concept])
        if len(again) == len(words):
            return f"says “{words[-1].text}” once more than the words it rests on"
        share = sum(is_known(word, given) for word in words) / len(words)
        if share < _IN_CLAUSE or (share == _IN_CLAUSE and len(words) > 1):
            return f"adds something about “{words[-1].text}”"
    return ""


def unknown_deed(said: Sense, given: Sense) -> str:
    """Whether what must, should or may be done, or is denied, is not in the evidence."""
    for duty in said.duties:
        if duty.modal and duty.doing and not akin(duty.doing[0], given.concepts | _LIGHT):
            return f"says “{duty.doing[0]}” of something the words it rests on do not say it of"
    return ""


def share_left_out(said: Sense, given: Sense) -> str:
    """Whether what the evidence says of some, or of so many in a hundred, is said of all."""
    if any(number.kind == "per cent" for number in given.numbers) and not said.numbers and not _SOME & set(said.tokens):
        return "leaves out of how many that is so"
    for at, token in enumerate(given.tokens):
        of = concepts_of(given.tokens[at + 1 : at + 4])
        if token in _FEWER and of & said.concepts and not _SOME & set(said.tokens) and not said.numbers:
            return f"leaves out “{token}”"
    return ""


def other_time(said: Sense, given: Sense) -> str:
    """Return which "at once" or "each week" the evidence says of somebody else: "the nurse at once and the family later"."""
    for sentence in in_sentences(given.tokens):
        parts = [list(group) for joins, group in groupby(sentence, key=lambda token: token in _JOINS) if not joins]
        for part in parts:
            when = {token for token in part if concept(token) in TIMES and concept(token) in said.all_concepts}
            there = concepts_of(part) & ROLES
            elsewhere = given.roles - there
            if when and there and not there & said.concepts and elsewhere & said.concepts:
                return f"says “{min(when)}” of somebody of whom the words it rests on do not"
    return ""


def is_known(word: Word, given: Sense) -> bool:
    """Whether a text has a word, or one of the same meaning or stem, or whether it says too little to matter."""
    return word.text in LIGHT or akin(word.concept, given.concepts)


def pieced_together(said: Sense, given: Sense) -> str:
    """Whether a clause has its words from several sentences, none of which says it, or too few to be from another."""
    by_sentence = [
        Sense(words=tuple(group), around=given.around)
        for _, group in groupby(given.words, key=lambda word: word.sentence)
    ]
    main = max(by_sentence, key=lambda sentence: sum(is_known(word, sentence) for word in said.words))
    for words in _clauses(said):
        thin = words[0] is not said.words[0] and len({word.concept for word in words}) < _RUN
        homes = [main] if thin else by_sentence
        share = max(sum(is_known(word, sentence) for word in words) for sentence in homes) / len(words)
        if share < _IN_ONE_SENTENCE:
            return f"puts together what separate sentences say about “{words[0].text}”"
    return _number_from_elsewhere(said, given)


def _clauses(said: Sense) -> list[list[Word]]:
    return [list(group) for _, group in groupby(said.words, key=lambda word: (word.sentence, word.clause))]


def _number_from_elsewhere(said: Sense, given: Sense) -> str:
    """Return which number has other words beside it than in the sentence of the evidence that it is from."""
    sentences = [(numbers(tokens), concepts_of(tokens)) for tokens in in_sentences(given.tokens)]
    for tokens in in_sentences(said.tokens):
        for at in range(len(tokens)):
            (number,) = numbers(tokens[at : at + 1]) or (None,)
            beside = concepts_of(tokens[max(0, at - _BESIDE) : at]) | concepts_of(tokens[at + 1 : at + 1 + _BESIDE])
            homes = [words for found, words in sentences if number and any(n.value == number.value for n in found)]
            if homes and beside and max(len(beside & words) for words in homes) < len(beside) / 2:
                return f"puts {number} beside other words than those it rests on"
    return ""


CONTRARY: tuple[Finder, ...] = (
    opposite,
    denial,
    bindingness,
    other_actor,
    wider_subject,
    turned_round,
    condition_left_out,
    hedge_left_out,
    other_time,
    replaced,
)
MISSING: tuple[Finder, ...] = (weighty_word, unknown_deed, share_left_out)
