"""What the maintainer's page does with the library: report what it has, build, fetch, go back, look for faults."""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from corpus.errors import IndexDamaged, IndexMissing
from corpus.index import IndexedSource, Manifest, generations, store_of
from corpus.models import SentenceTransformerEmbedder
from corpus.register import Register, load_register
from corpus.settings import LibrarySettings
from corpus.types import Source
from ingest.digests import load_digests
from ingest.errors import BuildError, FetchError
from ingest.fetch import (
    ContentApi,
    Fetched,
    Fetcher,
    FetchOutcome,
    Lock,
    fetchable,
    fetching_alone,
    open_asker,
    read_lock,
)
from ingest.index import Builder, BuildResult, Item, PageReport, Plan, inputs, local_entries, read_reports, verdict
from ingest.opening import open_builder
from ingest.progress import Progress, silent
from ingest.sandbox import BoundedReader
from ingest.upkeep.check_offline import library_here
from ingest.upkeep.check_record import CheckRecord, read_record
from ingest.upkeep.doctor import examine, must_be_sound
from ingest.upkeep.types import EarlierGeneration, Fetchable, LibraryStanding, SourceReport, UpkeepResult
from ingest.upkeep.whats_new import ask_and_record

LOOKING = "Looking at every file of the library"
_FETCH_WORDS: Mapping[FetchOutcome, str] = {
    FetchOutcome.NEW: "It is here now",
    FetchOutcome.CHANGED: "It had changed, and the new file is here",
    FetchOutcome.UNCHANGED: "It has not changed since it was fetched",
    FetchOutcome.SET_ASIDE: "Something else came, and was set aside",
}


