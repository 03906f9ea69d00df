"""Read JSON Lines, and any file of lines, so that a bad line is one sentence that names the file and the line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from evals.errors import RecordError

Row = TypeVar("Row")


def read_rows(path: Path, adapter: TypeAdapter[Row]) -> tuple[Row, ...]:
    """Return the rows of a JSON Lines file, each line validated.

    Raises
    ------
    RecordError
        If a line is not in the expected form; names it.
    """
    rows: list[Row] = []
    for number, line in read_lines(path):
        try:
            rows.append(adapter.validate_json(line))
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            problem = f"{where}: {first['msg']}" if where else first["msg"]
            # `from None`: pydantic's own message quotes the input, which may be somebody's question
            raise RecordError(f"{path.name} line {number}: {problem}") from None
    return tuple(rows)


def read_lines(path: Path) -> list[tuple[int, str]]:
    """Return the lines that are not blank, numbered from 1.

    Raises
    ------
    RecordError
        If the file cannot be read, is not UTF-8 or has no such line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RecordError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RecordError(f"{path.name} is not UTF-8 text") from error
    # not splitlines(): U+2028 and its kind may stand inside a JSON string
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if not lines:
        raise RecordError(f"{path.name} is empty")
    return lines


def check_unique(path: Path, query_ids: Iterable[str]) -> None:
    """Refuse a file in which one query id stands twice.

    Raises
    ------
    RecordError
        If one does; names it.
    """
    seen: set[str] = set()
    for query_id in query_ids:
        if query_id in seen:
            raise RecordError(f"{path.name}: the query id {query_id} stands twice", "give each question its own id")
        seen.add(query_id)
