"""PassageIndex: the library as it is searched.

One generation, read-only: passages in SQLite, words in BM25, and staff's messages, in files that are compared with their hashes
before anything reads them; and the passages' vectors, in Chroma on this computer or at a server.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Protocol

from corpus.errors import IndexDamaged, IndexMismatch
from corpus.index.checksums import MEND, must_be_unchanged
from corpus.index.chroma_vectors import CHROMA
from corpus.index.edition_links import ChangedParagraph, read_edition_links
from corpus.index.generations import PASSAGES, SCHEMA, IndexedSource, Manifest, folder_of, pdf_of
from corpus.index.lexical_index import LexicalIndex
from corpus.index.message_vectors import MessageSet, MessageVectors
from corpus.index.passage_store import PassageStore
from corpus.models import Calibration, Vectors, calibration_of
from corpus.types import Passage, Source

_N_PHRASES, _N_CASES = 4, 16  # how many of the nearest vote: docs/evaluation.md
_WRITTEN_FOR = 0.05  # of a source's passages: of the thirteen official PDFs the least has .075, a stray twin far less


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
        """Return the vectors of passages, of shape ``(len(passage_ids), dimension)``, in the order asked."""

    def dense(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        """Return the ids and cosines of the passages nearest a vector of shape ``(dimension,)``, best first."""

    def questions(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        """Return the ids of the passages whose staff's questions are nearest a vector, with their cosines, best first."""

    def phrases(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        """Return the ids of the passages that the practitioner phrases nearest a vector lead to, with their votes, best first."""

    def cases(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        """Return the ids of the passages that the cases nearest a vector lead to, with their votes, best first."""

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


class PassageVectors(Protocol):
    """The vectors of a generation: what one back end has otherwise than another."""

    def count(self) -> int:
        """Return how many vectors there are."""

    def of(self, passage_ids: Sequence[str]) -> Vectors:
        """Return the vectors of passages, of shape ``(len(passage_ids), dimension)``, in the order asked."""

    def near(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        """Return the ids and cosines of the ``k`` passages of some sources that are nearest a vector, best first."""

    def close(self) -> None:
        """Let go of what is open."""


class GenerationIndex:
    """A generation whose files are here, with its vectors wherever they are.

    Parameters
    ----------
    index_dir : Path
        The index's folder.
    manifest : Manifest
        Of the generation to read.
    vectors : callable
        Opens its vectors, once the other files are known to be as they were written.
    calibration : Calibration or None
        That of the embedder it was made with; looked up by the embedder's name if ``None``.
    pdf : callable, optional
        Returns the PDF of a hash; that in the index's folder if not given.

    Raises
    ------
    IndexDamaged
        If files are missing, have changed or do not agree with the manifest.
    IndexMismatch
        If the generation was written in another format.
    """

    def __init__(
        self,
        index_dir: Path,
        manifest: Manifest,
        vectors: Callable[[], PassageVectors],
        calibration: Calibration | None = None,
        pdf: Callable[[str], Path] | None = None,
    ) -> None:
        self.manifest = manifest
        if manifest.schema_version != SCHEMA:
            raise IndexMismatch(
                f"the index in {index_dir} has format {manifest.schema_version}, and this program reads {SCHEMA}",
                "run 'make index' to make it anew",
            )
        folder = folder_of(index_dir, manifest.generation)
        self._pdf = pdf or partial(pdf_of, index_dir)
        self._stats = {entry.source.source_id: entry for entry in manifest.sources}
        self._sources = {source_id: entry.source for source_id, entry in self._stats.items()}
        files = {name: sha256 for name, sha256 in manifest.files.items() if not name.startswith(f"{CHROMA}/")}
        must_be_unchanged(folder, files)
        self._store = PassageStore(folder / PASSAGES)
        self._lexical = LexicalIndex.load(folder / "lexical", self._store.source_ids)
        self._calibration = calibration or calibration_of(manifest.embedder)
        self._messages = MessageVectors.load(folder / "bridge.npz")
        self._changed = {(pair.earlier, pair.later): pair.changed for pair in read_edition_links(folder)}
        self._vectors = vectors()
        if not len(self._store.ids) == manifest.n_passages == self._vectors.count():
            raise IndexDamaged(
                f"index generation {self.generation} does not hold the {manifest.n_passages} passages its manifest names",
                MEND,
            )

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
        return self._pdf(self.stats[source_id].sha256)

    @cached_property
    def written_for(self) -> frozenset[str]:
        """The sources that staff's words lead into, one in twenty of their passages at least; all if there are none."""
        led_to = Counter(self._store.source_ids[at] for at in self._messages.led_to())
        enough = (i for i, entry in self._stats.items() if led_to[i] >= _WRITTEN_FOR * entry.n_passages)
        return frozenset(enough) if led_to else frozenset(self._sources)

    def vectors(self, passage_ids: Sequence[str]) -> Vectors:
        """Return the vectors of passages, of shape ``(len(passage_ids), dimension)``, in the order asked."""
        return self._vectors.of(passage_ids)

    def dense(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        """Return the ids and cosines of the passages nearest a vector of shape ``(dimension,)``, best first."""
        return self._vectors.near(vector, k, source_ids)

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

    def _voted(
        self, messages: MessageSet, vector: Vectors, k: int, source_ids: Collection[str], n_nearest: int
    ) -> list[tuple[str, float]]:
        found = messages.vote(vector, self._lexical.of_sources(source_ids), n_nearest, self._calibration)
        return [(self._store.ids[at], votes) for at, votes in found[:k]]

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
        self._vectors.close()
