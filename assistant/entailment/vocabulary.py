"""The words that the support check knows, and a text split into them.

vocabulary.toml says who acts, how binding a verb is and what means the same. A text is folded, and its phrases are made one word
each; some of its tokens carry meaning, the rest do not.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import Stemmer

from assistant.entailment.numbers import numbers
from corpus.text import fold

_LISTS: dict[str, Any] = tomllib.loads(
    files("assistant.entailment").joinpath("vocabulary.toml").read_text(encoding="utf-8")
)
_STEMMER = Stemmer.Stemmer("english")

_TOKEN = re.compile(
    r"£|%|\d+(?:\.\d+)?(?:st|nd|rd|th|%|[a-z]{1,2}\b)?|[a-z]+(?:'[a-z]+)?|[.!?](?=[\s)”\"']|$)|[,;:()\[\]]|(?<=\s)-+(?=\s)"
)
_HYPHEN = re.compile(r"(?<=[a-z0-9])-(?=[a-z0-9])")
_CLOCK = re.compile(r"(?<=\d)(?=[ap]m\b)")
_NOON = re.compile(r"\b([ap])\.m(?:\.(?=\s+[^A-Z]|[,;:)])|\b)")  # "by 10 a.m. and": no sentence ends there
_DOT = re.compile(r"\b(s|ss|para|paras|p|pp|e\.g|i\.e|no)\.(?=\s?\d)|(?<=\b[ei])\.(?=[ge]\b)")
_MODIFIER = re.compile(r"[a-z]{3,}(?:al|ive|ous|able|ible|ic|ful|less|ary|ory|ant|ent|ly|ed|en|ior)")
WHOSE = "'s"
_IS_SHORT = frozenset({"it", "that", "there", "he", "she", "what", "who", "here", "let"})
STOPS = frozenset(".!?")
BREAKS = frozenset(",;:()[]-") | STOPS
CLAUSE = frozenset({
    *("and", "but", "or", "because", "so", "which", "who", "if", "when", "where", "unless", "until", "while"),
    *("although", "though", "therefore", "otherwise"),
})
BE = frozenset({"be", "is", "are", "was", "were", "been", "being"})

MUST, SHOULD, MAY, MIGHT, NEED_NOT = "must", "should", "may", "might", "need not"
ORDER = "do"  # an order: "Ring the school."


def _words(name: str) -> frozenset[str]:
    return frozenset(_LISTS[name].split())


def _turned(table: Mapping[str, str]) -> dict[str, str]:
    """Return, for each word listed under a name, that name."""
    return {word: name for name, words in table.items() for word in words.split()}


ROLES, SOFT_ROLES = _words("roles"), _words("soft_roles")
HARD_ROLES = ROLES - SOFT_ROLES
WEIGHTY_WORDS, LIGHT, STOP, NEGATORS = _words("weighty"), _words("light"), _words("stop"), _words("negators")
ORDERS, HEDGES = _words("orders"), _words("hedges")
MODALS, DENIED = _turned(_LISTS["modals"]), _turned(_LISTS["denied"])
PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), f" {word} ") for pattern, word in _LISTS["phrases"]
)
_FORMS = _turned(_LISTS["forms"])
_SAME: dict[str, str] = {}
for _group in _LISTS["same"]:
    _stems = [_STEMMER.stemWord(word) for word in _group.split()]
    for _stem in _stems:
        _SAME.setdefault(_stem, _stems[0])
_ROLE_STEMS = {_STEMMER.stemWord(role): role for role in ROLES}


@cache
def concept(word: str) -> str:
    """Return what a word is compared by: its role, the first of its synonyms, or its stem.

    Examples
    --------
    >>> concept("notified") == concept("informs") == concept("told")
    True
    """
    stem: str = _STEMMER.stemWord(_FORMS.get(word, word))
    same = _SAME.get(stem, stem)
    return _ROLE_STEMS.get(same, same)


WEIGHTY: frozenset[str] = frozenset(concept(word) for word in WEIGHTY_WORDS)
NARROWING: frozenset[str] = frozenset(concept(word) for word in _words("narrowing"))
TIMES: frozenset[str] = frozenset(concept(word) for word in _words("times"))
OPPOSITES: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (frozenset(concept(word) for word in one.split()), frozenset(concept(word) for word in other.split()))
    for one, other in _LISTS["opposites"]
)


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


def is_modifier(token: str) -> bool:
    """Whether a token has the ending of an adjective or adverb, most of which restrict what they describe."""
    return _MODIFIER.fullmatch(token) is not None and is_content(token)


def owners_left_out(tokens: Sequence[str]) -> list[str]:
    """Return the tokens without those that own the next: of "the pupil's data", "the data"."""
    return [token for at, token in enumerate(tokens) if token != WHOSE and tokens[at + 1 : at + 2] != [WHOSE]]


def concepts_of(tokens: Sequence[str]) -> frozenset[str]:
    """Return what the tokens that carry meaning are compared by."""
    return frozenset(concept(token) for token in tokens if is_content(token))
