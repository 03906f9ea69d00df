"""Passages' vectors in PostgreSQL, by pgvector: searched at the server, filtered by source there.

A source is one edition of a publication, so a filter by source is one by edition. The vectors of a source are known by a hash of
them: a generation that has the same ones shares the rows, and a row is never changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np
from psycopg import sql

from corpus.errors import IndexDamaged, IndexReplaced
from corpus.index.checksums import MEND
from corpus.index.generations import Manifest
from corpus.index.served.database import Connection, Database, Row
from corpus.models import Vectors
from corpus.types import Passage

_NEAR = """
SELECT passage_id, 1 - (vector <=> %(vector)s::vector) FROM {table}
WHERE {asked} AND {kept} ORDER BY vector::{half} <=> %(vector)s::{half} LIMIT %(k)s
"""
# The sources asked for, or the others there are, whichever are fewer: each row that is looked at is held against them.
_OF_THESE, _OF_ALL_BUT_THESE = "source = ANY(%(sources)s)", "source <= %(last)s AND source <> ALL(%(others)s)"
# “+ 0”: no index is asked, be it one of a version before.
_EXACTLY = """
SELECT passage_id, 1 - (vector <=> %(vector)s::vector) FROM {table}
WHERE source = ANY(%(sources)s) AND {kept} ORDER BY (vector <=> %(vector)s::vector) + 0 LIMIT %(k)s
"""
_OF = "SELECT passage_id, vector::real[] FROM {table} WHERE source = ANY(%(sources)s) AND passage_id = ANY(%(ids)s) AND {kept}"
# In one statement with what it guards: the rows of a generation that is dropped go in the same transaction as its name.
_KEPT = "EXISTS (SELECT FROM dsl_index.generation WHERE name = %(generation)s)"

_PASSAGES_IN_LIST, _MOST_LISTS = 350, 2000  # docs/adr/0049; making more lists takes more memory than _MAKING_KB
_MAKING_KB = 1_000_000  # memory for making them
_COMPARED_AT_MOST = 20_000  # passages: so many are compared one by one in no more time than lists take


class PostgresVectors:
    """A generation's vectors at the server.

    Parameters
    ----------
    database : Database
        Where they are.
    manifest : Manifest
        Of the generation, which names them.
    is_published : bool
        False while a build verifies what it has written and not published.

    Raises
    ------
    IndexDamaged
        If some are not there.
    """

    def __init__(self, database: Database, manifest: Manifest, *, is_published: bool = True) -> None:
        self._database, self._generation = database, manifest.generation
        kept = sql.SQL(_KEPT if is_published else "true")
        table = _table(manifest.dimension)
        self._near, self._near_but = (
            sql.SQL(_NEAR).format(table=table, kept=kept, asked=sql.SQL(asked), half=_half(manifest.dimension))
            for asked in (_OF_THESE, _OF_ALL_BUT_THESE)
        )
        self._exactly, self._of = (sql.SQL(query).format(table=table, kept=kept) for query in (_EXACTLY, _OF))
        query = "SELECT sha256, id, n_passages FROM dsl_index.source WHERE sha256 = ANY(%s)"
        named = list(manifest.vectors.values())
        rows = database.read(lambda connection: connection.execute(query, [named]).fetchall())
        known = {sha256: (number, n) for sha256, number, n in rows}
        if lost := [source_id for source_id, sha256 in manifest.vectors.items() if sha256 not in known]:
            raise IndexDamaged(f"the vectors of {lost[0]} are not in the database {database.name}", MEND)
        self._sources = {source_id: known[sha256] for source_id, sha256 in manifest.vectors.items()}
        # a source that is written later has a higher number
        numbers = database.read(lambda connection: connection.execute("SELECT id FROM dsl_index.source").fetchall())
        self._there = frozenset(number for (number,) in numbers)

    def count(self) -> int:
        """Return how many vectors there are."""
        return sum(n for _, n in self._sources.values())

    def of(self, passage_ids: Sequence[str]) -> Vectors:
        """Return the vectors of passages, of shape ``(len(passage_ids), dimension)``, in the order asked.

        Raises
        ------
        IndexReplaced
            If the generation is gone.
        """
        given = {
            "ids": list(passage_ids),
            "sources": [number for number, _ in self._sources.values()],
            "generation": self._generation,
        }
        rows = self._database.read(lambda connection: connection.execute(self._of, given).fetchall())
        by_id: dict[str, list[float]] = dict(rows)
        if len(by_id) < len(set(passage_ids)):
            raise self._replaced()
        return np.asarray([by_id[passage_id] for passage_id in passage_ids], dtype=np.float32)

    def near(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        """Return the ids and cosines of the ``k`` passages of some sources that are nearest a vector, best first.

        Raises
        ------
        IndexReplaced
            If the generation is gone.
        """
        some = [self._sources[source_id] for source_id in set(source_ids) & self._sources.keys()]
        n = sum(n for _, n in some)
        wanted = min(k, n)
        if not wanted:
            return []
        others = self._there - {number for number, _ in some}
        near = self._near if len(some) <= len(others) else self._near_but
        given = {
            "vector": written(vector),
            "sources": [number for number, _ in some],
            "others": list(others),
            "last": max(self._there),
            "k": k,
            "generation": self._generation,
        }

        def search(connection: Connection) -> list[Row]:
            rows = connection.execute(near, given).fetchall() if n > _COMPARED_AT_MOST else []
            if (
                len(rows) < wanted
            ):  # few to compare, or the lists that were looked through hold too few of these sources
                rows = connection.execute(self._exactly, given).fetchall()
            return rows

        rows = self._database.read(search)
        if len(rows) < wanted:
            raise self._replaced()
        # as near as another: in one order, whichever replica asks and however the server went about it
        return sorted(((passage_id, float(cosine)) for passage_id, cosine in rows), key=lambda row: (-row[1], row[0]))

    def close(self) -> None:
        """Do nothing: the connections are the store's."""

    def _replaced(self) -> IndexReplaced:
        return IndexReplaced(
            f"index generation {self._generation} has been replaced and is not kept any more", "ask again"
        )


