"""What is stored is for its own account: what is written, and what an earlier version left open to everybody."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.private import make_private
from corpus.terminal import status_of


def modes(folder: Path) -> set[int]:
    return {stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}


@pytest.fixture(autouse=True)
def usual_mask() -> Iterator[None]:
    """Files are readable by everybody unless somebody says otherwise."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_what_a_command_writes_is_private(tmp_path: Path) -> None:
    def writes() -> int:
        (tmp_path / "run").mkdir()
        (tmp_path / "run" / "answers.jsonl").write_text("{}", encoding="utf-8")
        return 0

    assert status_of(writes) == 0
    assert modes(tmp_path / "run") == {0o700, 0o600}


def test_what_stands_open_is_closed_and_nothing_else_is_changed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("x", encoding="utf-8")
    folder = tmp_path / "index"
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "a.pdf").write_bytes(b"%PDF")
    (folder / "read-only").write_bytes(b"")
    (folder / "read-only").chmod(0o444)
    (folder / "link").symlink_to(elsewhere)
    make_private(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "files").stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "files" / "a.pdf").stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / "read-only").stat().st_mode) == 0o400
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o644


def test_what_is_not_there_is_no_error(tmp_path: Path) -> None:
    make_private(tmp_path / "gone")
    assert not (tmp_path / "gone").exists()
