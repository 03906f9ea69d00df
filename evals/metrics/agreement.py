"""How far two reviewers agree beyond chance: Cohen's kappa, with an interval over the answers they both judged.

Statements of one answer stand or fall together, so answers are drawn and not statements. The labels compared are each reviewer's
first: after that they have seen each other's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

import numpy as np

from evals.errors import NothingScored
from evals.metrics.stats import LEVEL, SEED

N_RESAMPLES = 2_000
Labels = Mapping[tuple[str, str], str]
"""A reviewer's labels, by check and statement."""
_Check = TypeVar("_Check")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two reviewers agree.

    Parameters
    ----------
    n, n_checks : int
        Statements that both judged, and the answers they stand in.
    observed : float
        The share of statements given the same label.
    kappa : float or None
        Nothing where both gave one label throughout: chance alone would have them agree.
    low, high : float or None
        The 95 % percentile bootstrap interval; nothing where kappa or the half of its resamples is undefined.
    """

    n: int
    n_checks: int
    observed: float
    kappa: float | None
    low: float | None
    high: float | None


def kappa(first: Sequence[str], second: Sequence[str]) -> float | None:
    """Return Cohen's kappa of two lists of labels of the same things; nothing where it is undefined.

    Raises
    ------
    NothingScored
        If the lists are empty or not equally long.

    References
    ----------
    J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960).
    """
    if not first or len(first) != len(second):
        raise NothingScored("kappa needs the same things labelled twice")
    n = len(first)
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / n
    ours, theirs = Counter(first), Counter(second)
    expected = sum(ours[label] * theirs[label] for label in ours) / n**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def agreement(first: Labels, second: Labels, n_resamples: int = N_RESAMPLES, seed: int = SEED) -> Agreement:
    """Return how far two reviewers agree on the statements that both judged.

    Parameters
    ----------
    first, second : mapping of (check, statement) to label
        Each reviewer's labels; what only one of them judged is left out.
    n_resamples : int
        How many samples of answers are drawn.
    seed : int
        Of the generator; the same labels and seed give the same interval.

    Raises
    ------
    NothingScored
        If no statement was judged by both.
    """
    shared = sorted(first.keys() & second.keys())
    if not shared:
        raise NothingScored("the two reviewers have judged no statement in common")
    by_check: dict[str, list[tuple[str, str]]] = {}
    for key in shared:
        by_check.setdefault(key[0], []).append((str(first[key]), str(second[key])))
    pairs = [pair for some in by_check.values() for pair in some]
    found = _kappa_of(pairs)
    checks = list(by_check.values())
    low, high = drawn_interval(checks, _kappa_of_checks, n_resamples, seed) if found is not None else (None, None)
    return Agreement(
        n=len(shared),
        n_checks=len(by_check),
        observed=sum(a == b for a, b in pairs) / len(pairs),
        kappa=found,
        low=low,
        high=high,
    )


def pairwise(by_reviewer: Mapping[str, Labels]) -> dict[tuple[str, str], Agreement]:
    """Return the agreement of every two reviewers who judged a statement in common."""
    return {
        (a, b): agreement(by_reviewer[a], by_reviewer[b])
        for a, b in combinations(sorted(by_reviewer), 2)
        if by_reviewer[a].keys() & by_reviewer[b].keys()
    }


def _kappa_of(pairs: Sequence[tuple[str, str]]) -> float | None:
    return kappa([a for a, _ in pairs], [b for _, b in pairs])


def _kappa_of_checks(checks: Sequence[Sequence[tuple[str, str]]]) -> float | None:
    return _kappa_of([pair for check in checks for pair in check])


def drawn_interval(
    checks: Sequence[_Check],
    measure: Callable[[Sequence[_Check]], float | None],
    n_resamples: int = N_RESAMPLES,
    seed: int = SEED,
) -> tuple[float, float] | tuple[None, None]:
    """Draw answers with replacement, and return the 95 % percentile interval of a measure of agreement.

    Samples in which it is undefined are left out; if they are most, there is no interval.
    """
    generator = np.random.default_rng(seed)
    drawn = generator.integers(0, len(checks), size=(n_resamples, len(checks)))
    values = [measure([checks[at] for at in sample]) for sample in drawn]
    defined = [value for value in values if value is not None]
    if len(defined) * 2 < n_resamples:
        return None, None
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(defined, [tail, 1 - tail])
    return float(low), float(high)
