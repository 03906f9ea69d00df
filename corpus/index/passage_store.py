"""Passages on disk: one SQLite file a generation, in the order they were built."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from pathlib import Path

from pydantic import TypeAdapter

from corpus.errors import IndexDamaged
from corpus.types import Passage

_JSON = TypeAdapter(Passage)
_SCHEMA = """
CREATE TABLE passages (position INTEGER PRIMARY KEY, passage_id TEXT UNIQUE NOT NULL, source_id TEXT NOT NULL,
    page INTEGER NOT NULL, paragraph TEXT NOT NULL, json TEXT NOT NULL);
CREATE INDEX by_paragraph ON passages (paragraph, source_id);
"""
_BATCH = 500  # SQLite allows 999 parameters in its oldest builds


def write_passages(path: Path, passages: Iterable[Passage]) -> None:
    """Write passages to a new file; their position is their place in the order given."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(_SCHEMA)
        connection.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)",
            (
                (position, p.passage_id, p.source_id, p.page, p.paragraph, _JSON.dump_json(p).decode())
                for position, p in enumerate(passages)
            ),
        )


class PassageStore:
    """Reads passages by id, position or paragraph; safe to share between threads, since nothing is written.

    Parameters
    ----------
    path : Path
        What ``write_passages`` wrote.

    Raises
    ------
    IndexDamaged
        If the file is missing or is not such a file.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
            weakref.finalize(self, self._connection.close)  # a page's session may drop an index without closing it
            rows = self._connection.execute("SELECT passage_id, source_id FROM passages ORDER BY position").fetchall()
        except sqlite3.Error as error:
            raise IndexDamaged(
                f"the passages in {path} cannot be read: {error}", "run 'python -m ingest doctor'"
            ) from error
        self.ids: tuple[str, ...] = tuple(row[0] for row in rows)
        self.source_ids: tuple[str, ...] = tuple(row[1] for row in rows)

    def get(self, passage_ids: Sequence[str]) -> list[Passage]:
        """Return passages by id, in the order asked; ids that are not there are left out."""
        found: dict[str, Passage] = {}
        for start in range(0, len(passage_ids), _BATCH):
            some = list(passage_ids[start : start + _BATCH])
            marks = ",".join("?" * len(some))
            query = f"SELECT passage_id, json FROM passages WHERE passage_id IN ({marks})"  # noqa: S608  # marks only
            for passage_id, text in self._connection.execute(query, some):
                found[passage_id] = _JSON.validate_json(text)
        return [found[passage_id] for passage_id in passage_ids if passage_id in found]

    def of_source(self, source_id: str) -> list[Passage]:
        """Return all the passages of a source, in order."""
        query = "SELECT json FROM passages WHERE source_id = ? ORDER BY position"
        return [_JSON.validate_json(row[0]) for row in self._connection.execute(query, [source_id])]

    def with_paragraph(self, paragraph: str, source_ids: Collection[str]) -> list[Passage]:
        """Return the passages of some sources that carry a paragraph or section number, or a subsection of it, in order."""
        marks = ",".join("?" * len(source_ids))
        where = f"(paragraph = ? OR paragraph LIKE ? || '(%') AND source_id IN ({marks})"
        query = f"SELECT json FROM passages WHERE {where} ORDER BY position"  # noqa: S608  # marks only
        rows = self._connection.execute(query, [paragraph, paragraph, *source_ids])
        return [_JSON.validate_json(row[0]) for row in rows]

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
