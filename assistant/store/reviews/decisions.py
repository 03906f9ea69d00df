"""What was decided where reviewers differ: once for each statement, by whom and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from assistant.errors import NotAllowed, NotTaken
from assistant.people import Person, Role
from assistant.store.database import Store, decisions, storable
from assistant.store.reviews.checks import check_of, row_of
from assistant.store.reviews.labels import CheckState, Label, differing
from assistant.store.reviews.verdict_rows import decided_labels, latest, versions
from assistant.store.reviews.verdicts import refresh_state, seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What is decided of a statement, and why."""

    statement: str
    label: Label
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A ruling as it was stored."""

    statement: str
    label: Label
    reason: str
    decided_by: str
    decided_by_name: str
    decided: datetime


def decide(store: Store, person: Person, check_id: str, ruling: Ruling) -> CheckState:
    """Decide a statement on which reviewers differ; return the check's state.

    Raises
    ------
    NotAllowed
        If the person is no trainer, or has not submitted a verdict of their own.
    NotStored
        If the check has been deleted.
    NotTaken
        If the reviewers do not differ on the statement, it has been decided, or no reason is given.
    """
    person.must(Role.TRAINER)
    reason = storable(ruling.reason)
    if not reason:
        raise NotTaken("a decision needs its reason", "say in a sentence why")
    with store.writing() as connection:
        check = check_of(row_of(connection, check_id, locked=True))
        given = latest(versions(connection, check_id))
        if all(verdict.reviewer != person.id for verdict in given):
            raise NotAllowed(
                "a decision is made by somebody who has judged the answer", "submit your own verdict first"
            )
        if ruling.statement in decided_labels(connection, check_id):
            raise NotTaken("this statement has been decided already", "open the check again")
        if ruling.statement not in differing(verdict.labels for verdict in given):
            raise NotTaken("the reviewers do not differ on this statement", "there is nothing to decide")
        if ruling.label not in check.asks.labels:
            raise NotTaken("the decision answers another question than was asked", "open the check again")
        ruled = {
            "check_id": check_id,
            "statement": ruling.statement,
            "label": Label(ruling.label).value,
            "reason": reason,
        }
        by = {"decided_by": person.id, "decided_by_name": person.name, "decided": store.now()}
        connection.execute(insert(decisions).values(**ruled, **by))
        return refresh_state(connection, check_id)


def of_check(store: Store, person: Person, check_id: str) -> tuple[Decision, ...]:
    """Return what was decided on a check.

    Raises
    ------
    NotAllowed
        If the person may not see the reviewers' verdicts yet.
    """
    seen(store, person, check_id)
    found = select(decisions).where(decisions.c.check_id == check_id).order_by(decisions.c.decided)
    with store.reading() as connection:
        return tuple(
            Decision(
                statement=row.statement,
                label=Label(row.label),
                reason=row.reason,
                decided_by=row.decided_by,
                decided_by_name=row.decided_by_name,
                decided=row.decided,
            )
            for row in connection.execute(found)
        )
