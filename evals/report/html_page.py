"""The report as one HTML page that holds all it needs: no script, no font, no picture from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from evals.metrics import ANY_COVERED, EDITION_FIRST, LEAKAGE, NDCG, RECIPROCAL_RANK, SUCCESS_1, SUCCESS_5
from evals.report.parts import Bar, Json, about, day, misses, parts, what_n_counts, whole_row

_HEADLINES = {
    NDCG: "nDCG@10",
    RECIPROCAL_RANK: "reciprocal rank",
    SUCCESS_1: "right page first",
    SUCCESS_5: "right page in five",
    ANY_COVERED: "right words in five",
    LEAKAGE: "superseded leakage",
    EDITION_FIRST: "edition asked for first",
}
_QUARTERS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineFigure:
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
        day=day(manifest.get("date", "")),
        about=about(manifest),
        figures=_figures(scores),
        what_n_counts=what_n_counts(scores),
        parts=parts(scores),
        misses=misses(scores, texts or {}),
        chart=chart,
    )


def chart(bars: Sequence[Bar], drawn: str) -> Markup:
    """Return a chart of bars from 0 to 1 with their intervals, as SVG that needs no script and no scaling.

    Marks are placed in per cent, so that words stay as large as words. A chart is decoration for those who see it: the
    same numbers are always in a table next to it.

    Parameters
    ----------
    bars : sequence of Bar
        Top to bottom.
    drawn : str
        What is drawn, for those who do not see it.
    """
    rows = Markup("").join(map(_bar, bars))
    ticks = Markup("").join(
        Markup('<span style="left:{0}%">{1}</span>').format(at, f"{at / 100:g}") for at in _QUARTERS
    )
    return Markup(
        '<div class="chart" role="img" aria-label="{} with 95 % intervals for {}; the table gives the numbers">'
        '{}<div class="bar axis"><span></span><div class="ticks">{}</div><span></span></div></div>'
    ).format(drawn or "Means", _listed(bars), rows, ticks)


def _figures(scores: Json) -> tuple[HeadlineFigure, ...]:
    row = whole_row(scores)
    return tuple(
        HeadlineFigure(label=label, value=f"{it['mean']:.3f}", span=f"{it['low']:.2f} to {it['high']:.2f}", n=it["n"])
        for metric, label in _HEADLINES.items()
        if (it := row.get(metric.name))
    )


def _bar(bar: Bar) -> Markup:
    grid = Markup("").join(
        Markup('<line class="grid" x1="{0}%" x2="{0}%" y1="0" y2="100%"/>').format(at) for at in _QUARTERS
    )
    marks = Markup(
        '<rect class="mean" x="0" y="5" width="{mean}%" height="14"/>'
        '<line class="interval" x1="{low}%" x2="{high}%" y1="12" y2="12"/>'
        '<circle class="dot" cx="{mean}%" cy="12" r="4.5"/>'
    ).format(mean=_percent(bar.mean), low=_percent(bar.low), high=_percent(bar.high))
    return Markup(
        '<div class="bar"><span class="name">{}</span>'
        '<svg width="100%" height="24" aria-hidden="true">{}{}</svg>'
        '<span class="value"><b>{}</b> <small>n {}</small></span></div>'
    ).format(bar.name, grid, marks, f"{bar.mean:.3f}", bar.n)


def _percent(share: float) -> str:
    return f"{100 * share:.2f}"


def _listed(bars: Sequence[Bar]) -> str:
    """Name what is drawn, the first few where there are many."""
    names = [bar.name for bar in bars]
    return ", ".join(names) if len(names) <= 6 else f"{', '.join(names[:5])} and {len(names) - 5} more"
