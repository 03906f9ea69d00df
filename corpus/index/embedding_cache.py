"""Embeddings stored by model and passage hash, so that a rebuild pays only for what changed."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from corpus.models import Vectors

_BATCH = 500


class EmbeddingCache:
    """A SQLite file of vectors; each batch is committed, so a killed build resumes where it was.

    Parameters
    ----------
    path : Path
        The file; made if missing.
    model : str
        The embedder's name: vectors of other models are never given.
    """

    def __init__(self, path: Path, model: str) -> None:
        self._model = model
        # Whichever thread collects a cache that nobody closed runs the finalizer: it must be allowed to close it.
        self._connection = sqlite3.connect(path, check_same_thread=False)
        weakref.finalize(self, self._connection.close)
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS vectors (model TEXT, hash TEXT, vector BLOB NOT NULL, PRIMARY KEY (model, hash))"
        )

    def get(self, hashes: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors that are known, by hash; each of shape ``(dimension,)``."""
        found: dict[str, Vectors] = {}
        for start in range(0, len(hashes), _BATCH):
            some = list(hashes[start : start + _BATCH])
            marks = ",".join("?" * len(some))
            query = f"SELECT hash, vector FROM vectors WHERE model = ? AND hash IN ({marks})"  # noqa: S608  # marks only
            for key, blob in self._connection.execute(query, [self._model, *some]):
                found[key] = np.frombuffer(blob, dtype=np.float32)
        return found

    def put(self, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors by hash."""
        with self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                [(self._model, key, vector.astype(np.float32).tobytes()) for key, vector in vectors.items()],
            )

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def forget_vectors(path: Path, hashes: Collection[str]) -> None:
    """Delete the vectors of some texts, of every model, so that nothing of them stays in the file.

    Parameters
    ----------
    path : Path
        The cache's file; nothing happens if there is none.
    hashes : collection of str
        Of the texts.
    """
    if not path.exists():
        return
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA secure_delete = ON")  # or the vectors would stay readable in the file's free pages
        with connection:
            connection.executemany("DELETE FROM vectors WHERE hash = ?", [(key,) for key in hashes])
