"""Scores as Markdown: the tables with intervals, the slices, the outcomes, the worst questions by reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evals.metrics import PairedDifference, catalogue, slices
from evals.report.parts import (
    Miss,
    ReportPart,
    Table,
    about,
    misses,
    outcomes_counted,
    parts,
    slices_table,
    what_n_counts,
)

_LONG = frozenset({slices.TOPIC, slices.SOURCE})


def scores_table(scores: Mapping[str, Any]) -> str:
    """Return the ranking's measures for every slice but topics and sources as a Markdown table, and what ``n`` counts.

    Parameters
    ----------
    scores : mapping
        As ``Scores.as_dict`` gives, so that a report can be made again from ``scores.json``.
    """
    rows = {name: row for name, row in scores["slices"].items() if slices.group_of(name) not in _LONG}
    return f"{markdown_table(slices_table(rows))}\n\n{what_n_counts(scores)}"


def other_metrics_table(scores: Mapping[str, Any]) -> str:
    """Return the metrics beside the ranking's own, over all questions, with what each measures; empty if there is none."""
    first, *_ = parts(scores)
    return markdown_table(first.tables[0]) if first.tables else ""


def outcomes_table(outcomes: Mapping[str, Mapping[str, int]]) -> str:
    """Return outcomes reached (columns) by outcome expected (rows) as a Markdown table."""
    return markdown_table(outcomes_counted(outcomes))


def comparison_table(comparison: PairedDifference) -> str:
    """Return a comparison as Markdown: each metric's difference, then the questions that changed."""
    rows = []
    for name, difference in comparison.differences.items():
        first, second = comparison.means[name]
        interval = difference.interval
        span = f"{interval.mean:+.3f} [{interval.low:+.3f}, {interval.high:+.3f}]"
        counts = (str(difference.wins), str(difference.losses), str(difference.ties))
        clear = "yes" if difference.clear else "no"
        rows.append((name, f"{first:.3f}", f"{second:.3f}", span, clear, *counts, str(interval.n)))
    head = ("measure", "A", "B", "B - A", "clear of 0", "wins", "losses", "ties", "n")
    changed = tuple((q, f"{old:.3f}", f"{new:.3f}", f"{new - old:+.3f}") for q, old, new in comparison.by_query)
    by_query = markdown_table(Table(head=("query", "A", "B", "B - A"), rows=changed))
    n = next(iter(comparison.differences.values())).interval.n
    falling = [m.name for m in catalogue.METRICS if m.name in comparison.differences and not m.higher_is_better]
    wins = f" Of {' and '.join(falling)} less is better, and a win." if falling else ""
    return "\n\n".join([
        markdown_table(Table(head=head, rows=tuple(rows))),
        f"n = {n}; 95 % paired bootstrap intervals.{wins}",
        "## nDCG@10 by question",
        by_query if changed else "No question's nDCG@10 changed.",
    ])


def report(manifest: Mapping[str, Any], scores: Mapping[str, Any], texts: Mapping[str, str] | None = None) -> str:
    """Return the whole report of a run as Markdown.

    Parameters
    ----------
    manifest : mapping
        The run's ``manifest.json``.
    scores : mapping
        The run's ``scores.json``.
    texts : mapping, optional
        The words of questions that may be shown, by query id; without it, they are named by id only.
    """
    run = "\n".join(f"- {label}: {value}" for label, value in about(manifest))
    worst = misses(scores, texts or {})
    return "\n\n".join([
        "# Evaluation report",
        *filter(None, [run]),
        what_n_counts(scores),
        *(block for part in parts(scores) for block in _blocks(part)),
        f"## The worst {len(worst)} by nDCG@10",
        markdown_table(_worst_table(worst)),
    ]) + "\n"  # fmt: skip


def markdown_table(table: Table) -> str:
    """Return a table with its columns lined up, readable in a terminal too."""
    cells = [[_cell(cell) for cell in row] for row in (table.head, *table.rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(table.head))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def _blocks(part: ReportPart) -> list[str]:
    return [f"## {part.heading}", *part.words, *map(markdown_table, part.tables)]


def _worst_table(worst: Sequence[Miss]) -> Table:
    head = ("query", "nDCG@10", "first relevant at", "found first", "should have been", "about")
    with_text = any(miss.text for miss in worst)
    rows = [
        (
            miss.query_id,
            miss.score,
            miss.best,
            ", ".join(miss.found) or "nothing",
            ", ".join(miss.wanted),
            miss.about,
            *((miss.text,) if with_text else ()),
        )
        for miss in worst
    ]
    return Table(head=(*head, "question") if with_text else head, rows=tuple(rows))


def _cell(text: str) -> str:
    """Keep a cell in its column: one line, no bar, and no mark-up, link or picture of the question's own."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;").replace("](", "]\\(")
