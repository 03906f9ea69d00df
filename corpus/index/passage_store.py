"""Passages on disk: one SQLite file a generation, in the order they were built.

Each row has a hash of its own, taken into memory when the file is opened: a row that changes under a server that is running
is refused, not quoted.
"""

from __future__ import annotations

import hashlib
import sqlite3
import weakref
from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from itertools import starmap
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from corpus.errors import IndexDamaged
from corpus.index.checksums import MEND
from corpus.types import Passage

_JSON = TypeAdapter(Passage)
_SCHEMA = """
CREATE TABLE passages (position INTEGER PRIMARY KEY, passage_id TEXT UNIQUE NOT NULL, source_id TEXT NOT NULL,
    page INTEGER NOT NULL, paragraph TEXT NOT NULL, json TEXT NOT NULL, sha256 BLOB NOT NULL);
CREATE INDEX by_paragraph ON passages (paragraph, source_id);
"""
_BATCH = 500  # SQLite allows 999 parameters in its oldest builds


def write_passages(path: Path, passages: Iterable[Passage]) -> None:
    """Write passages to a new file; their position is their place in the order given."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(_SCHEMA)
        connection.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?)", starmap(_row, enumerate(passages)))


def _row(position: int, passage: Passage) -> tuple[int, str, str, int, str, str, bytes]:
    text = _JSON.dump_json(passage).decode()
    names = (position, passage.passage_id, passage.source_id, passage.page, passage.paragraph)
    return (*names, text, _hash(text))


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


class PassageStore:
    """Reads passages by id, position or paragraph; safe to share between threads, since nothing is written.

    Parameters
    ----------
    path : Path
        What ``write_passages`` wrote.

    Raises
    ------
    IndexDamaged
        If the file is missing or is not such a file; reading passages raises it too, if they are not as they were written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            # immutable: nobody writes to it, also where no lock can be had, and no journal that lies beside it is heeded
            where = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(where, uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise self._damaged(str(error)) from error
        weakref.finalize(self, self._connection.close)  # a page's session may drop an index without closing it
        rows = self._rows("SELECT passage_id, source_id, sha256 FROM passages ORDER BY position", [])
        self.ids: tuple[str, ...] = tuple(row[0] for row in rows)
        self.source_ids: tuple[str, ...] = tuple(row[1] for row in rows)
        self._hashes: dict[str, bytes] = {row[0]: row[2] for row in rows}

    def get(self, passage_ids: Sequence[str]) -> list[Passage]:
        """Return passages by id, in the order asked; ids that are not there are left out."""
        known = [passage_id for passage_id in passage_ids if passage_id in self._hashes]
        found: dict[str, Passage] = {}
        for start in range(0, len(known), _BATCH):
            some = known[start : start + _BATCH]
            marks = ",".join("?" * len(some))
            query = f"SELECT passage_id, json FROM passages WHERE passage_id IN ({marks})"  # noqa: S608  # marks only
            found |= self._passages(query, some)
        if lost := [passage_id for passage_id in known if passage_id not in found]:
            raise self._damaged(f"{lost[0]} is missing")
        return [found[passage_id] for passage_id in known]

    def of_source(self, source_id: str) -> list[Passage]:
        """Return all the passages of a source, in order."""
        query = "SELECT passage_id, json FROM passages WHERE source_id = ? ORDER BY position"
        found = self._passages(query, [source_id])
        if len(found) != self.source_ids.count(source_id):
            raise self._damaged(f"passages of {source_id} are missing")
        return list(found.values())

    def with_paragraph(self, paragraph: str, source_ids: Collection[str]) -> list[Passage]:
        """Return the passages of some sources that carry a paragraph or section number, or a subsection of it, in order."""
        marks = ",".join("?" * len(source_ids))
        where = f"(paragraph = ? OR paragraph LIKE ? || '(%') AND source_id IN ({marks})"
        query = f"SELECT passage_id, json FROM passages WHERE {where} ORDER BY position"  # noqa: S608  # marks only
        return list(self._passages(query, [paragraph, paragraph, *source_ids]).values())

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _passages(self, query: str, given: Sequence[str]) -> dict[str, Passage]:
        """Return the passages that a query finds, each as it was written.

        Raises
        ------
        IndexDamaged
            If one is not.
        """
        found: dict[str, Passage] = {}
        for passage_id, text in self._rows(query, given):
            if not isinstance(text, str) or _hash(text) != self._hashes.get(passage_id):
                raise self._damaged(f"{passage_id} has changed")
            found[passage_id] = _JSON.validate_json(text)
        return found

    def _rows(self, query: str, given: Sequence[str]) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(query, list(given)).fetchall()
        except sqlite3.Error as error:
            raise self._damaged(str(error)) from error

    def _damaged(self, what: str) -> IndexDamaged:
        return IndexDamaged(f"the passages in {self._path} are not as they were written: {what}", MEND)
