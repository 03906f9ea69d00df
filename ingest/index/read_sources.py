"""The sources of one build, each read from its PDF or taken over from the generation that serves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from corpus.errors import IndexDamaged
from corpus.index import IndexedSource, Manifest, PassageStore, generations, must_be_unchanged, read_provisions
from corpus.models import Embedder
from corpus.provisions import Provision
from corpus.register import Register
from corpus.types import Passage, Source
from ingest.errors import IngestError
from ingest.fetch import remark_on
from ingest.index.inputs import Item
from ingest.index.own_words import not_in_file
from ingest.index.page_report import (
    REPORTS,
    PageReport,
    page_reports,
    pages_mentioned,
    read_reports,
    reports_by_source,
    with_digests,
)
from ingest.passages import TokenLimit, chunk
from ingest.pdf import Parsed, Scan, Tesseract
from ingest.progress import READING, Progress
from ingest.sandbox import BoundedReader, Limits, Reading
from ingest.structure import with_provision, with_standing

_NOTE = "Scanned pages were read by a program that can mistake letters: compare a quotation with the page."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSource:
    """A source as read for this build: its entry, passages, page reports and, of law, what is recorded of its provisions."""

    entry: IndexedSource
    passages: list[Passage]
    reports: list[PageReport]
    pdf: Path
    parsed: bool
    remark: str = ""
    provisions: tuple[Provision, ...] = ()


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
    """

    index_dir: Path
    embedder: Embedder
    limits: Limits
    recogniser: Tesseract | None
    progress: Progress
    register: Register

    def read_all(
        self, items: Sequence[Item], taken_over: Sequence[IndexedSource], serving: Manifest | None
    ) -> tuple[list[ReadSource], list[str]]:
        """Read every source, taking over what has not changed; a source that cannot be read keeps its last good reading."""
        known = {entry.source.source_id: entry for entry in serving.sources} if serving else {}
        problems: list[str] = []
        with _Earlier(self.index_dir, serving) as earlier, BoundedReader(self.limits, self.recogniser) as reader:
            sources = [earlier.reading(entry) for entry in taken_over]
            for done, item in enumerate(items):
                self.progress(READING, done, len(items))
                before = known.get(item.source.source_id)
                try:
                    same = self._taken_over(item, before, earlier)
                    sources.append(same or self._read(item, reader))
                except IngestError as error:
                    last = earlier.last_good(before)
                    what = "its last good reading is kept" if last else "it is left out"
                    problems.append(f"{item.source.source_id}: {error.message}; {what}. {error.hint}".strip())
                    sources += [last] if last else []
        self.progress(READING, len(items), len(items))
        digests = pages_mentioned(items)
        sources = [replace(source, reports=with_digests(source.reports, digests)) for source in sources]
        return sorted(sources, key=lambda source: source.entry.source.source_id), problems

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

    def _read(self, item: Item, reader: BoundedReader) -> ReadSource:
        reading = item.reading or reader.read(item.pdf, item.source)
        document = reading.parsed.document
        remark = "" if item.anchors.url else remark_on(document, item.source, self.register)
        passages = _with_address(passages_of(reading, item.source, self.embedder), item)
        lost = not_in_file(passages, reading.parsed)
        if lost:
            passages = [passage for passage in passages if passage not in lost]
        reports = page_reports(reading.parsed, passages, remark, lost)
        entry = IndexedSource(
            source=_noted(item.source, reading.parsed, remark),
            sha256=item.sha256,
            key=item.key,
            n_pages=len(document.pages),
            n_passages=len(passages),
            n_image_only_pages=sum(page.image_only for page in document.pages),
            instead=item.instead,
        )
        return ReadSource(
            entry=entry, passages=passages, reports=reports, pdf=item.pdf, parsed=True, remark=remark,
            provisions=item.anchors.provisions,
        )  # fmt: skip


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


def passages_of(reading: Reading, source: Source, embedder: Embedder) -> tuple[Passage, ...]:
    """Return the passages of a PDF that was read."""
    document, limit = reading.parsed.document, TokenLimit(max_tokens=embedder.max_tokens, count=embedder.n_tokens)
    return with_standing(chunk(document, reading.blocks, source.title, limit), document, reading.blocks, source)


def with_scan_note(source: Source, scans: Mapping[int, Scan]) -> Source:
    """Return a source whose note, which readers see, says that its words were recognised; unchanged if none were.

    Parameters
    ----------
    source : Source
        As registered, or as it was noted before.
    scans : mapping of int to Scan
        By page.
    """
    bare = source.note.removesuffix(_NOTE).rstrip()
    recognised = Scan.READ in scans.values()
    return replace(source, note=f"{bare} {_NOTE}".strip() if recognised else bare)


def _noted(source: Source, parsed: Parsed, remark: str) -> Source:
    """Return a source whose note says to readers what to know of its file."""
    noted = with_scan_note(source, parsed.scans)
    return replace(noted, note=f"{noted.note} The file {remark}.".strip()) if remark else noted


def _with_address(passages: Sequence[Passage], item: Item) -> list[Passage]:
    """Return passages with the official address of their words, where that is not their page.

    Those of a digest get the pinpoints of their numbered statements, and its title and notes are left out; those of a printed
    web page get its address at their heading, and those of law what is recorded of their provision.
    """
    if item.anchors.url:
        tops = [passage.boxes[0].y1 if passage.boxes else 0.0 for passage in passages]
        return [
            with_provision(
                replace(passage, address=item.anchors.address(passage.page, top)),
                item.anchors.provision(passage.page, top),
            )
            for passage, top in zip(passages, tops, strict=True)
        ]
    if not item.pinpoints:
        return list(passages)
    return [
        replace(passage, pinpoint=item.pinpoints[passage.paragraph])
        for passage in passages
        if passage.paragraph in item.pinpoints
    ]
