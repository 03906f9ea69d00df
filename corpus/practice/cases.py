"""Cases: messages as staff type them, each with the paragraphs that answer it, across sources.

A question asked in much the same situation is led to the same paragraphs. Never shown; ``cases/README.md`` says who
wrote them, how, and what they may not be used for.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from corpus.practice.questions import ParagraphAnchor
from corpus.practice.rows import read_rows

_FORM = '{"say": "…", "points": [{"source_id": "…", "page": 16, "paragraph": "41", "grade": 3}]}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A paragraph that answers a case: ``grade`` 3 answers it or a whole part of it, 2 in part."""

    place: ParagraphAnchor
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


class _CaseRow(BaseModel):
    model_config = ConfigDict(extra="forbid")

    say: str = Field(min_length=1)
    points: list[_PointRow] = Field(min_length=1)


def load_cases(folder: Path | None = None) -> tuple[Case, ...]:
    """Load every file of cases, in order; a ``StaffWordsError`` names the file and line that cannot be read.

    Parameters
    ----------
    folder : Path or None
        Where the files are; ``None`` for those that come with the project.
    """
    return tuple(_case(row) for _, row in read_rows("cases", _CaseRow, _FORM, folder))


def _case(row: _CaseRow) -> Case:
    points = (Point(place=ParagraphAnchor(**p.model_dump(exclude={"grade"})), grade=p.grade) for p in row.points)
    return Case(say=row.say, points=tuple(points))
