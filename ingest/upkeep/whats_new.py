"""What is new at the official sites since the last fetch, and what that does to our sentences.

Each source that is here and has an address is asked about, as politely as it is fetched. A file that is new is brought to a
private folder, read, and compared with what is here; it is not put into the library.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from corpus.errors import CorpusError
from corpus.index import generations
from corpus.models import Embedder, SentenceTransformerEmbedder
from corpus.register import Register
from corpus.settings import LibrarySettings
from corpus.statements import ReviewLedger, load_ledger
from corpus.types import Passage, Source
from ingest.changes import TouchedEdition, TouchedFinder, digests_among
from ingest.crosswalk import as_pair, crosswalk
from ingest.errors import FetchError, IngestError
from ingest.fetch import Asker, ContentApi, Download, Fetcher, SourceChange, fetchable, fetching_alone, open_asker
from ingest.index import passages_of
from ingest.progress import Progress, silent
from ingest.sandbox import BoundedReader
from ingest.upkeep.check_record import CheckRecord, SeenChange, change_id_of, read_record, write_record
from ingest.upkeep.types import LibraryState, Looker

Compare = Callable[[Source, SourceChange], TouchedEdition | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a check of the official sites came to.

    Parameters
    ----------
    touched : tuple of TouchedEdition
        What the files that are new, and were seen now for the first time, do to our sentences.
    """

    record: CheckRecord
    touched: tuple[TouchedEdition, ...] = ()


def ask_sites(
    register: Register,
    library: LibraryState,
    looker: Looker,
    before: CheckRecord,
    *,
    now: datetime,
    resting: Callable[[str], Mapping[str, int]] = lambda _: {},
    compare: Compare = lambda _source, _change: None,
    progress: Progress = silent,
) -> Asked:
    """Ask about each source that is here whether anything has changed where it was had from.

    Parameters
    ----------
    register : Register
        All editions known.
    library : LibraryState
        What is here.
    looker : Looker
        Who asks.
    before : CheckRecord
        What was seen before.
    now : datetime
        When.
    resting : callable
        Returns how many of our sentences of each kind rest on a source.
    compare : callable
        Brings and compares a file that is new; ``None`` where it cannot be had.
    progress : Progress
        Is called for each source.
    """
    wanted = [source for source in fetchable(register) if source.source_id in library.here]
    asked, unchanged, not_asked = set[str](), list[str](), dict[str, str]()
    seen, touched = list[SeenChange](), list[TouchedEdition]()
    for number, source in enumerate(wanted, 1):
        progress(f"Asking about {number} of {len(wanted)}: {source.name}", number - 1, len(wanted))
        try:
            found = looker.look(source, library.sizes.get(source.source_id, 0), library.here)
        except FetchError as error:
            not_asked[source.name] = error.message
            continue
        asked.add(source.source_id)
        if not found:
            unchanged.append(source.name)
        for change in found:
            one = _seen(source, change, now, resting(source.source_id))
            earlier = before.known(one.change_id)
            if earlier is not None:
                seen.append(replace(one, seen=earlier.seen, n_touched=earlier.n_touched))
                continue
            compared = compare(source, change)
            seen.append(replace(one, n_touched=len(compared.sentences)) if compared else one)
            touched += [compared] if compared else []
    record = before.with_seen(frozenset(asked), tuple(seen), now)
    return Asked(record=replace(record, unchanged=tuple(unchanged), not_asked=not_asked), touched=tuple(touched))


def _seen(source: Source, change: SourceChange, now: datetime, kinds: Mapping[str, int]) -> SeenChange:
    return SeenChange(
        change_id=change_id_of(source.source_id, change), source_id=source.source_id, name=source.name,
        state=change.state, says=change.says, url=change.url, edition=change.edition, seen=now, kinds=kinds,
    )  # fmt: skip


@dataclass(frozen=True)
class FileComparer:
    """Brings a file that is new at an official address, and says what it does to our sentences; nothing of it is kept.

    Parameters
    ----------
    index_dir : Path
        The index, which has what is here.
    register : Register
        All editions known.
    embedder : Embedder
        Says how long a passage may be.
    asker : Asker
        Who asks for the file.
    reviews : ReviewLedger
        What was found of sentences already.
    """

    index_dir: Path
    register: Register
    embedder: Embedder
    asker: Asker
    reviews: ReviewLedger = field(default_factory=ReviewLedger)

    def resting(self, source_id: str) -> Mapping[str, int]:
        """Return how many of our sentences of each kind rest on a source."""
        return {kind.value: n for kind, n in self._finder.kinds_resting(source_id).items()}

    def compare(self, source: Source, change: SourceChange) -> TouchedEdition | None:
        """Return what a file that is new does to our sentences; ``None`` if it cannot be had, read or compared."""
        old = self._passages.get(source.source_id, ())
        if not change.file or not old:
            return None
        later = self.register.get(change.edition) or source
        try:
            new = self._brought(later, change.file)
        except IngestError:  # the change itself is what matters, and it is said
            return None
        pair = as_pair(source.source_id, later.source_id, crosswalk(old, new))
        return self._finder.touched((source, later), old, new, pair.changed)

    def _brought(self, source: Source, url: str) -> Sequence[Passage]:
        with tempfile.TemporaryDirectory() as private, BoundedReader() as reader:
            part = Path(private) / "new.pdf"
            Download(asker=self.asker, url=url, part=part).run()
            return passages_of(reader.read(part, source), source, self.embedder)

    @cached_property
    def _finder(self) -> TouchedFinder:
        return TouchedFinder(digests_among(self._passages), self.reviews)

    @cached_property
    def _passages(self) -> Mapping[str, Sequence[Passage]]:
        """The passages that are here; none without an index."""
        try:
            manifest = generations.read_manifest(self.index_dir, generations.current(self.index_dir))
            with closing(generations.open_passages(self.index_dir, manifest)) as store:
                return {one: store.of_source(one) for one in sorted(set(store.source_ids))}
        except CorpusError:
            return {}


def ask_and_record(
    settings: LibrarySettings, register: Register, library: LibraryState, progress: Progress = silent
) -> Asked:
    """Ask the official sites about what is here, and write down what was seen.

    Parameters
    ----------
    settings : LibrarySettings
        Where the library is, which model reads it, and whom the sites can write to.
    register : Register
        All editions known.
    library : LibraryState
        What is here.
    progress : Progress
        Is called for each source.

    Raises
    ------
    FetchError
        If another fetch into the folder is running, or what was seen before cannot be read.
    """
    folder, now = settings.library_dir, datetime.now(UTC)
    embedder = SentenceTransformerEmbedder(settings.embedding_model, settings.n_threads)
    with fetching_alone(folder), open_asker(settings.contact) as asker:
        looker = Fetcher(register=register, folder=folder, api=ContentApi(asker), today=now.date())
        comparer = FileComparer(settings.index_dir, register, embedder, asker, load_ledger(settings.review_ledger))
        asked = ask_sites(
            register, library, looker, read_record(folder), now=now,
            resting=comparer.resting, compare=comparer.compare, progress=progress,
        )  # fmt: skip
        write_record(folder, asked.record)
    return asked
