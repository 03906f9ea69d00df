"""What goes into a build: PDFs of a folder, the bundled digests, documents added by hand, what the library holds already."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import TypeAdapter

from corpus.errors import CorpusError
from corpus.index import FoundInstead, IndexedSource, Manifest, newest_readable
from corpus.provisions import PROVISIONS
from corpus.register import Register
from corpus.types import EMBEDDED_TEXT_VERSION, Authority, Pinpoint, Source
from ingest.digests import DIGESTS_VERSION, Digest, pinpoints, render
from ingest.errors import BuildError, FetchError
from ingest.fetch import Lock, SetAside, read_lock
from ingest.files import odd_kind, sha256_of
from ingest.passages import CHUNKER_VERSION
from ingest.pdf import PARSER_VERSION
from ingest.practice import LINKS_VERSION
from ingest.sandbox import Reading
from ingest.structure import COMMENCEMENT_VERSION, STRUCTURE_VERSION
from ingest.web import Anchors, read_anchors

VERSIONS = {
    "parser": PARSER_VERSION,
    "structure": STRUCTURE_VERSION,
    "chunker": CHUNKER_VERSION,
    "commencement": COMMENCEMENT_VERSION,
    "digests": DIGESTS_VERSION,
    "embedded_text": EMBEDDED_TEXT_VERSION,
}
BUILD_VERSIONS = VERSIONS | {"bridge": LINKS_VERSION}
_SOURCE = TypeAdapter(Source)
_PINPOINT = TypeAdapter(Pinpoint)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A source and the PDF to read it from.

    Parameters
    ----------
    pinpoints : mapping of str to Pinpoint
        For a digest, where each numbered statement comes from.
    anchors : Anchors
        For our print of a web page, where its headings stand.
    instead : FoundInstead or None
        What came when it was fetched last, if that was another edition or publication; readers learn of it.
    reading : Reading or None
        The PDF as it was read already, so that it is not read twice.
    """

    source: Source
    pdf: Path
    sha256: str
    pinpoints: Mapping[str, Pinpoint] = field(default_factory=dict)
    anchors: Anchors = field(default_factory=Anchors)
    instead: FoundInstead | None = None
    reading: Reading | None = field(default=None, repr=False, compare=False)

    @property
    def key(self) -> str:
        """A hash of all that decides the source's passages: equal keys, equal passages."""
        parts = [self.sha256, _SOURCE.dump_json(self.source).decode(), repr(sorted(VERSIONS.items()))]
        parts += [n + _PINPOINT.dump_json(p).decode() for n, p in sorted(self.pinpoints.items())]
        if self.anchors.url:  # spelt as in the indexes there are, so that their prints need not be read anew
            parts.append(f"Anchors(url={self.anchors.url!r}, places={self.anchors.headings!r})")
        if self.anchors.provisions:
            parts.append(PROVISIONS.dump_json(self.anchors.provisions).decode())
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def from_folder(folder: Path, register: Register) -> tuple[list[Item], list[str]]:
    """Collect the PDFs whose stem is a registered source, with what the lock file next to them says came instead.

    Returns
    -------
    tuple of list
        The items, and a sentence for each PDF that was passed over and for a lock file that cannot be read.

    Raises
    ------
    BuildError
        If the folder cannot be read.
    """
    if not folder.is_dir():
        raise BuildError(f"{folder} is not a folder", "name the folder that holds the PDFs with --from")
    items: list[Item] = []
    lock, passed_over = Lock(), []
    try:
        lock = read_lock(folder)
    except FetchError as error:  # the PDFs are what they are without it
        passed_over.append(f"{error.message}; {error.hint}")
    for pdf in sorted(folder.glob("*.[pP][dD][fF]")):
        if not pdf.is_file():
            passed_over.append(f"{pdf.name} was passed over: it is {_kind(pdf)}, whatever its name")
        elif any(item.source.source_id == pdf.stem for item in items):
            passed_over.append(f"{pdf.name} was passed over: another file of the folder has the same name")
        elif pdf.stem in register:
            items.append(_registered(register[pdf.stem], pdf, lock))
        else:
            passed_over.append(
                f"{pdf.name} is not a registered source and was passed over; add it with 'python -m ingest add'"
            )
    return items, passed_over


def _kind(odd: Path) -> str:
    """Say what stands in a folder of PDFs and is no file."""
    try:
        return odd_kind(odd)
    except OSError:
        return "a link that leads nowhere"


def _registered(source: Source, pdf: Path, lock: Lock) -> Item:
    """Return a registered PDF, with what the lock file says of it.

    That is the address at which its pages can be opened, if it is the file that was fetched, and what came instead of it last,
    unless that very file was put there by hand.
    """
    sha256 = sha256_of(pdf)
    aside, fetched = lock.set_aside.get(source.source_id), lock.fetched.get(source.source_id)
    instead = None if aside is None or aside.sha256 == sha256 else _found_instead(aside)
    item = Item(source=source, pdf=pdf, sha256=sha256, instead=instead)
    if fetched is None or fetched.sha256 != sha256:
        return item
    if fetched.kind == "html":
        return replace(item, anchors=read_anchors(pdf))
    return replace(item, source=replace(source, file_url=fetched.url))


def _found_instead(aside: SetAside) -> FoundInstead:
    return FoundInstead(on=aside.on, reason=aside.reason, is_source=aside.is_source)


def from_digests(digests: Iterable[Digest], folder: Path) -> list[Item]:
    """Render the digests to PDFs in a folder and collect them."""
    items = []
    for digest in digests:
        pdf = render(digest, folder / f"{digest.source.source_id}.pdf")
        items.append(Item(source=digest.source, pdf=pdf, sha256=sha256_of(pdf), pinpoints=pinpoints(digest)))
    return items


def current_manifest(index_dir: Path) -> Manifest | None:
    """Return the manifest of the generation that serves, or the newest that can be read; ``None`` if none can."""
    try:
        return newest_readable(index_dir)
    except CorpusError:
        return None


def local_items(index_dir: Path, manifest: Manifest | None) -> list[Item]:
    """Collect the documents added by hand from the index's own copies, which every build keeps."""
    return [
        Item(source=entry.source, pdf=index_dir / "files" / f"{entry.sha256}.pdf", sha256=entry.sha256)
        for entry in local_entries(manifest)
    ]


def local_entries(manifest: Manifest | None) -> list[IndexedSource]:
    """Return the documents added by hand."""
    return [entry for entry in manifest.sources if entry.source.authority is Authority.LOCAL] if manifest else []
