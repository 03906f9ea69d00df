"""From PDFs to a new generation of the index: parse, chunk, embed, write, verify, swap.

One writer at a time. Whatever happens before the swap leaves the generation before it serving.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from dataclasses import replace as dataclass_replace
from datetime import UTC, datetime
from pathlib import Path

from tqdm import tqdm

from corpus import generations
from corpus.embed import Embedder, Vectors
from corpus.errors import CorpusError, IndexDamaged
from corpus.generations import IndexedSource, Manifest
from corpus.index import ChromaIndex, write_vectors
from corpus.learned import Learned
from corpus.passages import PassageStore, write_passages
from corpus.register import Register
from corpus.staff_words import StaffWords
from corpus.types import Passage, Source
from ingest.chunk import TokenLimit, chunk
from ingest.collect import BUILD_VERSIONS, Item, held, is_whole
from ingest.commencement import with_standing
from ingest.embedding import CachedEmbedder
from ingest.errors import BuildError, IngestError
from ingest.identify import remark_on
from ingest.limits import BoundedReader, Limits
from ingest.ocr import installed
from ingest.pictures import told_pages, with_scan_note, with_told
from ingest.places import Library
from ingest.reading import Parsed, Scan
from ingest.report import PageReport, page_reports, read_reports, verdict, write_reports
from ingest.spoken import spoken_for


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build did.

    Parameters
    ----------
    changed : bool
        False when the inputs were those of the generation that serves, so that nothing was done.
    problems : tuple of str
        One sentence for each source that could not be read and each page that came out blank unexplained.
    left_out : tuple of str
        Sources that the generation before held and this one does not.
    remarks : tuple of str
        One sentence for each file read anew that may be another edition than its name says.
    verdicts : tuple of str
        What became of each file, in a sentence: of those that were read and those that could not be.
    seconds : dict of str to float
        By stage: read (parse, structure, passages), embed, write, verify, swap.
    """

    manifest: Manifest
    changed: bool
    problems: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    n_pages_parsed: int = 0
    n_passages_embedded: int = 0
    seconds: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A source as read for this build: its entry, passages and page reports."""

    entry: IndexedSource
    passages: list[Passage]
    reports: list[PageReport]
    pdf: Path
    parsed: bool
    remark: str = ""


class Builder:
    """Builds generations of one index.

    Parameters
    ----------
    index_dir : Path
        The index's folder.
    embedder : Embedder
        Loads its model only if there is something to embed.
    register : Register
        What is kin to what, so that questions are carried between editions.
    words : StaffWords
        How staff speak, attached to passages.
    progress : bool
        Whether to show progress bars on standard error.
    now : callable
        Gives the time recorded in the manifest.
    limits : Limits, optional
        How much time and memory one file may use.
    read_scans : bool
        Whether scanned pages are read, where Tesseract is installed.
    """

    def __init__(
        self,
        index_dir: Path,
        embedder: Embedder,
        register: Register | None = None,
        *,
        words: StaffWords | None = None,
        progress: bool = False,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        limits: Limits | None = None,
        read_scans: bool = True,
    ) -> None:
        self._index_dir = index_dir
        self._embedder = embedder
        self._register = register or Register({})
        self._words = words or StaffWords()
        self._learned = Learned.load(embedder.name)
        self._progress = progress
        self._now = now
        self._limits = limits or Limits()
        self._recogniser = installed() if read_scans else None
        self._seconds: dict[str, float] = {}

    def build(self, items: Sequence[Item], keep: Sequence[IndexedSource] = ()) -> BuildResult:
        """Make a generation of some items and make it serve.

        Parameters
        ----------
        items : sequence of Item
            Sources to read; one that is in the serving generation unchanged is taken over from it.
        keep : sequence of IndexedSource
            Entries of the serving generation to take over as they are.

        Raises
        ------
        BuildError
            If nothing could be read, or the generation could not be written or verified.
        IndexBusy
            If another process is writing.
        """
        try:
            with generations.writing(self._index_dir):
                return self._build(items, keep)
        except (OSError, sqlite3.Error) as error:
            raise BuildError(
                f"the index in {self._index_dir} could not be written: {getattr(error, 'strerror', None) or error}",
                "the generation before still serves; free some space or check permissions, then build again",
            ) from error

    def _build(self, items: Sequence[Item], keep: Sequence[IndexedSource]) -> BuildResult:
        serving = held(self._index_dir)
        new_ids = {item.source.source_id for item in items}
        kept = [entry for entry in keep if entry.source.source_id not in new_ids]
        inputs = self._inputs(items, kept)
        if serving is not None and serving.inputs == inputs and self._opens(serving):
            return BuildResult(manifest=serving, changed=False, problems=serving.problems, seconds={})
        started = time.perf_counter()
        reads, problems = self._read_all(items, kept, serving)
        if not reads:
            raise BuildError("no source could be read: " + (" ".join(problems) or "there were none"), "see --from")
        self._seconds["read"] = time.perf_counter() - started
        failed = tuple(problems)
        problems += [report.sentence for read in reads for report in read.reports if report.unexplained]
        n_embedded, manifest = self._write(reads, inputs, problems)
        started = time.perf_counter()
        generations.swap(self._index_dir, manifest.generation)
        generations.prune(self._index_dir, serving.generation if serving else "")
        self._seconds["swap"] = time.perf_counter() - started
        return BuildResult(
            manifest=manifest,
            changed=True,
            problems=manifest.problems,
            left_out=tuple(
                sorted({e.source.source_id for e in serving.sources} - {r.entry.source.source_id for r in reads})
            )
            if serving
            else (),
            remarks=tuple(f"{read.entry.source.source_id} {read.remark}." for read in reads if read.remark),
            verdicts=tuple(sorted([*failed, *(verdict(read.reports) for read in reads)])),
            n_pages_parsed=sum(read.entry.n_pages for read in reads if read.parsed),
            n_passages_embedded=n_embedded,
            seconds=dict(self._seconds),
        )

    def _inputs(self, items: Sequence[Item], kept: Sequence[IndexedSource]) -> str:
        parts = sorted([item.key for item in items] + [entry.key for entry in kept])
        told = [*(item.instead for item in items), *(entry.instead for entry in kept)]
        parts += sorted(repr(instead) for instead in told if instead)
        what = [
            self._embedder.name,
            self._words.fingerprint,
            self._learned.version,
            repr(sorted(BUILD_VERSIONS.items())),
            *(["pictures are read"] if self._recogniser else []),
            *parts,
        ]
        return hashlib.sha256("\n".join(what).encode()).hexdigest()

    def _opens(self, manifest: Manifest) -> bool:
        """Say whether the serving generation is whole, so that equal inputs need no build."""
        try:
            read_reports(generations.folder_of(self._index_dir, manifest.generation))
            index = ChromaIndex(self._index_dir, manifest.generation)
        except CorpusError:
            return False
        try:
            return all(is_whole(index.pdf_path(source_id), entry.sha256) for source_id, entry in index.stats.items())
        finally:
            index.close()

    def _read_all(
        self, items: Sequence[Item], kept: Sequence[IndexedSource], serving: Manifest | None
    ) -> tuple[list[_Read], list[str]]:
        """Read every source, taking over what has not changed; a source that cannot be read keeps its last good reading."""
        known = {entry.source.source_id: entry for entry in serving.sources} if serving else {}
        reads = [self._take_over(entry, serving) for entry in kept]
        problems: list[str] = []
        bar = tqdm(items, desc="Reading", unit="source", disable=not self._progress)
        with BoundedReader(self._limits, self._recogniser) as reader:
            for item in bar:
                before = known.get(item.source.source_id)
                try:
                    same = self._taken_over(item, before, serving)
                    reads.append(same or self._read(item, reader))
                except IngestError as error:
                    last = "; its last good reading is kept" if before else "; it is left out"
                    problems.append(f"{item.source.source_id}: {error.message}{last}. {error.hint}".strip())
                    if before is not None:
                        reads.append(self._take_over(before, serving))
        told = told_pages(items)
        reads = [dataclass_replace(read, reports=with_told(read.reports, told)) for read in reads]
        return sorted(reads, key=lambda read: read.entry.source.source_id), problems

    def _taken_over(self, item: Item, before: IndexedSource | None, serving: Manifest | None) -> _Read | None:
        """Take over the passages of an unchanged source; ``None`` if it must be read anew.

        So it must if it changed, if its passages are damaged, or if it has scanned pages that can be read only now.
        """
        if before is None or before.key != item.key:
            return None
        try:
            told = before.model_copy(update={"instead": item.instead})
            taken = dataclass_replace(self._take_over(told, serving), pdf=item.pdf)
        except IndexDamaged:
            return None
        waiting = any(report.scan is Scan.NOT_TRIED for report in taken.reports)
        return None if waiting and self._recogniser else taken

    def _read(self, item: Item, reader: BoundedReader) -> _Read:
        reading = reader.read(item.pdf, item.source)
        document = reading.parsed.document
        remark = "" if item.anchors.url else remark_on(document, item.source, self._register)
        limit = TokenLimit(max_tokens=self._embedder.max_tokens, count=self._embedder.n_tokens)
        chunked = chunk(document, reading.blocks, item.source.title, limit)
        passages = _placed(with_standing(chunked, document, reading.blocks, item.source), item)
        reports = page_reports(reading.parsed, passages, remark)
        entry = IndexedSource(
            source=_noted(item.source, reading.parsed, remark),
            sha256=item.sha256,
            key=item.key,
            n_pages=len(document.pages),
            n_passages=len(passages),
            n_image_only_pages=sum(page.image_only for page in document.pages),
            instead=item.instead,
        )
        return _Read(entry=entry, passages=passages, reports=reports, pdf=item.pdf, parsed=True, remark=remark)

    def _take_over(self, entry: IndexedSource, serving: Manifest | None) -> _Read:
        assert serving is not None  # an entry to keep comes from it
        folder = generations.folder_of(self._index_dir, serving.generation)
        store = PassageStore(folder / "passages.sqlite")
        try:
            passages = store.of_source(entry.source.source_id)
        finally:
            store.close()
        pdf = self._index_dir / "files" / f"{entry.sha256}.pdf"
        reports = [report for report in read_reports(folder) if report.source_id == entry.source.source_id]
        return _Read(entry=entry, passages=passages, reports=reports, pdf=pdf, parsed=False)

    def _write(self, reads: Sequence[_Read], inputs: str, problems: Sequence[str]) -> tuple[int, Manifest]:
        name = generations.new_name(self._index_dir, inputs)
        folder = generations.folder_of(self._index_dir, name)
        folder.mkdir(parents=True)
        try:
            return self._fill(folder, reads, inputs, problems)
        except BaseException as error:
            shutil.rmtree(folder, ignore_errors=True)  # a rollback must never find what was not verified
            if isinstance(error, IndexDamaged):
                raise BuildError(
                    f"the new index generation {name} could not be completed: {error.message}",
                    "the generation before still serves; free some space or check permissions, then build again",
                ) from error
            raise

    def _fill(self, folder: Path, reads: Sequence[_Read], inputs: str, problems: Sequence[str]) -> tuple[int, Manifest]:
        passages = [passage for read in reads for passage in read.passages]
        titles = {read.entry.source.source_id: read.entry.source.title for read in reads}
        started = time.perf_counter()
        cache = self._index_dir / "embeddings.sqlite"
        with CachedEmbedder(self._embedder, cache, self._learned, progress=self._progress) as embedder:
            vectors = embedder.passages(passages, titles)
            library = Library(passages=passages, vectors=vectors, register=self._register, learned=self._learned)
            spoken = spoken_for(self._words, library, titles, embedder.texts)
            n_embedded = embedder.n_passages
        self._seconds["embed"] = time.perf_counter() - started
        started = time.perf_counter()
        self._keep_files(reads)
        write_passages(folder / "passages.sqlite", passages)
        write_vectors(folder / "chroma", passages, vectors)
        spoken.lexical.save(folder / "lexical")
        spoken.bridge.save(folder / "bridge.npz")
        write_reports(folder, [report for read in reads for report in read.reports])
        manifest = Manifest(
            generation=folder.name,
            built_at=self._now(),
            embedder=self._embedder.name,
            dimension=vectors.shape[1],
            versions=BUILD_VERSIONS,
            inputs=inputs,
            staff_words=self._words.fingerprint,
            learned=self._learned.version,
            problems=tuple(problems),
            sources=tuple(read.entry for read in reads),
        )
        self._seconds["write"] = time.perf_counter() - started
        started = time.perf_counter()
        self._verify(manifest, passages, vectors)
        generations.write_manifest(self._index_dir, manifest)
        self._seconds["verify"] = time.perf_counter() - started
        return n_embedded, manifest

    def _keep_files(self, reads: Sequence[_Read]) -> None:
        """Copy each PDF into the index, by content, so that a page can be shown whatever happens to the original."""
        files = self._index_dir / "files"
        files.mkdir(exist_ok=True)
        for read in reads:
            target = files / f"{read.entry.sha256}.pdf"
            if read.pdf != target and not is_whole(target, read.entry.sha256):
                temporary = target.with_suffix(".new")
                shutil.copyfile(read.pdf, temporary)
                temporary.replace(target)

    def _verify(self, manifest: Manifest, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Open the new generation as a reader would and look some passages up by their own vectors.

        Raises
        ------
        BuildError
            If what comes back is not what was written.
        """
        name = manifest.generation
        index = ChromaIndex(self._index_dir, name, manifest)
        rows = {passage.passage_id: row for row, passage in enumerate(passages)}
        try:
            everywhere = set(index.sources)
            for at in range(0, len(passages), max(1, len(passages) // 25)):
                best = index.dense(vectors[at], 1, everywhere)
                # passages with the same words share a vector, so the one found may be another with an equal vector
                same = bool(best) and float(vectors[rows[best[0][0]]] @ vectors[at]) > 0.999 and best[0][1] > 0.999
                if not same or index.get([passages[at].passage_id]) != [passages[at]]:
                    raise BuildError(
                        f"the new index generation {name} does not give back what was written to it",
                        "the generation before still serves; build again",
                    )
        finally:
            index.close()


def _noted(source: Source, parsed: Parsed, remark: str) -> Source:
    """Give a source whose note tells readers what is to be said of its file."""
    noted = with_scan_note(source, parsed.scans)
    return dataclass_replace(noted, note=f"{noted.note} The file {remark}.".strip()) if remark else noted


def _placed(passages: Sequence[Passage], item: Item) -> list[Passage]:
    """Give passages the official place of their words, where that is another than their page.

    Those of a digest get the pinpoints of their numbered statements, and its title and notes are left out; those of a printed
    web page get its address at their heading.
    """
    if item.anchors.url:
        tops = [passage.boxes[0].y1 if passage.boxes else 0.0 for passage in passages]
        return [
            dataclass_replace(passage, address=item.anchors.address(passage.page, top))
            for passage, top in zip(passages, tops, strict=True)
        ]
    if not item.pinpoints:
        return list(passages)
    return [
        dataclass_replace(passage, pinpoint=item.pinpoints[passage.paragraph])
        for passage in passages
        if passage.paragraph in item.pinpoints
    ]
