"""What needs doing on this computer, found without asking anybody: for the ``check`` command and the library page.

The register, the manifest, the lock file and the digests are read, and no PDF: the page that shows it must be quick.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.index import store_of
from corpus.register import Register, load_register
from corpus.settings import LibrarySettings
from ingest.digests import load_digests
from ingest.fetch import read_lock
from ingest.index import current_manifest
from ingest.upkeep.library_check import check
from ingest.upkeep.types import LibraryFinding, LibraryState

_WHO = "whoever looks after this computer"


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryNotice:
    """A finding in words for somebody who runs no commands.

    Parameters
    ----------
    text : str
        What is so, and what to do or whom to ask.
    url : str
        The official page to look at, if that is what to do.
    to_do : bool
        Whether something needs doing now; else it is worth knowing.
    """

    text: str
    url: str
    to_do: bool


def library_here(index_dir: Path, library_dir: Path) -> tuple[Register, LibraryState]:
    """Return the register with the library's own documents, and what is on this computer.

    Parameters
    ----------
    index_dir, library_dir : Path
        Where the index is, and where fetched PDFs are.

    Raises
    ------
    RegisterError
        If the register or the library's own documents have mistakes.
    FetchError
        If the lock file cannot be read.
    """
    manifest = current_manifest(index_dir)
    indexed = [entry.source for entry in manifest.sources] if manifest else []
    register = load_register()
    register = register.with_sources(source for source in indexed if source.source_id not in register)
    ids = frozenset(source.source_id for source in indexed)
    files = (
        {entry.source.source_id: index_dir / "files" / f"{entry.sha256}.pdf" for entry in manifest.sources}
        if manifest
        else {}
    )
    sizes = {source_id: file.stat().st_size for source_id, file in files.items() if file.is_file()}
    return register, LibraryState(indexed=ids, lock=read_lock(library_dir), sizes=sizes)


def library_notices(settings: LibrarySettings, as_at: date) -> tuple[LibraryNotice, ...]:
    """Return what needs doing, and what is worth knowing; what needs doing first.

    Parameters
    ----------
    settings : LibrarySettings
        Where the library is.
    as_at : date
        The day to which the notices apply.

    Raises
    ------
    RegisterError, FetchError, DigestError
        If the register, the lock file or a digest cannot be read.
    """
    store = store_of(settings)
    store.refresh()
    register, library = library_here(store.index_dir, settings.library_dir)
    found = check(register, library, load_digests(), as_at).found
    return tuple(map(_notice, sorted(found, key=lambda one: not one.to_do)))


def _notice(found: LibraryFinding) -> LibraryNotice:
    if found.url:
        do = f" Look at its official page, and tell {_WHO} if there is a newer edition."
    elif found.do.startswith("ask "):
        do = f" A{found.do[1:]} whether it still stands, and tell {_WHO}."
    else:
        do = f" Ask {_WHO} to {found.do}." if found.do else ""
    return LibraryNotice(text=f"{found.says}.{do}", url=found.url, to_do=found.to_do)
