"""From PDFs to a new generation of the index: parse, chunk, embed, write, verify, swap.

One writer at a time. Whatever happens before the swap leaves the generation before it serving.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import CorpusError, IndexDamaged, IndexMissing
from corpus.index import (
    EmbeddedStore,
    GenerationStore,
    IndexedSource,
    Manifest,
    generations,
    write_edition_links,
    write_passages,
    write_provisions,
)
from corpus.models import Embedder, Vectors
from corpus.practice import Learned, Practice
from corpus.register import Register
from corpus.types import Passage, Source
from ingest.crosswalk import Crosswalks, as_pair, crosswalks_of
from ingest.engine import Engine, LocalEngine
from ingest.errors import BuildError, SourcesLost
from ingest.files import is_whole
from ingest.index.inputs import BUILD_VERSIONS, Item, current_manifest
from ingest.index.page_report import read_reports, verdict, write_reports
from ingest.index.prune import forget
from ingest.index.read_document import ReadSource
from ingest.index.read_sources import SourceReader
from ingest.pdf import installed
from ingest.practice import CachedEmbedder, EmbeddedPassages, links_for, written_for
from ingest.progress import CHECKING, WRITING, Progress, silent
from ingest.sandbox import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a generation is made of.

    Parameters
    ----------
    items : sequence of Item
        Sources to read; one that is in the serving generation unchanged is taken over from it.
    keep : sequence of IndexedSource
        Entries of the serving generation to take over as they are.
    taken_out : frozenset of str
        Ids of sources that are to be gone: no generation that holds them stays on disk.
    """

    items: Sequence[Item] = ()
    keep: Sequence[IndexedSource] = ()
    taken_out: frozenset[str] = frozenset()


