"""PassageIndex: the library as it is searched.

One generation, read-only: passages' vectors in Chroma, words in BM25, passages in SQLite, and staff's messages. Every file is
compared with its hash before anything reads it, Chroma's while they are copied: what is opened is the copy.
"""

from __future__ import annotations

import threading
import weakref
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from corpus.errors import IndexDamaged, IndexMismatch
from corpus.index.checksums import MEND, must_be_unchanged
from corpus.index.edition_links import ChangedParagraph, read_edition_links
from corpus.index.generations import PASSAGES, SCHEMA, IndexedSource, Manifest, current, folder_of, read_manifest
from corpus.index.lexical_index import LexicalIndex
from corpus.index.message_vectors import MessageSet, MessageVectors
from corpus.index.passage_store import PassageStore
from corpus.index.serving_copy import ServingCopy
from corpus.models import Calibration, Vectors, calibration_of
from corpus.types import Passage, Source

_PASSAGES = "passages"
_CHROMA = "chroma"
_N_PHRASES, _N_CASES = 4, 16  # how many of the nearest vote: docs/evaluation.md
_WRITTEN_FOR = 0.05  # of a source's passages: of the thirteen official PDFs the least has .075, a stray twin far less
_FEWEST = 0.4  # of the library, below which Chroma is asked to look in some sources alone


