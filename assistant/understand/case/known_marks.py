"""What readers made of a sentence in messages like this one.

A sentence belongs in one worry and not in the next, though both tell the same situation. So the messages for which it was marked
count the more, the nearer they are to this one (docs/adr/0066).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from corpus.models import Embedder, Vectors
from corpus.once import once

MARK_BELONGS, MARK_TRUE, MARK_UNFIT = 2, 1, 0
"""The marks: it belongs, it is true and no more, it does not fit."""
MARK_SCALE = 127.0
"""Vectors are kept as whole numbers of this: of length 1, a cosine is off by less than a hundredth."""
_STEP = 0.07  # a message that is further off by this, as a cosine, counts 1/e
_LIKE = 0.8  # a message as near as this counts as one
_BORROWED = 0.1  # of what was made of it in all messages


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownMarks:
    """Messages, and what readers made of sentences that might be said of them.

    Parameters
    ----------
    embedder : str
        What the vectors are of.
    messages : array
        Shape ``(n_messages, dimension)``.
    of_sentence : mapping of str to array
        By a sentence’s key, pairs of a message’s place and the mark; shape ``(n_marks, 2)``.
    """

    embedder: str
    messages: Vectors
    of_sentence: Mapping[str, NDArray[np.int16]]

    def beside(self, message: Vectors) -> MarksNear:
        """Return them as they count beside a message with this vector, of shape ``(dimension,)``."""
        return MarksNear(known=self, counts=np.exp((self.messages @ message - _LIKE) / _STEP).astype(np.float32))


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksNear:
    """What readers made of sentences, and how much each message counts in it; shape of ``counts``: ``(n_messages,)``."""

    known: KnownMarks
    counts: NDArray[np.float32]

    def shares(self, key: str, in_all: tuple[float, float]) -> tuple[float, float]:
        """Return how often a sentence belonged in messages like this one, and how often it did not fit.

        Parameters
        ----------
        key : str
            The sentence’s.
        in_all : tuple of float
            How often it did in all messages, which is what counts where none is like this one.
        """
        marks = self.known.of_sentence.get(key)
        if marks is None:
            return in_all
        places, given = marks.T
        counts = self.counts[places]
        belonged, unfit = (
            float((counts @ (given == mark) + _BORROWED * share) / (counts.sum() + _BORROWED))
            for mark, share in zip((MARK_BELONGS, MARK_UNFIT), in_all, strict=True)
        )
        return belonged, unfit


def marks_beside(message: str, embedder: Embedder) -> MarksNear | None:
    """Return what was made of sentences as it counts beside a message; ``None`` with another embedder than theirs."""
    known = load_known_marks()
    return known.beside(embedder.embed([message])[0]) if embedder.name == known.embedder else None


@once
def load_known_marks() -> KnownMarks:
    """Load those that come with the project."""
    with (
        resources.files("assistant.understand.case").joinpath("known_marks.npz").open("rb") as file,
        np.load(file) as stored,
    ):
        of_key, pairs = stored["of_key"], stored["pairs"]
        return KnownMarks(
            embedder=str(stored["embedder"]),
            messages=stored["messages"].astype(np.float32) / MARK_SCALE,
            of_sentence={str(key): pairs[of_key == at] for at, key in enumerate(stored["keys"])},
        )
