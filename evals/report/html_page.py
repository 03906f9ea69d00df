"""The report as one HTML page that holds all it needs: no script, no font, no picture from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from typing import Any

from jinja2 import Environment, StrictUndefined

from evals.metrics import slices
from evals.report.charts import chart
from evals.report.misses import misses
from evals.report.parts import Json, about, parts, what_n_counts

_HEADLINES = {
    "nDCG@10": "nDCG@10",
    "RR(rel=2)@10": "reciprocal rank",
    "Success(rel=2)@1": "right page first",
    "Success(rel=2)@5": "right page in five",
    "any_evidence_covered@5": "right words in five",
    "superseded_leakage": "superseded leakage",
    "edition_first": "edition asked for first",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartFigure:
    """One of the numbers at the head of the page."""

    label: str
    value: str
    span: str
    n: int


def page(manifest: Mapping[str, Any], scores: Mapping[str, Any], texts: Mapping[str, str] | None = None) -> str:
    """Return the whole report of a run as one HTML page.

    Parameters
    ----------
    manifest, scores : mapping
        The run's ``manifest.json`` and ``scores.json``.
    texts : mapping, optional
        The words of questions that may be shown, by query id; without it, they are named by id only.
    """
    template = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    ).from_string((resources.files("evals.report") / "report.html.j2").read_text(encoding="utf-8"))
    return template.render(
        day=_day(manifest.get("date", "")),
        about=about(manifest),
        figures=_figures(scores),
        what_n_counts=what_n_counts(scores),
        parts=parts(scores),
        misses=misses(scores, texts or {}),
        chart=chart,
    )


def _figures(scores: Json) -> tuple[ChartFigure, ...]:
    row = scores["slices"][slices.ALL] | scores.get("further", {}).get(slices.ALL, {})
    return tuple(
        ChartFigure(
            label=label,
            value=f"{row[name]['mean']:.3f}",
            span=f"{row[name]['low']:.2f} to {row[name]['high']:.2f}",
            n=row[name]["n"],
        )
        for name, label in _HEADLINES.items()
        if name in row
    )


def _day(moment: str) -> str:
    """Return the day of a moment as people write it; nothing where the record does not say."""
    if not moment:
        return ""
    day = datetime.fromisoformat(moment)
    return f"{day.day} {day:%B %Y}"
