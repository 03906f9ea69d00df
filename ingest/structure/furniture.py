"""Lines that are not the guidance: printed page numbers, running headers and footers, and contents lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.text import fold
from corpus.types import Page
from ingest.pdf import number_line
from ingest.structure.blocks import LineRow, RowKey, Setting

_MARGIN = 0.12  # of the page's height
_DIGITS = re.compile(r"\d+")
_REPEATS = 3
_SHARE = 0.2
_TITLE = re.compile(r"(?:table of )?contents(?: page)?|(?:list|table) of (?:figures|tables)", re.IGNORECASE)
_ENTRY = re.compile(r"\S.*?(?:\.{3,}|(?:\. ){3,}|…+|\s)\s*(?:\d{1,3}|[ivxl]{1,6})$")
_LEADERS = re.compile(r"\.{4,}\s*\d{1,3}$|(?:\. ){4,}\d{1,3}$")
_WRAPPED = 3  # rows over which one entry may run
_ENTRIES_OF_A_PAGE = 6


def furniture_rows(pages: Sequence[tuple[Page, Sequence[LineRow]]]) -> set[RowKey]:
    """Return the key of each row that is a printed number or a repeated header or footer."""
    found: set[RowKey] = set()
    counts: Counter[tuple[str, int]] = Counter()
    marginal: list[tuple[LineRow, tuple[str, int]]] = []
    for page, rows in pages:
        number = number_line(page.text, page.lines, page.printed, page.height)
        for row in rows:
            if number is not None and row.first <= number <= row.last and row.first == row.last:
                found.add(row.key)
            elif _in_margin(row, page.height):
                line = (_DIGITS.sub("#", fold(row.text)), round(row.baseline / 6))
                counts[line] += 1
                marginal.append((row, line))
    need = max(_REPEATS, round(_SHARE * len(pages)))
    found |= {row.key for row, line in marginal if counts[line] >= need}
    return found


def contents_rows(rows: Sequence[LineRow], setting: Setting) -> set[RowKey]:
    """Return the key of each row of a contents list; the rows come in reading order, without furniture."""
    found = _listed_under_title(rows, setting)
    return found | _dotted(rows)


def _listed_under_title(rows: Sequence[LineRow], setting: Setting) -> set[RowKey]:
    found: set[RowKey] = set()
    pending: list[LineRow] = []
    inside = False
    for row in rows:
        if pending and pending[0].page is not row.page:
            pending = []
        if _TITLE.fullmatch(row.text.rstrip(": ")) and (row.bold or row.size > setting.body * 1.1):
            inside, pending = True, []
            found.add(row.key)
        elif inside and is_entry(row):
            found |= {entry.key for entry in [*pending, row]}
            pending = []
        elif inside:
            pending.append(row)
            inside = len(pending) <= _WRAPPED and not (row.size > setting.body * 1.25)
    return found


def _dotted(rows: Sequence[LineRow]) -> set[RowKey]:
    """Find contents lists that have no title: pages with many entries whose dots lead to a number."""
    by_page: dict[int, list[LineRow]] = {}
    for row in rows:
        if _LEADERS.search(row.text):
            by_page.setdefault(row.page.number, []).append(row)
    return {row.key for entries in by_page.values() if len(entries) >= _ENTRIES_OF_A_PAGE for row in entries}


def is_entry(row: LineRow) -> bool:
    """Whether a row looks like an entry of a contents list: words, then a page number at the right."""
    if not _ENTRY.fullmatch(row.text):
        return False
    if len(row.cells) > 1:
        last = row.cells[-1]
        return row.page.text[last.start : last.end].strip(" .").isalnum()
    return _LEADERS.search(row.text) is not None or row.x1 > 0.8 * row.page.width


def _in_margin(row: LineRow, height: float) -> bool:
    return row.baseline >= (1 - _MARGIN) * height or row.baseline <= _MARGIN * height
