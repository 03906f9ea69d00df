"""The database: SQLite in one file, or PostgreSQL by address. ``open_store`` is the way in.

Who may read what is asked in the modules of the room (``conversations``, ``checks``, ``verdicts`` …), never here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, delete, event, exists, make_url, select, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from assistant.errors import StoreUnavailable
from assistant.settings import StoreSettings
from assistant.store.database.evidence_files import EvidenceFiles
from assistant.store.database.migrate import bring_up_to_date
from assistant.store.database.schema import conversations, feedback
from corpus.errors import SettingsError
from corpus.private import make_private

_FILE = Path(".data/desk.sqlite")
_BUSY_MS = 10_000
_PERSONAL = "conversations, feedback, checks, reviews, verdicts, decisions"
_EXPIRING = (conversations, feedback)


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Store:
    """An open database, the folder of PDFs, and the clock."""

    engine: Engine
    files: EvidenceFiles
    now: Callable[[], datetime] = _utc_now

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Return a connection to read with.

        Yields
        ------
        Connection
            In a transaction.

        Raises
        ------
        StoreUnavailable
            If the database cannot be reached, or fails.
        """
        with _as_store_errors(self.engine), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Return a connection to write with: all of it is written, or nothing.

        Yields
        ------
        Connection
            In a transaction.

        Raises
        ------
        StoreUnavailable
            If the database cannot be reached, or fails.
        """
        with _as_store_errors(self.engine), self.engine.execution_options(writes=True).begin() as connection:
            yield connection

    def scrub(self) -> None:
        """Let go of what was deleted: its words shall not stay in SQLite's log, nor in PostgreSQL's dead rows.

        Raises
        ------
        StoreUnavailable
            If the database cannot be reached, or fails.
        """
        with _as_store_errors(self.engine):
            if self.engine.dialect.name == "sqlite":
                raw = self.engine.raw_connection()
                try:
                    raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
                finally:
                    raw.close()
                return
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text(f"VACUUM {_PERSONAL}"))

    def sweep(self) -> None:
        """Delete the conversations whose time has passed, and what was said of answers that did not help.

        Raises
        ------
        StoreUnavailable
            If the database cannot be reached, or fails.
        """
        now = self.now()
        passed = [(table, table.c.expires <= now) for table in _EXPIRING]
        with self.reading() as connection:
            if not any(connection.scalar(select(exists().where(over))) for _, over in passed):
                return
        with self.writing() as connection:
            for table, over in passed:
                connection.execute(delete(table).where(over))
        self.scrub()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def open_store(settings: StoreSettings, now: Callable[[], datetime] = _utc_now) -> Store:
    """Open the database, bring it up to date, and delete what has expired.

    Parameters
    ----------
    settings : StoreSettings
        Where it is.
    now : callable
        Returns the moment, with its time zone.

    Raises
    ------
    SettingsError
        If the database's address cannot be used.
    StoreTooNew
        If a newer version of this program wrote it.
    StoreUnavailable
        If it cannot be reached.
    """
    url = _url(settings.database_url.get_secret_value())
    # parameters hold people's words, and an error's text may be logged
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=True)
    store = Store(engine, EvidenceFiles(settings.evidence_dir), now)
    try:
        with _as_store_errors(engine):
            if engine.dialect.name == "sqlite":
                _prepare_file(engine)
            bring_up_to_date(engine)
        store.sweep()
    except BaseException:
        store.close()
        raise
    return store


def _url(given: str) -> URL:
    """Return the database's address.

    Raises
    ------
    SettingsError
        If it is of no kind that is known; does not repeat it, since it may hold a password.
    """
    hint = "write sqlite:///path/to/desk.sqlite or postgresql://user@host/name, or unset DSL_DATABASE_URL"
    try:
        url = make_url(given or f"sqlite:///{_FILE}")
    except (ArgumentError, ValueError):
        raise SettingsError("the setting DSL_DATABASE_URL is not a database's address", hint) from None
    if url.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername == "sqlite" and url.database and url.database != ":memory:":
        return url
    raise SettingsError(f"the setting DSL_DATABASE_URL names {url.drivername}, which is not a database kept here", hint)


def _prepare_file(engine: Engine) -> None:
    """Make a SQLite file that only its owner reads, and set what each connection to it needs.

    Raises
    ------
    StoreUnavailable
        If the file cannot be made.
    """
    path = Path(str(engine.url.database))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        for ending in ("", "-wal", "-shm"):
            make_private(Path(f"{path}{ending}"))
    except OSError as error:
        raise StoreUnavailable(
            f"the desks' database {path} cannot be written: {error.strerror}",
            "set DSL_DATABASE_URL to a place that can",
        ) from error
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)


def _set_up(connection: Any, _: Any) -> None:  # the driver's own connection
    """Set what SQLite forgets between connections."""
    connection.isolation_level = None  # transactions begin when _begin says so
    cursor = connection.cursor()
    for pragma in (f"busy_timeout={_BUSY_MS}", "journal_mode=WAL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Begin a transaction; one that writes queues at once, so that it is never turned away halfway."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _as_store_errors(engine: Engine) -> Iterator[None]:
    """Turn the database's own errors into one sentence.

    Raises
    ------
    StoreUnavailable
        If there was one.
    """
    try:
        yield
    except SQLAlchemyError as error:
        where = engine.url.render_as_string(hide_password=True)
        kind = type(getattr(error, "orig", None) or error).__name__
        raise StoreUnavailable(
            f"the desks' database {where} cannot be used ({kind})",
            "look whether it is there, has space and lets this account in; DSL_DATABASE_URL says which it is",
        ) from error
