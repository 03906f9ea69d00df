"""The one writer of tables for spreadsheets, so that no table leaves with a cell that is run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from corpus.text import spreadsheet_cell


def as_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as CSV; begins with the mark by which Excel knows UTF-8.

    Every cell stands in quotation marks, so that no comma or line end in it begins another.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([spreadsheet_cell(cell) for cell in row] for row in (head, *rows))
    return out.getvalue().encode("utf-8-sig")
