"""Compare two records question by question: paired differences with intervals, and who won where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from evals.metrics import catalogue
from evals.metrics.metric import Metric, Subject, Values
from evals.metrics.ranking import NDCG
from evals.metrics.scores import Scores
from evals.metrics.slices import ALL
from evals.metrics.stats import Difference, paired


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedDifference:
    """How much better the second record is than the first.

    Parameters
    ----------
    means : dict
        Each metric's mean in the first record and in the second.
    differences : dict of str to Difference
        Second minus first, by metric name; its ``interval.n`` is the number of questions paired.
    by_query : tuple of (str, float, float)
        Queries whose nDCG@10 differs: id, first, second; largest loss first.
    """

    means: dict[str, tuple[float, float]]
    differences: dict[str, Difference]
    by_query: tuple[tuple[str, float, float], ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the comparison as JSON."""
        return {
            "measures": {
                name: {
                    "first": self.means[name][0],
                    "second": self.means[name][1],
                    "difference": asdict(difference.interval),
                    "clear": difference.clear,
                    "wins": difference.wins,
                    "losses": difference.losses,
                    "ties": difference.ties,
                }
                for name, difference in self.differences.items()
            },
            "by_query": {query: {"first": first, "second": second} for query, first, second in self.by_query},
        }


def compare(first: Scores, second: Scores) -> PairedDifference:
    """Compare two records scored against the same qrels.

    The ranking's measures are paired over all scored questions; each other metric over the questions of which both records
    have a value, such as those for which both answers cite something. Records that are not scored on the same questions
    are a ``NothingScored`` error (see ``paired``).
    """
    columns: dict[str, tuple[Values, Values]] = {}
    differences = {}
    for metric in catalogue.METRICS:
        old, new = first.values.get(metric.name, {}), second.values.get(metric.name, {})
        if metric.subject is not Subject.RANKING:
            both = sorted(old.keys() & new.keys())
            old, new = {query: old[query] for query in both}, {query: new[query] for query in both}
        if old or new:
            columns[metric.name] = old, new
            differences[metric.name] = paired(old, new, higher_is_better=metric.higher_is_better)
    before, after = columns[NDCG.name]
    changed = [(query, before[query], after[query]) for query in sorted(before) if before[query] != after[query]]
    return PairedDifference(
        means={name: (_mean(old), _mean(new)) for name, (old, new) in columns.items()},
        differences=differences,
        by_query=tuple(sorted(changed, key=lambda row: row[2] - row[1])),
    )


def compare_slices(first: Scores, second: Scores, metric: Metric = NDCG) -> dict[str, Difference]:
    """Return the difference of one metric in each slice that both records have, on the questions that both have in it.

    Slices are many and small, so some intervals leave out zero by chance alone: they say where to look.
    """
    before, after = first.values[metric.name], second.values[metric.name]
    found = {}
    for name in first.members:
        both = [query for query in first.members[name] if query in before and query in after]
        if name != ALL and both and name in second.members:
            old, new = {query: before[query] for query in both}, {query: after[query] for query in both}
            found[name] = paired(old, new, higher_is_better=metric.higher_is_better)
    return found


def _mean(column: Mapping[str, float]) -> float:
    """Return the mean of a column that is not empty."""
    return sum(column.values()) / len(column)