class LibraryUpkeep:
    """The library as whoever looks after it works with it.

    Parameters
    ----------
    settings : LibrarySettings
        Where it is, and which model reads it.
    builder : callable, optional
        Makes what builds generations, given whom to report progress to.
    fetches : callable, optional
        Brings sources from their official addresses; asks nobody before it is called.
    """

    def __init__(
        self,
        settings: LibrarySettings,
        builder: Callable[[Progress], Builder] | None = None,
        fetches: Callable[[Path, Sequence[str], Progress], UpkeepResult] | None = None,
    ) -> None:
        self._settings = settings
        self._store, self._library_dir = store_of(settings), settings.library_dir
        self._index_dir = self._store.index_dir
        self._builder = builder or partial(open_builder, settings)
        self._fetches = fetches or partial(fetch_sources, contact=settings.contact)

    @property
    def key(self) -> str:
        """What tells this library from another that the same server may show."""
        return str(self._index_dir.resolve())

    @property
    def is_writable(self) -> bool:
        """Whether this process may write to the index's folder, or make it."""
        nearest = next(path for path in (self._index_dir, *self._index_dir.resolve().parents) if path.exists())
        return os.access(nearest, os.W_OK)

    def standing(self) -> LibraryStanding:
        """Return what serves, file by file, and what can be gone back to.

        Raises
        ------
        IndexMissing, IndexDamaged
            If there is no index, or it cannot be read.
        FetchError
            If what was noted of fetched files cannot be read.
        """
        self._store.refresh(whole=True)
        manifest = generations.read_manifest(self._index_dir, self._store.current())
        pages: dict[str, list[PageReport]] = defaultdict(list)
        for report in read_reports(generations.folder_of(self._index_dir, manifest.generation)):
            pages[report.source_id].append(report)
        lock = read_lock(self._library_dir)
        return LibraryStanding(
            generation=manifest.generation,
            built_at=manifest.built_at,
            sources=tuple(_reported(entry, pages[entry.source.source_id], lock) for entry in manifest.sources),
            problems=manifest.problems,
            earlier=self._earlier(manifest),
        )

    def fetchable(self) -> Sequence[Fetchable]:
        """Return the sources whose official address is known, with whether their file is here; nobody is asked.

        Raises
        ------
        FetchError
            If what was noted of fetched files cannot be read.
        """
        lock = read_lock(self._library_dir)
        found = []
        for source in fetchable(load_register()):
            entry = lock.fetched.get(source.source_id)
            here = (self._library_dir / f"{source.source_id}.pdf").is_file()
            day = entry.fetched_on if entry and here else None
            found.append(Fetchable(source=source, is_here=here, fetched_on=day))
        return found

    def would_lose(self) -> Sequence[Source]:
        """Return the sources that serve now and that a build would have nothing to read from.

        Raises
        ------
        BuildError, DigestError
            If the library's folder or the digests cannot be read.
        """
        self._store.refresh()
        serving = inputs.current_manifest(self._index_dir)
        items, _ = self._items(load_register())
        here = {item.source.source_id for item in items} | {digest.source.source_id for digest in load_digests()}
        here |= {entry.source.source_id for entry in local_entries(serving)}
        return [entry.source for entry in serving.sources if entry.source.source_id not in here] if serving else []

    def build(self, progress: Progress = silent, without: Collection[str] = ()) -> UpkeepResult:
        """Build the library again from the digests, the files in its folder and the school's own documents.

        Parameters
        ----------
        progress : Progress
            Is called with how far each stage has come.
        without : collection of str
            Sources that serve now and may be lost, as the person who was asked has agreed.

        Raises
        ------
        BuildError, DigestError
            If something that it is made of cannot be read, or it cannot be written; what served before still does.
        SourcesLost
            If other sources would be lost.
        IndexBusy
            If another process is writing.
        """
        items, passed_over = self._items(load_register())
        with tempfile.TemporaryDirectory() as folder:
            items += inputs.from_digests(load_digests(), Path(folder))
            result = self._builder(progress).change(
                lambda serving: Plan(items=[*items, *inputs.local_items(self._index_dir, serving)]),
                lambda lost: all(source.source_id in without for source in lost),
            )
        return _build_result(result, passed_over)

    def _items(self, register: Register) -> tuple[list[Item], list[str]]:
        """Collect the PDFs of the library's folder, if it is there, with a sentence for each that was passed over."""
        return inputs.from_folder(self._library_dir, register) if self._library_dir.is_dir() else ([], [])

    def fetch(self, source_ids: Sequence[str], progress: Progress = silent) -> UpkeepResult:
        """Bring sources from their official addresses to the library's folder; the index is as it was until it is built.

        Raises
        ------
        FetchError
            If one is not known, or another fetch is running.
        """
        return self._fetches(self._library_dir, source_ids, progress)

    def seen(self) -> CheckRecord:
        """Return what the official sites were seen to have when they were asked last; nobody is asked.

        Raises
        ------
        FetchError
            If it cannot be read.
        """
        return read_record(self._library_dir)

    def look_for_news(self, progress: Progress = silent) -> UpkeepResult:
        """Ask the official sites what has changed since the last fetch; nothing is put into the library.

        Raises
        ------
        FetchError
            If another fetch is running, or what was noted before cannot be read.
        RegisterError, StatementError
            If the register or the ledger cannot be read.
        """
        register, library = library_here(self._index_dir, self._library_dir)
        record = ask_and_record(self._settings, register, library, progress).record
        n = len(record.open)
        asked = len(record.unchanged) + len({one.source_id for one in record.open})
        sentences = (f"{asked} sources were asked about: {len(record.unchanged)} are unchanged.",)
        problems = tuple(f"{name} could not be asked about: {why}" for name, why in record.not_asked.items())
        heading = "Nothing is new" if not n else "One thing is new" if n == 1 else f"{n} things are new"
        heading = heading if asked or not problems else "The official sites could not be asked"
        return UpkeepResult(heading=heading, sentences=sentences, problems=problems)

    def take_in(self, source_id: str, progress: Progress = silent) -> UpkeepResult:
        """Fetch a source and build the library with it; what served before can be gone back to.

        Raises
        ------
        FetchError
            If it is not known, or another fetch is running.
        BuildError, DigestError, IndexBusy
            As ``build`` does; what served before still does.
        """
        fetched = self.fetch([source_id], progress)
        if fetched.problems or not (self._library_dir / f"{source_id}.pdf").is_file():
            return replace(fetched, heading="It was not taken in", sentences=("The library is as it was.",))
        built = self.build(progress)
        sentences = (*built.sentences, "What our sentences rest on may have changed: see “New editions”.")
        return replace(built, sentences=sentences, sources=(*fetched.sources, *built.sources))

    def faults(self, progress: Progress = silent) -> UpkeepResult:
        """Look the index over: every file against its hash, the generation against its manifest."""
        progress(LOOKING, 0, 1)
        embedder = SentenceTransformerEmbedder(self._settings.embedding_model).name
        faults = examine(self._index_dir, embedder, self._store)
        progress(LOOKING, 1, 1)
        if not faults:
            return UpkeepResult(heading="No fault was found", sentences=("Every file is as it was indexed.",))
        n = "One fault was" if len(faults) == 1 else f"{len(faults)} faults were"
        return UpkeepResult(heading=f"{n} found", problems=tuple(faults))

    def roll_back(self, to: str) -> UpkeepResult:
        """Make the generation before serve again.

        Parameters
        ----------
        to : str
            The generation that the person was shown.

        Raises
        ------
        BuildError
            If it is not the one before any more.
        IndexDamaged
            If it is not as it was written.
        IndexMissing
            If there is none.
        IndexBusy
            If another process is writing.
        """
        with self._store.writing():
            if generations.previous(self._index_dir) != to:
                raise BuildError(f"{to} is not the generation before any more", "look again at what would serve")
            must_be_sound(self._index_dir, to)
            self._store.swap(to)
        again = (
            "The next build starts from it: a document of the school’s own that it does not hold must be added again."
        )
        return UpkeepResult(
            heading="The earlier generation serves again", sentences=(f"Generation {to} answers from now on.", again)
        )

    def _earlier(self, serving: Manifest) -> EarlierGeneration | None:
        try:
            before = generations.read_manifest(self._index_dir, generations.previous(self._index_dir))
        except (IndexMissing, IndexDamaged):
            return None
        now, then = ({entry.source.source_id: entry for entry in m.sources} for m in (serving, before))
        return EarlierGeneration(
            generation=before.generation,
            built_at=before.built_at,
            n_sources=len(before.sources),
            n_passages=before.n_passages,
            without=tuple(now[one].source.name for one in sorted(now.keys() - then.keys())),
            again=tuple(then[one].source.name for one in sorted(then.keys() - now.keys())),
        )


