"""Answers that did not help: a question without details, one of four reasons, a line of text, and what a maintainer made of it.

Nothing of the answer's own words is stored, and nothing at all of a document of the school's own. Maintainers read what was
said and not who said it.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from assistant.errors import NotAllowed, NotStored, NotTaken
from assistant.people import Person, Role
from assistant.safety import Redactor
from assistant.store.database import Store, storable
from assistant.store.database import feedback as table
from assistant.types import Answer, Outcome
from corpus.text import one_line
from corpus.types import Authority

KEPT_DAYS = 90
MAX_NOTE_CHARS = 300
MAX_PLACES = 20
_RELEVANT = 2  # from this grade a place answers at least in part, as the evaluation counts it


class WhyUnhelpful(StrEnum):
    """Why an answer did not help."""

    NOT_ASKED = "not_asked"
    TOO_GENERAL = "too_general"
    MISSING = "missing"
    WRONG = "wrong"

    @property
    def words(self) -> str:
        """The reason as a person reads it."""
        return _WORDS[self]


_WORDS = {
    WhyUnhelpful.NOT_ASKED: "It is not what I asked",
    WhyUnhelpful.TOO_GENERAL: "It is too general for this child",
    WhyUnhelpful.MISSING: "Something important is missing",
    WhyUnhelpful.WRONG: "It is wrong or out of date",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What a person says of an answer; details are taken out of the line of text before it is stored."""

    answer: Answer
    why: WhyUnhelpful
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPlace:
    """A page, and how well it answers: 3 answers, 2 in part, 1 is related, 0 does not answer."""

    source_id: str
    page: int
    relevance: int
    paragraph: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionJudgement:
    """What a person finds should have become of a question.

    Parameters
    ----------
    expected : Outcome
        What a good assistant does with it.
    places : tuple of JudgedPlace
        Where the guidance answers it; at least one, with 2 or 3, where it should be answered.
    fact : str
        What a good answer says, in a sentence; may be empty.
    """

    expected: Outcome
    places: tuple[JudgedPlace, ...] = ()
    fact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unhelpful:
    """An answer that did not help, as a maintainer sees it.

    Parameters
    ----------
    question : str
        As it was understood, without details.
    cited : tuple of JudgedPlace
        The places that the answer cited, none of the school's own documents, with a relevance of 0: nobody has judged them.
    """

    id: str
    why: WhyUnhelpful
    note: str
    question: str
    as_at: date
    outcome: Outcome
    generation: str
    cited: tuple[JudgedPlace, ...]
    created: datetime
    expires: datetime
    judgement: QuestionJudgement | None = None


def give(store: Store, person: Person, complaint: Complaint, redactor: Redactor | None = None) -> str:
    """Store that an answer did not help; return the id by which its giver can take it back.

    Parameters
    ----------
    store : Store
        Where it is stored.
    person : Person
        Whom it did not help: a DSL or a trainer.
    complaint : Complaint
        The answer, the reason and a line of text.
    redactor : Redactor, optional
        The conversation's own, which knows who was met in it.

    Raises
    ------
    NotAllowed
        If the person is neither.
    NotTaken
        If the text is longer than a line.
    """
    person.must(Role.DSL, Role.TRAINER)
    note, answer = one_line(complaint.note), complaint.answer
    if len(note) > MAX_NOTE_CHARS:
        raise NotTaken(f"the text is {len(note):,} characters long", f"write at most {MAX_NOTE_CHARS}")
    new, now = secrets.token_hex(16), store.now()
    row = {
        "id": new,
        "given_by": person.id,
        "why": WhyUnhelpful(complaint.why).value,
        "note": storable(note, redactor),
        "question": storable(answer.standalone_question, redactor),
        "as_at": answer.as_at,
        "outcome": answer.outcome.value,
        "generation": answer.generation,
        "cited": [asdict(place) for place in _cited(answer)],
        "created": now,
        "expires": now + timedelta(days=KEPT_DAYS),
    }
    with store.writing() as connection:
        connection.execute(insert(table).values(**row))
    return new


