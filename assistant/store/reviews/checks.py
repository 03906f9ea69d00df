"""Answers to be checked, and their queue: sent by a DSL, taken from an evaluation run, or drawn at random from one.

A check holds the answer and its evidence, never the conversation it came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, select

from assistant.errors import NotAllowed, NotStored
from assistant.people import Person, Role
from assistant.store.database import Shown, Store, check_pdfs, checks, evidence_snapshot, reviews
from assistant.store.reviews.evidence_pdfs import drop_unneeded
from assistant.store.reviews.labels import Aspect, CheckState, Label, ToCheck, to_check
from assistant.store.reviews.verdict_rows import Missing, Nugget, joined_nuggets, latest, settled_labels, versions


class Origin(StrEnum):
    """Where an answer to be checked came from."""

    SENT = "sent"
    RUN = "run"
    SAMPLE = "sample"
    PRACTICE = "practice"  # to learn the desk on: never counted, compared or exported


IS_PRACTICE = checks.c.origin == Origin.PRACTICE.value
"""Whether a row of ``checks`` is for practice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """An answer to be checked, as its reviewers see it."""

    id: str
    origin: Origin
    run_id: str
    question: str
    note: str
    created: datetime
    state: CheckState
    answer: Mapping[str, Any]
    shown: tuple[Shown, ...]
    asks: Aspect = Aspect.SUPPORT

    @property
    def statements(self) -> tuple[ToCheck, ...]:
        """What is to be judged: statements, or the answer as the one thing."""
        return to_check(self.answer, self.asks)

    def evidence(self, marker: int) -> Shown | None:
        """Return the evidence behind a marker."""
        return next((one for one in self.shown if one.marker == marker), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of an answer that a person sent; how each statement was judged, once that is settled."""

    id: str
    question: str
    created: datetime
    state: CheckState
    labels: Mapping[str, Label]


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A check in the queue.

    Parameters
    ----------
    n_reviewers : int
        How many have submitted.
    mine : bool
        Whether the person who asks has.
    """

    id: str
    origin: Origin
    run_id: str
    question: str
    created: datetime
    state: CheckState
    asks: Aspect
    n_statements: int
    n_reviewers: int
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A check on which reviewers agreed or which was decided: what holds of all that was judged, and what they found missing."""

    check: Check
    labels: Mapping[str, Label]
    missing: tuple[Missing, ...]
    nuggets: tuple[Nugget, ...] = ()


def read(store: Store, person: Person, check_id: str) -> Check:
    """Return an answer to be checked, with its evidence.

    Raises
    ------
    NotAllowed
        If the person is no trainer.
    NotStored
        If it has been deleted.
    """
    person.must(Role.TRAINER)
    with store.reading() as connection:
        return check_of(row_of(connection, check_id))


def page_pdf(store: Store, person: Person, check_id: str, marker: int) -> Path | None:
    """Return the PDF that a citation of a check was read from; nothing if it was never there or had to be forgotten.

    Raises
    ------
    NotAllowed
        If the person is no trainer.
    NotStored
        If the check has been deleted.
    """
    evidence = read(store, person, check_id).evidence(marker)
    return store.files.path(evidence.sha256) if evidence else None


def sent(store: Store, person: Person) -> tuple[Sent, ...]:
    """Return what the person has sent and how far it has come, newest first: not who judged it, nor their comments.

    Raises
    ------
    NotAllowed
        If the person is neither DSL nor trainer.
    """
    person.must(Role.DSL, Role.TRAINER)
    own = select(checks).where(checks.c.sent_by == person.id).order_by(checks.c.created.desc(), checks.c.id)
    with store.reading() as connection:
        return tuple(
            Sent(
                id=row.id,
                question=row.question,
                created=row.created,
                state=CheckState(row.state),
                labels=settled_labels(connection, row.id)
                if CheckState(row.state) in {CheckState.AGREED, CheckState.DECIDED}
                else {},
            )
            for row in connection.execute(own)
        )


def queue(
    store: Store, person: Person, *, state: CheckState | None = None, origin: Origin | None = None
) -> tuple[Queued, ...]:
    """Return the checks, oldest first, of a state or an origin if one is asked for.

    Raises
    ------
    NotAllowed
        If the person is no trainer.
    """
    person.must(Role.TRAINER)
    wanted = select(checks).order_by(checks.c.created, checks.c.id)
    wanted = wanted.where(checks.c.state == state.value) if state else wanted
    wanted = wanted.where(checks.c.origin == origin.value) if origin else wanted
    with store.reading() as connection:
        rows = connection.execute(wanted).all()
        reviewers: dict[str, set[str]] = {}
        for review in connection.execute(select(reviews.c.check_id, reviews.c.reviewer).distinct()):
            reviewers.setdefault(review.check_id, set()).add(review.reviewer)
    return tuple(_queued(row, reviewers.get(row.id, set()), person) for row in rows)


def settled(store: Store, person: Person) -> tuple[Settled, ...]:
    """Return the checks that are agreed or decided, oldest first, without those for practice; no reviewer is named.

    Raises
    ------
    NotAllowed
        If the person is neither trainer nor maintainer.
    """
    person.must(Role.TRAINER, Role.MAINTAINER)
    done = checks.c.state.in_([CheckState.AGREED.value, CheckState.DECIDED.value]) & ~IS_PRACTICE
    with store.reading() as connection:
        rows = connection.execute(select(checks).where(done).order_by(checks.c.created, checks.c.id)).all()
        return tuple(_settled(connection, row) for row in rows)


def _settled(connection: Connection, row: Row[Any]) -> Settled:
    given = latest(versions(connection, row.id))
    return Settled(
        check=check_of(row),
        labels=settled_labels(connection, row.id),
        missing=tuple(dict.fromkeys(one for verdict in given for one in verdict.missing)),
        nuggets=joined_nuggets(given),
    )


def remove(store: Store, person: Person, check_id: str) -> None:
    """Delete a check with its verdicts, and the PDFs that no other check needs: its sender may, and a trainer.

    Raises
    ------
    NotAllowed
        If the person is neither.
    NotStored
        If it has been deleted.
    """
    person.must(Role.DSL, Role.TRAINER)
    with store.files.locked():
        with store.writing() as connection:
            row = row_of(connection, check_id)
            if row.sent_by != person.id and not person.has(Role.TRAINER):
                raise NotAllowed("somebody else sent this answer", "its sender or a trainer can delete it")
            needed = _delete(connection, checks.c.id == check_id)
        drop_unneeded(store, needed)
    store.scrub()


def remove_practice(store: Store, person: Person) -> int:
    """Delete the checks for practice, everybody’s, with their verdicts; return how many there were.

    Raises
    ------
    NotAllowed
        If the person is no trainer.
    """
    person.must(Role.TRAINER)
    with store.files.locked():
        with store.writing() as connection:
            n = len(connection.execute(select(checks.c.id).where(IS_PRACTICE)).all())
            needed = _delete(connection, IS_PRACTICE)
        drop_unneeded(store, needed)
    store.scrub()
    return n


def _delete(connection: Connection, which: ColumnElement[bool]) -> set[str]:
    """Delete checks, and return the PDFs that they needed."""
    ids = select(checks.c.id).where(which)
    needed = set(connection.scalars(select(check_pdfs.c.sha256).where(check_pdfs.c.check_id.in_(ids))))
    connection.execute(delete(checks).where(which))
    return needed


def row_of(connection: Connection, check_id: str, *, locked: bool = False) -> Row[Any]:
    """Return a check's row; locked, nobody else changes it until the transaction ends.

    Raises
    ------
    NotStored
        If there is none.
    """
    found = select(checks).where(checks.c.id == check_id)
    row = connection.execute(found.with_for_update() if locked else found).one_or_none()
    if row is None:
        raise NotStored("this check is not stored any more", "it was deleted; open another from the queue")
    return row


def check_of(row: Row[Any]) -> Check:
    """Return a check from its row."""
    return Check(
        id=row.id,
        origin=Origin(row.origin),
        run_id=row.run_id,
        question=row.question,
        note=row.note,
        created=row.created,
        state=CheckState(row.state),
        answer=row.answer,
        shown=evidence_snapshot.from_json(row.evidence),
        asks=Aspect(row.asks),
    )


def _queued(row: Row[Any], reviewers: set[str], person: Person) -> Queued:
    return Queued(
        id=row.id,
        origin=Origin(row.origin),
        run_id=row.run_id,
        question=row.question,
        created=row.created,
        state=CheckState(row.state),
        asks=Aspect(row.asks),
        n_statements=len(to_check(row.answer, Aspect(row.asks))),
        n_reviewers=len(reviewers),
        mine=person.id in reviewers,
    )
