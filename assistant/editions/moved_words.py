"""Words that seem put in or taken out, and stand elsewhere in the other edition: moved, or cut at another page's end.

A passage ends where its page does, so two editions cut the same text at different words. Nothing is said to be new or gone
until it was looked for in the whole of the other edition.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from corpus.text import find_quote
from corpus.types import Passage
from corpus.word_diff import WordChange, WordRun

Near = Callable[[str], Sequence[Passage]]

_PIECE_END = re.compile(r"(?<=[.;:!?])\s+|(?<=,)\s+|\s+(?=[•▪]\s)|\s+(?=o\s[a-z])")
_EDGE = " .,;:•▪"
_FEWEST_WORDS = 4  # fewer words stand in many places by chance


def looked_for(words: Sequence[WordRun], near: Near) -> tuple[tuple[WordRun, ...], tuple[Passage, ...]]:
    """Return words with those that stand elsewhere in the other edition marked so, and where they were found.

    Parameters
    ----------
    words : sequence of WordRun
        One wording, compared.
    near : callable
        Gives the passages of the other edition nearest some words.
    """
    marked: list[WordRun] = []
    places: dict[str, Passage] = {}
    for run in words:
        if run.change is WordChange.SAME:
            _add(marked, run)
            continue
        around = near(run.text)
        for piece in _PIECE_END.split(run.text):
            place = _place(piece, around, near)
            if place is not None:
                places[place.passage_id] = place
            _add(marked, WordRun(run.change if place is None else WordChange.ELSEWHERE, piece))
    return tuple(marked), tuple(places.values())


def _place(piece: str, around: Sequence[Passage], near: Near) -> Passage | None:
    wanted = re.sub(r"^(?:[•▪o]|and|or)\s+", "", piece).strip(_EDGE)
    if len(wanted.split()) < _FEWEST_WORDS:
        return None
    return next((passage for passage in (*around, *near(wanted)) if find_quote(wanted, passage.text) is not None), None)


def _add(into: list[WordRun], words: WordRun) -> None:
    if into and into[-1].change is words.change:
        into[-1] = WordRun(words.change, f"{into[-1].text} {words.text}")
    elif words.text:
        into.append(words)
