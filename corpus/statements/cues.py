"""Cues: the words that speak of a situation, in a form that a trainer can read and change.

``dog|cat|hamster & kick*|kill*|hurt*`` is found where one sentence has a word of each group. ``*`` stands for any ending, ``!``
before a group for words that must not be there, and several words in a row are a phrase: ``no recourse``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from corpus.errors import StatementError
from corpus.statements.statement_file import made_of

_SENTENCE = re.compile(r"(?<=[.?!;])\s+|\n+")
_WORDS = re.compile(r"[a-z0-9*’' -]+")


@dataclass(frozen=True)
class Cue:
    """One cue.

    Parameters
    ----------
    written : str
        As its file has it.
    """

    written: str

    def __post_init__(self) -> None:
        assert self._groups, "a cue has words"

    @cached_property
    def _groups(self) -> tuple[tuple[bool, re.Pattern[str]], ...]:
        groups = []
        for group in self.written.split("&"):
            wanted = not group.strip().startswith("!")
            words = [words.strip().casefold() for words in group.strip().removeprefix("!").split("|")]
            if not all(_WORDS.fullmatch(one) for one in words):
                raise StatementError(f"{self.written!r} is no cue", "a cue reads 'dog|cat & kick*|kill*'")
            ways = "|".join(_pattern(one) for one in words)
            groups.append((wanted, re.compile(rf"(?<![\w])(?:{ways})(?![\w])")))
        return tuple(groups)

    def is_in(self, sentence: str) -> bool:
        """Whether a sentence, in lower case and with straight apostrophes, has it."""
        return all((group.search(sentence) is not None) is wanted for wanted, group in self._groups)


WrittenCue = Annotated[Cue, made_of(str, Cue)]
"""A field of a row that holds a cue."""


def sentences_of(text: str) -> list[str]:
    """Return a message's sentences as cues read them."""
    lower = text.casefold().replace("’", "'").replace("‘", "'")
    return [" ".join(part.split()) for part in _SENTENCE.split(lower) if part.strip()]


def as_one_line(text: str) -> str:
    """Return a message as one sentence, for cues whose words may stand anywhere in it."""
    return " ".join(sentences_of(text))


def names_pattern(names: Sequence[str]) -> re.Pattern[str]:
    """Return what finds any of some names in a sentence as ``sentences_of`` gives it, the longest first."""
    ways = "|".join(_pattern(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w])(?:{ways})(?![\w])")


def _pattern(words: str) -> str:
    return r"\s+".join(re.escape(word.replace("’", "'")).replace(r"\*", r"[\w']*") for word in words.split())
