"""StoredFiles: the database and a bucket pass the same suite; a whole index is served from a bucket."""

from __future__ import annotations

import hashlib
import itertools
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import IndexDamaged, IndexUnreachable, SettingsError
from corpus.index.served.database import Connection, Database
from corpus.index.served.stored_files import FilesInBucket, FilesInDatabase, StoredFiles, bring, files_at
from tests.contracts.back_ends import a_database, an_item, best, served

_NUMBERS = itertools.count(1)
_MOTO = (
    Path(sys.prefix) / "moto" / "bin" / "moto_server"
)  # in an environment of its own: its libraries and ours exclude each other
_KEYS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "5ecret",
    "AWS_REGION": "eu-west-2",
    "AWS_ALLOW_HTTP": "true",
}

pytestmark = pytest.mark.enable_socket


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that speaks the S3 protocol, on this computer alone."""
    if not _MOTO.is_file():
        pytest.skip("moto is not installed ('make test' does so), so files are tested in the database alone")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (tmp_path_factory.mktemp("s3") / "log").open("wb") as log:
        server = subprocess.Popen([_MOTO, "-H", "127.0.0.1", "-p", str(port)], stdout=log, stderr=log)
    try:
        _wait(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        assert server.poll() is None, "moto did not start: see its log"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise AssertionError("moto did not become ready in a minute")


@pytest.fixture
def bucket(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A new and empty bucket, whose keys are in the environment."""
    for name, value in {**_KEYS, "AWS_ENDPOINT_URL": s3_server}.items():
        monkeypatch.setenv(name, value)
    name = f"index-{os.getpid()}-{next(_NUMBERS)}"
    with urllib.request.urlopen(urllib.request.Request(f"{s3_server}/{name}", method="PUT")):
        return f"s3://{name}/library"


@pytest.fixture
def database(vector_server: str) -> Iterator[Database]:
    database = Database(a_database(vector_server))
    yield database
    database.close()


@pytest.fixture(params=["database", "bucket"])
def files(request: pytest.FixtureRequest, database: Database) -> StoredFiles:
    return files_at(request.param if request.param == "database" else request.getfixturevalue("bucket"), database)


@pytest.fixture
def writer(database: Database) -> Iterator[Connection]:
    with database.writing() as connection:
        yield connection


def a_file(folder: Path, content: bytes) -> tuple[str, Path]:
    sha256 = hashlib.sha256(content).hexdigest()
    path = folder / sha256[:8]
    path.write_bytes(content)
    return sha256, path


@pytest.mark.parametrize("size", [0, 7, 9 * 2**20])
def test_a_file_comes_back_as_it_was_stored(files: StoredFiles, writer: Connection, tmp_path: Path, size: int) -> None:
    sha256, path = a_file(tmp_path, os.urandom(size))
    assert files.missing(writer, {sha256, "0" * 64}) == {sha256, "0" * 64}
    files.put(writer, sha256, path)
    assert files.missing(writer, {sha256, "0" * 64}) == {"0" * 64}
    bring(files, sha256, tmp_path / "brought" / "it")
    assert (tmp_path / "brought" / "it").read_bytes() == path.read_bytes()
    assert [one.name for one in (tmp_path / "brought").iterdir()] == ["it"]


def test_a_file_that_is_not_stored_is_a_clear_error_and_leaves_nothing(
    files: StoredFiles, writer: Connection, tmp_path: Path
) -> None:
    with pytest.raises(IndexDamaged, match="it, is missing at the server"):
        bring(files, "0" * 64, tmp_path / "brought" / "it")
    assert not list((tmp_path / "brought").iterdir())


def test_only_what_is_needed_stays(files: StoredFiles, writer: Connection, tmp_path: Path) -> None:
    stored = [a_file(tmp_path, content) for content in (b"one", b"two", b"three")]
    for sha256, path in stored:
        files.put(writer, sha256, path)
    hashes = {sha256 for sha256, _ in stored}
    files.forget_others(writer, {stored[0][0]})
    assert files.missing(writer, hashes) == hashes - {stored[0][0]}


def test_an_index_with_its_files_in_a_bucket_is_followed_and_gone_back_in(
    vector_server: str, bucket: str, tmp_path: Path
) -> None:
    back_end = served(vector_server, tmp_path, bucket)
    a = an_item(tmp_path, "a-2025", 1, 2)
    first, replica = back_end.build(a), back_end.open("replica")
    assert replica.open().pdf_path("a-2025").read_bytes() == a.pdf.read_bytes()
    for page in (7, 8):
        back_end.build(a, an_item(tmp_path, "b-2025", page))
        assert best(replica, page).source_id == "b-2025"
    needed = set(first.manifest.files.values())
    files = FilesInBucket(bucket)
    assert files._stored() & needed < needed  # the first generation's are gone, but for what the others have too
    for computer in ("writer", "replica"):
        back_end.open(computer).close()  # type: ignore[attr-defined]


def test_a_bucket_that_does_not_answer_is_a_clear_error_without_a_key(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(IndexUnreachable, match="does not answer") as raised:
        bring(FilesInBucket(bucket), "0" * 64, tmp_path / "it")
    assert "5ecret" not in str(raised.value) + repr(raised.value.__cause__) + raised.value.hint


def test_no_other_kind_of_place_is_taken(database: Database) -> None:
    assert isinstance(files_at("database", database), FilesInDatabase)
    with pytest.raises(SettingsError, match="DSL_INDEX_FILES"):
        files_at("ftp://here", database)
