"""Generations of the index: one writer, a pointer swapped atomically, the one before spared.

On disk::

    <index>/current                    the name of the generation that serves
    <index>/writer.lock                held while a build runs
    <index>/embeddings.sqlite          embeddings by model and passage hash
    <index>/files/<sha256>.pdf         the PDFs, by content, shared between generations
    <index>/generations/0003-ab12cd34/ manifest.json (written last: its presence means complete)
                                       passages.sqlite  chroma/  lexical/  bridge.npz  editions.json

A build that dies leaves a folder without a manifest, which nobody reads and the next build removes. docs/adr/0003 says why.
The manifest has a hash of every other file of its generation, and one of itself: docs/adr/0025.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict

from corpus.errors import IndexBusy, IndexDamaged, IndexMismatch, IndexMissing
from corpus.index.checksums import MANIFEST, MEND, checksums, must_be_unchanged
from corpus.index.passage_store import PassageStore
from corpus.private import make_private
from corpus.types import Source

SCHEMA = 3
_FIRST_SEALED = 3
PASSAGES = "passages.sqlite"


class FoundInstead(BaseModel):
    """What came from a source's official address in its place when it was last fetched, and was not used.

    Parameters
    ----------
    on : date
        The day it came.
    reason : str
        What it is instead, as the end of a sentence.
    is_source : str
        The registered edition that it is; empty if it is none.
    """

    model_config = ConfigDict(frozen=True)

    on: date
    reason: str
    is_source: str = ""


class IndexedSource(BaseModel):
    """A source as a generation holds it: its register entry, its file and its counts.

    ``key`` is a hash of all that decided its passages; a build with an equal key takes them over. ``instead`` decides none.
    """

    model_config = ConfigDict(frozen=True)

    source: Source
    sha256: str
    key: str
    n_pages: int
    n_passages: int
    n_image_only_pages: int = 0
    instead: FoundInstead | None = None

    @property
    def name(self) -> str:
        """What distinguishes this file of this source from any other: ``<source_id>@<sha256>``."""
        return f"{self.source.source_id}@{self.sha256}"


class Manifest(BaseModel):
    """What a generation was made from and holds.

    Parameters
    ----------
    versions : dict of str to str
        Of the parts that shape passages and what leads to them: parser, structure, chunker, digests, bridge.
    staff_words : str
        A hash of the questions, phrases and cases that lead to the passages.
    learned : str
        A hash of the vectors that came with the project.
    problems : tuple of str
        A sentence for each source that could not be read and each page that came out blank unexplained.
    taken_out : tuple of str
        Sources that were taken out and are to be gone from the disk, each as ``<source_id>@<sha256>``.
    inputs : str
        A hash of everything that decides the content: files, register, versions, embedder. Equal inputs, equal index.
    files : dict of str to str
        The SHA-256 of every other file of the generation, by its path in the folder.
    vectors : dict of str to str
        Where vectors are at a server: a hash of those of each source, by its id.
    """

    model_config = ConfigDict(frozen=True)

    schema_version: int = SCHEMA
    generation: str
    built_at: datetime
    embedder: str
    dimension: int
    versions: dict[str, str]
    inputs: str
    staff_words: str = ""
    learned: str = ""
    problems: tuple[str, ...] = ()
    taken_out: tuple[str, ...] = ()
    files: dict[str, str] = {}
    vectors: dict[str, str] = {}
    sources: tuple[IndexedSource, ...]

    @property
    def n_pages(self) -> int:
        """How many pages the generation holds."""
        return sum(entry.n_pages for entry in self.sources)

    @property
    def n_passages(self) -> int:
        """How many passages the generation holds."""
        return sum(entry.n_passages for entry in self.sources)


@contextmanager
def writing(index_dir: Path, patience_s: float = 0.0) -> Iterator[tuple[str, ...]]:
    """Hold the one writer's lock, and clear away what a dead writer left; what is written is for this account alone.

    Parameters
    ----------
    index_dir : Path
        The index's folder.
    patience_s : float
        How long to wait for another process, in seconds.

    Yields
    ------
    tuple of str
        The names of the folders that were cleared away.

    Raises
    ------
    IndexBusy
        If another process is writing.
    """
    index_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = FileLock(index_dir / "writer.lock", mode=0o600)
    try:
        lock.acquire(timeout=patience_s)
    except Timeout as error:
        raise IndexBusy(
            f"another process is writing the index {index_dir}",
            "wait until it has finished; questions are still answered",
        ) from error
    try:
        left = incomplete(index_dir)
        for folder in left:
            shutil.rmtree(folder, ignore_errors=True)
        make_private(index_dir)  # an earlier version of this program let every account read it
        yield tuple(folder.name for folder in left)
    finally:
        make_private(index_dir)
        lock.release()


def current(index_dir: Path) -> str:
    """Name the generation that serves.

    Raises
    ------
    IndexMissing
        If there is no index in the folder.
    """
    try:
        return (index_dir / "current").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise IndexMissing(
            f"there is no index in {index_dir}", "run 'make run', or 'make index', to make one"
        ) from error


def folder_of(index_dir: Path, generation: str) -> Path:
    """Return a generation's folder."""
    return index_dir / "generations" / generation


