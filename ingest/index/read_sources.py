"""The sources of one build, each read from its PDF or taken over from the generation that serves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import TracebackType

from corpus.errors import IndexDamaged
from corpus.index import IndexedSource, Manifest, PassageStore, generations, must_be_unchanged, read_provisions
from corpus.models import Embedder
from corpus.provisions import Provision
from corpus.register import Register
from ingest.engine import Engine, LocalEngine, Lost
from ingest.index.inputs import BUILD_VERSIONS, Item
from ingest.index.page_report import (
    REPORTS,
    PageReport,
    pages_mentioned,
    read_reports,
    reports_by_source,
    with_digests,
)
from ingest.index.read_document import ReadSource, ReadTask, SentTask, Unread, read_sent, read_source
from ingest.pdf import Scan, Tesseract
from ingest.progress import READING, Progress
from ingest.sandbox import BoundedReader, Limits

_HINT = "Open it, print it to PDF, and try the copy."


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReader:
    """Reads the sources of one build.

    Parameters
    ----------
    index_dir : Path
        The index's folder.
    embedder : Embedder
        Says how long a passage may be.
    limits : Limits
        How much time and memory one file may use.
    recogniser : Tesseract or None
        Reads scanned pages.
    progress : Progress
        Called with how many sources are read.
    register : Register
        All editions known: what a file names itself is compared with them.
    engine : Engine
        Does the reading.
    """

    index_dir: Path
    embedder: Embedder
    limits: Limits
    recogniser: Tesseract | None
    progress: Progress
    register: Register
    engine: Engine = field(default_factory=LocalEngine)

    def read_all(
        self, items: Sequence[Item], taken_over: Sequence[IndexedSource], serving: Manifest | None
    ) -> tuple[list[ReadSource], list[str]]:
        """Read every source, taking over what has not changed; a source that cannot be read keeps its last good reading."""
        known = {entry.source.source_id: entry for entry in serving.sources} if serving else {}
        with _Earlier(self.index_dir, serving) as earlier:
            sources = [earlier.reading(entry) for entry in taken_over]
            found = {
                n: self._taken_over(item, known.get(item.source.source_id), earlier) for n, item in enumerate(items)
            }
            same = [source for source in found.values() if source is not None]
            fresh = [items[n] for n, source in found.items() if source is None]
            read, unread = self._read_all(fresh, len(same), len(items))
            problems: list[str] = []
            for item, why in unread:
                last = earlier.last_good(known.get(item.source.source_id))
                what = "its last good reading is kept" if last else "it is left out"
                problems.append(f"{item.source.source_id}: {why.message}; {what}. {why.hint}".strip())
                read += [last] if last else []
        digests = pages_mentioned(items)
        sources = [
            replace(source, reports=with_digests(source.reports, digests)) for source in (*sources, *same, *read)
        ]
        return sorted(sources, key=lambda source: source.entry.source.source_id), problems

    def _read_all(
        self, items: Sequence[Item], n_before: int, n_all: int
    ) -> tuple[list[ReadSource], list[tuple[Item, Unread]]]:
        """Read sources anew, in whatever order they are done; give what could not be read in their own order."""
        read: list[ReadSource] = []
        unread: dict[int, Unread] = {}
        self.progress(READING, n_before, n_all)
        for n_done, (number, answer) in enumerate(self._answers(items), n_before + 1):
            if isinstance(answer, ReadSource):
                read.append(answer)
            elif isinstance(answer, Unread):
                unread[number] = answer
            else:
                unread[number] = Unread(message=f"{items[number].pdf.name} {answer.why}", hint=_HINT)
            self.progress(READING, n_done, n_all)
        return read, [(items[number], unread[number]) for number in sorted(unread)]

    def _answers(self, items: Sequence[Item]) -> Iterator[tuple[int, ReadSource | Unread | Lost]]:
        if self.engine.sends:
            yield from self.engine.run(read_sent, map(self._sent, items))
            return
        with BoundedReader(self.limits, self.recogniser) as reader:
            yield from self.engine.run(partial(read_source, reader=reader), map(self._task, items))

    def _task(self, item: Item) -> ReadTask:
        return ReadTask(item=item, embedder=self.embedder, register=self.register)

    def _sent(self, item: Item) -> SentTask:
        try:
            data = item.pdf.read_bytes()
        except OSError:
            data = None
        return SentTask(
            task=self._task(replace(item, pinpoints=dict(item.pinpoints))), data=data, limits=self.limits,
            read_scans=self.recogniser is not None, embedder=self.embedder.name, versions=BUILD_VERSIONS,
        )  # fmt: skip

    def _taken_over(self, item: Item, before: IndexedSource | None, earlier: _Earlier) -> ReadSource | None:
        """Take over the passages of an unchanged source; ``None`` if it must be read anew.

        So it must if it changed, if its passages are damaged, or if it has scanned pages that can be read only now.
        """
        if before is None or before.key != item.key:
            return None
        last = earlier.last_good(before.model_copy(update={"instead": item.instead}))
        if last is None:
            return None
        taken = replace(last, pdf=item.pdf)
        waiting = any(report.scan is Scan.NOT_TRIED for report in taken.reports)
        return None if waiting and self.recogniser else taken


class _Earlier:
    """What can be taken over from the generation that serves: opened once, and compared with what was written."""

    def __init__(self, index_dir: Path, serving: Manifest | None) -> None:
        self._index_dir, self._serving = index_dir, serving
        self._store: PassageStore | None = None
        self._reports: dict[str, list[PageReport]] = {}
        self._provisions: Mapping[str, tuple[Provision, ...]] = {}

    def __enter__(self) -> _Earlier:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._store is not None:
            self._store.close()

    def reading(self, entry: IndexedSource) -> ReadSource:
        """Return a source as it was read for that generation, or raise ``IndexDamaged``."""
        assert self._serving is not None  # an entry to keep comes from it
        if self._store is None:
            folder = generations.folder_of(self._index_dir, self._serving.generation)
            must_be_unchanged(folder, {REPORTS: self._serving.files.get(REPORTS, "")})
            self._provisions = read_provisions(self._index_dir, self._serving)
            self._reports = reports_by_source(read_reports(folder))
            self._store = generations.open_passages(self._index_dir, self._serving)
        source_id = entry.source.source_id
        return ReadSource(
            entry=entry,
            passages=self._store.of_source(source_id),
            reports=self._reports.get(source_id, []),
            pdf=self._index_dir / "files" / f"{entry.sha256}.pdf",
            parsed=False,
            provisions=self._provisions.get(source_id, ()),
        )

    def last_good(self, entry: IndexedSource | None) -> ReadSource | None:
        """Return a source as it was read for that generation; ``None`` if it was not, or if that is damaged."""
        try:
            return self.reading(entry) if entry is not None else None
        except IndexDamaged:
            return None