def queue(store: Store, person: Person) -> tuple[Unhelpful, ...]:
    """Return what did not help, oldest first, those that nobody has judged before the others.

    Raises
    ------
    NotAllowed
        If the person is no maintainer.
    """
    person.must(Role.MAINTAINER)
    store.sweep()
    with store.reading() as connection:
        rows = connection.execute(select(table).order_by(table.c.created, table.c.id)).all()
    return tuple(sorted(map(_from_row, rows), key=lambda one: one.judgement is not None))


def judge(store: Store, person: Person, feedback_id: str, judgement: QuestionJudgement) -> None:
    """Store what should have become of a question; the time for which it is kept begins anew.

    Raises
    ------
    NotAllowed
        If the person is no maintainer.
    NotStored
        If it has expired or been deleted.
    NotTaken
        If it should be answered and no place is said to answer it.
    """
    person.must(Role.MAINTAINER)
    _check(judgement)
    store.sweep()
    changed = {
        "judgement": {
            "expected": judgement.expected.value,
            "places": [asdict(place) for place in judgement.places],
            "fact": storable(one_line(judgement.fact)),
        },
        "judged_by": person.id,
        "expires": store.now() + timedelta(days=KEPT_DAYS),
    }
    with store.writing() as connection:
        _row(connection, feedback_id)
        connection.execute(update(table).where(table.c.id == feedback_id).values(**changed))


def remove(store: Store, person: Person, feedback_id: str) -> None:
    """Delete what was said of an answer: whoever said it may, and a maintainer.

    Raises
    ------
    NotAllowed
        If the person is neither.
    NotStored
        If it has expired or been deleted.
    """
    person.must(*Role)
    with store.writing() as connection:
        row = _row(connection, feedback_id)
        if row.given_by != person.id and not person.has(Role.MAINTAINER):
            raise NotAllowed("somebody else said this", "whoever said it, or a maintainer, can delete it")
        connection.execute(delete(table).where(table.c.id == feedback_id))
    store.scrub()


def _cited(answer: Answer) -> tuple[JudgedPlace, ...]:
    """Return the places that an answer cites, without those in documents of the school's own."""
    return tuple(
        JudgedPlace(source_id=one.source.source_id, page=one.passage.page, paragraph=one.passage.paragraph, relevance=0)
        for one in answer.citations
        if one.source.authority is not Authority.LOCAL
    )


def _check(judgement: QuestionJudgement) -> None:
    """Check that a judgement can be scored.

    Raises
    ------
    NotTaken
        If it cannot.
    """
    if len(judgement.places) > MAX_PLACES:
        raise NotTaken(f"{len(judgement.places)} places were judged", f"judge at most {MAX_PLACES}")
    answers = any(place.relevance >= _RELEVANT for place in judgement.places)
    if judgement.expected is Outcome.ANSWERED and not answers:
        raise NotTaken(
            "no page is said to answer the question, at least in part",
            "choose the page that answers it, or say that the library does not",
        )


def _row(connection: Connection, feedback_id: str) -> Row[Any]:
    """Return a row, which nobody else changes until the transaction ends.

    Raises
    ------
    NotStored
        If there is none.
    """
    row = connection.execute(select(table).where(table.c.id == feedback_id).with_for_update()).one_or_none()
    if row is None:
        raise NotStored("this is not stored any more", "its time has passed, or it was deleted")
    return row


def _from_row(row: Row[Any]) -> Unhelpful:
    return Unhelpful(
        id=row.id,
        why=WhyUnhelpful(row.why),
        note=row.note,
        question=row.question,
        as_at=row.as_at,
        outcome=Outcome(row.outcome),
        generation=row.generation,
        cited=tuple(JudgedPlace(**place) for place in row.cited),
        created=row.created,
        expires=row.expires,
        judgement=_judgement(row.judgement) if row.judgement else None,
    )


def _judgement(stored: Mapping[str, Any]) -> QuestionJudgement:
    return QuestionJudgement(
        expected=Outcome(stored["expected"]),
        places=tuple(JudgedPlace(**place) for place in stored["places"]),
        fact=stored["fact"],
    )
