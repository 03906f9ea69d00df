"""Compare two records question by question: paired differences with intervals, and who won where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evals.metrics.beyond_ranking import LOWER_IS_BETTER
from evals.metrics.ranking import MEASURE_NAMES
from evals.metrics.scores import Scores
from evals.metrics.slices import ALL
from evals.metrics.stats import Difference, paired


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedDifference:
    """How much better the second record is than the first.

    Parameters
    ----------
    means : dict
        Each measure's mean in the first record and in the second.
    differences : dict of str to Difference
        Second minus first, by measure name; its ``interval.n`` is the number of questions paired.
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
                    "difference": difference.interval.as_dict(),
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

    The ranking's measures are paired over all scored questions; the further ones over the questions for which both records
    could be told, such as those that both answers cite something for. Records that are not scored on the same questions
    are a ``NothingScored`` error (see ``paired``).
    """
    columns = {name: (_column(first, name), _column(second, name)) for name in MEASURE_NAMES}
    for name in first.further_values.keys() & second.further_values.keys():
        old, new = first.further_values[name], second.further_values[name]
        if both := old.keys() & new.keys():
            columns[name] = ({query: old[query] for query in both}, {query: new[query] for query in both})
    names = [*MEASURE_NAMES, *(name for name in first.further_values if name in columns)]
    before, after = columns["nDCG@10"]
    differences = {name: paired(*columns[name], lower_is_better=name in LOWER_IS_BETTER) for name in names}
    changed = [(query, before[query], after[query]) for query in sorted(before) if before[query] != after[query]]
    return PairedDifference(
        means={name: (_mean(columns[name][0]), _mean(columns[name][1])) for name in names},
        differences=differences,
        by_query=tuple(sorted(changed, key=lambda row: row[2] - row[1])),
    )


def compare_slices(first: Scores, second: Scores, measure: str = MEASURE_NAMES[0]) -> dict[str, Difference]:
    """Return the difference of one measure in each slice that both records have, on the questions that both have in it.

    Slices are many and small, so some intervals leave out zero by chance alone: they say where to look.
    """
    before, after = _column(first, measure), _column(second, measure)
    found = {}
    for name in first.members:
        both = [query for query in first.members[name] if query in before and query in after]
        if name != ALL and both and name in second.members:
            found[name] = paired({query: before[query] for query in both}, {query: after[query] for query in both})
    return found


def _column(scores: Scores, name: str) -> dict[str, float]:
    """Return one measure's value for each query."""
    return {query: row[name] for query, row in scores.values.items()}


def _mean(column: Mapping[str, float]) -> float:
    """Return the mean of a column that is not empty."""
    return sum(column.values()) / len(column)
