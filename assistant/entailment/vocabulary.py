"""The words that the support check knows, read from vocabulary.toml: who acts, how binding a verb is, what means the same."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import Stemmer

_LISTS: dict[str, Any] = tomllib.loads(
    files("assistant.entailment").joinpath("vocabulary.toml").read_text(encoding="utf-8")
)
_STEMMER = Stemmer.Stemmer("english")

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
TIMES: frozenset[str] = frozenset(concept(word) for word in _words("times"))
OPPOSITES: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (frozenset(concept(word) for word in one.split()), frozenset(concept(word) for word in other.split()))
    for one, other in _LISTS["opposites"]
)
