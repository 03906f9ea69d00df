"""Conversations that a person chose to keep. Only their owner reads them: no role opens somebody else's."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from assistant.errors import NotAllowed, NotStored
from assistant.people import ALL_ROLES, Person
from assistant.store.database import Shown, Store, evidence_snapshot, restored_answer
from assistant.store.database import conversations as table
from assistant.types import Answer


class KeepFor(StrEnum):
    """How long a conversation is stored after it was last added to."""

    SESSION = "session"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"

    @property
    def label(self) -> str:
        """What a person chooses."""
        return _LABELS[self]


_LABELS = {
    KeepFor.SESSION: "This visit only: nothing is stored",
    KeepFor.DAY: "For a day",
    KeepFor.WEEK: "For a week",
    KeepFor.MONTH: "For a month",
}
_SPANS = {KeepFor.DAY: timedelta(days=1), KeepFor.WEEK: timedelta(days=7), KeepFor.MONTH: timedelta(days=30)}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredExchange:
    """A question and what became of it.

    Parameters
    ----------
    question : str
        Without anybody's details: what is handed in is stored as it is.
    shown : tuple of Shown
        The answer's evidence (``evidence_snapshot.of_answer``).
    message, hint : str
        The problem, where there is no answer.
    asked_at : datetime or None
        When it was asked; what was stored by an earlier version does not say.
    """

    question: str
    as_at: date
    answer: Answer | None = None
    shown: tuple[Shown, ...] = ()
    message: str = ""
    hint: str = ""
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A stored conversation, oldest exchange first."""

    id: str
    created: datetime
    expires: datetime
    keep_for: KeepFor
    exchanges: tuple[StoredExchange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A conversation in a person's own list."""

    id: str
    created: datetime
    expires: datetime
    first_question: str


def begin(store: Store, person: Person, how_long: KeepFor) -> str:
    """Begin to store a conversation; return its id, or empty where nothing is to be stored.

    Raises
    ------
    NotAllowed
        If the person has no role.
    """
    person.must(*ALL_ROLES)
    if how_long is KeepFor.SESSION:
        return ""
    new, now = secrets.token_hex(16), store.now()
    row = {"id": new, "owner": person.id, "keep_for": how_long.value, "created": now, "expires": now + _SPANS[how_long]}
    with store.writing() as connection:
        connection.execute(insert(table).values(**row, exchanges=[]))
    return new


def save(store: Store, person: Person, conversation_id: str, exchanges: Sequence[StoredExchange]) -> None:
    """Store the exchanges instead of those before; its time begins anew. An empty id stores nothing.

    Raises
    ------
    NotAllowed
        If it is somebody else's.
    NotStored
        If it has expired or been deleted.
    """
    if not conversation_id:
        return
    store.sweep()
    with store.writing() as connection:
        row = _own(connection, person, conversation_id)
        changed = {
            "exchanges": [_as_json(exchange) for exchange in exchanges],
            "expires": store.now() + _SPANS[KeepFor(row.keep_for)],
        }
        connection.execute(update(table).where(table.c.id == conversation_id).values(**changed))


def keep_for(store: Store, person: Person, conversation_id: str, how_long: KeepFor) -> None:
    """Change how long a conversation is stored, from now; for this visit only means that it is deleted.

    Raises
    ------
    NotAllowed
        If it is somebody else's.
    NotStored
        If it has expired or been deleted.
    """
    if how_long is KeepFor.SESSION:
        remove(store, person, conversation_id)
        return
    store.sweep()
    with store.writing() as connection:
        _own(connection, person, conversation_id)
        changed = {"keep_for": how_long.value, "expires": store.now() + _SPANS[how_long]}
        connection.execute(update(table).where(table.c.id == conversation_id).values(**changed))


def read(store: Store, person: Person, conversation_id: str) -> Conversation:
    """Return a conversation to its owner.

    Raises
    ------
    NotAllowed
        If it is somebody else's.
    NotStored
        If it has expired or been deleted.
    """
    store.sweep()
    with store.reading() as connection:
        row = _own(connection, person, conversation_id)
    return Conversation(
        id=row.id,
        created=row.created,
        expires=row.expires,
        keep_for=KeepFor(row.keep_for),
        exchanges=tuple(map(_from_json, row.exchanges)),
    )


def mine(store: Store, person: Person) -> tuple[Heading, ...]:
    """Return the person's own conversations, newest first.

    Raises
    ------
    NotAllowed
        If the person has no role.
    """
    person.must(*ALL_ROLES)
    store.sweep()
    own = select(table).where(table.c.owner == person.id).order_by(table.c.created.desc(), table.c.id)
    with store.reading() as connection:
        rows = connection.execute(own).all()
    return tuple(
        Heading(
            id=row.id,
            created=row.created,
            expires=row.expires,
            first_question=row.exchanges[0]["question"] if row.exchanges else "",
        )
        for row in rows
    )


def remove(store: Store, person: Person, conversation_id: str) -> None:
    """Delete a conversation, so that nothing of it is left in the file.

    Raises
    ------
    NotAllowed
        If it is somebody else's.
    NotStored
        If it has expired or been deleted.
    """
    with store.writing() as connection:
        _own(connection, person, conversation_id)
        connection.execute(delete(table).where(table.c.id == conversation_id))
    store.scrub()


def remove_all(store: Store, person: Person) -> int:
    """Delete all of the person's conversations; return how many.

    Raises
    ------
    NotAllowed
        If the person has no role.
    """
    person.must(*ALL_ROLES)
    with store.writing() as connection:
        n = connection.execute(delete(table).where(table.c.owner == person.id)).rowcount
    store.scrub()
    return n


def _own(connection: Connection, person: Person, conversation_id: str) -> Row[Any]:
    """Return a conversation's row.

    Raises
    ------
    NotAllowed
        If it is somebody else's, whatever the person's roles.
    NotStored
        If there is none.
    """
    person.must(*ALL_ROLES)
    row = connection.execute(select(table).where(table.c.id == conversation_id)).one_or_none()
    if row is None:
        raise NotStored("this conversation is not stored any more", "its time has passed, or it was deleted")
    if row.owner != person.id:
        raise NotAllowed("this conversation is somebody else's", "only the person who had it can open it")
    return row


def _as_json(exchange: StoredExchange) -> dict[str, Any]:
    """Return an exchange as JSON."""
    return {
        "question": exchange.question,
        "as_at": exchange.as_at.isoformat(),
        "answer": restored_answer.as_record(exchange.answer) if exchange.answer else None,
        "shown": evidence_snapshot.to_json(exchange.shown),
        "message": exchange.message,
        "hint": exchange.hint,
        "asked_at": exchange.asked_at.isoformat() if exchange.asked_at else None,
    }


def _from_json(row: dict[str, Any]) -> StoredExchange:
    """Return an exchange that was stored as JSON."""
    shown = evidence_snapshot.from_json(row["shown"])
    return StoredExchange(
        question=row["question"],
        as_at=date.fromisoformat(row["as_at"]),
        answer=restored_answer.restore(row["answer"], shown) if row["answer"] else None,
        shown=shown,
        message=row["message"],
        hint=row["hint"],
        asked_at=datetime.fromisoformat(asked_at) if (asked_at := row.get("asked_at")) else None,
    )
