"""Compare two records question by question: paired differences with intervals, and who won where."""

from __future__ import annotations

from dataclasses import dataclass

from evals.retrieval import MEASURE_NAMES
from evals.score import Scores
from evals.stats import Difference, paired


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How much better the second record is than the first.

    Parameters
    ----------
    means : dict
        Each measure's mean in the first record and in the second.
    differences : dict of str to Difference
        Second minus first, by measure name.
    by_query : tuple of (str, float, float)
        Queries whose nDCG@10 differs: id, first, second; largest loss first.
    """

    means: dict[str, tuple[float, float]]
    differences: dict[str, Difference]
    by_query: tuple[tuple[str, float, float], ...]


def compare(first: Scores, second: Scores) -> Comparison:
    """Compare two records scored against the same qrels.

    Records that are not scored on the same questions are a ``NothingScored`` error (see ``paired``).
    """
    values = {name: (_column(first, name), _column(second, name)) for name in MEASURE_NAMES}
    before, after = values["nDCG@10"]
    differences = {name: paired(*columns) for name, columns in values.items()}
    changed = [(query, before[query], after[query]) for query in sorted(before) if before[query] != after[query]]
    return Comparison(
        means={name: (_mean(old), _mean(new)) for name, (old, new) in values.items()},
        differences=differences,
        by_query=tuple(sorted(changed, key=lambda row: row[2] - row[1])),
    )


def _column(scores: Scores, name: str) -> dict[str, float]:
    """Give one measure's value for each query."""
    return {query: row[name] for query, row in scores.values.items()}


def _mean(column: dict[str, float]) -> float:
    """Give the mean of a column that is not empty."""
    return sum(column.values()) / len(column)