class PassageIndex(Protocol):
    """What is asked of the library; the fake in the tests passes the same contract."""

    @property
    def generation(self) -> str:
        """The name of the generation read."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources in the library, by id."""

    @property
    def stats(self) -> Mapping[str, IndexedSource]:
        """Each source's file and counts, by id."""

    def pdf_path(self, source_id: str) -> Path:
        """Return the PDF that a source's passages were read from."""

    @property
    def written_for(self) -> frozenset[str]:
        """The sources that staff's words lead into, one in twenty of their passages at least; all if there are none."""

    def vectors(self, passage_ids: Sequence[str]) -> Vectors:
        """Return the vectors of passages, of shape ``(len(passage_ids), dimension)``, in no order."""

    def dense(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        """Return the ids and cosines of the passages nearest a vector of shape ``(dimension,)``, best first."""

    def questions(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        """Return the ids of the passages whose staff's questions are nearest a vector, with their cosines, best first."""

    def phrases(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        """Return the ids of the passages that the practitioner phrases nearest a vector lead to, with their votes, best first."""

    def cases(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        """Return the ids of the passages that the cases nearest a vector lead to, with their votes, best first."""

    def adapted(self, vector: Vectors) -> Vectors:
        """Turn a question's vector towards guidance's words."""

    def lexical(self, query: str, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        """Return the ids and BM25 scores of the passages that share words with a query, best first."""

    def get(self, passage_ids: Sequence[str]) -> list[Passage]:
        """Return passages by id, in the order asked."""

    def of_source(self, source_id: str) -> list[Passage]:
        """Return all the passages of a source, in order."""

    def with_paragraph(self, paragraph: str, source_ids: Collection[str]) -> list[Passage]:
        """Return the passages that carry a paragraph or section number."""

    def changed(self, earlier: str, later: str) -> tuple[ChangedParagraph, ...]:
        """Return the paragraphs of an edition that a later one, here too, has otherwise; none where they were not compared."""


class ChromaIndex:
    """A generation on disk.

    Parameters
    ----------
    index_dir : Path
        The index's folder.
    generation : str
        Which generation to read.
    manifest : Manifest or None
        Its manifest, if that is not on disk yet: a build verifies before it writes it.
    calibration : Calibration or None
        That of the embedder it was made with; looked up by the embedder's name if ``None``.

    Raises
    ------
    IndexDamaged
        If files are missing, have changed or do not agree with the manifest.
    IndexMismatch
        If the generation was written in another format.
    NoRoomToServe
        If there is nowhere to put the copy that Chroma opens.
    """

    def __init__(
        self,
        index_dir: Path,
        generation: str,
        manifest: Manifest | None = None,
        calibration: Calibration | None = None,
    ) -> None:
        self.manifest: Manifest = manifest or read_manifest(index_dir, generation)
        if self.manifest.schema_version != SCHEMA:
            raise IndexMismatch(
                f"the index in {index_dir} has format {self.manifest.schema_version}, and this program reads {SCHEMA}",
                "run 'make index' to make it anew",
            )
        self._folder = folder = folder_of(index_dir, generation)
        self._index_dir = index_dir
        self._stats = {entry.source.source_id: entry for entry in self.manifest.sources}
        self._sources = {source_id: entry.source for source_id, entry in self._stats.items()}
        files = self.manifest.files
        self._vector_files = {name: sha256 for name, sha256 in files.items() if name.startswith(f"{_CHROMA}/")}
        must_be_unchanged(folder, {name: files[name] for name in files.keys() - self._vector_files.keys()})
        self._store = PassageStore(folder / PASSAGES)
        self._lexical = LexicalIndex.load(folder / "lexical", self._store.source_ids)
        self._calibration = calibration or calibration_of(self.manifest.embedder)
        self._messages = MessageVectors.load(folder / "bridge.npz")
        self._changed = {(pair.earlier, pair.later): pair.changed for pair in read_edition_links(folder)}
        self._opening = threading.Lock()
        self._open_copy()
        if not len(self._store.ids) == self.manifest.n_passages == self._passages.count():
            raise IndexDamaged(
                f"index generation {generation} does not hold the {self.manifest.n_passages} passages its manifest names",
                MEND,
            )

    def _open_copy(self) -> None:
        copy = ServingCopy(self._folder, self._vector_files)
        client = _client(copy.path / _CHROMA)
        self._close_copy = weakref.finalize(
            self, _close, client, copy
        )  # a session may drop an index without closing it
        self._passages = _open_collection(client, _PASSAGES, self.generation)

    @property
    def generation(self) -> str:
        """The name of the generation read."""
        return self.manifest.generation

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources in the library, by id."""
        return self._sources

    @property
    def stats(self) -> Mapping[str, IndexedSource]:
        """Each source's file and counts, by id."""
        return self._stats

    def pdf_path(self, source_id: str) -> Path:
        """Return the PDF that a source's passages were read from."""
        return self._index_dir / "files" / f"{self.stats[source_id].sha256}.pdf"

    @cached_property
    def written_for(self) -> frozenset[str]:
        """The sources that staff's words lead into, one in twenty of their passages at least; all if there are none."""
        led_to = Counter(self._store.source_ids[at] for at in self._messages.led_to())
        enough = (i for i, entry in self._stats.items() if led_to[i] >= _WRITTEN_FOR * entry.n_passages)
        return frozenset(enough) if led_to else frozenset(self._sources)

    def vectors(self, passage_ids: Sequence[str]) -> Vectors:
        """Return the vectors of passages, of shape ``(len(passage_ids), dimension)``, in no order."""
        found = self._asked(lambda passages: passages.get(ids=list(passage_ids), include=["embeddings"]))
        return np.asarray(found["embeddings"], dtype=np.float32)

    def dense(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        """Return the ids and cosines of the passages nearest a vector of shape ``(dimension,)``, best first."""
        return self._near(vector, k, source_ids)[:k]

    def questions(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        """Return the ids of the passages whose staff's questions are nearest a vector, with their cosines, best first."""
        found = self._messages.questions.nearest(vector, self._lexical.of_sources(source_ids), k)
        return [(self._store.ids[at], cosine) for at, cosine in found]

    def phrases(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        """Return the ids of the passages that the practitioner phrases nearest a vector lead to, with their votes, best first."""
        return self._voted(self._messages.phrases, vector, k, source_ids, _N_PHRASES)

    def cases(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        """Return the ids of the passages that the cases nearest a vector lead to, with their votes, best first."""
        return self._voted(self._messages.cases, vector, k, source_ids, _N_CASES)

    def adapted(self, vector: Vectors) -> Vectors:
        """Turn a question's vector towards guidance's words."""
        return self._messages.adapt(vector)

    def _voted(
        self, messages: MessageSet, vector: Vectors, k: int, source_ids: Collection[str], n_nearest: int
    ) -> list[tuple[str, float]]:
        found = messages.vote(vector, self._lexical.of_sources(source_ids), n_nearest, self._calibration)
        return [(self._store.ids[at], votes) for at, votes in found[:k]]

    def _near(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        """Ask Chroma for the ids and cosines of at least ``k`` passages, if there are so many.

        A filter makes Chroma slow in a large library, so more is asked for instead and what is not wanted is left out, unless
        the sources wanted are a small part. Counting and reading metadata are slow as well; an id tells its source.
        """
        n = self.manifest.n_passages
        wanted = sum(entry.n_passages for source_id, entry in self._stats.items() if source_id in source_ids)
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
        return [(i, 1.0 - float(distance)) for i, distance in pairs if i.partition("#")[0] in source_ids]

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

    def lexical(self, query: str, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        """Return the ids and BM25 scores of the passages that share words with a query, best first."""
        return [(self._store.ids[at], score) for at, score in self._lexical.search(query, k, source_ids)]

    def get(self, passage_ids: Sequence[str]) -> list[Passage]:
        """Return passages by id, in the order asked."""
        return self._store.get(passage_ids)

    def of_source(self, source_id: str) -> list[Passage]:
        """Return all the passages of a source, in order."""
        return self._store.of_source(source_id)

    def with_paragraph(self, paragraph: str, source_ids: Collection[str]) -> list[Passage]:
        """Return the passages that carry a paragraph or section number."""
        return self._store.with_paragraph(paragraph, source_ids)

    def changed(self, earlier: str, later: str) -> tuple[ChangedParagraph, ...]:
        """Return the paragraphs of an edition that a later one, here too, has otherwise; none where they were not compared."""
        return self._changed.get((earlier, later), ())

    def close(self) -> None:
        """Let go of the files."""
        self._store.close()
        self._close_copy()


def _close(client: Any, copy: ServingCopy) -> None:
    client.close()
    copy.close()


def open_index(index_dir: Path, embedder: str = "", calibration: Calibration | None = None) -> ChromaIndex:
    """Open the generation that serves.

    Parameters
    ----------
    index_dir : Path
        The index's folder.
    embedder : str
        The name of the embedder that will make query vectors; empty to open without asking.
    calibration : Calibration or None
        That embedder's; looked up by the name in the manifest if ``None``.

    Raises
    ------
    IndexMismatch
        If the index was built with another embedder.
    """
    generation = current(index_dir)
    manifest = read_manifest(index_dir, generation)
    if embedder and manifest.embedder != embedder:
        raise IndexMismatch(
            f"the index in {index_dir} was built with the embedding model {manifest.embedder},"
            f" and the one configured is {embedder}",
            "run 'make index' with this model, or set DSL_EMBEDDING_MODEL to the other",
        )
    return ChromaIndex(index_dir, generation, manifest, calibration)


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
