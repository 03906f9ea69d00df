"""Passages' vectors in Chroma, on this computer: what opens a copy of a generation's files, and what writes them.

Chroma writes to its files when it opens them, so a process opens a copy of its own (``serving_copy.py``), hashed while it is
copied.
"""

from __future__ import annotations

import os
import struct
import threading
import weakref
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import IndexDamaged
from corpus.index.checksums import MEND
from corpus.index.generations import Manifest, folder_of
from corpus.index.serving_copy import ServingCopy
from corpus.models import Vectors
from corpus.types import Passage

CHROMA = "chroma"
_PASSAGES = "passages"
_AT_USED = 20  # bytes into a header: how many vectors its file holds, and then the bytes of each
_LENGTH_SIZE = 4  # bytes of a vector in the file of their lengths
_FEWEST = 0.4  # of the library, below which Chroma is asked to look in some sources alone


class ChromaVectors:
    """A generation's vectors, in a copy that this process alone has open.

    Parameters
    ----------
    index_dir : Path
        The index's folder.
    manifest : Manifest
        Of the generation.

    Raises
    ------
    IndexDamaged
        If files are missing or have changed.
    NoRoomToServe
        If there is nowhere to put the copy that Chroma opens.
    """

    def __init__(self, index_dir: Path, manifest: Manifest) -> None:
        self._manifest = manifest
        self._folder = folder_of(index_dir, manifest.generation)
        self._files = {name: sha256 for name, sha256 in manifest.files.items() if name.startswith(f"{CHROMA}/")}
        self._counts = Counter({entry.source.source_id: entry.n_passages for entry in manifest.sources})
        self._opening = threading.Lock()
        self._open_copy()

    def _open_copy(self) -> None:
        copy = ServingCopy(self._folder, self._files)
        client = _client(copy.path / CHROMA)
        # a session may drop an index without closing it
        self._close_copy = weakref.finalize(self, _close, client, copy)
        self._passages = _open_collection(client, _PASSAGES, self._manifest.generation)

    def count(self) -> int:
        """Return how many vectors there are."""
        return int(self._passages.count())

    def of(self, passage_ids: Sequence[str]) -> Vectors:
        """Return the vectors of passages, of shape ``(len(passage_ids), dimension)``, in the order asked."""
        found = self._asked(lambda passages: passages.get(ids=list(passage_ids), include=["embeddings"]))
        by_id = dict(zip(found["ids"], found["embeddings"], strict=True))
        return np.asarray([by_id[passage_id] for passage_id in passage_ids], dtype=np.float32)

    def near(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        """Return the ids and cosines of the passages nearest a vector, best first: ``k`` of them, if there are so many.

        A filter makes Chroma slow in a large library, so more is asked for instead and what is not wanted is left out, unless
        the sources wanted are a small part. Counting and reading metadata are slow as well; an id tells its source.
        """
        n = self._manifest.n_passages
        wanted = sum(self._counts[source_id] for source_id in set(source_ids))
        if not wanted:
            return []
        share = wanted / n
        where = {"source_id": {"$in": sorted(source_ids)}} if share < _FEWEST else None
        n_results = min(n, k if where or share == 1 else int(k / share * 1.5))
        found = self._asked(
            lambda passages: passages.query(
                query_embeddings=[vector], n_results=n_results, where=where, include=["distances"]
            )
        )
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return [(i, 1.0 - float(distance)) for i, distance in pairs if i.partition("#")[0] in source_ids][:k]

    def _asked(self, ask: Callable[[Any], Any]) -> Any:
        """Ask Chroma; where its copy has been cleared away under it, as old temporary files are, make another and ask that."""
        passages = self._passages
        try:
            return ask(passages)
        except _chroma_errors():
            if not self._close_copy.alive:
                raise
            with self._opening:
                if passages is self._passages:  # no other thread has made it meanwhile
                    self._close_copy()
                    self._open_copy()
            return ask(self._passages)

    def close(self) -> None:
        """Let go of the copy."""
        self._close_copy()


def _close(client: Any, copy: ServingCopy) -> None:
    client.close()
    copy.close()


def write_vectors(folder: Path, passages: Sequence[Passage], vectors: Vectors) -> None:
    """Write passages' vectors to a new Chroma store.

    Parameters
    ----------
    folder : Path
        Where the store goes.
    passages : sequence of Passage
        In order.
    vectors : array
        Shape ``(len(passages), dimension)``; rows of length 1.

    Raises
    ------
    IndexDamaged
        If they cannot be written, as on a full disk.
    """
    ids = [passage.passage_id for passage in passages]
    rows = [{"source_id": passage.source_id} for passage in passages]
    with _writing(folder) as client:
        collection = client.create_collection(
            _PASSAGES,
            embedding_function=None,  # the default one needs a download
            configuration={"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 400, "max_neighbors": 32}},
        )
        for start in range(0, len(ids), 2000):
            some = slice(start, start + 2000)
            collection.add(ids=ids[some], embeddings=list(vectors[some]), metadatas=rows[some])
    blank_unused(folder)


def blank_unused(folder: Path) -> None:
    """Overwrite what a store's files hold of memory that was never used: whatever stood there before, as words of a document.

    Chroma gives a file room for more vectors than there are, and writes that room as it finds it. A thousand vectors or fewer are
    in its database alone, and then all of the file is such room.
    """
    for header in folder.rglob("header.bin"):
        n_used, size = struct.unpack_from("<QQ", header.read_bytes(), _AT_USED)
        for name, each in (("data_level0.bin", size), ("length.bin", _LENGTH_SIZE)):
            with header.with_name(name).open("r+b") as file:
                unused = file.seek(0, os.SEEK_END) - n_used * each
                file.seek(n_used * each)
                file.write(bytes(max(0, unused)))


@contextmanager
def _writing(folder: Path) -> Iterator[Any]:
    client = _client(folder)
    try:
        yield client
    except _chroma_errors() as error:
        raise IndexDamaged(
            f"the vectors could not be written: {error}", "free some space, then run 'make index'"
        ) from error
    finally:
        client.close()


def _client(folder: Path) -> Any:  # chromadb's client is untyped here
    import chromadb  # noqa: PLC0415  # a second that commands without an index need not pay
    from chromadb.config import Settings  # noqa: PLC0415

    try:
        return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    except _chroma_errors() as error:
        raise IndexDamaged(
            f"the vectors in {folder} cannot be opened: {error}",
            MEND,
        ) from error


def _chroma_errors() -> Any:
    from chromadb.errors import ChromaError  # noqa: PLC0415  # as above

    return ChromaError


def _open_collection(client: Any, name: str, generation: str) -> Any:
    try:
        return client.get_collection(name, embedding_function=None)
    except Exception as error:  # chromadb's own NotFoundError, or SQLite's
        raise IndexDamaged(
            f"the vectors of index generation {generation} cannot be read: {error}",
            MEND,
        ) from error
