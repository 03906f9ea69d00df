"""The sentences of an entry, and words that were found in one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+|(?<=\w)\.(?=[A-Z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Words that were found, and the sentence they stand in.

    Parameters
    ----------
    sentence : str
        As written.
    start, end : int
        Of the words, in the sentence.
    """

    sentence: str
    start: int
    end: int


def sentences_in(text: str) -> Iterator[tuple[int, str]]:
    """Return the sentences of an entry, each with where it begins.

    Yields
    ------
    tuple of int and str
    """
    start = 0
    for match in [*_SENTENCE_END.finditer(text), None]:
        end = match.start() if match else len(text)
        if text[start:end].strip():
            yield start, text[start:end]
        start = match.end() if match else end
