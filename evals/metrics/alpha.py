"""How far all reviewers agree beyond chance: Krippendorff's alpha, for any number of them, whatever each left unjudged.

Written here because the packages that have it are under the GPL or bring a toolkit; a test holds it to the examples that
Krippendorff published. Labels are names without an order, as for kappa. The interval draws answers and not statements, since
those of one answer stand or fall together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.errors import NothingScored
from evals.metrics.agreement import N_RESAMPLES, Labels, drawn_interval
from evals.metrics.stats import SEED


@dataclass(frozen=True, slots=True, kw_only=True)
class AllAgreement:
    """How far all reviewers agree.

    Parameters
    ----------
    n_reviewers, n, n_checks : int
        Reviewers; things that at least two of them judged; the answers these stand in.
    alpha : float or None
        Nothing where one label was given throughout: chance alone would have them agree.
    low, high : float or None
        The 95 % percentile bootstrap interval; nothing where alpha or the half of its resamples is undefined.
    """

    n_reviewers: int
    n: int
    n_checks: int
    alpha: float | None
    low: float | None
    high: float | None


def alpha(units: Sequence[Sequence[str]]) -> float | None:
    """Return Krippendorff's alpha for names without an order; nothing where it is undefined.

    Parameters
    ----------
    units : sequence of sequences of str
        For each thing judged, the labels that it was given, by however many; one label alone says nothing of agreement.

    References
    ----------
    K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), https://repository.upenn.edu/asc_papers/43.
    """
    paired = [Counter(labels) for labels in units if len(labels) > 1]
    totals: Counter[str] = sum(paired, Counter())
    n = totals.total()
    by_chance = n**2 - sum(count**2 for count in totals.values())
    if not by_chance:
        return None
    differing = sum(
        (unit.total() ** 2 - sum(count**2 for count in unit.values())) / (unit.total() - 1) for unit in paired
    )
    return 1 - (n - 1) * differing / by_chance


def all_agreement(by_reviewer: Mapping[str, Labels], n_resamples: int = N_RESAMPLES, seed: int = SEED) -> AllAgreement:
    """Return how far reviewers agree on all that at least two of them judged.

    Parameters
    ----------
    by_reviewer : mapping of str to labels
        Each reviewer's labels, by check and statement; they need not have judged the same.
    n_resamples, seed : int
        How many samples of answers are drawn, and from where the generator starts.

    Raises
    ------
    NothingScored
        If nothing was judged by two.
    """
    given: dict[tuple[str, str], list[str]] = {}
    for labels in by_reviewer.values():
        for key, label in labels.items():
            given.setdefault(key, []).append(str(label))
    by_check: dict[str, list[list[str]]] = {}
    for key in sorted(given):
        if len(given[key]) > 1:
            by_check.setdefault(key[0], []).append(given[key])
    if not by_check:
        raise NothingScored("no two reviewers have judged the same")
    checks = list(by_check.values())
    found = _alpha_of(checks)
    low, high = drawn_interval(checks, _alpha_of, n_resamples, seed) if found is not None else (None, None)
    return AllAgreement(
        n_reviewers=len(by_reviewer), n=sum(map(len, checks)), n_checks=len(checks), alpha=found, low=low, high=high
    )


def _alpha_of(checks: Sequence[Sequence[Sequence[str]]]) -> float | None:
    return alpha([unit for check in checks for unit in check])