def write_vectors(connection: Connection, passages: Sequence[Passage], vectors: Vectors) -> dict[str, str]:
    """Write the vectors of each source that the database does not have; return the hash of each source's.

    Parameters
    ----------
    connection : Connection
        The writer's.
    passages : sequence of Passage
        Those of a source one after the other.
    vectors : array
        Shape ``(len(passages), dimension)``; rows of length 1.
    """
    table = _table(vectors.shape[1])
    _make_table(connection, table, vectors.shape[1])
    hashes = dict(_hashes(passages, vectors))
    query = "SELECT sha256 FROM dsl_index.source WHERE sha256 = ANY(%s)"
    known = {row[0] for row in connection.execute(query, [list(hashes.values())])}
    at = 0
    for source_id, of_source in groupby(passages, key=lambda passage: passage.source_id):
        ids = [passage.passage_id for passage in of_source]
        if hashes[source_id] not in known:
            _write_source(
                connection, table, hashes[source_id], dict(zip(ids, vectors[at : at + len(ids)], strict=True))
            )
        at += len(ids)
    _make_lists(connection, table, vectors.shape[1])  # a writer that died may have written these vectors and no lists
    if set(hashes.values()) - known:
        connection.execute(sql.SQL("ANALYZE {}").format(table))
    return hashes


def forget_unneeded(connection: Connection) -> None:
    """Delete the vectors that no generation has; in the caller's transaction."""
    connection.execute("DELETE FROM dsl_index.source WHERE id NOT IN (SELECT source FROM dsl_index.generation_source)")


def written(vector: Vectors) -> str:
    """Return a vector as pgvector reads it, with every digit that tells one 32-bit number from another."""
    return "[" + ",".join(f"{number:.9g}" for number in vector.tolist()) + "]"


def _hashes(passages: Sequence[Passage], vectors: Vectors) -> Iterator[tuple[str, str]]:
    """Return each source's id with a hash of its passages' ids and vectors.

    Yields
    ------
    tuple
        The id and the hash.
    """
    rows = enumerate(passages)
    for source_id, of_source in groupby(rows, key=lambda row: row[1].source_id):
        digest = hashlib.sha256()
        for at, passage in of_source:
            digest.update(passage.passage_id.encode() + b"\n" + np.asarray(vectors[at], dtype="<f4").tobytes())
        yield source_id, digest.hexdigest()


def _write_source(connection: Connection, table: sql.Identifier, sha256: str, rows: Mapping[str, Vectors]) -> None:
    """Write the vectors of one source, by passage: all of them or none."""
    with connection.transaction():
        query = "INSERT INTO dsl_index.source (sha256, n_passages) VALUES (%s, %s) RETURNING id"
        found = connection.execute(query, [sha256, len(rows)]).fetchone()
        assert found is not None
        statement = sql.SQL("COPY {} (source, passage_id, vector) FROM STDIN").format(table)
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            for passage_id, vector in rows.items():
                copy.write_row((found[0], passage_id, written(vector)))


def _make_table(connection: Connection, table: sql.Identifier, dimension: int) -> None:
    connection.execute(
        sql.SQL(
            "CREATE TABLE IF NOT EXISTS {} (source int REFERENCES dsl_index.source ON DELETE CASCADE, passage_id text,"
            " vector vector({}) NOT NULL, PRIMARY KEY (source, passage_id))"
        ).format(table, sql.Literal(dimension))
    )


def _make_lists(connection: Connection, table: sql.Identifier, dimension: int) -> None:
    """Make the lists that are searched, of vectors that are near each other, unless there are about as many as are wanted.

    The library is searched by the old lists while the new ones are made.
    """
    found = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(table)).fetchone()
    assert found is not None
    wanted = min(_MOST_LISTS, max(1, int(found[0]) // _PASSAGES_IN_LIST))
    query = (
        "SELECT indexname FROM pg_indexes WHERE schemaname = 'dsl_index' AND tablename = %s AND indexname LIKE 'near%%'"
    )
    old = [row[0] for row in connection.execute(query, [f"vectors_{dimension}"])]
    if any(wanted / 2 <= _lists_of(name) <= wanted * 2 for name in old):
        return
    made = sql.Identifier(f"near_{dimension}_{wanted}")
    with connection.transaction():
        statement = "CREATE INDEX {} ON {} USING ivfflat ((vector::{}) halfvec_cosine_ops) WITH (lists = {})"
        connection.execute(sql.SQL("SET LOCAL maintenance_work_mem = {}").format(sql.Literal(_MAKING_KB)))
        connection.execute(sql.SQL(statement).format(made, table, _half(dimension), sql.Literal(wanted)))
        for name in old:
            connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier("dsl_index", name)))


def _lists_of(name: str) -> int:
    """Return how many lists an index has, by its name; none for a graph of an earlier version."""
    parts = name.split("_")
    return int(parts[2]) if len(parts) > 2 else 0


def _table(dimension: int) -> sql.Identifier:
    return sql.Identifier("dsl_index", f"vectors_{dimension}")


def _half(dimension: int) -> sql.Composed:
    """Return the type in which vectors are put in order: of numbers of two bytes twice as many are looked at in the time."""
    return sql.SQL("halfvec({})").format(sql.Literal(dimension))
