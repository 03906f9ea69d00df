"""The PostgreSQL database that an index is served from: its tables, its connections, and the one writer's lock.

Everything is in the schema ``dsl_index``, apart from what else the database holds::

    generation         a manifest, as it was written; ``pointer`` has the name of the one that serves
    source             the vectors of one source under a hash of them, shared by the generations that have them
    generation_source  which of these a generation is made of
    generation_file    which files, by their hashes
    stored_file, part  files in pieces, where they are in the database
    vectors_384        a row for each passage: its source, its id, its vector; the number is the dimension

The writer's lock is of its connection: whatever ends the connection lets the next writer in, and what is made current is made
so on that connection alone, so that a writer which has lost its lock cannot swap.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict
from psycopg_pool import ConnectionPool, PoolTimeout

from corpus.errors import IndexBusy, IndexMismatch, IndexMissing, IndexUnreachable, SettingsError

Row = tuple[Any, ...]
Connection = psycopg.Connection[Row]
_T = TypeVar("_T")

_FORMAT = 1
_LOCK = 0x44534C  # "DSL": locks of this kind are the database's, whatever the schema
_PATIENCE_S = 5
# how long a server that has answered before may take to come back, and how often it is asked
_RESTART_S, _AGAIN_S = 20, 0.2
_N_CONNECTIONS = 8  # of one process; what comes more waits its turn
_TABLES = """
CREATE SCHEMA IF NOT EXISTS dsl_index;
CREATE EXTENSION IF NOT EXISTS vector;
CREATE TABLE IF NOT EXISTS dsl_index.format (number int NOT NULL);
CREATE TABLE IF NOT EXISTS dsl_index.generation
    (name text PRIMARY KEY, sha256 text NOT NULL, manifest bytea NOT NULL, published timestamptz NOT NULL DEFAULT now());
CREATE TABLE IF NOT EXISTS dsl_index.pointer
    (only_one bool PRIMARY KEY DEFAULT true CHECK (only_one), generation text NOT NULL REFERENCES dsl_index.generation);
CREATE TABLE IF NOT EXISTS dsl_index.source
    (id serial PRIMARY KEY, sha256 text UNIQUE NOT NULL, n_passages int NOT NULL);
CREATE TABLE IF NOT EXISTS dsl_index.generation_source
    (generation text REFERENCES dsl_index.generation ON DELETE CASCADE, source int REFERENCES dsl_index.source,
     PRIMARY KEY (generation, source));
CREATE TABLE IF NOT EXISTS dsl_index.generation_file
    (generation text REFERENCES dsl_index.generation ON DELETE CASCADE, sha256 text, PRIMARY KEY (generation, sha256));
CREATE TABLE IF NOT EXISTS dsl_index.stored_file (sha256 text PRIMARY KEY);
CREATE TABLE IF NOT EXISTS dsl_index.part
    (sha256 text REFERENCES dsl_index.stored_file ON DELETE CASCADE, number int, bytes bytea NOT NULL,
     PRIMARY KEY (sha256, number));