def _reported(entry: IndexedSource, pages: Sequence[PageReport], lock: Lock) -> SourceReport:
    source_id = entry.source.source_id
    fetched = lock.fetched.get(source_id)
    same = fetched is not None and fetched.sha256 == entry.sha256
    return SourceReport(
        source=entry.source,
        n_pages=entry.n_pages,
        n_passages=entry.n_passages,
        summary=verdict(pages).removeprefix(f"{source_id}: ") if pages else "nothing is noted of its pages",
        problems=tuple(page.sentence.removeprefix(f"{source_id} ") for page in pages if page.sentence),
        fetched_on=fetched.fetched_on if fetched and same else None,
        instead=entry.instead.reason if entry.instead else "",
    )


def _build_result(result: BuildResult, passed_over: Sequence[str]) -> UpkeepResult:
    """Return what a build did."""
    manifest = result.manifest
    holds = f"{len(manifest.sources)} sources, {manifest.n_pages:,} pages and {manifest.n_passages:,} passages"
    sentences = [*result.mended, f"Generation {manifest.generation} serves: {holds}."]
    if result.changed:
        sentences.append(
            f"{result.n_pages_parsed:,} pages were read, {result.n_passages_embedded:,} passages made searchable."
        )
    if result.left_out:
        sentences.append(f"No longer in the library: {', '.join(result.left_out)}.")
    return UpkeepResult(
        heading="The library was built" if result.changed else "Nothing had changed",
        sentences=tuple(sentences),
        sources=tuple((name, words) for name, _, words in (one.partition(": ") for one in result.verdicts) if words),
        problems=(*passed_over, *result.problems, *result.remarks),
    )


def fetch_sources(folder: Path, source_ids: Sequence[str], progress: Progress, *, contact: str = "") -> UpkeepResult:
    """Bring sources from their official addresses, one after another; one that cannot be had does not stop the rest.

    Parameters
    ----------
    folder : Path
        The library's.
    source_ids : sequence of str
        Which.
    progress : Progress
        Is called for each source, and as its bytes arrive.
    contact : str
        Whom the official sites can write to.

    Raises
    ------
    FetchError
        If one is not known, or another fetch into the folder is running.
    """
    register = load_register()
    if unknown := [one for one in source_ids if one not in register]:
        raise FetchError(f"the register has no source called {unknown[0]}", "choose from the list")
    with fetching_alone(folder), open_asker(contact) as asker, BoundedReader() as reader:
        fetcher = Fetcher(
            register=register, folder=folder, api=ContentApi(asker), today=date.today(),  # noqa: DTZ011
            document_of=lambda path, source: reader.read(path, source).parsed.document,
        )  # fmt: skip
        return fetch_each(fetcher, [register[one] for one in source_ids], progress)


def fetch_each(fetcher: Fetcher, wanted: Sequence[Source], progress: Progress) -> UpkeepResult:
    """Fetch each source with a fetcher, and report what became of each."""
    outcomes, problems, n_fetched = [], [], 0
    for number, source in enumerate(wanted, 1):
        stage = f"Fetching {number} of {len(wanted)}: {source.name}"
        progress(stage, 0, 1)
        try:
            fetched = replace(fetcher, on_progress=_bytes(progress, stage)).fetch(source)
        except FetchError as error:
            outcomes.append((source.name, "It could not be had"))
            problems.append(f"{error.message}. {error.hint}".strip())
            continue
        n_fetched += fetched.outcome is not FetchOutcome.SET_ASIDE
        outcomes.append((source.name, _outcome_words(fetched)))
    sentences = (
        f"{n_fetched} of {len(wanted)} are in the library’s folder.",
        "Build the library again, so that answers can quote them.",
    )
    return UpkeepResult(
        heading="The official sites were asked", sentences=sentences, sources=tuple(outcomes), problems=tuple(problems)
    )


def _bytes(progress: Progress, stage: str) -> Callable[[int, int | None], None]:
    return lambda done, total: progress(stage, min(done, total), total) if total else None


def _outcome_words(fetched: Fetched) -> str:
    return ". ".join((_FETCH_WORDS[fetched.outcome], *fetched.notices)) + "."
