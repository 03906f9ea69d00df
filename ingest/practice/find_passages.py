"""Find the passages of a library that a paragraph in our data means: its own, its twins, and those of related editions.

A paragraph of an edition that is in the library is found by page, number and heading. Its twins are passages with the same
words, as in an extract. Into each related edition (another edition of the publication) it is carried by the crosswalk. Where its
own edition is not in the library, there is none: its learned vector finds the passage most like it, or without one its heading.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from corpus.models import Calibration, Vectors
from corpus.practice import HEADING_WORDS, Learned, ParagraphAnchor, anchor_key
from corpus.register import Register
from corpus.text import fold
from corpus.types import Passage
from ingest.crosswalk import Crosswalks

_SAME_WORDS = 0.6
_OPENING_WORDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedPassages:
    """The passages of a build and their vectors; ``vectors[i]`` belongs to ``passages[i]``.

    Parameters
    ----------
    learned : Learned
        For paragraphs of editions that are not in the library.
    calibration : Calibration or None
        That of the embedder; without one nothing is carried to another edition by likeness.
    left_out : frozenset of str
        Sources that none of staff's words may lead into, to measure how a document fares that nobody wrote for.
    crosswalks : mapping
        What became of the paragraphs of each edition in those after it, by the ids of the two.
    """

    passages: Sequence[Passage]
    vectors: Vectors
    register: Register
    learned: Learned = field(default_factory=Learned)
    calibration: Calibration | None = None
    left_out: frozenset[str] = frozenset()
    crosswalks: Crosswalks = field(default_factory=dict)


class AnchorFinder:
    """Finds passages, by position, in one library."""

    def __init__(self, library: EmbeddedPassages) -> None:
        self._library = library
        self._of_source: dict[str, list[int]] = defaultdict(list)
        self._by: dict[tuple[object, ...], list[int]] = defaultdict(list)
        self._openings: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._related: dict[str, list[str]] = {}
        self._vectors_of: dict[str, Vectors] = {}
        self._carried: dict[tuple[str, str], dict[str, list[str]]] = {}
        self._at = {passage.passage_id: at for at, passage in enumerate(library.passages)}
        for at, passage in enumerate(library.passages):
            source_id, paragraph, page = passage.source_id, passage.paragraph, passage.page
            self._of_source[source_id].append(at)
            self._by[source_id, "page", page, paragraph, _opening(passage.heading)].append(at)
            self._by[source_id, "paragraph", page, paragraph].append(at)
            if paragraph:
                self._by[source_id, "paragraph", paragraph].append(at)
            self._by[source_id, "heading", _opening(passage.heading)].append(at)
            self._openings[tuple(_words(passage.text)[:_OPENING_WORDS])].append(at)

    def of(self, anchor: ParagraphAnchor, vector: Vectors, mean: Vectors) -> list[int]:
        """Return the positions of the passages that a message about a paragraph is led to.

        Parameters
        ----------
        anchor : ParagraphAnchor
            The paragraph.
        vector : array
            Of the message, shape ``(dimension,)``: which part of a long paragraph it is about.
        mean : array
            Of all messages about the paragraph, by which it is carried under its heading if nothing better is known.
        """
        own = self.own(anchor, vector)
        known = self._known(anchor) if own is None else self._library.vectors[own]
        found = [] if own is None else [own, *self._twins(own)]
        reached = {self._library.passages[at].source_id for at in found}
        for related in self._related_to(anchor.source_id):
            if related in reached:
                continue
            if own is not None and self._crosses(anchor.source_id, related):
                found += self.carried(own, related)
            elif known is not None:
                found += self._most_alike(related, known)
            else:
                found += self._under_heading(anchor, related, mean)
        return [at for at in found if self._library.passages[at].source_id not in self._library.left_out]

    def own(self, anchor: ParagraphAnchor, vector: Vectors) -> int | None:
        """Return the position of the paragraph's own passage, of several the nearest to a vector; ``None`` without one."""
        candidates = self._candidates(anchor)
        if not candidates:
            return None
        if 0 < anchor.part <= len(candidates):
            return candidates[anchor.part - 1]
        return self._nearest(candidates, vector)

    def carried(self, at: int, related: str) -> list[int]:
        """Return the position of the passage that a passage became in a related edition, by the crosswalk; none if it did not."""
        passage = self._library.passages[at]
        links = self._links(passage.source_id, related).get(passage.passage_id, [])
        return [self._nearest([self._at[one] for one in links], self._library.vectors[at])] if links else []

    def _crosses(self, source_id: str, related: str) -> bool:
        return bool({(source_id, related), (related, source_id)} & self._library.crosswalks.keys())

    def _links(self, source_id: str, related: str) -> dict[str, list[str]]:
        """Return, for each passage of an edition, those of the paragraph that it became in another, before it or after it."""
        if (source_id, related) not in self._carried:
            later_first = (related, source_id) in self._library.crosswalks
            pair = (related, source_id) if later_first else (source_id, related)
            found = self._carried[source_id, related] = {}
            for link in self._library.crosswalks[pair].links:
                sides = [
                    [passage.passage_id for paragraph in side for passage in paragraph.passages]
                    for side in (link.earlier, link.later)
                ]
                here, there = reversed(sides) if later_first else sides
                found.update(dict.fromkeys(here, there))
        return self._carried[source_id, related]

    def _known(self, anchor: ParagraphAnchor) -> Vectors | None:
        """Return the vector of a paragraph of an edition that is not in the library, if it was learned."""
        key = anchor_key(anchor)
        return self._library.learned.get([key]).get(key)

    def _candidates(self, anchor: ParagraphAnchor) -> list[int]:
        source_id, page, paragraph = anchor.source_id, anchor.page, anchor.paragraph
        return (
            self._by.get((source_id, "page", page, paragraph, _opening(anchor.heading)))
            or self._by.get((source_id, "paragraph", page, paragraph))
            or (self._by.get((source_id, "paragraph", paragraph)) if paragraph else None)
            or []
        )

    def _most_alike(self, related: str, vector: Vectors) -> list[int]:
        """Return the passage of a related edition that is most like a paragraph."""
        calibration = self._library.calibration
        if calibration is None:
            return []
        if related not in self._vectors_of:
            self._vectors_of[related] = self._library.vectors[self._of_source[related]]
        cosines = self._vectors_of[related] @ vector
        best = int(np.argmax(cosines))
        return [self._of_source[related][best]] if cosines[best] >= calibration.same_rule else []

    def _under_heading(self, anchor: ParagraphAnchor, related: str, mean: Vectors) -> list[int]:
        """Return the passage under the same heading that messages about it are nearest to."""
        calibration = self._library.calibration
        candidates = self._by.get((related, "heading", _opening(anchor.heading)), [])
        if calibration is None or not candidates or not anchor.heading:
            return []
        best = self._nearest(candidates, mean)
        return [best] if float(self._library.vectors[best] @ mean) >= calibration.under_same_heading else []

    def _nearest(self, candidates: Sequence[int], vector: Vectors) -> int:
        return candidates[int(np.argmax(self._library.vectors[list(candidates)] @ vector))]

    def _twins(self, at: int) -> list[int]:
        words = _words(self._library.passages[at].text)
        mine = set(words)
        others = (other for other in self._openings[tuple(words[:_OPENING_WORDS])] if other != at)
        return [
            other for other in others if _overlap(mine, set(_words(self._library.passages[other].text))) >= _SAME_WORDS
        ]

    def _related_to(self, source_id: str) -> list[str]:
        """Name the other editions of the same publication in the library."""
        if source_id not in self._related:
            register = self._library.register
            known = source_id in register
            chain = (*register.successors(source_id), *register.predecessors(source_id)) if known else ()
            self._related[source_id] = [source.source_id for source in chain if source.source_id in self._of_source]
        return self._related[source_id]


def _opening(heading: str) -> tuple[str, ...]:
    """Return the first words of a heading, by which our data knows it: enough to know it, too few to copy it."""
    return tuple(fold(heading).split()[:HEADING_WORDS])


def _words(text: str) -> list[str]:
    """Return a passage's words without the paragraph number before them, which editions change."""
    return re.findall(r"\w+", re.sub(r"^\W*\d+[.)]?\s+", "", fold(text)))


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, len(one | other))
