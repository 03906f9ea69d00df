"""The bridge between staff's words and guidance's in one generation of the index: an adapter and three banks of messages.

The adapter turns a question's vector towards guidance's words. A bank holds the vectors of messages and the passages that
each leads to: staff's questions, one passage each; phrases and cases, several, for which the nearest vote. A few thousand
messages are compared exactly, in less time than a search of a graph takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexDamaged
from corpus.models import Vectors

_TEMPERATURE = 0.05
_BANKS = ("asked", "phrases", "cases")
_BANK = ("said", "positions", "strengths")


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSet:
    """Messages and the passages they lead to.

    Parameters
    ----------
    said : array
        Shape ``(n_messages, dimension)``, rows of length 1.
    positions : array of int
        Shape ``(n_messages, n_links)``: passages by position.
    strengths : array
        Shape ``(n_messages, n_links)``, from 0 (no link) to 1.
    """

    said: Vectors
    positions: NDArray[np.int32]
    strengths: NDArray[np.float32]

    def nearest(self, vector: Vectors, allowed: NDArray[np.bool_], k: int) -> list[tuple[int, float]]:
        """Return the passages that the nearest messages lead to first of all, by position, with their cosines, each once.

        Parameters
        ----------
        vector : array
            Of the question, shape ``(dimension,)``.
        allowed : array of bool
            Shape ``(n_passages,)``: which passages may be given.
        k : int
            How many passages to give at most.
        """
        if not len(self.said):
            return []
        rows = np.flatnonzero(allowed[self.positions[:, 0]])
        cosines = self.said[rows] @ vector if len(rows) < len(self.said) else self.said @ vector
        best: dict[int, float] = {}
        for at in np.argsort(-cosines, kind="stable"):
            if best.setdefault(int(self.positions[rows[at], 0]), float(cosines[at])) and len(best) == k:
                break
        return list(best.items())

    def vote(self, vector: Vectors, allowed: NDArray[np.bool_], n_nearest: int) -> list[tuple[int, float]]:
        """Return the passages that the nearest messages lead to, by position, with the shares of their votes, best first.

        Parameters
        ----------
        vector : array
            Of the question, shape ``(dimension,)``.
        allowed : array of bool
            Shape ``(n_passages,)``: which passages may be given.
        n_nearest : int
            How many messages vote; a nearer one has more to say.
        """
        if not len(self.said):
            return []
        cosines = self.said @ vector
        nearest = np.argsort(-cosines, kind="stable")[:n_nearest]
        shares = np.exp((cosines[nearest] - cosines[nearest[0]]) / _TEMPERATURE)
        votes = (shares / shares.sum())[:, None] * self.strengths[nearest]
        positions = self.positions[nearest]
        counted = (votes > 0) & allowed[positions]
        found, place = np.unique(positions[counted], return_inverse=True)
        totals = np.bincount(place, weights=votes[counted], minlength=len(found))
        order = np.argsort(-totals, kind="stable")
        return [(int(found[at]), float(totals[at])) for at in order]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageVectors:
    """What a generation knows of how staff speak.

    Parameters
    ----------
    adapter : array
        Shape ``(dimension, dimension)``.
    asked, phrases, cases : MessageSet
        In staff's words; ``asked`` has one passage for each message.
    """

    adapter: Vectors
    asked: MessageSet
    phrases: MessageSet
    cases: MessageSet

    @classmethod
    def empty(cls, dimension: int) -> MessageVectors:
        """Return a bridge that knows nothing and leaves every question as it is."""
        bank = message_set_of(np.zeros((0, dimension), dtype=np.float32), [])
        return cls(adapter=np.eye(dimension, dtype=np.float32), asked=bank, phrases=bank, cases=bank)

    @classmethod
    def load(cls, file: Path) -> MessageVectors:
        """Load what ``save`` wrote.

        Raises
        ------
        IndexDamaged
            If the file is missing or unreadable.
        """
        try:
            with np.load(file) as held:
                banks = {name: MessageSet(**{part: held[f"{name}_{part}"] for part in _BANK}) for name in _BANKS}
                return cls(adapter=held["adapter"], **banks)
        except Exception as error:  # numpy's, zipfile's and OS errors for one cause
            raise IndexDamaged(
                f"what bridges staff's words and guidance's, {file}, cannot be read: {error}",
                "run 'python -m ingest rollback' for the generation before, or 'make index' to build it anew",
            ) from error

    def save(self, file: Path) -> None:
        """Write the bridge to a file."""
        arrays = {
            f"{name}_{part}": getattr(bank, part)
            for name, bank in zip(_BANKS, (self.asked, self.phrases, self.cases), strict=True)
            for part in _BANK
        }
        np.savez(file, adapter=self.adapter, **arrays)

    def adapt(self, vector: Vectors) -> Vectors:
        """Turn a question's vector, of shape ``(dimension,)``, towards guidance's words; its length stays 1."""
        turned = vector @ self.adapter
        return np.asarray(turned / np.linalg.norm(turned), dtype=np.float32)


def message_set_of(said: Vectors, links: list[dict[int, float]]) -> MessageSet:
    """Make a bank.

    Parameters
    ----------
    said : array
        Shape ``(n_messages, dimension)``.
    links : list of dict
        For each message, how strongly it leads to which passages, by position.
    """
    width = max((len(some) for some in links), default=0)
    positions = np.zeros((len(links), width), dtype=np.int32)
    strengths = np.zeros((len(links), width), dtype=np.float32)
    for row, some in enumerate(links):
        positions[row, : len(some)] = list(some)
        strengths[row, : len(some)] = list(some.values())
    return MessageSet(said=said, positions=positions, strengths=strengths)
