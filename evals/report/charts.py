"""Bars as SVG that needs no script and no scaling: marks are placed in per cent, so that words stay as large as words.

A chart is decoration for those who see it. The same numbers are always in a table beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from evals.report.parts import Bar

_QUARTERS = (0, 25, 50, 75, 100)


def chart(bars: Sequence[Bar], drawn: str) -> Markup:
    """Return a chart of bars from 0 to 1 with their intervals, as HTML.

    Parameters
    ----------
    bars : sequence of Bar
        Top to bottom.
    drawn : str
        What is drawn, for those who do not see it.
    """
    rows = Markup("").join(map(_row, bars))
    ticks = Markup("").join(Markup('<span style="left:{0}%">{1}</span>').format(at, _tick(at)) for at in _QUARTERS)
    return Markup(
        '<div class="chart" role="img" aria-label="{} with 95 % intervals for {}; the table gives the numbers">'
        '{}<div class="bar axis"><span></span><div class="ticks">{}</div><span></span></div></div>'
    ).format(drawn or "Means", _listed(bars), rows, ticks)


def _row(bar: Bar) -> Markup:
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


def _tick(at: int) -> str:
    return f"{at / 100:g}"


def _listed(bars: Sequence[Bar]) -> str:
    """Name what is drawn, the first few where there are many."""
    names = [bar.name for bar in bars]
    return ", ".join(names) if len(names) <= 6 else f"{', '.join(names[:5])} and {len(names) - 5} more"
