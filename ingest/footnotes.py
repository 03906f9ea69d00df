"""Footnotes: which rows of a page are they, and which footnote does each row belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.blocks import Row, Setting

_START = re.compile(r"(\d{1,3})(?=\s|[A-Z“‘(]|$)")
_SMALL = 0.92  # of the body size
_RAISED = 0.75


def footnote_rows(pages: Sequence[Sequence[Row]], setting: Setting) -> dict[tuple[int, int], str]:
    """Give the footnote number of each footnote row, by (page number, first line).

    Parameters
    ----------
    pages : sequence of sequence of Row
        The rows of each page without furniture and contents, in reading order.
    setting : Setting
        How the document is set.
    """
    labels: dict[tuple[int, int], str] = {}
    last = 0
    open_page = -1  # the page on which a footnote reached the foot, so that it may run over
    for rows in pages:
        for run in _small_runs(rows, setting):
            number = run[0].page.number
            label = str(last) if last and open_page == number - 1 and _at_foot(run) else ""
            starts = [_starts(row, setting, last + 1 + ahead) for ahead, row in enumerate(run)]
            if not label and not any(starts):
                continue
            for row in run:
                if found := _starts(row, setting, last + 1):
                    last, label = found, str(found)
                if label:
                    labels[number, row.first] = label
                    open_page = number
    return labels


def _starts(row: Row, setting: Setting, expected: int) -> int:
    """Give the number of the footnote that starts on a row, or 0."""
    match = _START.match(row.text)
    if match is None:
        return 0
    number = int(match[1])
    raised = row.size < _RAISED * setting.body and number > 0
    return number if raised or number == expected else 0


def _small_runs(rows: Sequence[Row], setting: Setting) -> list[list[Row]]:
    runs: list[list[Row]] = []
    previous_small = False
    for row in rows:
        small = row.size < _SMALL * setting.body
        if small and previous_small:
            runs[-1].append(row)
        elif small:
            runs.append([row])
        previous_small = small
    return runs


def _at_foot(run: Sequence[Row]) -> bool:
    return run[0].baseline < 0.4 * run[0].page.height
