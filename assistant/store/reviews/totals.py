"""How much the database holds, in numbers alone: for maintainers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select, text

from assistant.people import Person, Role
from assistant.store.database import Store, checks, conversations, feedback, runs
from assistant.store.reviews.checks import IS_PRACTICE
from assistant.store.reviews.labels import CheckState


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many checks are open, disputed and settled; how many conversations are stored, and runs known.

    Parameters
    ----------
    n_unhelpful : int
        How many answers were said not to have helped that nobody has judged.
    """

    n_open: int
    n_disputed: int
    n_settled: int
    n_conversations: int
    n_runs: int
    n_unhelpful: int


def waiting(store: Store, person: Person) -> Waiting:
    """Count what the database holds, without what is for practice.

    Raises
    ------
    NotAllowed
        If the person is no maintainer.
    """
    person.must(Role.MAINTAINER)
    by_state = select(checks.c.state, func.count()).where(~IS_PRACTICE).group_by(checks.c.state)
    with store.reading() as connection:
        states = {CheckState(state): int(n) for state, n in connection.execute(by_state)}
        n_conversations = connection.scalar(select(func.count()).select_from(conversations))
        n_runs = connection.scalar(select(func.count()).select_from(runs))
        n_unhelpful = connection.scalar(select(func.count()).where(feedback.c.judgement.is_(None)))
    return Waiting(
        n_open=states.get(CheckState.OPEN, 0),
        n_disputed=states.get(CheckState.DISPUTED, 0),
        n_settled=states.get(CheckState.AGREED, 0) + states.get(CheckState.DECIDED, 0),
        n_conversations=int(n_conversations or 0),
        n_runs=int(n_runs or 0),
        n_unhelpful=int(n_unhelpful or 0),
    )


def size(store: Store) -> int:
    """Return the bytes that the database takes on disk, its log with it."""
    if store.engine.dialect.name == "sqlite":
        file = Path(str(store.engine.url.database))
        files = (file.with_name(file.name + more) for more in ("", "-wal", "-shm"))
        return sum(path.stat().st_size for path in files if path.exists())
    with store.reading() as connection:
        return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)


def where(store: Store) -> str:
    """Name the database without its password."""
    return store.engine.url.render_as_string(hide_password=True)
