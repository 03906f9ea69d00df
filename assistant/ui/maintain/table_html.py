"""Bars with their intervals, as HTML, and the style of what is wide. Pure, as ``answer_html`` is.

A chart is never alone: the same numbers are in a table below it, and its label says what it draws.
"""
# ruff: noqa: E501  # the style of what is wide is at the end: a rule of CSS a line reads better than a property a line

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.ui.shared.data_table import TABLE_CSS
from evals.metrics import Interval
from evals.report import NamedMean


def bars_html(means: Sequence[NamedMean], drawn: str) -> str:
    """Return bars from 0 to 1 with their intervals.

    Parameters
    ----------
    means : sequence of NamedMean
        Top to bottom.
    drawn : str
        What is drawn, for those who do not see it.
    """
    rows = "".join(_bar(name, one, 0.0, 1.0) for name, one in means)
    return f'<div class="dsl-bars" role="img" aria-label="{escape(_alt(means, drawn))}">{rows}</div>'


def differences_html(means: Sequence[NamedMean], drawn: str) -> str:
    """Return differences with their intervals about a line at zero; to the right of it is better or more."""
    reach = max([0.05, *(max(abs(one.low), abs(one.high)) for _, one in means)])
    rows = "".join(_bar(name, one, -reach, reach) for name, one in means)
    return f'<div class="dsl-bars" role="img" aria-label="{escape(_alt(means, drawn))}">{rows}</div>'


def span(mean: Interval, form: str = ".3f") -> str:
    """Return a mean with its interval, as in ``.665 [.630, .700]`` with whole zeros."""
    return f"{mean.mean:{form}} [{mean.low:{form}}, {mean.high:{form}}]"


def _alt(means: Sequence[NamedMean], drawn: str) -> str:
    numbers = "; ".join(f"{name} {one.mean:.2f}" for name, one in means[:8])
    more = f"; and {len(means) - 8} more" if len(means) > 8 else ""
    return f"{drawn}: {numbers}{more}. The table beside it has the numbers."


def _bar(name: str, one: Interval, least: float, most: float) -> str:
    def at(value: float) -> float:
        return 100 * (min(max(value, least), most) - least) / (most - least)

    zero = at(0.0)
    begin, end = sorted((zero, at(one.mean)))
    line = f'<i class="dsl-zero" style="left:{zero:.2f}%"></i>' if least < 0 else ""
    form = "+.3f" if least < 0 else ".3f"
    return (
        f'<div class="dsl-bar"><span>{escape(name)}</span><span class="dsl-track">'
        f'<i class="dsl-mean" style="left:{begin:.2f}%;width:{end - begin:.2f}%"></i>{line}'
        f'<i class="dsl-span" style="left:{at(one.low):.2f}%;width:{at(one.high) - at(one.low):.2f}%"></i>'
        f'<i class="dsl-dot" style="left:{at(one.mean):.2f}%"></i></span>'
        f"<span>{one.mean:{form}} <small>n {one.n}</small></span></div>"
    )


CSS = (
    TABLE_CSS
    + """
.st-key-look-after, .st-key-evaluations, .st-key-unhelpful, .st-key-health { max-width: 48rem; }
.st-key-unhelpful .dsl-file h2 { font-size: 1.15rem; margin: 0; padding: 0; } .st-key-unhelpful h3 { font-size: 1.1rem; }
.dsl-stages { margin: 0 !important; padding-left: 1.4rem !important; } .dsl-stages li { margin: 0 0 .2rem; }
.dsl-bars { margin: .4rem 0 .6rem; }
.dsl-bar { display: grid; grid-template-columns: minmax(7rem, 15rem) 1fr 7.5rem; gap: 0 .9rem; align-items: center; min-height: 1.9rem; font-size: .92rem; }
.dsl-bar > span:first-child { overflow-wrap: anywhere; line-height: 1.25; } .dsl-bar > span:last-child { white-space: nowrap; font-variant-numeric: tabular-nums; }
.dsl-track { position: relative; height: 1.2rem; background: var(--pale); } .dsl-track > i { position: absolute; display: block; }
.dsl-track > .dsl-mean { top: 0; bottom: 0; background: #9bb8d3; } .dsl-track > .dsl-span { top: calc(50% - 1.5px); height: 3px; background: var(--blue); min-width: 2px; }
.dsl-track > .dsl-dot { top: calc(50% - 5px); width: 10px; height: 10px; margin-left: -5px; border-radius: 5px; background: var(--blue); }
.dsl-track > .dsl-zero { top: -.35rem; bottom: -.35rem; width: 2px; margin-left: -1px; background: var(--ink); }
.dsl-worst { border-top: 1px solid var(--line); padding: .7rem 0 .3rem; max-width: 48rem; } .dsl-worst h4 { font-size: 1.02rem; margin: 0; padding: 0; }
.dsl-worst p, .dsl-worst ul, .dsl-worst ol { margin: .2rem 0; font-size: .95rem; } .dsl-worst h5 { font-size: .92rem; margin: .4rem 0 0; padding: 0; }
.dsl-worst > div { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1.5rem; } .dsl-worst li { overflow-wrap: anywhere; }
.dsl-file { border-bottom: 1px solid var(--line); padding: .6rem 0; max-width: 48rem; } .dsl-file h3 { font-size: 1.02rem; margin: 0; padding: 0; }
.dsl-news { border-bottom: 0; border-top: 1px solid var(--line); }
.dsl-file p, .dsl-file ul { margin: .2rem 0 0; font-size: .95rem; overflow-wrap: anywhere; }
.st-key-look-after [data-testid="stPageLink"] a { padding: 0; } .st-key-look-after [data-testid="stPageLink"] p { color: #1d5a96; text-decoration: underline; text-underline-offset: .15em; }
.st-key-look-after h2, .st-key-evaluations h2, .st-key-health h2 { font-size: 1.35rem; padding: .6rem 0 .2rem; margin: 0; }
.st-key-look-after label p, .st-key-evaluations label p { font-size: 1rem; }
.st-key-look-after [data-testid="stWidgetLabel"] p, .st-key-evaluations [data-testid="stWidgetLabel"] p { font-weight: 600; }
.st-key-evaluations [data-baseweb="select"] > div, .st-key-look-after [data-baseweb="select"] > div, .st-key-evaluations [data-testid="stTextInputRootElement"] { background: #fff; border-color: var(--ink); }
[class*="st-key-offer-"] { flex-wrap: nowrap !important; } [class*="st-key-offer-"] > div:first-child { flex: 0 0 15rem !important; }
[class*="st-key-offer-"] > div:last-child { flex: 1 1 auto !important; min-width: 0; } [class*="st-key-offer-"] button { width: 15rem; }
.st-key-health .dsl-facts > div { grid-template-columns: 14rem 1fr; } .st-key-health .dsl-facts dd { overflow-wrap: anywhere; }
@media (max-width: 60rem) {
  [class*="st-key-offer-"] { flex-direction: column !important; align-items: flex-start !important; gap: .2rem; }
  [class*="st-key-offer-"] > div:first-child, [class*="st-key-offer-"] > div:last-child { flex: 0 0 auto !important; }
  .st-key-health .dsl-facts > div { grid-template-columns: 1fr; }
  .dsl-bar { grid-template-columns: 1fr auto; margin-bottom: .5rem; } .dsl-track { grid-column: 1 / -1; grid-row: 2; } .dsl-track > .dsl-zero { top: 0; bottom: 0; }
  .dsl-worst > div { grid-template-columns: 1fr; }
}
"""
)
