"""PassageIndex: the library as it is searched.

One generation, read-only: vectors in Chroma, words in BM25, passages in SQLite.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from corpus.embed import Vectors
from corpus.errors import IndexDamaged, IndexMismatch
from corpus.generations import SCHEMA, IndexedSource, Manifest, current, folder_of, read_manifest
from corpus.lexical import LexicalIndex
from corpus.passages import PassageStore
from corpus.types import Passage, Source

_COLLECTION = "passages"


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
        """Give the PDF that a source's passages were read from."""

    def dense(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        """Give the ids and cosines of the passages nearest a vector of shape ``(dimension,)``, best first."""

    def lexical(self, query: str, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        """Give the ids and BM25 scores of the passages that share words with a query, best first."""

    def get(self, passage_ids: Sequence[str]) -> list[Passage]:
        """Give passages by id, in the order asked."""

    def with_paragraph(self, paragraph: str, source_ids: Collection[str]) -> list[Passage]:
        """Give the passages that carry a paragraph or section number."""


class ChromaIndex:
    """A generation on disk.

    Parameters
    ----------
    index_dir : Path
        The index's folder.
    generation : str
        Which generation to read.

    Raises
    ------
    IndexDamaged
        If files are missing or do not agree with the manifest.
    IndexMismatch
        If the generation was written in another format.
    """

    def __init__(self, index_dir: Path, generation: str) -> None:
        self.manifest: Manifest = read_manifest(index_dir, generation)
        if self.manifest.schema_version != SCHEMA:
            raise IndexMismatch(
                f"the index in {index_dir} has format {self.manifest.schema_version}, and this program reads {SCHEMA}",
                "run 'python -m ingest build' to make it anew",
            )
        folder = folder_of(index_dir, generation)
        self._index_dir = index_dir
        self._store = PassageStore(folder / "passages.sqlite")
        self._lexical = LexicalIndex.load(folder / "lexical", self._store.source_ids)
        self._client = _client(folder / "chroma")
        self._collection = _open_collection(self._client, generation)
        if not len(self._store.ids) == self.manifest.n_passages == self._collection.count():
            raise IndexDamaged(
                f"index generation {generation} does not hold the {self.manifest.n_passages} passages its manifest names",
                "run 'python -m ingest rollback' for the generation before, or 'python -m ingest build'",
            )

    @property
    def generation(self) -> str:
        """The name of the generation read."""
        return self.manifest.generation

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources in the library, by id."""
        return {entry.source.source_id: entry.source for entry in self.manifest.sources}

    @property
    def stats(self) -> Mapping[str, IndexedSource]:
        """Each source's file and counts, by id."""
        return {entry.source.source_id: entry for entry in self.manifest.sources}

    def pdf_path(self, source_id: str) -> Path:
        """Give the PDF that a source's passages were read from."""
        return self._index_dir / "files" / f"{self.stats[source_id].sha256}.pdf"

    def dense(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        """Give the ids and cosines of the passages nearest a vector of shape ``(dimension,)``, best first."""
        if not source_ids:
            return []
        where = {"source_id": {"$in": sorted(source_ids)}} if len(source_ids) < len(self.manifest.sources) else None
        found = self._collection.query(
            query_embeddings=[vector], n_results=min(k, self.manifest.n_passages), where=where, include=["distances"]
        )
        return [(i, 1.0 - float(d)) for i, d in zip(found["ids"][0], found["distances"][0], strict=True)]

    def lexical(self, query: str, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        """Give the ids and BM25 scores of the passages that share words with a query, best first."""
        return [(self._store.ids[at], score) for at, score in self._lexical.search(query, k, source_ids)]

    def get(self, passage_ids: Sequence[str]) -> list[Passage]:
        """Give passages by id, in the order asked."""
        return self._store.get(passage_ids)

    def with_paragraph(self, paragraph: str, source_ids: Collection[str]) -> list[Passage]:
        """Give the passages that carry a paragraph or section number."""
        return self._store.with_paragraph(paragraph, source_ids)

    def close(self) -> None:
        """Let go of the files."""
        self._store.close()
        self._client.close()


def open_index(index_dir: Path, embedder: str = "") -> ChromaIndex:
    """Open the generation that serves.

    Parameters
    ----------
    index_dir : Path
        The index's folder.
    embedder : str
        The name of the embedder that will make query vectors; empty to open without asking.

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
            "run 'python -m ingest build' with this model, or set DSL_EMBEDDING_MODEL to the other",
        )
    return ChromaIndex(index_dir, generation)


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
    """
    with _writing(folder) as collection:
        for start in range(0, len(passages), 2000):
            some = passages[start : start + 2000]
            collection.add(
                ids=[passage.passage_id for passage in some],
                embeddings=vectors[start : start + 2000],
                metadatas=[{"source_id": passage.source_id, "page": passage.page} for passage in some],
            )


@contextmanager
def _writing(folder: Path) -> Iterator[Any]:
    client = _client(folder)
    try:
        yield client.create_collection(
            _COLLECTION,
            embedding_function=None,  # the default one needs a download
            configuration={"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 400, "max_neighbors": 32}},
        )
    finally:
        client.close()


def _client(folder: Path) -> Any:  # chromadb's client is untyped here
    import chromadb  # noqa: PLC0415  # a second that commands without an index need not pay
    from chromadb.config import Settings  # noqa: PLC0415

    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


def _open_collection(client: Any, generation: str) -> Any:
    try:
        return client.get_collection(_COLLECTION, embedding_function=None)
    except Exception as error:  # chromadb's own NotFoundError, or SQLite's
        raise IndexDamaged(
            f"the vectors of index generation {generation} cannot be read: {error}",
            "run 'python -m ingest rollback' for the generation before, or 'python -m ingest build'",
        ) from error
