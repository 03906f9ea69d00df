"""Scores as Markdown: the table with intervals, the slices, the outcomes, the worst queries by page reference only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from evals.compare import Comparison
from evals.retrieval import MEASURE_NAMES

_ABOUT = ("date", "commit", "questions", "as_at", "n", "n_failed", "generations", "models", "seconds", "ask_ms")


def scores_table(scores: Mapping[str, Any]) -> str:
    """Give the measures of every slice as a Markdown table, and what ``n`` counts.

    Parameters
    ----------
    scores : mapping
        As ``Scores.as_dict`` gives, so that a report can be made again from ``scores.json``.
    """
    rows = [
        [name, str(row[MEASURE_NAMES[0]]["n"]), *(_cell(row[measure]) for measure in MEASURE_NAMES)]
        for name, row in scores["slices"].items()
    ]
    table = _table(["slice", "n", *MEASURE_NAMES], rows)
    return f"{table}\n\n{_what_n_counts(scores)}"


def outcomes_table(outcomes: Mapping[str, Mapping[str, int]]) -> str:
    """Give outcomes reached (columns) by outcome expected (rows) as a Markdown table."""
    reached = sorted({name for counts in outcomes.values() for name in counts})
    rows = [
        [expected, str(sum(counts.values())), *(str(counts.get(name, 0)) for name in reached)]
        for expected, counts in outcomes.items()
    ]
    return _table(["expected", "n", *(f"got {name}" for name in reached)], rows)


def comparison_table(comparison: Comparison) -> str:
    """Give a comparison as Markdown: each measure's difference, then the questions that changed."""
    rows = []
    for name, difference in comparison.differences.items():
        first, second = comparison.means[name]
        interval = difference.interval
        span = f"{interval.mean:+.3f} [{interval.low:+.3f}, {interval.high:+.3f}]"
        counts = [str(difference.wins), str(difference.losses), str(difference.ties)]
        rows.append([name, f"{first:.3f}", f"{second:.3f}", span, "yes" if difference.clear else "no", *counts])
    table = _table(["measure", "A", "B", "B - A", "clear of 0", "wins", "losses", "ties"], rows)
    n = next(iter(comparison.differences.values())).interval.n
    changed = [[query, f"{old:.3f}", f"{new:.3f}", f"{new - old:+.3f}"] for query, old, new in comparison.by_query]
    by_query = _table(["query", "A", "B", "B - A"], changed) if changed else "No question's nDCG@10 changed."
    return f"{table}\n\nn = {n}; 95 % paired bootstrap intervals.\n\n## nDCG@10 by question\n\n{by_query}"


def report(manifest: Mapping[str, Any], scores: Mapping[str, Any]) -> str:
    """Give the whole report of a run as Markdown.

    Parameters
    ----------
    manifest : mapping
        The run's ``manifest.json``.
    scores : mapping
        The run's ``scores.json``.
    """
    about = "\n".join(f"- {name}: {_words(manifest[name])}" for name in _ABOUT if name in manifest)
    parts = ["# Evaluation report", about, "## Retrieval", scores_table(scores)]
    if scores["outcomes"]:
        parts += ["## Outcomes", outcomes_table(scores["outcomes"])]
    parts += ["## Worst by nDCG@10", _worst_table(scores["worst"])]
    return "\n\n".join(parts) + "\n"


def _worst_table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Give the worst queries: references, never text."""
    return _table(
        ["query", "nDCG@10", "first relevant at", "found first", "should have been"],
        [
            [
                row["query_id"],
                f"{row['nDCG@10']:.3f}",
                str(row["first_relevant_rank"] or "not found"),
                ", ".join(row["found"]) or "nothing",
                ", ".join(row["wanted"]),
            ]
            for row in rows
        ],
    )


def _what_n_counts(scores: Mapping[str, Any]) -> str:
    """Say which queries the numbers are over."""
    return (
        f"n counts queries with at least one {scores['unit']} judged {scores['rel']} or more: {scores['n_scored']} of "
        f"the {scores['n_qrels']} in the qrels ({scores['n_without_relevant']} have none and are left out). "
        f"{scores['n_empty']} of them were not run or found nothing, and score 0. Brackets: 95 % bootstrap intervals "
        f"(percentile, seeded). nDCG uses all grades; measures marked rel={scores['rel']} count that grade or "
        f"more; Judged@10 is the judged share of the first ten."
    )


def _cell(interval: Mapping[str, float]) -> str:
    """Give a mean and its interval."""
    return f"{interval['mean']:.3f} [{interval['low']:.2f}, {interval['high']:.2f}]"


def _words(value: object) -> str:
    """Give a manifest's value in a line."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {item}" for name, item in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Give a Markdown table with its columns lined up, readable in a terminal too."""
    cells = [list(head), *(list(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])