def pdf_of(index_dir: Path, sha256: str) -> Path:
    """Return where the PDF with a hash lies."""
    return index_dir / "files" / f"{sha256}.pdf"


def read_manifest(index_dir: Path, generation: str) -> Manifest:
    """Read a generation's manifest.

    Raises
    ------
    IndexDamaged
        If it is missing, cannot be read or is not as it was written.
    """
    path = folder_of(index_dir, generation) / MANIFEST
    try:
        data = json.loads(path.read_bytes())
        seal = data.pop("seal", "")
        manifest = Manifest.model_validate(data)
    except (OSError, ValueError, AttributeError, TypeError) as error:  # pydantic's and json's are ValueErrors
        raise IndexDamaged(
            f"the manifest of index generation {generation} is missing or cannot be read", MEND
        ) from error
    sealed = manifest.schema_version >= _FIRST_SEALED
    if manifest.generation != generation or (sealed and seal != _seal(data)):
        raise IndexDamaged(f"the manifest of index generation {generation} is not as it was written", MEND)
    return manifest


def with_checksums(index_dir: Path, manifest: Manifest) -> Manifest:
    """Return a manifest with the hashes of its generation's files, all of which are written."""
    return manifest.model_copy(update={"files": checksums(folder_of(index_dir, manifest.generation))})


def write_manifest(index_dir: Path, manifest: Manifest) -> None:
    """Write a generation's manifest in one step: from then on it counts as complete."""
    path = folder_of(index_dir, manifest.generation) / MANIFEST
    data = manifest.model_dump(mode="json")
    temporary = path.with_suffix(".new")
    temporary.write_text(json.dumps(data | {"seal": _seal(data)}, ensure_ascii=False, indent=1), encoding="utf-8")
    temporary.replace(path)


