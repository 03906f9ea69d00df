"""Rows of ours from JSON Lines: what staff ask, phrases and cases, one file or many, each line checked."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from corpus.errors import PracticeError

Row = TypeVar("Row", bound=BaseModel)


def read_rows(name: str, row: type[Row], form: str, folder: Path | None = None) -> Iterator[tuple[str, Row]]:
    """Read every file of a folder, in order.

    Parameters
    ----------
    name : str
        The folder in ``corpus/`` that comes with the project.
    row : type of pydantic.BaseModel
        What each line must be.
    form : str
        The form of a line, for whoever has to mend one.
    folder : Path or None
        Another folder instead.

    Yields
    ------
    tuple of str and BaseModel
        The stem of the file's name, and a row.

    Raises
    ------
    PracticeError
        If a line cannot be read; names the file and the line.
    """
    place = folder if folder is not None else Path(str(resources.files("corpus.practice") / name))
    for file in sorted(place.glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                yield file.stem, row.model_validate_json(line)
            except ValidationError as error:
                what = f"{file.name} line {number}: {error.errors()[0]['msg']}"
                raise PracticeError(what, f"each line is {form}") from error
