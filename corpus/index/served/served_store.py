"""Generations at a server: one writer publishes them there, and any number of replicas follow.

A generation is its vectors, which stay at the server and are searched there, and its files, which are brought here: each under
its hash, so that what is here already is not asked for again. The pointer at the server says what serves. It is moved in the
transaction that publishes, so a generation is at the server whole or not at all; what a writer that died has left there is
nobody's, and goes when the next one has finished.

The folder is this computer's own, and nothing in it is needed: it may be deleted whenever no program of ours runs.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from filelock import FileLock

from corpus.errors import IndexBusy, IndexDamaged, IndexMissing, IndexReplaced
from corpus.index import generations
from corpus.index.checksums import MANIFEST, MEND, changed_files
from corpus.index.generations import Manifest, folder_of, pdf_of
from corpus.index.index import GenerationIndex
from corpus.index.served import postgres_vectors
from corpus.index.served.database import Connection, Database
from corpus.index.served.postgres_vectors import PostgresVectors
from corpus.index.served.stored_files import IN_DATABASE, StoredFiles, bring, files_at
from corpus.models import Calibration, Vectors
from corpus.types import Passage

_Known = tuple[str, str]  # a generation's name, and the hash of its manifest
_UNFINISHED = ".bringing-"
_TRIES = 3  # while what serves is replaced again and again
_PATIENCE_S = 30.0  # for a reader that drops what is kept no more; other writers were turned away by the server
_POINTER = "SELECT generation, sha256 FROM dsl_index.pointer JOIN dsl_index.generation ON name = generation"


class ServedStore:
    """An index at a server, with a folder of this computer that its files are brought to.

    Parameters
    ----------
    database : Database
        Where vectors and manifests are.
    files : StoredFiles
        Where the other files are.
    index_dir : Path
        The folder.
    """

    def __init__(self, database: Database, files: StoredFiles, index_dir: Path) -> None:
        self.index_dir = index_dir
        self._database, self._files = database, files
        self._followed: tuple[_Known, ...] = ()  # what was brought last, and whether with all PDFs
        self._is_whole = False
        self._writer: Connection | None = None

    def refresh(self, *, whole: bool = False) -> None:
        """Bring the generation that serves here, if there is one; ``whole`` also the one before it, and all their PDFs.

        Raises
        ------
        IndexUnreachable
            If the server does not answer.
        IndexDamaged
            If a file is not as it was written.
        """
        with suppress(IndexMissing):
            self._follow(whole=whole)

    def current(self) -> str:
        """Name the generation that serves; its files are here then.

        Raises
        ------
        IndexMissing
            If there is none.
        IndexUnreachable
            If the server does not answer.
        """
        return self._follow(whole=False)

    def open(self, embedder: str = "", calibration: Calibration | None = None) -> GenerationIndex:
        """Open the generation that serves; ``open_index`` says what the parameters are.

        Raises
        ------
        UnusableIndex
            If it is not as it was written, here and at the server; or if the server does not answer.
        """
        for _ in range(_TRIES - 1):
            generation = self.current()
            try:
                return self._open(generation, embedder, calibration)
            except (IndexDamaged, IndexReplaced):  # of what is here, unless it is so at the server as well
                self._discard(generation)
        return self._open(self.current(), embedder, calibration)

    def _open(self, generation: str, embedder: str, calibration: Calibration | None) -> GenerationIndex:
        manifest = generations.read_manifest(self.index_dir, generation)
        generations.must_be_of(manifest, embedder, self._database.name)
        return self._opened(manifest, calibration, is_published=True)

    def open_generation(self, manifest: Manifest, calibration: Calibration | None = None) -> GenerationIndex:
        """Open a generation that is not published: a build verifies it."""
        return self._opened(manifest, calibration, is_published=False)

    def _opened(self, manifest: Manifest, calibration: Calibration | None, *, is_published: bool) -> GenerationIndex:
        def vectors() -> PostgresVectors:
            return PostgresVectors(self._database, manifest, is_published=is_published)

        return GenerationIndex(self.index_dir, manifest, vectors, calibration, self.pdf)

    def pdf(self, sha256: str) -> Path:
        """Return the PDF of a source, brought here if it is not.

        Raises
        ------
        IndexDamaged
            If it is not at the server as it was written.
        """
        path = pdf_of(self.index_dir, sha256)
        if not path.is_file():
            with self._bringing():
                bring(self._files, sha256, path)
        return path

    @contextmanager
    def writing(self) -> Iterator[tuple[str, ...]]:
        """Hold the one writer's lock at the server, and in the folder; what the server keeps is here then, whole.

        Yields
        ------
        tuple of str
            What a writer that died has left in the folder.

        Raises
        ------
        IndexBusy
            If another process is writing.
        IndexUnreachable
            If the server does not answer, or stops answering; what served before still does.
        """
        with self._database.writing() as writer, generations.writing(self.index_dir, _PATIENCE_S) as left:
            self._mirror(writer)
            self._writer = writer
            try:
                yield left
                self._forget(writer, generations.complete(self.index_dir))
            finally:
                self._writer = None

    def write_vectors(self, folder: Path, passages: Sequence[Passage], vectors: Vectors) -> dict[str, str]:  # noqa: ARG002
        """Write vectors to the database; they are nobody's until a generation that names them is published."""
        return postgres_vectors.write_vectors(self._writing, passages, vectors)

    def swap(self, generation: str) -> None:
        """Make a generation the one that serves: published first, if it is not, in the same transaction.

        Raises
        ------
        IndexDamaged
            If it is not complete.
        IndexUnreachable
            If the server does not answer; the generation before still serves.
        """
        writer, manifest = self._writing, generations.read_manifest(self.index_dir, generation)
        data = (folder_of(self.index_dir, generation) / MANIFEST).read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        is_there = (generation, sha256) in _known(writer)
        paths = {} if is_there else self._paths(manifest)
        for missing in sorted(self._files.missing(writer, paths.keys())):
            self._files.put(writer, missing, paths[missing])
        with writer.transaction():
            if not is_there:
                _publish(writer, manifest, data, paths)
            writer.execute(
                "INSERT INTO dsl_index.pointer (generation) VALUES (%s)"
                " ON CONFLICT (only_one) DO UPDATE SET generation = excluded.generation",
                [generation],
            )
        generations.swap(self.index_dir, generation)

    def close(self) -> None:
        """Close the connections."""
        self._database.close()

    @property
    def _writing(self) -> Connection:
        """The writer's connection.

        Raises
        ------
        IndexBusy
            If the lock is not held.
        """
        if self._writer is None:
            raise IndexBusy("the index is written without its lock", "this is a fault of the program: tell its makers")
        return self._writer

    def _paths(self, manifest: Manifest) -> dict[str, Path]:
        """Return the files of a generation and its PDFs by their hashes."""
        folder = folder_of(self.index_dir, manifest.generation)
        files = {sha256: folder / name for name, sha256 in manifest.files.items()}
        return files | {entry.sha256: pdf_of(self.index_dir, entry.sha256) for entry in manifest.sources}

    def _follow(self, *, whole: bool) -> str:
        """Bring what serves here, or all that is kept; return the name of what serves."""
        for _ in range(_TRIES - 1):
            with suppress(IndexDamaged):  # dropped at the server meanwhile, or really damaged there
                return self._follow_once(whole=whole)
        return self._follow_once(whole=whole)

    def _follow_once(self, *, whole: bool) -> str:
        """Do as ``_follow`` says, if nothing is dropped at the server meanwhile.

        Raises
        ------
        IndexMissing
            If nothing serves.
        """

        def read(connection: Connection) -> tuple[_Known, bool, tuple[_Known, ...]]:
            serving = connection.execute(_POINTER).fetchone()
            if serving is None:
                raise IndexMissing(f"there is no index at {self._database.name}", "run 'make index' to make one")
            is_same = self._followed[:1] == (serving,) and self._is_here(serving[0])
            return (serving[0], serving[1]), is_same, () if is_same and not whole else _known(connection)

        serving, is_same, known = self._database.read(read)
        if not is_same or (whole and not (self._is_whole and set(self._followed) == set(known))):
            self._bring(serving, known, whole=whole)
        return serving[0]

    def _bring(self, serving: _Known, known: Sequence[_Known], *, whole: bool) -> None:
        """Bring what serves here, or all that is known, and drop what the server does not keep."""
        wanted = (serving, *(one for one in known if whole and one != serving))
        with self._bringing():
            for generation, sha256 in wanted:
                self._bring_one(generation, sha256, whole=whole)
            generations.swap(self.index_dir, serving[0])
            self._followed, self._is_whole = wanted, whole
        # a build in this folder drops them itself
        with suppress(IndexBusy), generations.writing(self.index_dir), self._bringing():
            self._drop_here(known)

    def _mirror(self, writer: Connection) -> None:
        """Make the folder hold what the server keeps and nothing else."""
        serving, known = writer.execute(_POINTER).fetchone(), _known(writer)
        with self._bringing():
            for generation, sha256 in known:
                self._bring_one(generation, sha256, whole=True)
            self._drop_here(known)
            if serving is not None:
                generations.swap(self.index_dir, serving[0])
            else:
                (self.index_dir / "current").unlink(missing_ok=True)

    @contextmanager
    def _bringing(self) -> Iterator[None]:
        """Let one process at a time bring files to the folder, and clear away what one that died has left.

        Yields
        ------
        None
            While the lock is held.
        """
        self.index_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(self.index_dir / "bringing.lock", mode=0o600):
            for left in self.index_dir.glob(f"{_UNFINISHED}*"):
                shutil.rmtree(left, ignore_errors=True)
            yield

    def _bring_one(self, generation: str, sha256: str, *, whole: bool) -> None:
        """Bring a generation's files here, if they are not: in one step, so that no half of it is ever seen.

        ``whole`` says that they are to be compared with their hashes now, and its PDFs brought too.
        """
        folder = folder_of(self.index_dir, generation)
        is_here = self._is_here(generation, sha256)
        if is_here and whole:
            is_here = not changed_files(folder, generations.read_manifest(self.index_dir, generation).files)
        if not is_here:
            self._bring_files(folder, self._manifest_data(generation, sha256))
        for entry in generations.read_manifest(self.index_dir, generation).sources if whole else ():
            if not pdf_of(self.index_dir, entry.sha256).is_file():
                bring(self._files, entry.sha256, pdf_of(self.index_dir, entry.sha256))

    def _bring_files(self, folder: Path, manifest: bytes) -> None:
        folder.parent.mkdir(exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(dir=self.index_dir, prefix=_UNFINISHED, ignore_cleanup_errors=True) as made:
            new = Path(made) / folder.name
            for name, sha256 in Manifest.model_validate_json(manifest).files.items():
                bring(self._files, sha256, _within(new, name))
            (new / MANIFEST).write_bytes(manifest)
            shutil.rmtree(folder, ignore_errors=True)
            new.replace(folder)

    def _is_here(self, generation: str, sha256: str = "") -> bool:
        path = folder_of(self.index_dir, generation) / MANIFEST
        return path.is_file() and (not sha256 or hashlib.sha256(path.read_bytes()).hexdigest() == sha256)

    def _manifest_data(self, generation: str, sha256: str) -> bytes:
        query = "SELECT manifest FROM dsl_index.generation WHERE name = %s AND sha256 = %s"
        given = [generation, sha256]
        found = self._database.read(lambda connection: connection.execute(query, given).fetchone())
        if found is None or hashlib.sha256(found[0]).hexdigest() != sha256:
            raise IndexDamaged(f"the manifest of index generation {generation} is not at {self._database.name}", MEND)
        return bytes(found[0])

    def _discard(self, generation: str) -> None:
        """Drop a generation that is not as it was written from this folder, so that it is brought again."""
        with self._bringing():
            self._followed = ()
            shutil.rmtree(folder_of(self.index_dir, generation), ignore_errors=True)

    def _drop_here(self, known: Collection[_Known]) -> None:
        names = {name for name, _ in known}
        for name in generations.complete(self.index_dir):
            if name not in names:
                shutil.rmtree(folder_of(self.index_dir, name), ignore_errors=True)
        for file in generations.unneeded_files(self.index_dir, generations.complete(self.index_dir)):
            file.unlink(missing_ok=True)

    def _forget(self, writer: Connection, keep: Collection[str]) -> None:
        """Delete at the server what the folder holds no more: what serves stays, whatever the folder holds."""
        with writer.transaction():
            writer.execute(
                "DELETE FROM dsl_index.generation WHERE NOT name = ANY(%s)"
                " AND name NOT IN (SELECT generation FROM dsl_index.pointer)",
                [list(keep)],
            )
            postgres_vectors.forget_unneeded(writer)
        needed = [row[0] for row in writer.execute("SELECT DISTINCT sha256 FROM dsl_index.generation_file")]
        self._files.forget_others(writer, needed)


def open_served(address: str, files: str, index_dir: Path) -> ServedStore:
    """Return the index at a server.

    Parameters
    ----------
    address : str
        Of the database.
    files : str
        ``database``, or a bucket: ``DSL_INDEX_FILES``.
    index_dir : Path
        ``DSL_INDEX_DIR``: files are brought to a folder in it, apart from an index that was built on this computer.
    """
    database = Database(address)
    return ServedStore(database, files_at(files or IN_DATABASE, database), index_dir / "served")


def _known(connection: Connection) -> tuple[_Known, ...]:
    """Return the generations at the server, each with the hash of its manifest, newest first."""
    rows = connection.execute("SELECT name, sha256 FROM dsl_index.generation ORDER BY name DESC")
    return tuple((name, sha256) for name, sha256 in rows)


def _publish(writer: Connection, manifest: Manifest, data: bytes, files: Collection[str]) -> None:
    """Write a generation's manifest and what it is made of; in the caller's transaction.

    Raises
    ------
    IndexDamaged
        If its vectors are not all at the server.
    """
    name = manifest.generation
    writer.execute(
        "DELETE FROM dsl_index.generation WHERE name = %s", [name]
    )  # another of that name, never published by us
    writer.execute(
        "INSERT INTO dsl_index.generation (name, sha256, manifest) VALUES (%s, %s, %s)",
        [name, hashlib.sha256(data).hexdigest(), data],
    )
    found = writer.execute(
        "INSERT INTO dsl_index.generation_source SELECT %s, id FROM dsl_index.source WHERE sha256 = ANY(%s)",
        [name, list(manifest.vectors.values())],
    )
    if found.rowcount != len(set(manifest.vectors.values())) or manifest.vectors.keys() != {
        entry.source.source_id for entry in manifest.sources if entry.n_passages
    }:
        raise IndexDamaged(f"the vectors of index generation {name} are not all at the server", "build again")
    writer.execute("INSERT INTO dsl_index.generation_file SELECT %s, unnest(%s::text[])", [name, list(files)])


def _within(folder: Path, name: str) -> Path:
    """Return a file of a generation's folder by the name that a manifest has for it.

    Raises
    ------
    IndexDamaged
        If that leads out of the folder.
    """
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise IndexDamaged(f"a manifest names a file outside its generation: {name}", MEND)
    return folder / path
