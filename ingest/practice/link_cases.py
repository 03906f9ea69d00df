"""Link staff's questions, phrases and cases to the passages of a library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from corpus.index import LexicalIndex, MessageSet, fuse, message_set_of
from corpus.models import Vectors
from corpus.practice import Case, Phrase, Pointer
from ingest.practice.find_passages import AnchorFinder, EmbeddedPassages

LINKS_VERSION = "2"
_N_LINKS = 60
_PART_STRENGTH = 0.6  # of a paragraph that answers a case in part


def link_asked(pointers: Sequence[Pointer], vectors: Mapping[str, Vectors], library: EmbeddedPassages) -> MessageSet:
    """Link each question to the passage it points to.

    Parameters
    ----------
    pointers : sequence of Pointer
        In the order of the bank.
    vectors : mapping of str to array
        Of each question.
    library : EmbeddedPassages
        What they point to.
    """
    at = {passage.passage_id: position for position, passage in enumerate(library.passages)}
    said = _stack([vectors[pointer.question] for pointer in pointers], library)
    return message_set_of(said, [{at[pointer.passage_id]: 1.0} for pointer in pointers])


def link_phrases(
    phrases: Sequence[Phrase], vectors: Mapping[str, Vectors], library: EmbeddedPassages, lexical: LexicalIndex
) -> MessageSet:
    """Link each phrase to the passages that its formal wording finds, by vectors and by words.

    Parameters
    ----------
    phrases : sequence of Phrase
        In the order of the bank.
    vectors : mapping of str to array
        Of each ``say`` and each ``formal``, by text.
    library : EmbeddedPassages
        What they lead to.
    lexical : LexicalIndex
        Over the library's passages.
    """
    sources = {passage.source_id for passage in library.passages}
    formal = _stack([vectors[phrase.formal] for phrase in phrases], library)
    links = []
    for phrase, cosines in zip(phrases, formal @ library.vectors.T, strict=True):
        near = np.argpartition(-cosines, min(_N_LINKS, len(cosines)) - 1)[:_N_LINKS]
        dense = near[np.argsort(-cosines[near], kind="stable")]
        worded = [at for at, _ in lexical.search(phrase.words, _N_LINKS, sources)]
        scores: dict[int, float] = fuse((dense.tolist(), worded))
        best = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:_N_LINKS]
        links.append({at: score / best[0][1] for at, score in best})
    return message_set_of(_stack([vectors[phrase.say] for phrase in phrases], library), links)


def link_cases(
    cases: Sequence[Case], vectors: Mapping[str, Vectors], library: EmbeddedPassages, places: AnchorFinder
) -> tuple[MessageSet, list[tuple[Case, list[int]]]]:
    """Link each case to the passages of the paragraphs that answer it.

    Returns
    -------
    tuple
        The bank, and the cases in it with the positions they lead to; one whose paragraphs are all absent is left out.
    """
    linked: list[tuple[Case, dict[int, float]]] = []
    for case in cases:
        vector = vectors[case.say]
        found: dict[int, float] = {}
        for point in case.points:
            for at in places.of(point.anchor, vector, vector):
                found[at] = max(found.get(at, 0.0), 1.0 if point.grade > 2 else _PART_STRENGTH)
        if found:
            linked.append((case, found))
    bank = message_set_of(_stack([vectors[case.say] for case, _ in linked], library), [found for _, found in linked])
    return bank, [(case, list(found)) for case, found in linked]


def _stack(rows: Sequence[Vectors], library: EmbeddedPassages) -> Vectors:
    dimension = library.vectors.shape[1]
    return np.stack(rows) if rows else np.zeros((0, dimension), dtype=np.float32)
