"""How often the library could not answer, by day and subject: counted as a DSL asks, read by maintainers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from assistant.errors import NotTaken
from assistant.people import Person, Role
from assistant.store.database import Store, unanswered
from assistant.store.unanswered.subjects import is_subject

RECENT_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class UnansweredCount:
    """How often a subject was not answered: in the last thirty days, and in all."""

    subject: str
    n_recent: int
    n: int


def add(store: Store, person: Person, subject: str) -> None:
    """Count one question that was not answered, under today; who asked is not stored.

    Raises
    ------
    NotAllowed
        If the person is no DSL.
    NotTaken
        If the subject is not on our list.
    """
    person.must(Role.DSL)
    if not is_subject(subject):
        raise NotTaken("what was asked is counted by our own subjects alone", "")
    insert = postgresql.insert if store.engine.dialect.name == "postgresql" else sqlite.insert
    counted = insert(unanswered).values(day=store.now().date(), subject=subject, n=1)
    counted = counted.on_conflict_do_update(index_elements=["day", "subject"], set_={"n": unanswered.c.n + 1})
    with store.writing() as connection:
        connection.execute(counted)


def counts(store: Store, person: Person) -> tuple[UnansweredCount, ...]:
    """Return the counts of each subject that has one, most often in the last days first.

    Raises
    ------
    NotAllowed
        If the person is no maintainer.
    """
    person.must(Role.MAINTAINER)
    since = store.now().date() - timedelta(days=RECENT_DAYS)
    recent = func.sum(unanswered.c.n).filter(unanswered.c.day > since)
    found = select(unanswered.c.subject, recent, func.sum(unanswered.c.n)).group_by(unanswered.c.subject)
    with store.reading() as connection:
        rows = [
            UnansweredCount(subject=subject, n_recent=int(few or 0), n=int(many))
            for subject, few, many in connection.execute(found)
        ]
    return tuple(sorted(rows, key=lambda one: (-one.n_recent, -one.n, one.subject)))
