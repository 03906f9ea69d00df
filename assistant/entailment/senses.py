"""What a text says, word by word: what each word is compared by, how binding it is, whether it is denied, and who acts.

Rules over words, not a parser: the same every time, and each decision can be explained to a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from assistant.entailment.duties import Duty, duties, subject_of
from assistant.entailment.numbers import Number, numbers
from assistant.entailment.vocabulary import (
    BE,
    BREAKS,
    CLAUSE,
    MODALS,
    NEGATORS,
    ORDER,
    ORDERS,
    ROLES,
    concept,
    in_sentences,
    is_content,
    tokens_of,
)

_SCOPE_ENDS = (
    BREAKS
    | NEGATORS
    | MODALS.keys()
    | {"and", "but", "unless", "until", "if", "because", "although", "though", "so", "when", "where", "however"}
)
_SCOPE_WORDS = 9
_CONDITION = frozenset({"if", "unless", "where", "when", "until"})
_COLON, _COMMA = frozenset({":"}), frozenset({","})
_NEW_VERB = frozenset({"and", "but", "which", "who", "because", ";"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word that carries meaning.

    Parameters
    ----------
    concept : str
        What it is compared by.
    modals : frozenset of str
        The modal verbs it stands under: the last before it in its sentence, or the first after it; none in a plain sentence.
        With an empty one among them where a clause lies between, which may be plain.
    leads : bool
        Whether it stands before the first modal verb of its sentence, or opens a later clause.
    denied : bool
        Whether it stands in the scope of "not", "no", "without" and the like.
    after_be : bool
        Whether "is", "be" and the like stand right before it, as in a passive.
    clause, sentence : int
        The number of its clause and sentence.
    """

    concept: str
    text: str
    modals: frozenset[str]
    leads: bool
    denied: bool
    after_be: bool
    clause: int
    sentence: int


