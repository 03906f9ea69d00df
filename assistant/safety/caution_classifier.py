"""Which situations a message speaks of in which an ordinary step does harm, by a small linear model over the message's vector.

The patterns (caution_patterns.py) find the words they list, and people say these things in more ways than can be listed. This
model learned from messages by many hands (evals/questions/cautions.jsonl); it adds to the patterns and never overrules them. It
belongs to one embedder: with another, or without one, the patterns stand alone. ``python -m evals cautions --train`` makes
cautions.npz anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np

from assistant.safety.caution_patterns import CAUTIONS, cautions_in
from corpus.models import Embedder, Vectors
from corpus.once import once


@dataclass(frozen=True, slots=True, kw_only=True)
class CautionClassifier:
    """A linear model for each situation.

    Parameters
    ----------
    embedder : str
        The name of the model whose vectors it reads.
    names : tuple of str
        The situations, as in ``CAUTIONS``.
    weights : array
        Shape ``(n_situations, dimension)``.
    bias : array
        Shape ``(n_situations,)``; above zero, a message is taken to speak of the situation.
    """

    embedder: str
    names: tuple[str, ...]
    weights: Vectors
    bias: Vectors

    def find(self, vector: Vectors) -> frozenset[str]:
        """Return the situations that a message's vector, shape ``(dimension,)``, speaks of."""
        scores = self.weights @ vector + self.bias
        return frozenset(name for name, score in zip(self.names, scores, strict=True) if score > 0)


@once
def load_caution_classifier() -> CautionClassifier:
    """Load the model that comes with the project."""
    with resources.files("assistant.safety").joinpath("cautions.npz").open("rb") as file, np.load(file) as stored:
        return CautionClassifier(
            embedder=str(stored["embedder"]),
            names=tuple(str(name) for name in stored["names"]),
            weights=stored["weights"],
            bias=stored["bias"],
        )


def cautions_of(text: str, embedder: Embedder | None = None) -> tuple[str, ...]:
    """Return the situations that a message speaks of, by the patterns and, with the embedder it belongs to, by the model."""
    found = set(cautions_in(text))
    classifier = load_caution_classifier()
    if embedder is not None and embedder.name == classifier.embedder:
        found |= classifier.find(_vector(text, embedder.embed))
    return tuple(name for name in CAUTIONS if name in found)


def _vector(text: str, embed: Callable[[Sequence[str]], Vectors]) -> Vectors:
    vector: Vectors = embed([text])[0]
    return vector
