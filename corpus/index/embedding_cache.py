"""Embeddings stored by model and passage hash, so that a rebuild pays only for what changed.

Nothing in the cache is needed: a file that is damaged is set aside, a vector that has changed is not given, and both are made
anew.
"""

from __future__ import annotations

import hashlib
import sqlite3
import weakref
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from corpus.models import Vectors

_BATCH = 500
_SCHEMA = """
PRAGMA secure_delete = ON;
CREATE TABLE IF NOT EXISTS embeddings
    (model TEXT, hash TEXT, vector BLOB NOT NULL, sha256 BLOB NOT NULL, PRIMARY KEY (model, hash));
DROP TABLE IF EXISTS vectors;
"""  # vectors: what was stored before they were hashed


class EmbeddingCache:
    """A SQLite file of vectors; each batch is committed, so a killed build resumes where it was.

    Parameters
    ----------
    path : Path
        The file; made if missing, and made anew if it is damaged.
    model : str
        The embedder's name: vectors of other models are never given.

    Attributes
    ----------
    mended : list of str
        A sentence for what was damaged.
    """

    def __init__(self, path: Path, model: str) -> None:
        self._path, self._model = path, model
        self.mended: list[str] = []
        self._close: Callable[[], Any] = lambda: None
        try:
            self._connect()
        except sqlite3.Error:
            self._set_aside()

    def get(self, hashes: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors that are known, by hash; each of shape ``(dimension,)``."""
        try:
            return self._get(hashes)
        except sqlite3.Error:
            self._set_aside()
            return {}

    def put(self, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors by hash.

        Raises
        ------
        sqlite3.OperationalError
            If they cannot be written, as on a full disk.
        """
        rows = [(self._model, key, vector.astype(np.float32).tobytes()) for key, vector in vectors.items()]

        def write() -> None:
            with self._connection:
                query = "INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?, ?)"
                self._connection.executemany(query, [(*row, _checksum(*row)) for row in rows])

        try:
            write()
        except sqlite3.OperationalError:  # the disk's fault, not the file's
            raise
        except sqlite3.DatabaseError:
            self._set_aside()
            write()

    def close(self) -> None:
        """Close the file."""
        self._close()

    def _get(self, hashes: Sequence[str]) -> dict[str, Vectors]:
        found: dict[str, Vectors] = {}
        n_changed = 0
        for start in range(0, len(hashes), _BATCH):
            some = list(hashes[start : start + _BATCH])
            marks = ",".join("?" * len(some))
            query = f"SELECT hash, vector, sha256 FROM embeddings WHERE model = ? AND hash IN ({marks})"  # noqa: S608  # marks only
            for key, blob, sha256 in self._connection.execute(query, [self._model, *some]):
                if isinstance(blob, bytes) and _checksum(self._model, key, blob) == sha256:
                    found[key] = np.frombuffer(blob, dtype=np.float32)
                else:
                    n_changed += 1
        if n_changed:
            self.mended.append(f"{n_changed:,} of the stored embeddings had changed on disk, and were made anew.")
        return found

    def _connect(self) -> None:
        # Whichever thread collects a cache that nobody closed runs the finalizer: it must be allowed to close it.
        self._connection = sqlite3.connect(self._path, check_same_thread=False)
        self._close = weakref.finalize(self, self._connection.close)
        self._connection.executescript(_SCHEMA)

    def _set_aside(self) -> None:
        self._close()
        aside = _aside(self._path)
        self._path.replace(aside)
        _journal(self._path).unlink(missing_ok=True)  # or it would be played into the new file
        self.mended.append(f"the stored embeddings were damaged: they are set aside in {aside}, and were made anew.")
        self._connect()


def is_sound(path: Path) -> bool:
    """Whether a cache's file can be read from end to end with every vector as it was stored; one that is not there is sound."""
    if not path.exists():
        return True
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            if connection.execute("PRAGMA quick_check").fetchone() != ("ok",):
                return False
            rows = connection.execute("SELECT model, hash, vector, sha256 FROM embeddings")
            return all(_checksum(*row[:3]) == row[3] for row in rows)
    except (sqlite3.Error, TypeError, AttributeError):  # another type of value than was stored
        return False


def forget_vectors(path: Path, hashes: Collection[str]) -> None:
    """Delete the vectors of some texts, of every model, so that nothing of them stays in the file, nor in one set aside.

    Parameters
    ----------
    path : Path
        The cache's file; nothing happens if there is none.
    hashes : collection of str
        Of the texts.
    """
    _aside(path).unlink(missing_ok=True)
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(
                "PRAGMA secure_delete = ON"
            )  # or the vectors would stay readable in the file's free pages
            with connection:
                connection.executemany("DELETE FROM embeddings WHERE hash = ?", [(key,) for key in hashes])
    except sqlite3.Error:
        forget_all_vectors(path)


def forget_all_vectors(path: Path) -> None:
    """Delete a cache, and what was set aside of it: the next build makes it anew."""
    for file in (path, _journal(path), _aside(path)):
        file.unlink(missing_ok=True)


def _checksum(model: str, key: str, vector: bytes) -> bytes:
    return hashlib.sha256(f"{model}\n{key}\n".encode() + vector).digest()


def _aside(path: Path) -> Path:
    return path.with_name(f"{path.name}.damaged")


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")
