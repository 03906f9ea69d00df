"""Attach the questions that staff ask to the passages of the editions in the library: of their paragraph, its twins and kin."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from corpus.models import Vectors
from corpus.practice import Pointer, StaffQuestions
from corpus.register import Register
from corpus.types import Passage
from ingest.practice.find_passages import AnchorFinder


def relevant(asked: Sequence[StaffQuestions], source_ids: Collection[str], register: Register) -> list[StaffQuestions]:
    """Return the questions that can point into some sources: written for one of them, or for another edition of one."""
    kin = {source_id: with_related(source_id, register) for source_id in {row.source_id for row in asked}}
    return [row for row in asked if kin[row.source_id] & set(source_ids)]


def with_related(source_id: str, register: Register) -> set[str]:
    """Return a source and the other editions of its publication."""
    if source_id not in register:
        return {source_id}
    chain = (*register.successors(source_id), *register.predecessors(source_id))
    return {source_id, *(source.source_id for source in chain)}


def attach(
    asked: Sequence[StaffQuestions],
    question_vectors: Mapping[str, Vectors],
    places: AnchorFinder,
    passages: Sequence[Passage],
) -> list[Pointer]:
    """Point each question to its passages.

    Parameters
    ----------
    asked : sequence of StaffQuestions
        The questions, by paragraph.
    question_vectors : mapping of str to array
        Each question's vector, of shape ``(dimension,)``.
    places : AnchorFinder
        What they can point to.
    passages : sequence of Passage
        By position.
    """
    pointers: dict[Pointer, None] = {}
    for row in asked:
        vectors = np.stack([question_vectors[question] for question in row.questions])
        for question, vector in zip(row.questions, vectors, strict=True):
            for at in places.of(row, vector, vectors.mean(axis=0)):
                pointers[Pointer(question, passages[at].passage_id)] = None
    return list(pointers)
