"""A subject as one library bears it out on a day: every sentence is looked up, as an answer's are, and has its marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.answer import BoundSentences, cite_sentences, edition_notices, upkeep_notices
from assistant.retrieve import Editions
from assistant.types import Citation, Notice, Statement
from corpus.index import PassageIndex
from corpus.register import Register
from corpus.statements import (
    Audience,
    CheckForm,
    ReviewedSentence,
    ReviewLedger,
    TrainingExercise,
    TrainingSubject,
    load_training,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingExercise:
    """A case and its key, each sentence with its marks."""

    exercise_id: str
    case: str
    asks: str
    notice: tuple[Statement, ...]
    do: tuple[Statement, ...]
    never: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingCheck:
    """A question to check oneself, with why its right answer is right."""

    question_id: str
    form: CheckForm
    asks: str
    options: tuple[str, ...]
    right: int
    why: Statement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """A subject, ready to be shown or written.

    Parameters
    ----------
    subject : TrainingSubject
        What it is made from.
    as_at : date
        The day whose editions count.
    opening, first, points, do, ask : tuple of Statement
        What is said before anything else, what everybody does with a worry, three things to remember, one thing to do
        afterwards, and where to ask.
    exercises : tuple of BriefingExercise
        The first is for the ten minutes.
    checks : tuple of BriefingCheck
        Before and after.
    citations : tuple of Citation
        Of all of them, by their markers.
    notices : tuple of Notice
        What to know about the editions that are quoted.
    """

    subject: TrainingSubject
    as_at: date
    opening: tuple[Statement, ...]
    first: tuple[Statement, ...]
    points: tuple[Statement, ...]
    do: tuple[Statement, ...]
    ask: tuple[Statement, ...]
    exercises: tuple[BriefingExercise, ...]
    checks: tuple[BriefingCheck, ...]
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()

    def form(self, form: CheckForm) -> tuple[BriefingCheck, ...]:
        """Return the questions of one form, in order."""
        return tuple(check for check in self.checks if check.form is form)

    def steps(self, exercise: BriefingExercise) -> tuple[Statement, ...]:
        """Return what to do in a case, in order: for all staff, first to tell the lead."""
        first = self.first[:1] if self.subject.audience is Audience.STAFF else ()
        return (*first, *exercise.do)

    def cited(self, statements: Iterable[Statement]) -> tuple[Citation, ...]:
        """Return the citations that some statements have, by their markers."""
        markers = {marker for statement in statements for marker in statement.citations}
        return tuple(citation for citation in self.citations if citation.marker in markers)


class BriefingComposer:
    """Composes briefings from one library.

    Parameters
    ----------
    index : PassageIndex
        The library, in which what bears a sentence out is looked up.
    register : Register
        All registered editions.
    editions : callable
        Returns which sources may answer on a day.
    """

    def __init__(
        self,
        index: PassageIndex,
        register: Register,
        editions: Callable[[date], Editions],
        reviews: Callable[[], ReviewLedger] = ReviewLedger,
    ) -> None:
        self._index, self._register, self._editions = index, register, editions
        self._bound = BoundSentences(index=index, register=register, reviews=reviews)

    def compose(self, subject: TrainingSubject, as_at: date) -> Briefing:
        """Return a subject with what bears out each of its sentences on a day."""
        loaded = load_training()
        whole = (
            *subject.points,
            subject.do,
            *loaded.first,
            *subject.ask,
            *loaded.ask,
            *_said(subject),
            *loaded.opening,
        )
        sentences = list(dict.fromkeys(whole))
        editions = self._editions(as_at)
        drafts = [self._bound.drafted(sentence, editions.source_ids) for sentence in sentences]
        statements, citations = cite_sentences(drafts, self._register, as_at, self._bound.changed_since)
        stated = dict(zip(sentences, statements, strict=True))
        return Briefing(
            subject=subject,
            as_at=as_at,
            opening=_of(stated, loaded.opening),
            first=_of(stated, loaded.first),
            points=_of(stated, subject.points),
            do=_of(stated, (subject.do,)),
            ask=_of(stated, (*subject.ask, *loaded.ask)),
            exercises=tuple(_exercise(stated, exercise) for exercise in subject.exercises),
            checks=tuple(
                BriefingCheck(
                    question_id=check.question_id,
                    form=check.form,
                    asks=check.asks,
                    options=check.options,
                    right=check.right,
                    why=stated[check.why],
                )
                for check in subject.checks
            ),
            citations=citations,
            notices=(
                *edition_notices(editions, citations, self._register, as_at),
                *upkeep_notices(citations, self._index.stats, self._register, as_at),
            ),
        )


_Stated = Mapping[ReviewedSentence, Statement | None]


def _exercise(stated: _Stated, exercise: TrainingExercise) -> BriefingExercise:
    return BriefingExercise(
        exercise_id=exercise.exercise_id,
        case=exercise.case,
        asks=exercise.asks,
        notice=_of(stated, exercise.notice),
        do=_of(stated, exercise.do),
        never=_of(stated, exercise.never),
    )


def _said(subject: TrainingSubject) -> Iterator[ReviewedSentence]:
    """Return what the keys and the self-check say, in their order.

    Yields
    ------
    ReviewedSentence
    """
    for exercise in subject.exercises:
        yield from (*exercise.notice, *exercise.do, *exercise.never)
    yield from (check.why for check in subject.checks)


def _of(stated: _Stated, sentences: Iterable[ReviewedSentence]) -> tuple[Statement, ...]:
    """Return sentences as statements; none of what a library that holds its page no longer bears out."""
    return tuple(statement for sentence in sentences if (statement := stated[sentence]) is not None)