ALTER TABLE dsl_index.part ALTER bytes SET STORAGE EXTERNAL;
"""
# What a search looks through before it has enough of the sources asked for: docs/adr/0049. A lost network ends a connection
# in a minute, not in the two hours that are usual, and the writer's lock with it.
_SESSION = """
SET ivfflat.probes = 64; SET ivfflat.iterative_scan = relaxed_order; SET ivfflat.max_probes = 400;
SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3
"""


class Database:
    """A database by its address.

    Parameters
    ----------
    address : str
        ``postgresql://user:password@host/name``; never shown.

    Raises
    ------
    SettingsError
        If that is no such address.
    """

    def __init__(self, address: str) -> None:
        try:
            parts = conninfo_to_dict(address)
        except psycopg.Error:  # not chained: what it says may hold the password
            raise SettingsError(
                "the setting DSL_INDEX is not an address of PostgreSQL", "write it as postgresql://user@host/name"
            ) from None
        self._address, self._has_answered = address, False
        self.name = f"{parts.get('dbname', '')} at {parts.get('host', 'this computer')}"
        self._pool: ConnectionPool[Connection] = ConnectionPool(
            address,
            kwargs={"autocommit": True, "connect_timeout": _PATIENCE_S, "prepare_threshold": None},
            min_size=0,
            max_size=_N_CONNECTIONS,
            timeout=_PATIENCE_S,
            reconnect_timeout=_PATIENCE_S,
            check=ConnectionPool.check_connection,  # one that a restart of the server has ended is not given out
            configure=_configure,
            open=False,
        )

    def read(self, work: Callable[[Connection], _T]) -> _T:
        """Return what some work reads, on a connection in no transaction.

        Where the connection is lost, it is done again on another: for as long as a server takes to restart, if it has answered
        before.

        Raises
        ------
        IndexUnreachable
            If the server does not answer.
        IndexMissing
            If nothing was ever written to it.
        """
        until = time.monotonic() + (_RESTART_S if self._has_answered else 0)
        while True:
            try:
                with self._explained():
                    self._pool.open()
                    with self._pool.connection() as connection:
                        found = work(connection)
            except IndexUnreachable as error:
                if time.monotonic() >= until or not isinstance(error.__cause__, psycopg.OperationalError):
                    raise
                time.sleep(_AGAIN_S)
            else:
                self._has_answered = True
                return found

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Hold the one writer's lock, on a connection of its own; the tables are made if need be.

        Yields
        ------
        Connection
            In no transaction. Whatever is written goes through it.

        Raises
        ------
        IndexBusy
            If another process is writing.
        IndexMismatch
            If a newer program made the tables.
        IndexUnreachable
            If the server does not answer, or stops answering.
        """
        with (
            self._explained(),
            psycopg.connect(
                self._address, autocommit=True, connect_timeout=_PATIENCE_S, prepare_threshold=None
            ) as connection,
        ):
            _configure(connection)
            (free,) = _one(connection.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK]))
            if not free:
                raise IndexBusy(
                    f"another process is writing the index {self.name}",
                    "wait until it has finished; questions are still answered",
                )
            self._make_tables(connection)
            yield connection

    def close(self) -> None:
        """Close the connections to read with."""
        self._pool.close()

    def _make_tables(self, connection: Connection) -> None:
        with connection.transaction():
            connection.execute("SET LOCAL client_min_messages = warning")
            connection.execute(_TABLES)
            connection.execute(
                "INSERT INTO dsl_index.format SELECT %s WHERE NOT EXISTS (SELECT FROM dsl_index.format)", [_FORMAT]
            )
            (number,) = _one(connection.execute("SELECT number FROM dsl_index.format"))
        if number != _FORMAT:
            raise IndexMismatch(
                f"the index {self.name} has tables of format {number}, and this program knows {_FORMAT}",
                "use the program that made them, or another database",
            )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn the driver's errors into ours, without the address.

        Yields
        ------
        None
            For the block whose errors they are.

        Raises
        ------
        IndexMissing
            If there are no tables.
        IndexUnreachable
            If the server does not answer, or does not let this program in.
        """
        try:
            yield
        except (errors.UndefinedTable, errors.InvalidSchemaName) as error:
            raise IndexMissing(
                f"there is no index in the database {self.name}", "run 'make index' to make one"
            ) from error
        except (errors.InsufficientPrivilege, errors.UndefinedFile, errors.FeatureNotSupported) as error:
            raise IndexUnreachable(
                f"the database {self.name} does not let this program do its work: {error.diag.message_primary}",
                "docs/deployment.md says which rights an account needs, and that pgvector must be installed",
            ) from error
        except psycopg.Error as error:
            late = f"no connection in {_PATIENCE_S} s" if isinstance(error, PoolTimeout) else "the connection was lost"
            what = error.diag.message_primary or late
            raise IndexUnreachable(
                f"the server of the index, {self.name}, does not answer ({what})",
                "nothing is lost; ask again when it runs, and tell whoever looks after it",
            ) from error


def _configure(connection: Connection) -> None:
    connection.execute(_SESSION)


def _one(cursor: psycopg.Cursor[Row]) -> Row:
    row = cursor.fetchone()
    assert row is not None
    return row
