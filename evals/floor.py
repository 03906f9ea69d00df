"""Floors: the least, or the most, that a change may score before the build fails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evals.errors import RecordError
from evals.metrics import ALL, Scores

_KEYS = frozenset({"measures", "at_most", "outcomes"})


def below_floor(scores: Scores, floor: Mapping[str, Any]) -> list[str]:
    """Return one sentence for each number on the wrong side of its bound; none if all hold.

    Parameters
    ----------
    scores : Scores
        What was measured.
    floor : mapping
        ``{"measures": {"nDCG@10": 0.5, …}, "at_most": {"superseded_leakage": 0.0}, "outcomes": {"escalated": 1.0, …}}``:
        the least mean, and the most, over all questions, and the least share of the questions expecting an outcome that
        must reach it.

    Raises
    ------
    RecordError
        If the floor names what is not measured: a floor that guards nothing is a mistake.
    """
    means = {name: interval.mean for name, interval in scores.slices[ALL].items()}
    least, most = floor.get("measures", {}), floor.get("at_most", {})
    unknown = (floor.keys() - _KEYS) | ((least.keys() | most.keys()) - means.keys())
    unknown |= floor.get("outcomes", {}).keys() - scores.outcomes.keys()
    if unknown or not floor:
        raise RecordError(f"the floor names what is not measured: {', '.join(sorted(unknown)) or 'nothing'}")
    below = [(name, means[name], bound) for name, bound in least.items()]
    for outcome, share in floor.get("outcomes", {}).items():
        counts = scores.outcomes[outcome]
        below.append((f"share {outcome}", counts.get(outcome, 0) / sum(counts.values()), share))
    return [
        *(f"{name} is {mean:.3f}, below its floor of {bound:.3f}" for name, mean, bound in below if mean < bound),
        *(
            f"{name} is {means[name]:.3f}, above its ceiling of {bound:.3f}"
            for name, bound in most.items()
            if means[name] > bound
        ),
    ]