def _seal(data: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def open_passages(index_dir: Path, manifest: Manifest) -> PassageStore:
    """Open a generation's passages alone, to be closed by the caller.

    Raises
    ------
    IndexDamaged
        If they are not as they were written.
    """
    folder = folder_of(index_dir, manifest.generation)
    must_be_unchanged(folder, {PASSAGES: manifest.files.get(PASSAGES, "")})
    return PassageStore(folder / PASSAGES)


def complete(index_dir: Path) -> list[str]:
    """Name the complete generations, oldest first."""
    folders = sorted((index_dir / "generations").glob("*"))
    return [folder.name for folder in folders if (folder / MANIFEST).exists()]


def incomplete(index_dir: Path) -> list[Path]:
    """Return the folders that a build which died has left."""
    folders = sorted((index_dir / "generations").glob("*"))
    return [folder for folder in folders if not (folder / MANIFEST).exists()]


def new_name(index_dir: Path, inputs: str) -> str:
    """Name the next generation: a running number and the start of its inputs' hash."""
    numbers = [int(folder.name.split("-")[0]) for folder in (index_dir / "generations").glob("[0-9]*-*")]
    return f"{max(numbers, default=0) + 1:04d}-{inputs[:8]}"


def swap(index_dir: Path, generation: str) -> None:
    """Make a generation the one that serves, in one step that cannot be seen half done."""
    read_manifest(index_dir, generation)
    pointer = index_dir / "current"
    temporary = index_dir / "current.new"
    with temporary.open("w", encoding="utf-8") as file:
        file.write(generation + "\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(pointer)


def previous(index_dir: Path) -> str:
    """Name the generation that served before the current one, and holds nothing that was taken out since.

    Raises
    ------
    IndexMissing
        If there is none.
    """
    serving = current(index_dir)
    gone = with_taken_out(index_dir, read_manifest(index_dir, serving)) if _readable(index_dir, serving) else []
    older = [name for name in complete(index_dir) if name < serving and name not in gone]
    if not older:
        raise IndexMissing(f"the index {index_dir} has no earlier generation", "run 'make index' instead")
    return older[-1]


def surplus(index_dir: Path, before: str = "") -> list[str]:
    """Name the generations that neither serve nor are kept for a rollback.

    Parameters
    ----------
    index_dir : Path
        The index's folder.
    before : str
        The generation that served before; if it cannot be read, the newest older than what serves is kept, or the newest.
    """
    serving = current(index_dir)
    holding = with_taken_out(index_dir, read_manifest(index_dir, serving))
    others = [name for name in complete(index_dir) if name not in {serving, *holding} and _readable(index_dir, name)]
    kept = before if before in others else ([name for name in others if name < serving] or others or [""])[-1]
    return [name for name in complete(index_dir) if name not in {serving, kept}]


def unneeded_files(index_dir: Path, names: Collection[str]) -> list[Path]:
    """Return the PDFs that none of some generations needs, and what is left of copies that were broken off."""
    manifests = [read_manifest(index_dir, name) for name in names if _readable(index_dir, name)]
    needed = {f"{entry.sha256}.pdf" for manifest in manifests for entry in manifest.sources}
    return [file for file in sorted((index_dir / "files").glob("*")) if file.name not in needed]


def prune(index_dir: Path, before: str = "") -> None:
    """Remove all but the serving generation and the one kept for a rollback, and the PDFs that neither needs.

    A generation that holds what was taken out of the library is removed too, so that no rollback brings it back. Its manifest
    goes first: a generation that is half removed when the process dies is none.

    Parameters
    ----------
    index_dir, before : Path, str
        As for ``surplus``.
    """
    gone = surplus(index_dir, before)
    needed_by = [name for name in complete(index_dir) if name not in gone]
    for name in gone:
        folder = folder_of(index_dir, name)
        with suppress(OSError):
            (folder / MANIFEST).unlink()
        shutil.rmtree(folder, ignore_errors=True)
    for file in unneeded_files(index_dir, needed_by):
        file.unlink(missing_ok=True)


def with_taken_out(index_dir: Path, manifest: Manifest) -> list[str]:
    """Name the other generations that hold what a manifest says was taken out of the library."""
    gone = set(manifest.taken_out)
    others = [name for name in complete(index_dir) if name != manifest.generation and _readable(index_dir, name)]
    return [name for name in others if gone & {entry.name for entry in read_manifest(index_dir, name).sources}]


def newest_readable(index_dir: Path) -> Manifest:
    """Return the manifest of the serving generation, or of the newest that can be read if that one cannot.

    Raises
    ------
    IndexMissing
        If there is no index.
    IndexDamaged
        If there are generations and none can be read.
    """
    serving = current(index_dir)
    names = [serving, *(name for name in reversed(complete(index_dir)) if name != serving)]
    for name in names:
        if _readable(index_dir, name):
            return read_manifest(index_dir, name)
    return read_manifest(index_dir, serving)


def _readable(index_dir: Path, generation: str) -> bool:
    try:
        read_manifest(index_dir, generation)
    except IndexDamaged:
        return False
    return True


def must_be_of(manifest: Manifest, embedder: str, where: str) -> None:
    """Compare a generation's embedder with the one that is configured; an empty name fits all.

    Raises
    ------
    IndexMismatch
        If it is another.
    """
    if embedder and manifest.embedder != embedder:
        raise IndexMismatch(
            f"the index in {where} was built with the embedding model {manifest.embedder},"
            f" and the one configured is {embedder}",
            "run 'make index' with this model, or set DSL_EMBEDDING_MODEL to the other",
        )
