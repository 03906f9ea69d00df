"""From staff's words to the passages of one generation of the index: three sets of messages.

A set has the vectors of messages and the passages that each leads to: staff's questions, one passage each; phrases and
cases, several, for which the nearest vote. A few thousand messages are compared exactly, in less time than a search of a
graph takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexDamaged
from corpus.index.checksums import MEND
from corpus.models import Calibration, Vectors

# a field of ours, and its name in the file
_SETS = {"questions": "asked", "phrases": "phrases", "cases": "cases"}
_ARRAYS = {"vectors": "said", "positions": "positions", "strengths": "strengths"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSet:
    """Messages and the passages they lead to.

    Parameters
    ----------
    vectors : array
        Of the messages, shape ``(n_messages, dimension)``, rows of length 1.
    positions : array of int
        Shape ``(n_messages, n_links)``: passages by position.
    strengths : array
        Shape ``(n_messages, n_links)``, from 0 (no link) to 1.
    """

    vectors: Vectors
    positions: NDArray[np.int32]
    strengths: NDArray[np.float32]

    def nearest(self, vector: Vectors, allowed: NDArray[np.bool_], k: int) -> list[tuple[int, float]]:
        """Return the first passage of each of the nearest messages, by position, with the message's cosine; each passage once.

        Parameters
        ----------
        vector : array
            Of the question, shape ``(dimension,)``.
        allowed : array of bool
            Shape ``(n_passages,)``: which passages may be returned.
        k : int
            How many passages to return at most.
        """
        if not len(self.vectors):
            return []
        rows = np.flatnonzero(allowed[self.positions[:, 0]])
        cosines = self.vectors[rows] @ vector if len(rows) < len(self.vectors) else self.vectors @ vector
        best: dict[int, float] = {}
        for at in np.argsort(-cosines, kind="stable"):
            if best.setdefault(int(self.positions[rows[at], 0]), float(cosines[at])) and len(best) == k:
                break
        return list(best.items())

    def vote(
        self, vector: Vectors, allowed: NDArray[np.bool_], n_nearest: int, calibration: Calibration | None
    ) -> list[tuple[int, float]]:
        """Return the passages that the nearest messages lead to, by position, with the shares of their votes, best first.

        Parameters
        ----------
        vector : array
            Of the question, shape ``(dimension,)``.
        allowed : array of bool
            Shape ``(n_passages,)``: which passages may be returned.
        n_nearest : int
            How many messages vote; a nearer one has a greater share.
        calibration : Calibration or None
            That of the embedder. Without one a share goes by rank, and how much nearer a message is does not count.
        """
        if not len(self.vectors):
            return []
        cosines = self.vectors @ vector
        nearest = np.argsort(-cosines, kind="stable")[:n_nearest]
        if calibration is None:
            shares = 1 / np.arange(1, len(nearest) + 1, dtype=np.float32)
        else:
            shares = np.exp((cosines[nearest] - cosines[nearest[0]]) / calibration.vote_temperature)
        votes = (shares / shares.sum())[:, None] * self.strengths[nearest]
        positions = self.positions[nearest]
        counted = (votes > 0) & allowed[positions]
        found, index = np.unique(positions[counted], return_inverse=True)
        totals = np.bincount(index, weights=votes[counted], minlength=len(found))
        order = np.argsort(-totals, kind="stable")
        return [(int(found[at]), float(totals[at])) for at in order]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageVectors:
    """Staff's messages in one generation.

    Parameters
    ----------
    questions, phrases, cases : MessageSet
        In staff's words; ``questions`` has one passage for each message.
    """

    questions: MessageSet
    phrases: MessageSet
    cases: MessageSet

    @classmethod
    def empty(cls, dimension: int) -> MessageVectors:
        """Return one without messages."""
        none = message_set_of(np.zeros((0, dimension), dtype=np.float32), [])
        return cls(questions=none, phrases=none, cases=none)

    @classmethod
    def load(cls, file: Path) -> MessageVectors:
        """Load what ``save`` wrote; what else an older file holds is passed over.

        Raises
        ------
        IndexDamaged
            If the file is missing or unreadable.
        """
        try:
            with np.load(file) as arrays:
                sets = {
                    name: MessageSet(**{field: arrays[f"{kind}_{array}"] for field, array in _ARRAYS.items()})
                    for name, kind in _SETS.items()
                }
                return cls(**sets)
        except Exception as error:  # numpy's, zipfile's and OS errors for one cause
            raise IndexDamaged(f"the vectors of staff's words, {file}, cannot be read: {error}", MEND) from error

    def save(self, file: Path) -> None:
        """Write it to a file."""
        arrays = {
            f"{kind}_{array}": getattr(getattr(self, name), field)
            for name, kind in _SETS.items()
            for field, array in _ARRAYS.items()
        }
        np.savez(file, **arrays)

    def led_to(self) -> set[int]:
        """Return the positions of the passages that staff's questions and cases lead to."""
        sets = (self.questions, self.cases)
        return {int(at) for some in sets for at in np.unique(some.positions[some.strengths > 0])}


def message_set_of(vectors: Vectors, links: list[dict[int, float]]) -> MessageSet:
    """Make a set of messages.

    Parameters
    ----------
    vectors : array
        Of the messages, shape ``(n_messages, dimension)``.
    links : list of dict
        For each message, how strongly it leads to which passages, by position.
    """
    width = max((len(some) for some in links), default=0)
    positions = np.zeros((len(links), width), dtype=np.int32)
    strengths = np.zeros((len(links), width), dtype=np.float32)
    for row, some in enumerate(links):
        positions[row, : len(some)] = list(some)
        strengths[row, : len(some)] = list(some.values())
    return MessageSet(vectors=vectors, positions=positions, strengths=strengths)
