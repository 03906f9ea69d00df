"""Two groups of sources in one ranking: those that staff's words were written for, and the rest.

Staff's questions, cases and phrases speak for the sources they were written for, and a fusion of ranks lets them drown every
other: a school's own policy, a review that was added yesterday. So each group is ranked by itself, and they are merged by how
well the best of each answer, as the question's vector and a reranker say. docs/adr/0021 says what was tried.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.index import fuse

N_COMPARED = 10
"""How many of each group are compared."""
N_READ = 3
"""How many of each group the reranker reads; the others count as the lowest that it read."""

# Chosen on official.jsonl and on half of two sets of questions on added documents.
_STEP = 0.3  # what a place further down costs, in standard deviations of what is read
_LEAD = 0.6  # what the sources that staff's words were written for are ahead
_PER_COSINE = 8.0  # and by how much more, the more familiar the question
_LEAST_SPREAD = 1e-6  # less is rounding, which says nothing
_OWN_ORDER = {"known": 0.5, "rest": 1.0}  # how much what is read moves within each group, against the order found


def readings(scores: Sequence[NDArray[np.float32]]) -> NDArray[np.float64]:
    """Return how well each passage answers, from what one or several say of it, each on its own scale.

    Parameters
    ----------
    scores : sequence of array
        Each of shape ``(n_passages,)``.

    Returns
    -------
    array of shape (n_passages,)
        In standard deviations from the mean of these passages.
    """
    return _standard(np.sum([_standard(some) for some in scores], axis=0))


def _standard(scores: NDArray[Any]) -> NDArray[np.float64]:
    centred = np.asarray(scores, dtype=float) - np.mean(scores, dtype=float)
    spread = float(centred.std())
    return centred / spread if spread > _LEAST_SPREAD else np.zeros_like(centred)


def merged(known: Sequence[str], rest: Sequence[str], read: Mapping[str, float], familiar: float) -> list[str]:
    """Merge the rankings of the two groups; the best of the rest never stands below the tenth of the others.

    Parameters
    ----------
    known, rest : sequence of str
        Passages of each group, best first; the first ``N_COMPARED`` of each were compared.
    read : mapping of str to float
        How well each of those answers, from ``readings``.
    familiar : float
        How much nearer the question is to one of staff's than a question of theirs that the library does not answer, as a
        cosine; 0 if it is not known.
    """
    ahead = _LEAD + _PER_COSINE * familiar
    worth = {**_worth(known, read, _OWN_ORDER["known"], ahead), **_worth(rest, read, _OWN_ORDER["rest"], 0.0)}
    first = sorted(worth, key=lambda passage_id: -worth[passage_id])
    return [*first, *known[N_COMPARED:], *rest[N_COMPARED:]]


def _worth(ranked: Sequence[str], read: Mapping[str, float], weight: float, ahead: float) -> dict[str, float]:
    """Return what each of a group's best is worth: the best that was read of it or of what stands below, less its place."""
    best = list(ranked[:N_COMPARED])
    by_reading = sorted(best, key=lambda passage_id: -read[passage_id])
    fused = fuse([best, by_reading], (1.0, weight))
    order = sorted(best, key=lambda passage_id: -fused[passage_id])
    return {
        passage_id: max(read[below] for below in order[at:]) + ahead - _STEP * at for at, passage_id in enumerate(order)
    }
