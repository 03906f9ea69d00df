"""One source of a build: its PDF read within limits, and cut into passages; at a worker too, to which the file is sent."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.index import IndexedSource
from corpus.models import Embedder
from corpus.provisions import Provision
from corpus.register import Register
from corpus.types import Passage, Source
from ingest.errors import BuildError, IngestError
from ingest.fetch import remark_on
from ingest.index.inputs import BUILD_VERSIONS, Item
from ingest.index.own_words import not_in_file
from ingest.index.page_report import PageReport, page_reports
from ingest.passages import TokenLimit, chunk
from ingest.pdf import Parsed, Scan, installed
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
class Unread:
    """Why a source could not be read, and what to do."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTask:
    """A source to read, and all that reading it needs besides its PDF.

    Parameters
    ----------
    item : Item
        The source.
    embedder : Embedder
        Says how long a passage may be.
    register : Register
        All editions known: what a file names itself is compared with them.
    """

    item: Item
    embedder: Embedder
    register: Register


@dataclass(frozen=True, slots=True, kw_only=True)
class SentTask:
    """A source to read at a worker.

    Parameters
    ----------
    task : ReadTask
        The source; the path of its PDF is of the computer that sends it.
    data : bytes or None
        Of the PDF; ``None`` if it could not be opened.
    limits : Limits
        How much time and memory the file may use.
    read_scans : bool
        Whether scanned pages are read.
    embedder : str
        The name of the embedder, which tells its weights.
    versions : mapping of str to str
        Of the program that sends it.
    """

    task: ReadTask
    data: bytes | None = field(repr=False)
    limits: Limits
    read_scans: bool
    embedder: str
    versions: Mapping[str, str]


def read_source(task: ReadTask, reader: BoundedReader) -> ReadSource | Unread:
    """Read a source with a reader of this computer."""
    try:
        return _read(task, reader)
    except IngestError as error:
        return Unread(message=error.message, hint=error.hint)


def read_sent(sent: SentTask) -> ReadSource | Unread:
    """Read a source that was sent here; the file is gone when it is read.

    Raises
    ------
    BuildError
        If this computer would read it otherwise than the one that sent it.
    """
    recogniser = installed() if sent.read_scans else None
    if sent.versions != BUILD_VERSIONS or sent.task.embedder.name != sent.embedder:
        raise BuildError("a worker runs another version of the project or another model", "update it, then build again")
    if sent.read_scans and recogniser is None:
        raise BuildError("a worker has no Tesseract, and the computer that builds has", "install it there")
    item = sent.task.item
    if sent.data is None:
        return Unread(message=f"{item.pdf.name} cannot be opened", hint="Check the path and its permissions.")
    with tempfile.TemporaryDirectory() as folder, BoundedReader(sent.limits, recogniser) as reader:
        pdf = Path(folder) / item.pdf.name
        pdf.write_bytes(sent.data)
        answer = read_source(replace(sent.task, item=replace(item, pdf=pdf)), reader)
    return answer if isinstance(answer, Unread) else replace(answer, pdf=item.pdf)


def _read(task: ReadTask, reader: BoundedReader) -> ReadSource:
    item = task.item
    reading = item.reading or reader.read(item.pdf, item.source)
    document = reading.parsed.document
    remark = "" if item.anchors.url else remark_on(document, item.source, task.register)
    passages = _with_address(passages_of(reading, item.source, task.embedder), item)
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
