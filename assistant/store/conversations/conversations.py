"""Conversations that a person chose to keep. Only their owner reads them: no role opens somebody else's."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from assistant.errors import NotAllowed, NotStored
from assistant.people import ALL_ROLES, Person
from assistant.store.conversations.stored_exchange import SPANS, KeepFor, StoredExchange, as_json, from_json
from assistant.store.database import Store
from assistant.store.database import conversations as table


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A conversation that was kept, oldest exchange first."""

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
    """Begin to keep a conversation; give its id, or empty where nothing is to be stored.

    Raises
    ------
    NotAllowed
        If the person has no role.
    """
    person.must(*ALL_ROLES)
    if how_long is KeepFor.SESSION:
        return ""
    new, now = secrets.token_hex(16), store.now()
    row = {"id": new, "owner": person.id, "keep_for": how_long.value, "created": now, "expires": now + SPANS[how_long]}
    with store.writing() as connection:
        connection.execute(insert(table).values(**row, exchanges=[]))
    return new


def save(store: Store, person: Person, conversation_id: str, exchanges: Sequence[StoredExchange]) -> None:
    """Keep the exchanges in place of those kept before; its time begins anew. An empty id keeps nothing.

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
            "exchanges": [as_json(kept) for kept in exchanges],
            "expires": store.now() + SPANS[KeepFor(row.keep_for)],
        }
        connection.execute(update(table).where(table.c.id == conversation_id).values(**changed))


def keep_for(store: Store, person: Person, conversation_id: str, how_long: KeepFor) -> None:
    """Change how long a conversation is kept, from now; for this visit only means that it is deleted.

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
        changed = {"keep_for": how_long.value, "expires": store.now() + SPANS[how_long]}
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
        exchanges=tuple(map(from_json, row.exchanges)),
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
    """Delete all of the person's conversations; give how many.

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
