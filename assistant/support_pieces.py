"""Several sentences of the evidence read together: a clause, or a number and what it counts, must still come from one of them."""

from __future__ import annotations

from itertools import groupby

from assistant.support_numbers import numbers
from assistant.support_rules import is_known
from assistant.support_sense import Sense
from assistant.support_tokens import concepts_of, in_sentences

_IN_ONE_SENTENCE = 0.75
_BESIDE = 3


def pieced_together(said: Sense, given: Sense) -> str:
    """Say whether a clause has its words from several sentences, none of which says it."""
    by_sentence = [
        Sense(words=tuple(group), around=given.around)
        for _, group in groupby(given.words, key=lambda word: word.sentence)
    ]
    for _, group in groupby(said.words, key=lambda word: (word.sentence, word.clause)):
        words = list(group)
        share = max(sum(is_known(word, sentence) for word in words) for sentence in by_sentence) / len(words)
        if share < _IN_ONE_SENTENCE:
            return f"puts together what separate sentences say about “{words[0].text}”"
    return _number_from_elsewhere(said, given)


def _number_from_elsewhere(said: Sense, given: Sense) -> str:
    """Say which number has other words beside it than in the sentence of the evidence that it is from."""
    sentences = [(numbers(tokens), concepts_of(tokens)) for tokens in in_sentences(given.tokens)]
    for tokens in in_sentences(said.tokens):
        for at in range(len(tokens)):
            (number,) = numbers(tokens[at : at + 1]) or (None,)
            beside = concepts_of(tokens[max(0, at - _BESIDE) : at]) | concepts_of(tokens[at + 1 : at + 1 + _BESIDE])
            homes = [words for found, words in sentences if number and any(n.value == number.value for n in found)]
            if homes and beside and max(len(beside & words) for words in homes) < len(beside) / 2:
                return f"puts {number} beside other words than those it rests on"
    return ""