Planner = Callable[[Manifest | None], Plan]
Agree = Callable[[Sequence[Source]], bool]
_LEFT = "{} was left by a build that did not finish; it has been removed."


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
        Sources of the generation before that this one has not.
    remarks : tuple of str
        One sentence for each file read anew that may be another edition than its name says.
    verdicts : tuple of str
        What became of each file, in a sentence: of those that were read and those that could not be.
    mended : tuple of str
        One sentence for each thing that an earlier build had left or that was damaged, and is in order now.
    seconds : dict of str to float
        By stage: read (parse, structure, passages), embed, write, verify, swap.
    """

    manifest: Manifest
    changed: bool
    problems: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()
    n_pages_parsed: int = 0
    n_passages_embedded: int = 0
    seconds: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _BuildNotes:
    """What a manifest says besides its sources: see there."""

    inputs: str
    problems: tuple[str, ...]
    taken_out: tuple[str, ...]


class Builder:
    """Builds generations of one index.

    Parameters
    ----------
    index_dir : Path
        The index's folder.
    embedder : Embedder
        Loads its model only if there is something to embed.
    register : Register
        Which editions are related, so that questions are carried between them.
    words : Practice
        How staff speak, attached to passages.
    progress : Progress
        Called with how far each stage has come.
    now : callable
        Gives the time recorded in the manifest.
    limits : Limits, optional
        How much time and memory one file may use.
    read_scans : bool
        Whether scanned pages are read, where Tesseract is installed.
    leave_out : collection of str
        Sources that are indexed as if nobody had written for them; what the encoder of questions was taught stays.
    as_if_for : tuple of str
        Two editions, the earlier first: what is written for the later counts as written for the earlier, to measure what carrying
        costs.
    store : GenerationStore, optional
        Where generations are kept; its folder is the index's. The folder alone, if not given.
    engine : Engine, optional
        Reads and embeds. This process, if not given.
    """

    def __init__(
        self,
        index_dir: Path,
        embedder: Embedder,
        register: Register | None = None,
        *,
        words: Practice | None = None,
        progress: Progress = silent,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        limits: Limits | None = None,
        read_scans: bool = True,
        leave_out: Collection[str] = (),
        as_if_for: tuple[str, str] | None = None,
        store: GenerationStore | None = None,
        engine: Engine | None = None,
    ) -> None:
        self._index_dir = index_dir
        self._store: GenerationStore = store or EmbeddedStore(index_dir)
        self._engine: Engine = engine or LocalEngine()
        self._embedder = embedder
        self._register = register or Register({})
        words, learned = words or Practice(), Learned.load(embedder.name)
        self._left_out = frozenset(leave_out)
        self._as_if_for = as_if_for
        if self._left_out:
            anchors = (*words.questions, *(point.anchor for case in words.cases for point in case.points))
            learned = learned.without(anchor for anchor in anchors if anchor.source_id in self._left_out)
            words = words.without(self._left_out)
        self._words, self._learned = words, learned
        self._progress = progress
        self._now = now
        self._limits = limits or Limits()
        self._recogniser = installed() if read_scans else None
        self._seconds: dict[str, float] = {}
        self._mended: list[str] = []

    def build(self, items: Sequence[Item], keep: Sequence[IndexedSource] = ()) -> BuildResult:
        """Make a generation of some items and entries taken over, and make it serve; ``change`` says what may fail."""
        return self.change(lambda _: Plan(items=items, keep=keep))

    def change(self, planner: Planner, agree: Agree = lambda _: True) -> BuildResult:
        """Make a generation as planned and make it serve.

        Parameters
        ----------
        planner : callable
            Given the manifest of the generation that serves, if there is one, says what the new one is made of. It is asked
            while no other process can write, so that nothing that another has just added is lost.
        agree : callable
            Given sources that serve now and would serve no more, says whether that is meant; those that the plan takes out are
            not asked about. It is asked before anything is read, and again if reading loses more.

        Raises
        ------
        BuildError
            If nothing could be read, or the generation could not be written or verified; or as the planner raises it.
        SourcesLost
            If sources would be lost and that is not meant.
        IndexBusy
            If another process is writing.
        """
        try:
            with self._store.writing() as cleared:
                self._mended = [_LEFT.format(name) for name in cleared]
                return self._change(planner, agree)
        except (OSError, sqlite3.Error) as error:
            raise BuildError(
                f"the index in {self._index_dir} could not be written: {getattr(error, 'strerror', None) or error}",
                "the generation before still serves; free some space or check permissions, then build again",
            ) from error

    def _change(self, planner: Planner, agree: Agree) -> BuildResult:
        serving = current_manifest(self._index_dir)
        self._clear_away(serving)
        plan = planner(serving)
        new_ids = {item.source.source_id for item in plan.items}
        taken_over = [entry for entry in plan.keep if entry.source.source_id not in new_ids]
        planned = new_ids | plan.taken_out | {entry.source.source_id for entry in taken_over}
        _must_agree(_lost(serving, planned), agree)
        inputs = self._inputs(plan.items, taken_over)
        if serving is not None and serving.inputs == inputs and self._opens(serving):
            mended = tuple(self._mended)
            return BuildResult(manifest=serving, changed=False, problems=serving.problems, mended=mended, seconds={})
        started = time.perf_counter()
        sources, failed = self._reader().read_all(plan.items, taken_over, serving)
        if not sources:
            raise BuildError("no source could be read: " + (" ".join(failed) or "there were none"), "see --from")
        read = {source.entry.source.source_id for source in sources}
        _must_agree([one for one in _lost(serving, read | plan.taken_out) if one.source_id in planned], agree)
        self._seconds["read"] = time.perf_counter() - started
        blank = [report.sentence for source in sources for report in source.reports if report.is_problem]
        gone = self._gone(plan.taken_out, sources, serving)
        notes = _BuildNotes(inputs=inputs, problems=(*failed, *blank), taken_out=gone)
        return self._finish(sources, failed, notes, serving)

    def _reader(self) -> SourceReader:
        return SourceReader(
            index_dir=self._index_dir, embedder=self._embedder, limits=self._limits, recogniser=self._recogniser,
            progress=self._progress, register=self._register, engine=self._engine,
        )  # fmt: skip

    def _finish(
        self, sources: Sequence[ReadSource], failed: Sequence[str], notes: _BuildNotes, serving: Manifest | None
    ) -> BuildResult:
        """Write a generation and make it serve; ``failed`` has a sentence for each source that could not be read."""
        n_embedded, manifest = self._write(sources, notes)
        left = self._serve(manifest, serving)
        return BuildResult(
            manifest=manifest,
            changed=True,
            problems=(*manifest.problems, *left),
            left_out=tuple(
                sorted(one.source_id for one in _lost(serving, {source.entry.source.source_id for source in sources}))
            ),
            remarks=tuple(f"{source.entry.source.source_id} {source.remark}." for source in sources if source.remark),
            verdicts=tuple(sorted([*failed, *(verdict(source.reports) for source in sources)])),
            mended=tuple(self._mended),
            n_pages_parsed=sum(source.entry.n_pages for source in sources if source.parsed),
            n_passages_embedded=n_embedded,
            seconds=dict(self._seconds),
        )

    def _clear_away(self, serving: Manifest | None) -> None:
        """Delete what a build that died after its swap has left, and note what that was."""
        try:
            current = generations.current(self._index_dir)
        except IndexMissing:
            return
        if serving is None or current != serving.generation:  # what is left may be what it was made of
            earlier = (
                f"what was added to the library after generation {serving.generation}" if serving else "what it held"
            )
            self._mended.append(f"generation {current}, which served, cannot be read: {earlier} must be added again.")
            return
        surplus = generations.surplus(self._index_dir)
        if surplus or generations.unneeded_files(self._index_dir, generations.complete(self._index_dir)):
            forget(self._index_dir, serving)
            left = set(generations.complete(self._index_dir))
            self._mended += [_LEFT.format(name) for name in surplus if name not in left]

    def _gone(
        self, taken_out: Collection[str], sources: Sequence[ReadSource], serving: Manifest | None
    ) -> tuple[str, ...]:
        """Name the files of sources that are to be gone, and those of earlier such that could not be deleted yet."""
        if serving is None:
            return ()
        named = {entry.name for entry in serving.sources if entry.source.source_id in taken_out}
        waiting = serving.taken_out if generations.with_taken_out(self._index_dir, serving) else ()
        return tuple(sorted({*named, *waiting} - {source.entry.name for source in sources}))

    def _serve(self, manifest: Manifest, before: Manifest | None) -> tuple[str, ...]:
        """Make a generation serve, and delete what is needed no more; say what could not be deleted."""
        started = time.perf_counter()
        self._store.swap(manifest.generation)
        left = forget(self._index_dir, manifest, before.generation if before else "")
        self._seconds["swap"] = time.perf_counter() - started
        return left

    def _inputs(self, items: Sequence[Item], taken_over: Sequence[IndexedSource]) -> str:
        parts = sorted([item.key for item in items] + [entry.key for entry in taken_over])
        found_instead = [*(item.instead for item in items), *(entry.instead for entry in taken_over)]
        parts += sorted(repr(instead) for instead in found_instead if instead)
        what = [
            self._embedder.name,
            self._staff_words,
            self._learned.version,
            repr(sorted(BUILD_VERSIONS.items())),
            *(["pictures are read"] if self._recogniser else []),
            *parts,
        ]
        return hashlib.sha256("\n".join(what).encode()).hexdigest()

    @property
    def _staff_words(self) -> str:
        as_if = f" as if {' had been '.join(reversed(self._as_if_for))}" if self._as_if_for else ""
        return f"{self._words.fingerprint}{as_if}"

    def _opens(self, manifest: Manifest) -> bool:
        """Whether the serving generation is whole, so that equal inputs need no build."""
        try:
            read_reports(generations.folder_of(self._index_dir, manifest.generation))
            index = self._store.open_generation(manifest)
        except CorpusError:
            return False
        try:
            return all(is_whole(index.pdf_path(source_id), entry.sha256) for source_id, entry in index.stats.items())
        finally:
            index.close()

    def _write(self, sources: Sequence[ReadSource], notes: _BuildNotes) -> tuple[int, Manifest]:
        name = generations.new_name(self._index_dir, notes.inputs)
        folder = generations.folder_of(self._index_dir, name)
        folder.mkdir(parents=True)
        try:
            return self._fill(folder, sources, notes)
        except BaseException as error:
            shutil.rmtree(folder, ignore_errors=True)  # a rollback must never find what was not verified
            if isinstance(error, IndexDamaged):
                raise BuildError(
                    f"the new index generation {name} could not be completed: {error.message}",
                    "the generation before still serves; free some space or check permissions, then build again",
                ) from error
            raise

    def _fill(self, folder: Path, sources: Sequence[ReadSource], notes: _BuildNotes) -> tuple[int, Manifest]:
        passages = [passage for source in sources for passage in source.passages]
        titles = {source.entry.source.source_id: source.entry.source.title for source in sources}
        by_source = {source.entry.source.source_id: source.passages for source in sources}
        crosswalks = crosswalks_of(by_source, self._register)
        started = time.perf_counter()
        cache = self._index_dir / "embeddings.sqlite"
        with CachedEmbedder(
            self._embedder, cache, self._learned, progress=self._progress, engine=self._engine
        ) as embedder:
            vectors = embedder.passages(passages, titles)
            library = self._library(passages, vectors, crosswalks)
            words = written_for(self._words, *self._as_if_for, library) if self._as_if_for else self._words
            links = links_for(words, library, titles, embedder.texts)
            n_embedded = embedder.n_passages
        self._mended += embedder.mended
        self._seconds["embed"] = time.perf_counter() - started
        started = time.perf_counter()
        self._progress(WRITING, 0, 1)
        self._keep_files(sources)
        write_passages(folder / generations.PASSAGES, passages)
        at_server = self._store.write_vectors(folder, passages, vectors)
        links.lexical.save(folder / "lexical")
        links.messages.save(folder / "bridge.npz")
        write_edition_links(folder, (as_pair(*pair, found) for pair, found in crosswalks.items()))
        write_reports(folder, [report for source in sources for report in source.reports])
        write_provisions(folder, {source.entry.source.source_id: source.provisions for source in sources})
        manifest = Manifest(
            generation=folder.name,
            built_at=self._now(),
            embedder=self._embedder.name,
            dimension=vectors.shape[1],
            versions=BUILD_VERSIONS,
            inputs=notes.inputs,
            staff_words=self._staff_words,
            learned=self._learned.version,
            problems=notes.problems,
            taken_out=notes.taken_out,
            vectors=at_server,
            sources=tuple(source.entry for source in sources),
        )
        self._progress(WRITING, 1, 1)
        self._seconds["write"] = time.perf_counter() - started
        started = time.perf_counter()
        self._progress(CHECKING, 0, 1)
        manifest = generations.with_checksums(self._index_dir, manifest)
        self._verify(manifest, passages, vectors)
        generations.write_manifest(self._index_dir, manifest)
        self._progress(CHECKING, 1, 1)
        self._seconds["verify"] = time.perf_counter() - started
        return n_embedded, manifest

    def _library(self, passages: Sequence[Passage], vectors: Vectors, crosswalks: Crosswalks) -> EmbeddedPassages:
        return EmbeddedPassages(
            passages=passages,
            vectors=vectors,
            register=self._register,
            learned=self._learned,
            calibration=self._embedder.calibration,
            left_out=self._left_out,
            crosswalks=crosswalks,
        )

    def _keep_files(self, sources: Sequence[ReadSource]) -> None:
        """Copy each PDF into the index, by content, so that a page can be shown whatever happens to the original."""
        files = self._index_dir / "files"
        files.mkdir(exist_ok=True)
        for source in sources:
            target = files / f"{source.entry.sha256}.pdf"
            if source.pdf != target and not is_whole(target, source.entry.sha256):
                temporary = target.with_suffix(".new")
                shutil.copyfile(source.pdf, temporary)
                temporary.replace(target)

    def _verify(self, manifest: Manifest, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Open the new generation as a reader would and look some passages up by their own vectors.

        Raises
        ------
        BuildError
            If what comes back is not what was written.
        """
        name = manifest.generation
        index = self._store.open_generation(manifest)
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


def _lost(serving: Manifest | None, here: Collection[str]) -> list[Source]:
    """Return the sources of the generation that serves that are not among some ids."""
    entries = serving.sources if serving else ()
    return [entry.source for entry in entries if entry.source.source_id not in here]


def _must_agree(lost: Sequence[Source], agree: Agree) -> None:
    """Ask about sources that would be lost, if there are any.

    Raises
    ------
    SourcesLost
        If that is not meant.
    """
    if lost and not agree(lost):
        names = "; ".join(source.full_title for source in lost)
        raise SourcesLost(
            f"this build would lose {len(lost)} source{'' if len(lost) == 1 else 's'} that can be quoted now: {names}",
            "nothing was changed; put their PDFs back, or say that they are to go",
        )
