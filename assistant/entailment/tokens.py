"""A text to the tokens that the support check reads: folded, phrases made one word, and which of them carry meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.entailment.numbers import numbers
from assistant.entailment.vocabulary import DENIED, MODALS, NEGATORS, PHRASES, STOP, concept
from corpus.text import fold

_TOKEN = re.compile(
    r"£|%|\d+(?:\.\d+)?(?:st|nd|rd|th|%|[a-z]{1,2}\b)?|[a-z]+(?:'[a-z]+)?|[.!?](?=[\s)”\"']|$)|[,;:()\[\]]|(?<=\s)-+(?=\s)"
)
_HYPHEN = re.compile(r"(?<=[a-z0-9])-(?=[a-z0-9])")
_CLOCK = re.compile(r"(?<=\d)(?=[ap]m\b)")
_NOON = re.compile(r"\b([ap])\.m(?:\.(?=\s+[^A-Z]|[,;:)])|\b)")  # "by 10 a.m. and": no sentence ends there
_DOT = re.compile(r"\b(s|ss|para|paras|p|pp|e\.g|i\.e|no)\.(?=\s?\d)|(?<=\b[ei])\.(?=[ge]\b)")
WHOSE = "'s"
_IS_SHORT = frozenset({"it", "that", "there", "he", "she", "what", "who", "here", "let"})
STOPS = frozenset(".!?")
BREAKS = frozenset(",;:()[]-") | STOPS
CLAUSE = frozenset({
    *("and", "but", "or", "because", "so", "which", "who", "if", "when", "where", "unless", "until", "while"),
    *("although", "though", "therefore", "otherwise"),
})
BE = frozenset({"be", "is", "are", "was", "were", "been", "being"})


def tokens_of(text: str) -> list[str]:
    """Split a text into tokens: words, numbers and marks."""
    spelled = _HYPHEN.sub(" ", _CLOCK.sub(" ", _DOT.sub(r"\1 ", fold(_NOON.sub(r"\1m", text)).replace("non-", "non"))))
    for pattern, canonical in PHRASES:
        spelled = pattern.sub(canonical, spelled)
    tokens: list[str] = []
    for token in _TOKEN.findall(spelled):
        word = token.removesuffix("'s")
        tokens += ["not", DENIED[word]] if word in DENIED else [word]
        if word != token and word and word not in _IS_SHORT:
            tokens.append(WHOSE)
    return tokens


def in_sentences(tokens: Sequence[str]) -> list[list[str]]:
    """Split tokens at full stops."""
    spans: list[list[str]] = [[]]
    for token in tokens:
        spans[-1].append(token)
        if token in STOPS:
            spans.append([])
    return [span for span in spans if span]


def is_content(token: str) -> bool:
    """Whether a token carries meaning by itself: not a stop word, a modal verb, a negator, a number or a mark."""
    return (
        token[0].isalpha()
        and len(token) > 1
        and not (token in STOP or token in MODALS or token in NEGATORS)
        and not numbers([token, "days"])
    )


def owners_left_out(tokens: Sequence[str]) -> list[str]:
    """Return the tokens without those that own the next: of "the pupil's data", "the data"."""
    return [token for at, token in enumerate(tokens) if token != WHOSE and tokens[at + 1 : at + 2] != [WHOSE]]


def concepts_of(tokens: Sequence[str]) -> frozenset[str]:
    """Return what the tokens that carry meaning are compared by."""
    return frozenset(concept(token) for token in tokens if is_content(token))
