"""Staff's own words: questions for paragraphs, practitioner phrases, and cases. A build links them to the passages it has.

Questions point to the paragraph that answers them: further vectors for its passage, and further words for BM25 (doc2query,
Nogueira et al. 2019, but written by hand). They are never quoted; those that can be asked as they stand are offered as next
questions (assistant/answer/next_questions.py). A phrase is a message as typed (``say``), the question in guidance's vocabulary
(``means``) and some sentences as guidance might put it (``passage``). A case is a message with the paragraphs that answer it,
across sources. Phrases and cases are never shown.

The files are JSON Lines. The README in each folder says who wrote them, how, and what they may not be used for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from importlib import resources
from itertools import chain
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import PracticeError

HEADING_WORDS = 6
_QUESTION_FORM = '{"paragraph": "41", "page": 16, "heading": "…", "questions": ["…"]}'
_PHRASE_FORM = '{"id": "P1001", "say": "…", "means": "…", "queries": ["…"], "passage": "…", "topics": ["…"]}'
_CASE_FORM = '{"say": "…", "points": [{"source_id": "…", "page": 16, "paragraph": "41", "grade": 3}]}'
_Row = TypeVar("_Row", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphAnchor:
    """A paragraph of one edition, as our data names it.

    Parameters
    ----------
    source_id : str
        The edition that was read.
    paragraph : str
        Its number or section, or empty for text that is not numbered.
    page : int
        Its PDF page, or 0 where the page is not fixed (our digests).
    heading : str
        The first words, at most six, of the innermost heading over it.
    part : int
        Which of the passages with this label, from 1; 0 for whichever is nearest.
    """

    source_id: str
    paragraph: str
    page: int
    heading: str
    part: int = 0

    @property
    def label(self) -> str:
        """The anchor in one line: the key of its known vector."""
        return "|".join((self.source_id, str(self.page), self.paragraph, self.heading, str(self.part)))


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffQuestions(ParagraphAnchor):
    """The questions for one paragraph."""

    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pointer:
    """A question and the passage it points to."""

    question: str
    passage_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One phrase; ``queries`` are search queries in guidance's words."""

    say: str
    means: str
    queries: tuple[str, ...]
    passage: str

    @property
    def formal(self) -> str:
        """The phrase in guidance's words, to embed."""
        return f"{self.means} {self.passage}"

    @property
    def words(self) -> str:
        """All its words that guidance may share, for BM25."""
        return " ".join([self.means, *self.queries, self.passage])


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A paragraph that answers a case: ``grade`` 3 answers it or a whole part of it, 2 in part."""

    anchor: ParagraphAnchor
    grade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A message and the paragraphs that answer it, best first."""

    say: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """Questions, phrases and cases; any may be empty."""

    questions: tuple[StaffQuestions, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    cases: tuple[Case, ...] = ()

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of all of it: with equal fingerprints a build links the same messages."""
        rows = map(repr, (*self.questions, *self.phrases, *self.cases))
        # spelt as in the indexes that were built before, which need no building again
        spelt = (row.replace("Point(anchor=", "Point(place=") for row in rows)
        return hashlib.sha256("\n".join(spelt).encode()).hexdigest()

    def without(self, source_ids: Collection[str]) -> Practice:
        """Return it without what was written for some sources: their questions, and what cases lead to in them."""
        questions = tuple(row for row in self.questions if row.source_id not in source_ids)
        cases = (
            replace(case, points=tuple(point for point in case.points if point.anchor.source_id not in source_ids))
            for case in self.cases
        )
        return replace(self, questions=questions, cases=tuple(case for case in cases if case.points))

    def messages(self) -> Iterator[str]:
        """Return every message in it, as typed."""
        questions = (question for row in self.questions for question in row.questions)
        return chain(questions, (phrase.say for phrase in self.phrases), (case.say for case in self.cases))


class _QuestionRow(BaseModel):
    model_config = ConfigDict(extra="forbid")

    paragraph: str
    page: int = Field(ge=0)
    heading: str
    questions: list[str] = Field(min_length=1)


class _PhraseRow(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1)
    say: str = Field(min_length=1)
    means: str = Field(min_length=1)
    queries: tuple[str, ...] = Field(min_length=1)
    passage: str = Field(min_length=1)
    topics: tuple[str, ...] = ()


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


def load_practice() -> Practice:
    """Load what comes with the project; a ``PracticeError`` names the file and line that cannot be read."""
    return Practice(questions=load_questions(), phrases=load_phrases(), cases=load_cases())


def load_questions(folder: Path | None = None) -> tuple[StaffQuestions, ...]:
    """Load every file of questions, in order; the stem of each names its source.

    A ``PracticeError`` names the file and line that cannot be read.

    Parameters
    ----------
    folder : Path or None
        Where the files are; ``None`` for those that come with the project.
    """
    rows = _read_rows("asked", _QuestionRow, _QUESTION_FORM, folder)
    return tuple(
        StaffQuestions(
            source_id=source_id,
            paragraph=row.paragraph,
            page=row.page,
            heading=row.heading,
            questions=tuple(row.questions),
        )
        for source_id, row in rows
    )


def load_phrases(folder: Path | None = None) -> tuple[Phrase, ...]:
    """Load every file of phrases, as ``load_questions`` loads questions."""
    rows = _read_rows("phrases", _PhraseRow, _PHRASE_FORM, folder)
    return tuple(Phrase(say=row.say, means=row.means, queries=row.queries, passage=row.passage) for _, row in rows)


def load_cases(folder: Path | None = None) -> tuple[Case, ...]:
    """Load every file of cases, as ``load_questions`` loads questions."""
    return tuple(_case(row) for _, row in _read_rows("cases", _CaseRow, _CASE_FORM, folder))


def _case(row: _CaseRow) -> Case:
    points = (Point(anchor=ParagraphAnchor(**p.model_dump(exclude={"grade"})), grade=p.grade) for p in row.points)
    return Case(say=row.say, points=tuple(points))


def _read_rows(name: str, row: type[_Row], form: str, folder: Path | None = None) -> Iterator[tuple[str, _Row]]:
    """Read every file of a folder, in order.

    Parameters
    ----------
    name : str
        The folder in ``corpus/practice`` that comes with the project.
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
    where = folder if folder is not None else Path(str(resources.files("corpus.practice") / name))
    for file in sorted(where.glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                yield file.stem, row.model_validate_json(line)
            except ValidationError as error:
                what = f"{file.name} line {number}: {error.errors()[0]['msg']}"
                raise PracticeError(what, f"each line is {form}") from error
