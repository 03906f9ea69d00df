"""Cases: messages as staff type them, each with the paragraphs that answer it, across sources.

A question asked in much the same situation is led to the same paragraphs. Never shown; ``corpus/cases/README.md`` says who
wrote them, how, and what they may not be used for.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.asked import Place
from corpus.errors import CaseError


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A paragraph that answers a case: ``grade`` 3 answers it or a whole part of it, 2 in part."""

    place: Place
    grade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A message and the paragraphs that answer it, best first."""

    say: str
    points: tuple[Point, ...]


class _PointRow(BaseModel):
    model_config = ConfigDict(extra="forbid")

    source_id: str
    page: int = Field(ge=0)
    paragraph: str = ""
    heading: str = ""
    part: int = Field(default=0, ge=0)
    grade: int = Field(ge=2, le=3)


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    say: str = Field(min_length=1)
    points: list[_PointRow] = Field(min_length=1)


def load_cases(folder: Path | None = None) -> tuple[Case, ...]:
    """Load every file of cases, in order.

    Parameters
    ----------
    folder : Path or None
        Where the files are; ``None`` for those that come with the project.

    Raises
    ------
    CaseError
        If a line cannot be read; names the file and the line.
    """
    place = folder if folder is not None else Path(str(resources.files("corpus") / "cases"))
    return tuple(case for file in sorted(place.glob("*.jsonl")) for case in _read(file))


def _read(file: Path) -> list[Case]:
    cases = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = _Row.model_validate_json(line)
        except ValidationError as error:
            raise CaseError(
                f"{file.name} line {number}: {error.errors()[0]['msg']}",
                'each line is {"say": "…", "points": [{"source_id": "…", "page": 16, "paragraph": "41", "grade": 3}]}',
            ) from error
        points = tuple(Point(place=Place(**p.model_dump(exclude={"grade"})), grade=p.grade) for p in row.points)
        cases.append(Case(say=row.say, points=points))
    return cases
