"""An official PDF that a person saved: which registered edition it is, whatever it is called, and into the library with it.

It is known as what arrives is: by its title page and the register. Legislation must bear its number too, since any guidance may
name an Act first.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpus.register import Register
from corpus.types import Authority, Document, Source
from ingest.errors import FetchError
from ingest.fetch import legislation
from ingest.fetch.identity import Identity, IdentityVerdict, identify, of_document
from ingest.fetch.lockfile import fetching_alone, read_lock, write_lock
from ingest.files import is_whole, sha256_of
from ingest.web import anchors_file

_NOT_OFFICIAL = frozenset({Authority.LOCAL, Authority.DIGEST})
# What a file is read as before it is known; the name is not used for anything else.
_UNKNOWN = Source(
    source_id="not-known-yet", title="", publisher="", edition="", authority=Authority.NON_STATUTORY_ADVICE
)
_REGISTER_IT = "if it is a new edition, register it first: docs/adding-a-source.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialFile:
    """An official PDF in the library's folder.

    Parameters
    ----------
    source : Source
        The edition that it is.
    is_new : bool
        Whether it was not there before.
    notices : tuple of str
        What a person should look at.
    """

    source: Source
    path: Path
    is_new: bool
    notices: tuple[str, ...] = ()


def recognise(document: Document, register: Register, name: str) -> tuple[Source, Identity]:
    """Return the registered edition that a PDF is.

    Parameters
    ----------
    document : Document
        The parsed PDF.
    register : Register
        All editions known.
    name : str
        What the file is called, for the errors.

    Raises
    ------
    FetchError
        If it is none of them, or could be several.
    """
    official = [source for source in register.values() if source.authority not in _NOT_OFFICIAL]
    found = [(source, identify(source, of_document(document, source), register)) for source in official]
    same = [(source, identity) for source, identity in found if identity.verdict is IdentityVerdict.SAME]
    law = [one for one in same if one[0].authority is Authority.LAW and _bears_number(one[0], document)]
    fitting = law or [one for one in same if one[0].authority is not Authority.LAW]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        which = "; ".join(f"{source.name} ({source.source_id})" for source, _ in fitting)
        raise FetchError(f"{name} could be any of {which}", "save it in the library’s folder as <the id>.pdf")
    raise FetchError(f"{name} is no edition that the register knows: {_what_it_is(document, found)}", _REGISTER_IT)


def add_official(
    pdf: Path, name: str, register: Register, folder: Path, document_of: Callable[[Path, Source], Document]
) -> OfficialFile:
    """Put a PDF that a person saved into the library's folder, under the id of the edition that it is.

    Parameters
    ----------
    pdf : Path
        The file; it stays where it is.
    name : str
        What it is called, for the errors.
    register : Register
        All editions known.
    folder : Path
        The library's.
    document_of : callable
        Reads the PDF, within limits.

    Raises
    ------
    IngestError
        If it cannot be read.
    FetchError
        If it is no registered edition, or a fetch into the folder is running.
    """
    with fetching_alone(folder):
        source, identity = recognise(document_of(pdf, _UNKNOWN), register, name)
        target = folder / f"{source.source_id}.pdf"
        notices = [identity.remark] if identity.remark else []
        if is_whole(target, sha256_of(pdf)):
            return OfficialFile(source=source, path=target, is_new=False, notices=tuple(notices))
        if target.exists():
            notices.append("it takes the place of another file of that edition")
        fresh = folder / f".{source.source_id}.new"
        shutil.copyfile(pdf, fresh)
        anchors_file(target).unlink(missing_ok=True)
        write_lock(folder, read_lock(folder).without(source.source_id))
        fresh.replace(target)
    return OfficialFile(source=source, path=target, is_new=True, notices=tuple(notices))


def _bears_number(source: Source, document: Document) -> bool:
    return legislation.bears_number(source, of_document(document, source).text)


def _what_it_is(document: Document, found: list[tuple[Source, Identity]]) -> str:
    """Return what a PDF is instead, as the end of a sentence."""
    for source, identity in found:
        is_other_edition = identity.verdict is IdentityVerdict.OTHER_EDITION and not identity.is_source
        if is_other_edition and source.authority is not Authority.LAW:
            return f"it seems to be another edition of “{source.title}”; {identity.reason}"
        if is_other_edition and _bears_number(source, document):
            return f"it is “{source.title}”, but {identity.reason}"
    first = " ".join(of_document(document, _UNKNOWN).title_page.split())[:80]
    return f"its title page reads “{first}”" if first else "its first pages have no text"
