"""Tables, and bars with their intervals, as HTML. Pure, as ``answer_html`` is.

A chart is never alone: the same numbers stand in a table beside it, and its words say what it draws.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from html import escape

from assistant.ui.maintain.evaluation_tools import Mean

_SHORT = 24  # characters that stay on one line, so that numbers are not broken
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBERS = frozenset("0123456789.,+-−% ")


def table_html(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table that scrolls by itself where it is too wide; the first cell of a row names it."""
    names = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join(f'<tr><th scope="row">{escape(row[0])}</th>{"".join(map(_td, row[1:]))}</tr>' for row in rows)
    return (
        f'<div class="dsl-wide" tabindex="0" role="region" aria-label="{escape(caption)}"><table class="dsl-table">'
        f"<caption>{escape(caption)}</caption><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def bars_html(means: Sequence[Mean], drawn: str) -> str:
    """Return bars from 0 to 1 with their intervals.

    Parameters
    ----------
    means : sequence of Mean
        Top to bottom.
    drawn : str
        What is drawn, for those who do not see it.
    """
    rows = "".join(_bar(one, 0.0, 1.0) for one in means)
    return f'<div class="dsl-bars" role="img" aria-label="{escape(_alt(means, drawn))}">{rows}</div>'


def differences_html(means: Sequence[Mean], drawn: str) -> str:
    """Return differences with their intervals about a line at zero; to the right of it is better or more."""
    reach = max([0.05, *(max(abs(one.low), abs(one.high)) for one in means)])
    rows = "".join(_bar(one, -reach, reach) for one in means)
    return f'<div class="dsl-bars" role="img" aria-label="{escape(_alt(means, drawn))}">{rows}</div>'


def span(mean: Mean, form: str = ".3f") -> str:
    """Return a mean with its interval, as in ``.665 [.630, .700]`` with whole zeros."""
    return f"{mean.mean:{form}} [{mean.low:{form}}, {mean.high:{form}}]"


def as_csv(head: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return a table as CSV for a spreadsheet: nothing in it is run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _td(cell: str) -> str:
    short = ' class="dsl-n"' if len(cell) <= _SHORT else ""
    return f"<td{short}>{escape(cell)}</td>"


def _cell(text: str) -> str:
    number = bool(text) and set(text) <= _NUMBERS
    return f"'{text}" if text.startswith(_FORMULA) and not number else text


def _alt(means: Sequence[Mean], drawn: str) -> str:
    numbers = "; ".join(f"{one.name} {one.mean:.2f}" for one in means[:8])
    more = f"; and {len(means) - 8} more" if len(means) > 8 else ""
    return f"{drawn}: {numbers}{more}. The table beside it has the numbers."


def _bar(one: Mean, least: float, most: float) -> str:
    def at(value: float) -> float:
        return 100 * (min(max(value, least), most) - least) / (most - least)

    zero = at(0.0)
    begin, end = sorted((zero, at(one.mean)))
    line = f'<i class="dsl-zero" style="left:{zero:.2f}%"></i>' if least < 0 else ""
    form = "+.3f" if least < 0 else ".3f"
    return (
        f'<div class="dsl-bar"><span>{escape(one.name)}</span><span class="dsl-track">'
        f'<i class="dsl-mean" style="left:{begin:.2f}%;width:{end - begin:.2f}%"></i>{line}'
        f'<i class="dsl-span" style="left:{at(one.low):.2f}%;width:{at(one.high) - at(one.low):.2f}%"></i>'
        f'<i class="dsl-dot" style="left:{at(one.mean):.2f}%"></i></span>'
        f"<span>{one.mean:{form}} <small>n {one.n}</small></span></div>"
    )
