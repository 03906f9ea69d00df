"""Bring a database to the form this program knows, one writer at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, text

from assistant.errors import StoreTooNew, StoreUnavailable

_PATIENCE_S = 60
_ADVISORY = 20_210_429  # PostgreSQL's lock is known by a number of ours


def bring_up_to_date(engine: Engine) -> None:
    """Apply the steps a database lacks.

    Raises
    ------
    StoreTooNew
        If it has a step this program does not know.
    StoreUnavailable
        If another process has held the lock for a minute.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    scripts = ScriptDirectory.from_config(config)
    with _alone(engine), engine.execution_options(writes=True).begin() as connection:
        if engine.dialect.name == "postgresql":  # until the transaction ends
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY})
        _refuse_newer(connection, scripts)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _refuse_newer(connection: Connection, scripts: ScriptDirectory) -> None:
    """Refuse a database of a newer program.

    Raises
    ------
    StoreTooNew
        If its step is not known.
    """
    known = {script.revision for script in scripts.walk_revisions()}
    found = MigrationContext.configure(connection).get_current_heads()
    if not set(found) <= known:
        raise StoreTooNew(
            f"the desks' database is at step {', '.join(found)}, and this program knows up to {scripts.get_current_head()}",
            "run the newer version of the program, or restore the backup made before it was brought up to date",
        )


@contextmanager
def _alone(engine: Engine) -> Iterator[None]:
    """Lock a SQLite file; PostgreSQL has locks of its own.

    Raises
    ------
    StoreUnavailable
        If another process does not let go of it.
    """
    if engine.dialect.name != "sqlite":
        yield
        return
    try:
        with FileLock(f"{engine.url.database}.lock", timeout=_PATIENCE_S, mode=0o600):
            yield
    except Timeout as error:
        raise StoreUnavailable(
            f"another process has been bringing {engine.url.database} up to date for {_PATIENCE_S} s",
            "wait for it to end, or stop it, then start again",
        ) from error