@dataclass(frozen=True, kw_only=True)
class Sense:
    """What a text says.

    Parameters
    ----------
    words : tuple of Word
        Those that carry meaning, in order.
    tokens : tuple of str
        All of it, marks and numbers too.
    duties : tuple of Duty
        Of all its sentences.
    denials : tuple of tuple of str
        For each "not" and the like, the concepts it denies, in order.
    around : frozenset of str
        Concepts of the sentence before, where the text points back to them.
    """

    words: tuple[Word, ...]
    tokens: tuple[str, ...] = ()
    duties: tuple[Duty, ...] = ()
    denials: tuple[tuple[str, ...], ...] = ()
    around: frozenset[str] = frozenset()

    @cached_property
    def concepts(self) -> frozenset[str]:
        """What its words are compared by, with those of the sentence before where it points back to that."""
        return self.around | {word.concept for word in self.words}

    @cached_property
    def all_concepts(self) -> frozenset[str]:
        """What all its tokens are compared by, those too that carry no meaning by themselves."""
        return frozenset(concept(token) for token in self.tokens)

    @cached_property
    def roles(self) -> frozenset[str]:
        """Who is named."""
        return self.concepts & ROLES

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Its numbers."""
        return numbers(self.tokens)


@lru_cache(maxsize=4096)
def sense(text: str) -> Sense:
    """Return what a text says.

    Parameters
    ----------
    text : str
        A statement, or the words it rests on.
    """
    tokens = tokens_of(text)
    spans = in_sentences(tokens)
    words: list[Word] = []
    for number, span in enumerate(spans):
        words += _words(span, number, words[-1].clause + 1 if words else 0)
    return Sense(
        words=tuple(words),
        tokens=tuple(tokens),
        duties=tuple(duty for span in spans for duty in duties(span)),
        denials=tuple(denied for span in spans for denied in _denials(span)),
    )


def is_similar(concept_: str, others: frozenset[str]) -> bool:
    """Whether one of several concepts is the same, or a stem that differs in its ending only."""
    if concept_ in others:
        return True
    n = len(concept_) - 1
    return n >= 4 and any(other[:n] == concept_[:n] and abs(len(other) - len(concept_)) <= 3 for other in others)


def _words(tokens: Sequence[str], sentence: int, clause: int) -> list[Word]:
    words: list[Word] = []
    denied = _denied(tokens)
    modals = _modals(tokens)
    leading = _leading(tokens)
    for at, token in enumerate(tokens):
        if token in BREAKS or token in CLAUSE:
            clause += 1
        if is_content(token):
            words.append(
                Word(
                    concept=concept(token),
                    text=token,
                    modals=modals[at],
                    leads=at in leading or token in CLAUSE,
                    denied=at in denied,
                    after_be=not BE.isdisjoint(tokens[max(0, at - 2) : at]),
                    clause=clause,
                    sentence=sentence,
                )
            )
    return words


def _modals(tokens: Sequence[str]) -> list[frozenset[str]]:
    """Return the modal verbs that each token stands under; an order stands under one of its own."""
    positions = [at for at, token in enumerate(tokens) if token in MODALS]
    ordered = _ordered(tokens, positions[0] if positions else len(tokens))
    if not positions:
        return [frozenset({ORDER}) if at in ordered else frozenset() for at in range(len(tokens))]
    given: list[frozenset[str]] = []
    modals = frozenset({MODALS[tokens[positions[0]]]})
    fresh, plain = False, not _NEW_VERB.isdisjoint(tokens[: positions[0]])
    outer: frozenset[str] | None = None  # in force before a condition, and again after it
    for at, token in enumerate(tokens):
        if token in MODALS:  # two with nothing between them ("should, but need not, attend") both hold
            modals, fresh, plain = (modals if fresh else frozenset()) | {MODALS[token]}, True, False
        elif token in _CONDITION and given and (at > positions[0] or at - 1 in ordered):
            outer = frozenset({ORDER}) if at - 1 in ordered else modals
        elif token in BREAKS and outer is not None:
            modals, outer = modals if modals == outer else outer | {""}, None
        elif token in _NEW_VERB or (token in _COLON and _has_verb(tokens, at)):
            plain = bool(given) and any(MODALS.keys() & set(tokens[: len(given)])) and not fresh
        elif is_content(token):
            fresh = False
        given.append(frozenset({ORDER}) if at in ordered else modals | {""} if plain else modals)
    for at, position in _leading(tokens).items():
        if at not in ordered and at > positions[0]:
            given[at] = frozenset({MODALS[tokens[position]]})
    return given


def _leading(tokens: Sequence[str]) -> dict[int, int]:
    """Return the positions of the words before a modal verb that are its subject, each with that of the verb."""
    positions = [at for at, token in enumerate(tokens) if token in MODALS]
    leading = dict.fromkeys(range(positions[0]), positions[0]) if positions else {}
    for before, position in pairwise(positions):
        marks = [at for at in range(before + 1, position) if tokens[at] in BREAKS or tokens[at] in CLAUSE]
        leading |= dict.fromkeys(range(marks[-1] + 1, position), position) if marks else {}
    return leading


def _has_verb(tokens: Sequence[str], at: int) -> bool:
    """Whether a plain verb follows a mark before the next one."""
    end = next((i for i in range(at + 1, len(tokens)) if tokens[i] in BREAKS), len(tokens))
    return not BE.isdisjoint(tokens[at + 1 : end]) and MODALS.keys().isdisjoint(tokens[at + 1 : end])


def _ordered(tokens: Sequence[str], first_modal: int) -> range:
    """Return the spans that an order takes up: from its verb, at the start or after a condition, to a modal verb."""
    starts = [0]
    if tokens[:1] and tokens[0] in CLAUSE | {"before", "after", "in"}:
        starts = [at + 1 for at, token in enumerate(tokens) if token in _COMMA][:1]
    for start in starts:
        at = start
        while at < len(tokens) and tokens[at] in {"do", "not", "always", "please", "never", "then"}:
            at += 1
        if at < len(tokens) and tokens[at] in ORDERS and (at > start or not _is_noun(tokens, at)):
            later = [i for i in range(first_modal) if tokens[i] in BREAKS or tokens[i] in CLAUSE]
            end = len(tokens) if first_modal == len(tokens) else max(later, default=start)
            return range(start, end) if first_modal > start else range(0)
    return range(0)


def _is_noun(tokens: Sequence[str], at: int) -> bool:
    """Whether what could be an order's verb is a noun, by the word after it: "support is", "use of"."""
    return not (BE | {"of", "has", "have", "had"}).isdisjoint(tokens[at + 1 : at + 2])


def _scope(tokens: Sequence[str], at: int) -> range:
    """Return the positions that a negator denies: from it to the end of its clause, the next negator or a few words on."""
    end = at + 1
    while end < len(tokens) and end - at <= _SCOPE_WORDS and tokens[end] not in _SCOPE_ENDS:
        end += 1
    return range(at + 1, end)


def _denied(tokens: Sequence[str]) -> set[int]:
    return {i for at, token in enumerate(tokens) if token in NEGATORS for i in _scope(tokens, at)}


def _denials(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    """Return, for each negator, the concepts it denies in order."""
    found = []
    for at, token in enumerate(tokens):
        if token in NEGATORS:
            scope = [concept(tokens[i]) for i in _scope(tokens, at) if is_content(tokens[i])]
            turned = tokens[at + 1 : at + 2] == ["be"]  # "A should not be B" says the same of B as of A
            found.append((*scope, *(subject_of(tokens[:at]) if turned else ())))
    return [concepts for concepts in found if concepts]
