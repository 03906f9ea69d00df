"""The trainer's queue, and what of it is settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from assistant.people import Person, Role
from assistant.store.database import Store, checks, reviews
from assistant.store.reviews.checks import Check, Origin, check_of
from assistant.store.reviews.labels import CheckState, Label, to_check
from assistant.store.reviews.verdict_rows import Missing, latest, settled_labels, versions


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
    n_statements: int
    n_reviewers: int
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A check on which reviewers agreed or which was decided: what holds of each statement, and what they found missing."""

    check: Check
    labels: Mapping[str, Label]
    missing: tuple[Missing, ...]


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
        said: dict[str, set[str]] = {}
        for review in connection.execute(select(reviews.c.check_id, reviews.c.reviewer).distinct()):
            said.setdefault(review.check_id, set()).add(review.reviewer)
    return tuple(_queued(row, said.get(row.id, set()), person) for row in rows)


def settled(store: Store, person: Person) -> tuple[Settled, ...]:
    """Return the checks that are agreed or decided, oldest first; no reviewer is named.

    Raises
    ------
    NotAllowed
        If the person is neither trainer nor maintainer.
    """
    person.must(Role.TRAINER, Role.MAINTAINER)
    done = checks.c.state.in_([CheckState.AGREED.value, CheckState.DECIDED.value])
    with store.reading() as connection:
        return tuple(
            Settled(
                check=check_of(row),
                labels=settled_labels(connection, row.id),
                missing=tuple(
                    dict.fromkeys(one for given in latest(versions(connection, row.id)) for one in given.missing)
                ),
            )
            for row in connection.execute(select(checks).where(done).order_by(checks.c.created, checks.c.id)).all()
        )


def _queued(row: Row[Any], reviewers: set[str], person: Person) -> Queued:
    return Queued(
        id=row.id,
        origin=Origin(row.origin),
        run_id=row.run_id,
        question=row.question,
        created=row.created,
        state=CheckState(row.state),
        n_statements=len(to_check(row.answer)),
        n_reviewers=len(reviewers),
        mine=person.id in reviewers,
    )
