"""Attach the questions that staff ask to the passages of the editions in the library.

A question written for an edition that is in the library goes to the passage of its paragraph that is nearest to it, and to
that passage's twins: the same words in an extract or another edition. One whose edition is not in the library is carried to
its nearest kin: the passage under the same heading that the paragraph's questions are nearest to, if near enough.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.asked import HEADING_WORDS, Asked, Pointer
from corpus.embed import Vectors
from corpus.register import Register
from corpus.text import fold
from corpus.types import Passage

_CARRIED_COSINE = 0.4
_SAME_WORDS = 0.6
_OPENING_WORDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The passages of a build and their vectors; ``vectors[i]`` belongs to ``passages[i]``."""

    passages: Sequence[Passage]
    vectors: Vectors
    register: Register


def relevant(asked: Sequence[Asked], source_ids: Collection[str], register: Register) -> list[Asked]:
    """Give the questions that can point into some sources: written for one of them, or for another edition of one."""
    kin = {source_id: {source_id} for source_id in {row.source_id for row in asked}}
    for source_id, ids in kin.items():
        if source_id in register:
            chain = (*register.successors(source_id), *register.predecessors(source_id))
            ids.update(source.source_id for source in chain)
    return [row for row in asked if kin[row.source_id] & set(source_ids)]


def attach(asked: Sequence[Asked], question_vectors: Mapping[str, Vectors], library: Library) -> list[Pointer]:
    """Point each question to its passages.

    Parameters
    ----------
    asked : sequence of Asked
        The questions, by paragraph.
    question_vectors : mapping of str to array
        Each question's vector, of shape ``(dimension,)``.
    library : Library
        What they can point to.
    """
    places = _Places(library)
    pointers: dict[Pointer, None] = {}
    for row in asked:
        vectors = np.stack([question_vectors[question] for question in row.questions])
        for question, vector in zip(row.questions, vectors, strict=True):
            for at in places.of(row, vector, vectors.mean(axis=0)):
                pointers[Pointer(question, library.passages[at].passage_id)] = None
    return list(pointers)


class _Places:
    """Finds passages by paragraph, by page and heading, and by their words."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._held = {passage.source_id for passage in library.passages}
        self._by: dict[tuple[object, ...], list[int]] = defaultdict(list)
        self._openings: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._kin: dict[str, list[str]] = {}
        for at, passage in enumerate(library.passages):
            source_id, paragraph, page = passage.source_id, passage.paragraph, passage.page
            self._by[source_id, "page", page, paragraph, _opening(passage.heading)].append(at)
            self._by[source_id, "paragraph", page, paragraph].append(at)
            if paragraph:
                self._by[source_id, "paragraph", paragraph].append(at)
            self._by[source_id, "heading", _opening(passage.heading)].append(at)
            self._openings[tuple(_words(passage.text)[:_OPENING_WORDS])].append(at)

    def of(self, row: Asked, vector: Vectors, mean: Vectors) -> list[int]:
        """Give the positions of the passages a question points to."""
        if row.source_id in self._held:
            candidates = self._candidates(row)
            if not candidates:
                return []
            best = self._nearest(candidates, vector)
            return [best, *self._twins(best)]
        return [at for kin in self._kin_of(row.source_id) for at in self._carried(row, kin, mean)]

    def _candidates(self, row: Asked) -> list[int]:
        page, paragraph = row.page, row.paragraph
        return (
            self._by.get((row.source_id, "page", page, paragraph, _opening(row.heading)))
            or self._by.get((row.source_id, "paragraph", page, paragraph))
            or (self._by.get((row.source_id, "paragraph", paragraph)) if paragraph else None)
            or []
        )

    def _carried(self, row: Asked, kin: str, mean: Vectors) -> list[int]:
        candidates = self._by.get((kin, "heading", _opening(row.heading)), [])
        if not candidates or not row.heading:
            return []
        best = self._nearest(candidates, mean)
        return [best] if float(self._library.vectors[best] @ mean) >= _CARRIED_COSINE else []

    def _nearest(self, candidates: Sequence[int], vector: Vectors) -> int:
        return max(candidates, key=lambda at: float(self._library.vectors[at] @ vector))

    def _twins(self, at: int) -> list[int]:
        words = _words(self._library.passages[at].text)
        mine = set(words)
        others = (other for other in self._openings[tuple(words[:_OPENING_WORDS])] if other != at)
        return [
            other for other in others if _overlap(mine, set(_words(self._library.passages[other].text))) >= _SAME_WORDS
        ]

    def _kin_of(self, source_id: str) -> list[str]:
        """Name the nearest editions of the same publication in the library: later ones first."""
        if source_id not in self._kin:
            register = self._library.register
            known = source_id in register
            chain = (*register.successors(source_id), *register.predecessors(source_id)) if known else ()
            self._kin[source_id] = [source.source_id for source in chain if source.source_id in self._held][:1]
        return self._kin[source_id]


def _opening(heading: str) -> tuple[str, ...]:
    """Give the first words of a heading, by which the questions know it: enough to tell it, too few to copy it."""
    return tuple(fold(heading).split()[:HEADING_WORDS])


def _words(text: str) -> list[str]:
    """Give a passage's words without the paragraph number before them, which editions change."""
    return re.findall(r"\w+", re.sub(r"^\W*\d+[.)]?\s+", "", fold(text)))


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, len(one | other))
