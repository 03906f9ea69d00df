"""What a statement adds: a word that its evidence does not have, or has of something else, and things in another order.

A word put into a sentence of guidance restricts it, times it, grades it or names somebody, whatever its kind, and no list of
such words is ever complete. So every word that carries meaning must be the evidence's own, in a known form or a known synonym.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.entailment.candidates import unknown_words
from assistant.entailment.senses import Sense, Word, is_similar
from assistant.entailment.vocabulary import BREAKS, LIGHT, NARROWING, concept, concepts_of, in_sentences, is_modifier

_CONDITIONS = frozenset({"if", "where", "when", "whenever", "wherever", "unless", "until", "while", "whilst", "once"})
_AS_CONDITIONS = _CONDITIONS | {"who", "whose", "which", "that"}
_NEAR, _BESIDE = (2, 6), (1, 3)  # how many words on either side, in the statement and in the evidence
_FIRST_INSIDE = _CONDITIONS - {"until"} | {"after", "because"}  # what follows the word comes first, or decides
_FIRST_OUTSIDE = frozenset({"before", "until"})
_MARKERS = _FIRST_INSIDE | _FIRST_OUTSIDE
_INSIDE_ENDS = BREAKS | _MARKERS | {"or"}
_OF_THE_SAME = 0.7  # of the words in common with the likest of what the evidence puts in order
_THEN = frozenset({"then", "next", "afterwards"})


def added(claim: Sense, given: Sense) -> str:
    """Return what a statement says that its evidence does not, or not so often, not of that, or not in that order."""
    unknown = unknown_words(claim, given)
    if unknown:
        return f"adds “{unknown[0].text}”"
    return _narrowed(claim, given) or _out_of_position(claim, given) or _other_order(claim, given)


def _narrowed(claim: Sense, given: Sense) -> str:
    """Return which "some", "other", "during" or "where" the statement has more often than its evidence."""
    mine, theirs = (Counter(concept(token) for token in side.tokens) for side in (claim, given))
    if more := (mine - theirs).keys() & NARROWING:
        return f"adds “{next(token for token in claim.tokens if concept(token) in more)}”"
    conditions = [token for token in claim.tokens if token in _CONDITIONS]
    if len(conditions) > sum(token in _AS_CONDITIONS for token in given.tokens):
        return f"adds a condition: “{conditions[-1]}”"
    return ""


def _out_of_position(claim: Sense, given: Sense) -> str:
    """Return which word stands beside none of the words that it stands near in the evidence."""
    for at, word in enumerate(claim.words):
        n, n_there = _BESIDE if is_modifier(word.text) else _NEAR
        near = _near(claim.words, at, n) - {word.concept}
        positions = [i for i, other in enumerate(given.words) if is_similar(word.concept, frozenset({other.concept}))]
        if not near or not positions or word.text in LIGHT:
            continue
        around = frozenset[str]().union(*(_near(given.words, i, n_there) for i in positions))
        if not any(is_similar(c, around) for c in near):
            return f"says “{word.text}” of something the words it rests on do not say it of"
    return ""


def _near(words: Sequence[Word], at: int, n: int) -> frozenset[str]:
    """Return what the words around one in its sentence are compared by."""
    around = (*words[max(0, at - n) : at], *words[at + 1 : at + 1 + n])
    return frozenset(word.concept for word in around if word.sentence == words[at].sentence)


def _other_order(claim: Sense, given: Sense) -> str:
    """Return a reason if what comes first, or is the condition of the other, does so only the other way round in the evidence."""
    orders = list(_orders(given.tokens))
    for first, second in _orders(claim.tokens):
        votes = [
            (len(first & early) + len(second & late), len(first & late) + len(second & early)) for early, late in orders
        ]
        most = max(map(sum, votes), default=0)
        if most and not any(same >= other for same, other in votes if same + other >= _OF_THE_SAME * most):
            return "puts in another order what the words it rests on say"
    return ""


def _orders(tokens: Sequence[str]) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Return what is said to come first and what after it, without what is in both.

    Yields
    ------
    tuple of frozenset of str
        The concepts of the earlier thing, or the condition, and those of the later.
    """
    for sentence in in_sentences(tokens):
        for at, token in enumerate(sentence):
            main = next((i for i, other in enumerate(sentence) if other in _MARKERS), at)
            before, after = sentence[: main if concepts_of(sentence[:main]) else at], sentence[at + 1 :]
            if token in _MARKERS:
                end = next((i for i, other in enumerate(after) if other in _INSIDE_ENDS), len(after))
                inner, outer = after[:end], before if concepts_of(before) else after[end:]
                early, late = (inner, outer) if token in _FIRST_INSIDE else (outer, inner)
            elif token in _THEN:
                early, late = before, after
            else:
                continue
            one, two = concepts_of(early), concepts_of(late)
            if one - two and two - one:
                yield one - two, two - one
