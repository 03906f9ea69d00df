"""What was learned of short answers: vectors of their wordings and of what they say, and what weighs them.

``python -m evals answers`` makes short_answers.npz.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from corpus.models import Vectors
from corpus.once import once

Features = NDArray[np.float32]
VECTORS = ("asked", "near", "texts")
SCALE = 127.0
"""Vectors are kept as whole numbers of this: a quarter of the space, and a cosine is off by less than a hundredth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchModel:
    """What was learned.

    Parameters
    ----------
    embedder : str
        The name of the embedder that an index must have been made with.
    answer_ids : tuple of str
        The answers, in the order of their vectors.
    n_asked, n_near : tuple of int
        How many wordings each has.
    asked, near, texts : array
        The vectors of the wordings and of the answers; shapes ``(n, dimension)``.
    rank, sure : array
        The weights by which answers are ranked; and those, with the bias last, by which the nearest is judged.
    read, told : array
        The weights by which an answer is judged that was read with a question; and with a case, at the end of which it is asked.
    """

    embedder: str
    answer_ids: tuple[str, ...]
    n_asked: tuple[int, ...]
    n_near: tuple[int, ...]
    asked: Vectors
    near: Vectors
    texts: Vectors
    rank: Features
    sure: Features
    read: Features
    told: Features


@once
def load_match_model() -> MatchModel:
    """Load the model that comes with the project."""
    with (
        resources.files("assistant.understand").joinpath("short_answers.npz").open("rb") as file,
        np.load(file) as stored,
    ):
        vectors = {name: stored[name].astype(np.float32) / SCALE for name in VECTORS}
        return MatchModel(
            embedder=str(stored["embedder"]),
            answer_ids=tuple(map(str, stored["answer_ids"])),
            n_asked=tuple(map(int, stored["n_asked"])),
            n_near=tuple(map(int, stored["n_near"])),
            rank=stored["rank"].astype(np.float32),
            sure=stored["sure"].astype(np.float32),
            read=stored["read"].astype(np.float32),
            told=stored["told"].astype(np.float32),
            **vectors,
        )
