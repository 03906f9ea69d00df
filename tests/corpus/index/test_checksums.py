"""Files are known by their hashes: what is missing, changed or unreadable is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import IndexDamaged
from corpus.index.checksums import changed_files, checksums, listed, must_be_unchanged


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep").mkdir()
    for name in ("a", "deep/b", "manifest.json"):
        (tmp_path / name).write_text(name)
    return tmp_path


def test_every_file_but_the_manifest_is_hashed_by_its_path(folder: Path) -> None:
    assert list(checksums(folder)) == ["a", "deep/b"]
    assert changed_files(folder, checksums(folder)) == []


def test_each_fault_is_named_with_its_file(folder: Path) -> None:
    expected = checksums(folder)
    (folder / "a").write_text("b")
    (folder / "deep/b").unlink()
    assert changed_files(folder, expected) == ["a has changed", "deep/b is missing"]
    (folder / "deep/b").mkdir()
    assert changed_files(folder, expected)[1].startswith("deep/b cannot be read (")
    with pytest.raises(IndexDamaged, match="is damaged: a has changed, deep/b cannot") as caught:
        must_be_unchanged(folder, expected)
    assert "rollback" in caught.value.hint


def test_of_many_faults_the_first_few_are_listed() -> None:
    assert listed(["a", "b"]) == "a, b"
    assert listed(list("abcdef")) == "a, b, c, d and 2 more"
