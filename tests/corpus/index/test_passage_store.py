"""Passages on disk: what is read is what was written, or an error."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from corpus.errors import IndexDamaged
from corpus.index.passage_store import PassageStore, write_passages
from tests.doubles import a_passage

PASSAGES = [a_passage(f"Keepers must trim lamp {n}.", start=50 * n, paragraph=str(n)) for n in range(1200)]


def execute(path: Path, query: str, *given: object) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(query, given)


def change_row(path: Path, passage_id: str, *, with_hash: bool = True) -> None:
    """Change a passage's words as somebody would who can write to the file, with a hash that fits them or without."""
    with closing(sqlite3.connect(path)) as connection, connection:
        (text,) = connection.execute("SELECT json FROM passages WHERE passage_id = ?", (passage_id,)).fetchone()
        other = text.replace("e", "a", 1) if "must" not in text else text.replace("must", "need", 1)
        sha256 = hashlib.sha256((other if with_hash else text).encode()).digest()
        connection.execute("UPDATE passages SET json = ?, sha256 = ? WHERE passage_id = ?", (other, sha256, passage_id))


def forget_what_was_read(store: PassageStore) -> None:
    """Make SQLite read from the disk again what it has in memory, as it does in a large library."""
    store._connection.execute("PRAGMA shrink_memory")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_passages(tmp_path / "passages.sqlite", PASSAGES)
    return tmp_path / "passages.sqlite"


def test_passages_come_back_as_they_were_in_the_order_asked(path: Path) -> None:
    with closing(PassageStore(path)) as store:
        wanted = [passage.passage_id for passage in reversed(PASSAGES)]
        assert store.get(wanted) == PASSAGES[::-1]
        assert store.of_source("rules-2025") == PASSAGES
        assert store.with_paragraph("7", ["rules-2025"]) == [PASSAGES[7]]
        assert store.get(["not there"]) == []


@pytest.mark.parametrize("with_hash", [True, False])
def test_a_row_that_changes_after_opening_is_refused_however_it_is_asked_for(path: Path, with_hash: bool) -> None:
    with closing(PassageStore(path)) as store:
        change_row(path, PASSAGES[7].passage_id, with_hash=with_hash)
        forget_what_was_read(store)
        for ask in (
            lambda: store.get([PASSAGES[7].passage_id]),
            lambda: store.of_source("rules-2025"),
            lambda: store.with_paragraph("7", ["rules-2025"]),
        ):
            with pytest.raises(IndexDamaged, match="has changed"):
                ask()
        assert store.get([PASSAGES[8].passage_id]) == [PASSAGES[8]]


def test_a_row_whose_hash_does_not_fit_is_refused_without_a_manifest_too(path: Path) -> None:
    change_row(path, PASSAGES[7].passage_id, with_hash=False)
    with closing(PassageStore(path)) as store, pytest.raises(IndexDamaged, match="has changed"):
        store.get([PASSAGES[7].passage_id])


@pytest.mark.parametrize("what", ["x'ff'", "7", "CAST(x'c328' AS TEXT)"])
def test_a_row_of_another_type_is_refused(path: Path, what: str) -> None:
    with closing(PassageStore(path)) as store:
        execute(path, f"UPDATE passages SET json = {what} WHERE position = 7")
        forget_what_was_read(store)
        with pytest.raises(IndexDamaged):
            store.get([PASSAGES[7].passage_id])


def test_a_row_that_goes_after_opening_is_missed(path: Path) -> None:
    with closing(PassageStore(path)) as store:
        execute(path, "DELETE FROM passages WHERE position = 7")
        forget_what_was_read(store)
        with pytest.raises(IndexDamaged, match="is missing"):
            store.get([PASSAGES[7].passage_id])
        with pytest.raises(IndexDamaged, match="passages of rules-2025 are missing"):
            store.of_source("rules-2025")


@pytest.mark.parametrize("n_bytes", [0, 50, 5000])
def test_a_file_that_is_cut_short_is_an_error_before_and_after_opening(path: Path, n_bytes: int) -> None:
    whole = path.read_bytes()
    with closing(PassageStore(path)) as store:
        path.write_bytes(whole[:n_bytes])
        forget_what_was_read(store)
        with pytest.raises(IndexDamaged):
            store.get([PASSAGES[-1].passage_id])
    with pytest.raises(IndexDamaged):
        PassageStore(path).get([PASSAGES[-1].passage_id])


def test_a_file_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged):
        PassageStore(tmp_path / "none.sqlite")


def test_nothing_that_lies_beside_the_file_changes_what_is_read(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    other = shutil.copyfile(path, folder / "passages.sqlite")
    with closing(sqlite3.connect(other, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE passages SET json = 'x'")
        for file in folder.glob("passages.sqlite-*"):
            shutil.copyfile(file, path.with_name(file.name))
        with closing(PassageStore(path)) as store:
            assert store.get([PASSAGES[0].passage_id]) == [PASSAGES[0]]
