"""A table as HTML, which scrolls by itself where it is too wide. Pure, as ``answer_html`` is."""
# ruff: noqa: E501  # a rule of CSS a line reads better than a property a line

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_SHORT = 24  # characters that stay on one line, so that numbers are not broken


def table_html(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table that scrolls by itself where it is too wide; the first cell of a row names it."""
    names = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join(f'<tr><th scope="row">{escape(row[0])}</th>{"".join(map(_td, row[1:]))}</tr>' for row in rows)
    return (
        f'<div class="dsl-wide" tabindex="0" role="region" aria-label="{escape(caption)}"><table class="dsl-table">'
        f"<caption>{escape(caption)}</caption><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _td(cell: str) -> str:
    short = ' class="dsl-n"' if len(cell) <= _SHORT else ""
    return f"<td{short}>{escape(cell)}</td>"


TABLE_CSS = """
.dsl-wide { overflow-x: auto; max-width: 100%; } .dsl-wide:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; box-shadow: 0 0 0 5px var(--focus); }
.dsl-table { border-collapse: collapse; width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums; }
.dsl-table caption { text-align: left; font-weight: 600; padding: 0 0 .3rem; font-size: 1rem; }
.dsl-table th, .dsl-table td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border: 0; border-bottom: 1px solid var(--line); }
.dsl-table thead th { border-bottom: 2px solid var(--ink); vertical-align: bottom; } .dsl-table tbody th { font-weight: 600; min-width: 8rem; }
.st-key-page .dsl-table th, .st-key-page .dsl-table td { overflow-wrap: normal; } .dsl-table .dsl-n { white-space: nowrap; }
"""
