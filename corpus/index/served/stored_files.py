"""The files of generations at a server, each under its SHA-256: in the database, or in an S3 bucket."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from corpus.errors import IndexDamaged, IndexUnreachable, SettingsError
from corpus.index.served.database import Connection, Database, Row

IN_DATABASE = "database"
_PIECE = 4 * 2**20
_PATIENCE_S = 5


class StoredFiles(Protocol):
    """Files by their hashes; those in the database and those in a bucket pass the same contract."""

    def missing(self, connection: Connection, hashes: Collection[str]) -> set[str]:
        """Return which of some files are not stored, or not whole."""

    def put(self, connection: Connection, sha256: str, path: Path) -> None:
        """Store a file: all of it, or nothing."""

    def get(self, sha256: str) -> Iterator[bytes]:
        """Return a file in pieces; none if it is not stored."""

    def forget_others(self, connection: Connection, hashes: Collection[str]) -> None:
        """Delete all files but some."""


class FilesInDatabase:
    """Files in pieces, as rows.

    Parameters
    ----------
    database : Database
        Where.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def missing(self, connection: Connection, hashes: Collection[str]) -> set[str]:
        """Return which of some files are not stored."""
        query = "SELECT sha256 FROM dsl_index.stored_file WHERE sha256 = ANY(%s)"
        return set(hashes) - {row[0] for row in connection.execute(query, [list(hashes)])}

    def put(self, connection: Connection, sha256: str, path: Path) -> None:
        """Store a file in one transaction."""
        with connection.transaction(), path.open("rb") as file:
            connection.execute("INSERT INTO dsl_index.stored_file VALUES (%s)", [sha256])
            number, piece = 0, file.read(_PIECE)
            while piece or number == 0:
                connection.execute("INSERT INTO dsl_index.part VALUES (%s, %s, %s)", [sha256, number, piece])
                number, piece = number + 1, file.read(_PIECE)

    def get(self, sha256: str) -> Iterator[bytes]:
        """Return a file in pieces; none if it is not stored.

        Yields
        ------
        bytes
            In order.
        """
        query = "SELECT bytes FROM dsl_index.part WHERE sha256 = %s AND number = %s"

        def piece(number: int) -> Row | None:
            return self._database.read(
                lambda connection: connection.execute(query, [sha256, number], binary=True).fetchone()
            )

        number = 0
        while row := piece(number):
            yield row[0]
            number += 1

    def forget_others(self, connection: Connection, hashes: Collection[str]) -> None:
        """Delete all files but some."""
        connection.execute("DELETE FROM dsl_index.stored_file WHERE NOT sha256 = ANY(%s)", [list(hashes)])


class FilesInBucket:
    """Files as objects of a bucket that speaks the S3 protocol.

    Where it is and with which key it is opened is said in the usual variables: ``AWS_ENDPOINT_URL``, ``AWS_ACCESS_KEY_ID`` and
    others, which obstore reads.

    Parameters
    ----------
    url : str
        ``s3://bucket`` or ``s3://bucket/prefix``.
    """

    def __init__(self, url: str) -> None:
        from obstore.store import S3Store  # noqa: PLC0415  # of an extra, and only where a bucket is named

        self._url = url
        with self._explained():
            # no client_options: where they are given, AWS_ALLOW_HTTP is not heeded (obstore 0.12)
            self._bucket = S3Store.from_url(
                url, retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=_PATIENCE_S)}
            )

    def missing(self, connection: Connection, hashes: Collection[str]) -> set[str]:  # noqa: ARG002  # as the protocol has it
        """Return which of some files are not stored; a bucket shows an object when all of it has come."""
        return set(hashes) - self._stored()

    def put(self, connection: Connection, sha256: str, path: Path) -> None:  # noqa: ARG002
        """Store a file."""
        with self._explained():
            self._bucket.put(sha256, path)

    def get(self, sha256: str) -> Iterator[bytes]:
        """Return a file in pieces; none if it is not stored.

        Yields
        ------
        bytes
            In order.
        """
        from obstore.exceptions import NotFoundError  # noqa: PLC0415  # as above

        with self._explained():
            try:
                found = self._bucket.get(sha256)
            except (FileNotFoundError, NotFoundError):
                return
            yield b""  # an empty file has no piece, and is there
            for piece in found.stream(min_chunk_size=_PIECE):
                yield bytes(piece)

    def forget_others(self, connection: Connection, hashes: Collection[str]) -> None:  # noqa: ARG002
        """Delete all files but some."""
        with self._explained():
            if surplus := sorted(self._stored() - set(hashes)):
                self._bucket.delete(surplus)

    def _stored(self) -> set[str]:
        with self._explained():
            return {str(one["path"]) for some in self._bucket.list() for one in some}

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn the library's errors into ours; what they say is left out, since it may hold a key.

        Yields
        ------
        None
            For the block whose errors they are.

        Raises
        ------
        IndexUnreachable
            As the library raises its own.
        """
        from obstore.exceptions import BaseError  # noqa: PLC0415  # as above

        try:
            yield
        except BaseError as error:
            raise IndexUnreachable(
                f"the bucket of the index, {self._url}, does not answer ({type(error).__name__})",
                "nothing is lost; ask again when it does, and tell whoever looks after it",
            ) from None


def files_at(where: str, database: Database) -> StoredFiles:
    """Return where files are stored, as ``DSL_INDEX_FILES`` says.

    Raises
    ------
    SettingsError
        If it says neither ``database`` nor a bucket.
    """
    if where == IN_DATABASE:
        return FilesInDatabase(database)
    if where.startswith("s3://"):
        return FilesInBucket(where)
    raise SettingsError(
        "the setting DSL_INDEX_FILES cannot be used", "set it to 'database', or to a bucket as s3://bucket/prefix"
    )


def bring(files: StoredFiles, sha256: str, target: Path) -> None:
    """Write a stored file to a path, in one step, after it was compared with its hash.

    Raises
    ------
    IndexDamaged
        If it is not stored, or is not as it was written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent)
    temporary, digest, n_pieces = Path(name), hashlib.sha256(), 0
    try:
        with open(handle, "wb") as file:  # noqa: PTH123  # what mkstemp has opened
            for piece in files.get(sha256):
                digest.update(piece)
                file.write(piece)
                n_pieces += 1
        if not n_pieces or digest.hexdigest() != sha256:
            what = "has changed" if n_pieces else "is missing"
            raise IndexDamaged(f"a file of the index, {target.name}, {what} at the server", "run 'make index'")
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
