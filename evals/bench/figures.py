"""What a bench found, system by system and size by size, and the tables that show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from evals.metrics import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One system's figures.

    Parameters
    ----------
    title : str
        The system, as a table names it.
    costs : dict of str to float
        By name, the unit in the name.
    quality : Row
        Each measure's interval; empty if there was nothing to judge by.
    not_run : str
        Why there are no figures; empty if there are.
    """

    title: str
    costs: dict[str, float] = field(default_factory=dict)
    quality: Row = field(default_factory=dict)
    not_run: str = ""


def bench_table(figures: Sequence[Figures]) -> str:
    """Return the figures as a Markdown table, each with its ratio to the first system's."""
    ours, run = figures[0], [some for some in figures if not some.not_run]
    lines = ["| figure | " + " | ".join(some.title for some in run) + " |", "|---" * (len(run) + 1) + "|"]
    for name, value in ours.costs.items():
        row = [_cell("{:,.1f}", some.costs.get(name), value) for some in run]
        lines.append(f"| {name} | {' | '.join(row)} |")
    for name, interval in ours.quality.items():
        each = [some.quality.get(name) for some in run]
        row = [_cell(f"{{:.3f}} [{i.low:.3f}, {i.high:.3f}]", i.mean, interval.mean) if i else "-" for i in each]
        lines.append(f"| {name} (n = {interval.n}) | {' | '.join(row)} |")
    lines += [f"\n{some.title} was not run: {some.not_run}" for some in figures if some.not_run]
    return "\n".join(lines)


def growth_table(figures: Mapping[int, Mapping[str, float]]) -> str:
    """Return the figures of a library's sizes as a Markdown table, each with its ratio to the smallest size."""
    return bench_table([Figures(title=f"{times}×", costs=dict(figures[times])) for times in sorted(figures)])


def _cell(form: str, value: float | None, first: float) -> str:
    """Show a figure with its ratio to the first column's."""
    if value is None:
        return "-"
    return form.format(value) + (f" (×{value / first:.2f})" if first else "")
