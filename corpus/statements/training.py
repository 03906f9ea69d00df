"""What training is made of: subjects in the order of a school year, cases with their keys, questions to check oneself.

Almost nothing is said here anew. A sentence is named by where it stands already, as ``card/strangulation/step-1`` or
``answer/both-must-be-16/1``; a new one has its pinpoint, or is a rule of ours. The cases are made up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import Field

from corpus.errors import StatementError
from corpus.once import once
from corpus.statements.named_sentences import named_sentences
from corpus.statements.sentences import ReviewedSentence, Sentence
from corpus.statements.statement_file import OURS, Asks, Row, Slug, Words, check_unique, read_file

SCHOOL_YEAR = (
    "September", "October", "November", "December", "January", "February", "March", "April", "May", "June", "July",
)  # fmt: skip
"""The months in which something is suggested."""
N_POINTS = 3
_Said = str | Sentence  # a sentence as the file has it: where it stands already, or a new one


class Audience(StrEnum):
    """For whom a subject is."""

    STAFF = "all staff"
    LEADS = "the safeguarding team"


class CheckForm(StrEnum):
    """When a question to check oneself is asked."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckQuestion:
    """A question with one right answer.

    Parameters
    ----------
    question_id : str
        A slug.
    form : CheckForm
        Whether it is asked before or after.
    asks : str
        The question.
    options : tuple of str
        Three or four answers, in an order that is the same each time and says nothing about which is right.
    right : int
        Which of them is right, from nought.
    why : ReviewedSentence
        What bears it out; never a rule of ours.
    """

    question_id: str
    form: CheckForm
    asks: str
    options: tuple[str, ...]
    right: int
    why: ReviewedSentence


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingExercise:
    """A made-up case, an open question, and a key.

    Parameters
    ----------
    exercise_id : str
        A slug.
    case : str
        What happens, in our own words.
    asks : str
        The question, which comes before the key.
    notice, do, never : tuple of ReviewedSentence
        The key.
    """

    exercise_id: str
    case: str
    asks: str
    notice: tuple[ReviewedSentence, ...]
    do: tuple[ReviewedSentence, ...]
    never: tuple[ReviewedSentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSubject:
    """One subject of a year’s training.

    Parameters
    ----------
    subject_id : str
        A slug.
    title : str
        As a slide has it.
    month : str
        One of ``SCHOOL_YEAR``.
    why_then : str
        Why we suggest it for that month.
    audience : Audience
        For whom it is.
    asks : str
        The opening question for the room.
    points : tuple of ReviewedSentence
        Three things to remember.
    do : ReviewedSentence
        One thing to do afterwards.
    ask : tuple of ReviewedSentence
        Where else to ask, on this subject.
    exercises : tuple of TrainingExercise
        Three at least.
    checks : tuple of CheckQuestion
        As many before as after.
    cards, answers : tuple of str
        The ids of what it draws on.
    """

    subject_id: str
    title: str
    month: str
    why_then: str
    audience: Audience
    asks: str
    points: tuple[ReviewedSentence, ...]
    do: ReviewedSentence
    ask: tuple[ReviewedSentence, ...]
    exercises: tuple[TrainingExercise, ...]
    checks: tuple[CheckQuestion, ...]
    cards: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()

    def form(self, form: CheckForm) -> tuple[CheckQuestion, ...]:
        """Return the questions of one form, in order."""
        return tuple(question for question in self.checks if question.form is form)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingStatements:
    """All subjects in the order of the year, and what is said in each of them.

    Parameters
    ----------
    subjects : tuple of TrainingSubject
        From September to July.
    opening : tuple of ReviewedSentence
        What whoever leads says before anything else.
    first : tuple of ReviewedSentence
        What every member of staff does with a worry.
    ask : tuple of ReviewedSentence
        Where to ask, whatever the subject.
    new : tuple of pairs
        The sentences that stand nowhere else, each with the id of its subject or part.
    """

    subjects: tuple[TrainingSubject, ...]
    opening: tuple[ReviewedSentence, ...]
    first: tuple[ReviewedSentence, ...]
    ask: tuple[ReviewedSentence, ...]
    new: tuple[tuple[str, ReviewedSentence], ...] = ()


class _CheckRow(Row):
    id: Slug
    form: CheckForm
    asks: Asks
    right: Words
    wrong: tuple[str, ...] = Field(min_length=2, max_length=3)
    why: _Said


class _ExerciseRow(Row):
    id: Slug
    case: Words
    asks: Asks
    notice: tuple[_Said, ...] = Field(min_length=1)
    do: tuple[_Said, ...] = Field(min_length=1)
    never: tuple[_Said, ...] = Field(min_length=1)


class _SubjectRow(Row):
    id: Slug
    title: Words
    month: str
    why_then: Words
    audience: Audience
    asks: Asks
    points: tuple[_Said, ...] = Field(min_length=N_POINTS, max_length=N_POINTS)
    do: _Said
    ask: tuple[_Said, ...] = ()
    exercise: tuple[_ExerciseRow, ...] = Field(min_length=3)
    check: tuple[_CheckRow, ...] = Field(min_length=6, max_length=8)


class _TrainingFile(Row):
    opening: tuple[_Said, ...] = Field(min_length=1)
    first: tuple[_Said, ...] = Field(min_length=1)
    ask: tuple[_Said, ...] = Field(min_length=1)
    subject: tuple[_SubjectRow, ...] = Field(min_length=1)


class _Finder:
    """Finds sentences by where they stand, and remembers which were named and which are new."""

    def __init__(self, known: Mapping[str, ReviewedSentence], of: str) -> None:
        self._known, self._of = known, of
        self.named: dict[str, None] = {}
        self.new: list[tuple[str, ReviewedSentence]] = []

    def all(self, said: Iterable[_Said]) -> tuple[ReviewedSentence, ...]:
        return tuple(map(self.one, said))

    def one(self, said: _Said) -> ReviewedSentence:
        """Return a sentence that stands elsewhere, or a new one.

        Raises
        ------
        StatementError
            If there is none of that name.
        """
        if isinstance(said, ReviewedSentence):
            self.new.append((self._of, said))
            return said
        if said not in self._known:
            raise StatementError(f"{said!r} names no sentence of ours", "as card/strangulation/step-1, or answer/ID/1")
        self.named[said] = None
        return self._known[said]

    def ids(self, kind: str) -> tuple[str, ...]:
        """Return the ids of the cards, or of the answers, that were named."""
        parts = (name.split("/") for name in self.named)
        return tuple(dict.fromkeys(one[1] for one in parts if one[0] == kind))


@once
def load_training(file: Path | None = None) -> TrainingStatements:
    """Load what training is made of.

    Parameters
    ----------
    file : Path or None
        ``None`` for the one that comes with the project.

    Raises
    ------
    StatementError
        If the file cannot be read, something stands twice, a sentence is named that there is not, the two forms of a
        self-check differ in length, or a month of the school year has no subject.
    """
    return read_file(file or OURS / "training.toml", _checked)


def _checked(data: dict[str, Any]) -> TrainingStatements:
    rows = _TrainingFile.model_validate(data)
    known = dict(named_sentences())
    every = _Finder(known, "every briefing")
    opening, first, ask = every.all(rows.opening), every.all(rows.first), every.all(rows.ask)
    found = [(_Finder(known, row.id), row) for row in rows.subject]
    subjects = sorted((_subject(row, finder) for finder, row in found), key=lambda one: _month(one.month))
    loaded = TrainingStatements(
        subjects=tuple(subjects),
        opening=opening,
        first=first,
        ask=ask,
        new=(*every.new, *(one for finder, _ in found for one in finder.new)),
    )
    check_unique((one.subject_id for one in subjects), "the subject")
    check_unique((exercise.exercise_id for one in subjects for exercise in one.exercises), "the exercise")
    for name in ("question_id", "asks"):
        check_unique((getattr(check, name) for one in subjects for check in one.checks), "the question")
    empty = [month for month in SCHOOL_YEAR if month not in {one.month for one in subjects}]
    if empty:
        raise StatementError(f"{empty[0]} has no subject", "give each month from September to July one")
    return loaded


def _subject(row: _SubjectRow, finder: _Finder) -> TrainingSubject:
    points, do, ask = finder.all(row.points), finder.one(row.do), finder.all(row.ask)
    exercises = tuple(
        TrainingExercise(
            exercise_id=one.id,
            case=one.case,
            asks=one.asks,
            notice=finder.all(one.notice),
            do=finder.all(one.do),
            never=finder.all(one.never),
        )
        for one in row.exercise
    )
    checks = tuple(_check(one, finder) for one in row.check)
    if sum(one.form is CheckForm.BEFORE for one in checks) * 2 != len(checks):
        raise StatementError(f"the two forms of {row.id!r} differ in length", "ask as much before as after")
    return TrainingSubject(
        subject_id=row.id,
        title=row.title,
        month=row.month,
        why_then=row.why_then,
        audience=row.audience,
        asks=row.asks,
        points=points,
        do=do,
        ask=ask,
        exercises=exercises,
        checks=checks,
        cards=finder.ids("card"),
        answers=finder.ids("answer"),
    )


def _check(row: _CheckRow, finder: _Finder) -> CheckQuestion:
    options = tuple(sorted((row.right, *row.wrong), key=lambda option: _shuffled(row.id, option)))
    check_unique(options, f"in {row.id!r} the answer")
    why = finder.one(row.why)
    if not why.bindings:
        raise StatementError(f"no page bears out the right answer of {row.id!r}", "name a sentence with its pinpoint")
    return CheckQuestion(
        question_id=row.id, form=row.form, asks=row.asks, options=options, right=options.index(row.right), why=why
    )


def _shuffled(question_id: str, option: str) -> str:
    """Return what an answer is sorted by: the same each time, and nothing of who wrote it first."""
    return hashlib.sha256(f"{question_id} {option}".encode()).hexdigest()


def _month(name: str) -> int:
    if name not in SCHOOL_YEAR:
        raise StatementError(f"{name!r} is no month from September to July", "write it out, as September")
    return SCHOOL_YEAR.index(name)
