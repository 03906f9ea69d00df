"""What the maintainer's page does with the library: tell what it holds, build it again, go back, look for faults."""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.errors import IndexDamaged, IndexMissing
from corpus.index import IndexedSource, Manifest, generations
from corpus.models import SentenceTransformerEmbedder
from corpus.register import load_register
from corpus.settings import LibrarySettings
from corpus.upkeep import Done, Earlier, Fetchable, LibraryStanding, SourceReport
from ingest.digests import load_digests
from ingest.errors import BuildError
from ingest.fetch import Lock, read_lock
from ingest.index import Builder, BuildResult, PageReport, Plan, inputs, read_reports, verdict
from ingest.opening import open_builder
from ingest.progress import Progress, silent
from ingest.upkeep.doctor import examine
from ingest.upkeep.maintainer_fetch import Bring, bring, can_be_fetched

LOOKING = "Looking at every file of the library"


class LibraryUpkeep:
    """The library as whoever looks after it works with it.

    Parameters
    ----------
    settings : LibrarySettings
        Where it is, and which model reads it.
    builder : callable, optional
        Given what is told of progress, makes what builds generations.
    fetches : callable, optional
        Brings sources from their official addresses; asks nobody before it is called.
    """

    def __init__(
        self,
        settings: LibrarySettings,
        builder: Callable[[Progress], Builder] | None = None,
        fetches: Bring = bring,
    ) -> None:
        self._settings = settings
        self._index_dir, self._library_dir = settings.index_dir, settings.library_dir
        self._builder = builder or (lambda progress: open_builder(settings, settings.index_dir, progress))
        self._fetches = fetches

    @property
    def place(self) -> str:
        """What tells this library from another that the same server may show."""
        return str(self._index_dir.resolve())

    @property
    def is_writable(self) -> bool:
        """Whether this process may write to the index's folder, or make it."""
        there = next(path for path in (self._index_dir, *self._index_dir.resolve().parents) if path.exists())
        return os.access(there, os.W_OK)

    def standing(self) -> LibraryStanding:
        """Return what serves, file by file, and what can be gone back to.

        Raises
        ------
        IndexMissing, IndexDamaged
            If there is no index, or it cannot be read.
        FetchError
            If what was noted of fetched files cannot be read.
        """
        manifest = generations.read_manifest(self._index_dir, generations.current(self._index_dir))
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
        """Return the sources whose official address is known; nobody is asked."""
        return can_be_fetched(self._library_dir)

    def build(self, progress: Progress = silent) -> Done:
        """Build the library again from the digests, the files in its folder and the school's own documents.

        Raises
        ------
        BuildError, DigestError
            If something that it is made of cannot be read, or it cannot be written; what served before still does.
        IndexBusy
            If another process is writing.
        """
        register = load_register()
        there = self._library_dir.is_dir()
        items, passed_over = inputs.from_folder(self._library_dir, register) if there else ([], [])
        with tempfile.TemporaryDirectory() as folder:
            items += inputs.from_digests(load_digests(), Path(folder))
            result = self._builder(progress).change(
                lambda serving: Plan(items=[*items, *inputs.local_items(self._index_dir, serving)])
            )
        return _told(result, passed_over)

    def fetch(self, source_ids: Sequence[str], progress: Progress = silent) -> Done:
        """Bring sources from their official addresses to the library's folder; the index is as it was until it is built.

        Raises
        ------
        FetchError
            If one is not known, or another fetch is running.
        """
        return self._fetches(self._library_dir, source_ids, progress)

    def faults(self, progress: Progress = silent) -> Done:
        """Look the index over: every file against its hash, the generation against its manifest."""
        progress(LOOKING, 0, 1)
        faults = examine(self._index_dir, SentenceTransformerEmbedder(self._settings.embedding_model).name)
        progress(LOOKING, 1, 1)
        if not faults:
            return Done(heading="No fault was found", said=("Every file is as it was indexed.",))
        n = "One fault was" if len(faults) == 1 else f"{len(faults)} faults were"
        return Done(heading=f"{n} found", problems=tuple(faults))

    def roll_back(self, to: str) -> Done:
        """Make the generation before serve again.

        Parameters
        ----------
        to : str
            The generation that the person was told of.

        Raises
        ------
        BuildError
            If it is not the one before any more.
        IndexMissing
            If there is none.
        IndexBusy
            If another process is writing.
        """
        with generations.writing(self._index_dir):
            if generations.previous(self._index_dir) != to:
                raise BuildError(f"{to} is not the generation before any more", "look again at what would serve")
            generations.swap(self._index_dir, to)
        again = (
            "The next build starts from it: a document of the school’s own that it does not hold must be added again."
        )
        return Done(
            heading="The earlier generation serves again", said=(f"Generation {to} answers from now on.", again)
        )

    def _earlier(self, serving: Manifest) -> Earlier | None:
        try:
            before = generations.read_manifest(self._index_dir, generations.previous(self._index_dir))
        except (IndexMissing, IndexDamaged):
            return None
        now, then = ({entry.source.source_id: entry for entry in m.sources} for m in (serving, before))
        return Earlier(
            generation=before.generation,
            built_at=before.built_at,
            n_sources=len(before.sources),
            n_passages=before.n_passages,
            without=tuple(now[one].source.name for one in sorted(now.keys() - then.keys())),
            again=tuple(then[one].source.name for one in sorted(then.keys() - now.keys())),
        )


def library_upkeep(settings: LibrarySettings) -> LibraryUpkeep:
    """Return the library as whoever looks after it works with it."""
    return LibraryUpkeep(settings)


def _reported(entry: IndexedSource, pages: Sequence[PageReport], lock: Lock) -> SourceReport:
    source_id = entry.source.source_id
    fetched = lock.fetched.get(source_id)
    same = fetched is not None and fetched.sha256 == entry.sha256
    return SourceReport(
        source=entry.source,
        n_pages=entry.n_pages,
        n_passages=entry.n_passages,
        told=verdict(pages).removeprefix(f"{source_id}: ") if pages else "nothing is noted of its pages",
        problems=tuple(page.sentence.removeprefix(f"{source_id} ") for page in pages if page.sentence),
        fetched_on=fetched.fetched_on if fetched and same else None,
        instead=entry.instead.reason if entry.instead else "",
    )


def _told(result: BuildResult, passed_over: Sequence[str]) -> Done:
    """Return what a build did."""
    manifest = result.manifest
    holds = f"{len(manifest.sources)} sources, {manifest.n_pages:,} pages and {manifest.n_passages:,} passages"
    said = [f"Generation {manifest.generation} serves: {holds}."]
    if result.changed:
        said.append(
            f"{result.n_pages_parsed:,} pages were read, {result.n_passages_embedded:,} passages made searchable."
        )
    if result.left_out:
        said.append(f"No longer in the library: {', '.join(result.left_out)}.")
    return Done(
        heading="The library was built" if result.changed else "Nothing had changed",
        said=tuple(said),
        sources=tuple((name, told) for name, _, told in (one.partition(": ") for one in result.verdicts) if told),
        problems=(*passed_over, *result.problems, *result.remarks),
    )
