"""Documents of the school's own: examined at, added, replaced, taken out. The command line and the page both come here.

A file is read once, in the bounded process, and examined at for personal details before anything of it is indexed. Its bytes
stay in memory, or in a private folder that is deleted whatever happens; the name it came with never becomes a path. What a
change leaves in the library is decided while no other process can write.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from corpus.errors import IndexMissing
from corpus.index import IndexedSource, generations
from corpus.types import Authority, Source
from ingest.errors import BuildError, IngestError, NoText, UnreadablePdf
from ingest.index import Builder, BuildResult, Item, Plan, current_manifest, local_entries
from ingest.local.local_document import (
    MAX_BYTES,
    Description,
    ExaminedDocument,
    Handling,
    LocalChange,
    Upload,
    note_of,
    pages_in_words,
    shown,
    source_of,
)
from ingest.local.personal_details import notice
from ingest.pdf import Tesseract
from ingest.progress import READING, Progress, silent
from ingest.sandbox import BoundedReader, Limits, Reading

MAX_PAGES = 500
_FILE = "document.pdf"


class LocalLibrary:
    """The school's own documents in one index.

    Parameters
    ----------
    index_dir : Path
        The index's folder.
    builder : callable
        Makes what builds generations of that index, given whom to report progress to.
    limits : Limits, optional
        How much time and memory reading a file may take.
    recogniser : Tesseract, optional
        Reads scanned pages.
    refresh : callable, optional
        Brings the generation that serves to the folder, where it is at a server.
    """

    def __init__(
        self,
        index_dir: Path,
        builder: Callable[[Progress], Builder],
        limits: Limits | None = None,
        recogniser: Tesseract | None = None,
        refresh: Callable[[], None] = lambda: None,
    ) -> None:
        self._index_dir = index_dir
        self._builder = builder
        self._limits = limits
        self._recogniser = recogniser
        self._refresh = refresh

    @property
    def documents(self) -> list[IndexedSource]:
        """The documents that were added here, by title."""
        self._refresh()
        return sorted(local_entries(current_manifest(self._index_dir)), key=lambda entry: entry.source.title.casefold())

    @property
    def is_writable(self) -> bool:
        """Whether this process may write to the index's folder."""
        return os.access(self._index_dir, os.W_OK)

    def examine(self, upload: Upload, description: Description, progress: Progress = silent) -> ExaminedDocument:
        """Read a document, and look for personal details in it; nothing is indexed.

        Parameters
        ----------
        upload : Upload
            The file.
        description : Description
            What it is.
        progress : Progress
            Is called when reading has begun and ended.

        Raises
        ------
        BuildError
            If its description does not fit with what the library has.
        IngestError
            If it cannot be read.
        UnreadablePdf
            Also if it is too large.
        IndexMissing
            If there is no index to add it to.
        """
        source = source_of(description)
        if len(upload.data) > MAX_BYTES:
            raise UnreadablePdf(
                f"{shown(upload.name)} is larger than {MAX_BYTES // 2**20} MB", "Compress its pictures, or split it."
            )
        self._check(source, description.replaces, hashlib.sha256(upload.data).hexdigest())
        progress(READING, 0, 1)
        with self._reading(upload) as (reader, pdf):
            reading = reader.read(pdf, source)
        if len(reading.parsed.document.pages) > MAX_PAGES:
            raise UnreadablePdf(f"{shown(upload.name)} has more than {MAX_PAGES} pages", "Split it into parts.")
        progress(READING, 1, 1)
        return ExaminedDocument(
            source=source,
            replaces=description.replaces,
            upload=upload,
            reading=reading,
            notices=notice(reading.parsed),
        )

    def add(
        self, examined: ExaminedDocument, handling: Handling | None = None, progress: Progress = silent
    ) -> LocalChange:
        """Index a document that was examined at, and make the library with it serve.

        Parameters
        ----------
        examined : ExaminedDocument
            What ``examine`` returned.
        handling : Handling or None
            What is done about the pages that a person was asked about; ``None`` if there are none.
        progress : Progress
            Is called with how far each stage has come.

        Raises
        ------
        BuildError
            If a choice is missing, nothing would be left, or the library cannot be written.
        IndexBusy
            If another process is writing.
        """
        pages = [one.page for one in examined.asked_about]
        if pages and handling is None:
            raise BuildError(
                f"it is not settled what is done about {pages_in_words(pages)}", "leave them out, or keep them"
            )
        source = replace(examined.source, note=note_of(examined.source.note, examined.asked_about, handling))
        with self._reading(examined.upload) as (reader, pdf):
            reading = examined.reading
            if pages and handling is Handling.LEAVE_OUT:
                reading = _emptied(reader, pdf, pages, source)
            item = Item(source=source, pdf=pdf, sha256=hashlib.sha256(pdf.read_bytes()).hexdigest(), reading=reading)
            gone = frozenset({examined.replaces, source.source_id}) - {""}
            result = self._builder(progress).change(lambda _: self._plan(item, examined.replaces, gone))
        return self._changed(source.title, source.source_id, result)

    def take_out(self, source_id: str, progress: Progress = silent) -> LocalChange:
        """Take a document out of the library and off the disk.

        Parameters
        ----------
        source_id : str
            Of a document that was added here.
        progress : Progress
            Is called with how far each stage has come.

        Raises
        ------
        BuildError
            If no such document was added, or the library cannot be written.
        IndexBusy
            If another process is writing.
        """
        title = self._added(source_id, self._entries()).source.title
        result = self._builder(progress).change(lambda _: self._plan(None, source_id, frozenset({source_id})))
        return self._changed(title, source_id, result)

    def _changed(self, title: str, source_id: str, result: BuildResult) -> LocalChange:
        try:
            earlier = generations.previous(self._index_dir)
        except IndexMissing:
            earlier = ""
        return LocalChange(title=title, source_id=source_id, result=result, can_roll_back=bool(earlier))

    def _plan(self, item: Item | None, replaces: str, gone: frozenset[str]) -> Plan:
        """Return what the next generation is made of; asked while no other process can write.

        Raises
        ------
        BuildError
            If it cannot be made.
        """
        entries = self._entries()
        if item is not None:
            self._check(item.source, replaces, item.sha256)
        else:
            self._added(replaces, entries)
        keep = [entry for entry in entries if entry.source.source_id != replaces]
        if item is None and not keep:
            raise BuildError(
                f"{replaces} is all that the library holds", "run 'make index' first, so that something is left"
            )
        return Plan(items=[item] if item else [], keep=keep, taken_out=gone)

    def _entries(self) -> Sequence[IndexedSource]:
        self._refresh()
        return generations.read_manifest(self._index_dir, generations.current(self._index_dir)).sources

    def _check(self, source: Source, replaces: str, sha256: str) -> None:
        """Check that a document does not replace another unasked.

        Raises
        ------
        BuildError
            If its title makes the id of another document, or what it replaces was not added here.
        """
        entries = self._entries()
        if replaces:
            self._added(replaces, entries)
        for entry in entries:
            if entry.source.source_id == source.source_id != replaces and entry.sha256 != sha256:
                hint = f"choose another title or edition, or say that it replaces {source.source_id}"
                raise BuildError(f"the library has another document called {source.source_id} already", hint)

    @staticmethod
    def _added(source_id: str, entries: Sequence[IndexedSource]) -> IndexedSource:
        """Return a document that was added here: only these may be taken out.

        Raises
        ------
        BuildError
            If it was not.
        """
        local = {entry.source.source_id: entry for entry in entries if entry.source.authority is Authority.LOCAL}
        if source_id not in local:
            known = ", ".join(sorted(local)) or "none"
            raise BuildError(f"{source_id} is not a document that was added here", f"documents added: {known}")
        return local[source_id]

    @contextmanager
    def _reading(self, upload: Upload) -> Iterator[tuple[BoundedReader, Path]]:
        """Put an upload in a private folder for as long as it is read; errors call it by the name it came with.

        Yields
        ------
        tuple
            What reads it, and where it is.

        Raises
        ------
        IngestError
            As it is raised while it is read.
        """
        with tempfile.TemporaryDirectory() as folder, BoundedReader(self._limits, self._recogniser) as reader:
            pdf = Path(folder) / _FILE
            pdf.write_bytes(upload.data)
            try:
                yield reader, pdf
            except IngestError as error:
                raise type(error)(error.message.replace(_FILE, shown(upload.name)), error.hint) from error


def _emptied(reader: BoundedReader, pdf: Path, pages: Sequence[int], source: Source) -> Reading:
    """Replace the PDF by a copy of it with some pages empty, and read that.

    Raises
    ------
    BuildError
        If the copy still has words on those pages, or nowhere.
    """
    pdf.write_bytes(reader.without_pages(pdf, pages))
    try:
        reading = reader.read(pdf, source)
    except NoText as error:
        raise BuildError(
            "nothing would be left of it: every page with words would be left out", "do not add this document"
        ) from error
    document = reading.parsed.document
    if any(page.text.strip() or page.image_only or page.unexplained for page in document.pages if page.number in pages):
        raise BuildError(f"{pages_in_words(pages)} could not be emptied", "delete those pages in the document itself")
    return reading
