"""Reciprocal rank fusion: several rankings become one (Cormack et al. 2009)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from itertools import repeat
from typing import TypeVar

Ranked = TypeVar("Ranked", bound=Hashable)

_K = 10


def fuse(rankings: Iterable[Sequence[Ranked]], voices: Iterable[float] = repeat(1.0)) -> dict[Ranked, float]:
    """Return each thing that is ranked its score: ``voice / (10 + rank)``, over the rankings that hold it.

    Parameters
    ----------
    rankings : iterable of sequence
        Each best first.
    voices : iterable of float
        How much each counts.
    """
    scores: dict[Ranked, float] = {}
    for ranking, voice in zip(rankings, voices, strict=False):
        for rank, ranked in enumerate(ranking, start=1):
            scores[ranked] = scores.get(ranked, 0.0) + voice / (_K + rank)
    return scores
