"""A record pasted as a table, with tabs, pipes or commas, as lines that begin with their date."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence

from assistant import messages
from assistant.chronology.written_dates import date_at_head

_COLUMNS = {
    "date": r"(?:date|day|when)\b.*|incident date",
    "time": r"time\b.*",
    "staff": r"(?:staff|initials?|author|by|(?:added|logged|recorded|reported|completed) by|member of staff|staff member|who)",
    "category": r"(?:category|categories|type|tags?|subject|area|concern type)",
    "actions": r"(?:actions?(?: taken)?|follow[- ]?up|response|outcome|what we did|result)",
    "text": r"(?:incident|details?|text|entry|event|description|concern|notes?|what happened|significant event|summary)\b.*",
}
_RULE = re.compile(r"[\s|:+=_-]+")
_INITIALS = re.compile(r"[A-Z]{2,3}|[A-Z]\.\s?[A-Z]\.?")
_NO_INITIALS = frozenset({"SW", "HV", "GP", "CP", "CIN", "DSL", "NFA", "AM", "PM", "CSC", "EH", "TAF", "LAC"})
_STAFF_LINE = re.compile(
    r"(?:staff|initials|author|(?:recorded|logged|added|reported|completed) by)\s*[:=]\s*[A-Z]{2,3}\b[.,;]?\s*",
    re.IGNORECASE,
)


def as_lines(text: str) -> tuple[list[str], list[str]]:
    """Return the lines of a record, the rows of a table each as one, and what is to be said of how it was read."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "").replace("\u00a0", " ")
    lines = [line for line in text.split("\n") if line.strip()]
    rows = _comma_rows(lines)
    cells = rows or [_cells(line) for line in lines]
    names: list[str] = []
    read: list[str] = []
    left_out = False
    for row in cells:
        if found := _column_names(row):
            names = found
            continue
        if len(row) == 1:
            plain = _STAFF_LINE.sub("", row[0])
            left_out |= plain != row[0]
            read += [plain] if plain.strip() else []
        elif any(row):
            line, initials = _row_as_line(row, names)
            left_out |= initials
            read.append(line)
    return read, [messages.INITIALS_LEFT_OUT] if left_out else []


def _comma_rows(lines: Sequence[str]) -> list[list[str]]:
    """Return the rows of a table with commas, whose first line names its columns; none if it is no such table."""
    for at, line in enumerate(lines[:3]):
        head = next(csv.reader([line]), [])
        if len(head) > 2 and _column_names([cell.strip() for cell in head]):
            rows = csv.reader("\n".join(lines[at:]).splitlines(keepends=True))
            before = [[one] for one in lines[:at]]
            return before + [[" ".join(cell.split()) for cell in row] for row in rows if any(row)]
    return []


def _cells(line: str) -> list[str]:
    """Return the cells of a line; the line itself where it is no row of a table."""
    if line.count("|") > 1 or ("|" in line and date_at_head(line)):
        return [] if _RULE.fullmatch(line) else [cell.strip() for cell in line.strip().strip("|").split("|")]
    if "\t" in line.strip():
        return [cell.strip() for cell in line.strip("\n").split("\t")]
    return [line] if not _RULE.fullmatch(line) else []


def _column_names(row: Sequence[str]) -> list[str]:
    """Return what each column of a row of headings is; nothing for another row."""
    if len(row) < 2:
        return []
    names = [
        next((name for name, words in _COLUMNS.items() if re.fullmatch(words, cell.strip(' *"_:').casefold())), "")
        for cell in row
    ]
    return names if "date" in names and sum(map(bool, names)) * 2 >= len(row) else []


def _row_as_line(row: Sequence[str], names: Sequence[str]) -> tuple[str, bool]:
    """Return a row as a line that begins with its date, and whether initials of staff were left out."""
    day, rest, left_out = "", [], False
    for at, cell in enumerate(row):
        name = names[at] if at < len(names) else ""
        written = date_at_head(cell) if not day and at < 3 else None
        if written is not None and (name == "date" or written.end >= len(cell) - 8):
            day = cell
        elif not cell:
            continue
        elif _is_initials(cell, name):
            left_out = True
        else:
            rest.append(
                f"Actions: {cell}" if name == "actions" else f"{cell}:" if _is_category(cell, name, at) else cell
            )
    words = " ".join(cell if cell[-1] in ".:;?!" else f"{cell}." for cell in rest)
    return (f"{day}: {words}" if day else words), left_out


def _is_initials(cell: str, name: str) -> bool:
    short = _INITIALS.fullmatch(cell) is not None and cell not in _NO_INITIALS
    return short if not name else name == "staff" and (short or len(cell) < 5)


def _is_category(cell: str, name: str, at: int) -> bool:
    return name == "category" or (not name and 0 < at < 4 and len(cell) < 30 and cell[-1] not in ".:;?!")
