"""Reciprocal rank fusion: several rankings become one (Cormack et al. 2009)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from itertools import repeat
from typing import TypeVar

Ranked = TypeVar("Ranked", bound=Hashable)

_K = 10


def fuse(rankings: Iterable[Sequence[Ranked]], weights: Iterable[float] = repeat(1.0)) -> dict[Ranked, float]:
    """Return the score of each thing ranked: the sum of ``weight / (10 + rank)`` over the rankings that it is in.

    Parameters
    ----------
    rankings : iterable of sequence
        Each best first.
    weights : iterable of float
        How much each counts.
    """
    scores: dict[Ranked, float] = {}
    for ranking, weight in zip(rankings, weights, strict=False):
        for rank, ranked in enumerate(ranking, start=1):
            scores[ranked] = scores.get(ranked, 0.0) + weight / (_K + rank)
    return scores
