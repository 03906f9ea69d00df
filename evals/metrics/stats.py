"""How sure the numbers are: means with percentile bootstrap intervals, paired differences, shares with exact intervals.

Questions are the unit drawn, with replacement. The seed is fixed, so the same values give the same interval. A share of
very few is given Clopper and Pearson's interval instead, since a bootstrap of ten out of ten says that nothing is in doubt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest

from evals.errors import NothingScored

SEED = 20_210_429
N_RESAMPLES = 5_000
LEVEL = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A mean over ``n`` questions, and the interval it lies in."""

    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The mean difference B - A over the same questions, its interval, and on how many each did better."""

    interval: Interval
    wins: int
    losses: int
    ties: int

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.interval.low > 0 or self.interval.high < 0


def bootstrap(values: Sequence[float], n_resamples: int = N_RESAMPLES, seed: int = SEED) -> Interval:
    """Return the mean and its 95 % percentile bootstrap interval.

    Parameters
    ----------
    values : sequence of float
        One value per question.
    n_resamples : int
        How many samples are drawn.
    seed : int
        Of the generator; the same values and seed give the same interval.

    Raises
    ------
    NothingScored
        If there is no value, or one is not a finite number: a mean never hides a NaN.
    """
    sample = np.asarray(values, dtype=np.float64)
    if sample.size == 0:
        raise NothingScored("there is no question to score")
    if not np.isfinite(sample).all():
        raise NothingScored("a question's score is not a number")
    means = _resampled_means(sample, n_resamples, seed)
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(means, [tail, 1 - tail])
    # rounding in the last bit may leave the mean of equal values outside its own interval
    mean = float(sample.mean())
    return Interval(mean=mean, low=min(float(low), mean), high=max(float(high), mean), n=int(sample.size))


def exact(k: int, n: int) -> Interval:
    """Return the share ``k`` of ``n`` and its exact 95 % interval.

    Raises
    ------
    NothingScored
        If ``n`` is 0: there is no share of nothing.

    References
    ----------
    C. J. Clopper and E. S. Pearson, The use of confidence or fiducial limits illustrated in the case of the binomial,
    Biometrika 26 (1934).
    """
    if n == 0:
        raise NothingScored("there is no question to count")
    bounds = binomtest(k, n).proportion_ci(confidence_level=LEVEL, method="exact")
    return Interval(mean=k / n, low=float(bounds.low), high=float(bounds.high), n=n)


def exact_share(values: Sequence[float]) -> Interval:
    """Return the share of ones among values that are 1 or 0, and its exact 95 % interval; none of nothing (see ``exact``)."""
    return exact(round(sum(values)), len(values))


def paired(before: Mapping[str, float], after: Mapping[str, float], *, higher_is_better: bool = True) -> Difference:
    """Return how much better ``after`` is than ``before``, question by question.

    Parameters
    ----------
    before, after : Mapping of str to float
        Values by query id.
    higher_is_better : bool
        Whether a rise is a win; the difference itself is ``after`` minus ``before`` either way.

    Raises
    ------
    NothingScored
        If the two are not about the same questions, or about none.
    """
    if before.keys() != after.keys():
        raise NothingScored("the two runs are not scored on the same questions")
    differences = [after[query] - before[query] for query in sorted(before)]
    rises, falls = sum(difference > 0 for difference in differences), sum(difference < 0 for difference in differences)
    return Difference(
        interval=bootstrap(differences),
        wins=rises if higher_is_better else falls,
        losses=falls if higher_is_better else rises,
        ties=sum(difference == 0 for difference in differences),
    )


def _resampled_means(sample: NDArray[np.float64], n_resamples: int, seed: int) -> NDArray[np.float64]:
    """Draw the means of samples of the same size, with replacement."""
    generator = np.random.default_rng(seed)
    drawn = generator.integers(0, sample.size, size=(n_resamples, sample.size))
    means: NDArray[np.float64] = sample[drawn].mean(axis=1)
    return means
