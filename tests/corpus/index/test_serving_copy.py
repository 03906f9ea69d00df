"""The copy that Chroma opens: where it lies, what it is compared with, and that it goes when its process does."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import IndexDamaged, NoRoomToServe
from corpus.index import serving_copy
from corpus.index.checksums import checksums
from corpus.index.serving_copy import ServingCopy


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A generation with two files."""
    folder = tmp_path / "0001-ab"
    (folder / "chroma" / "deep").mkdir(parents=True)
    (folder / "chroma" / "a").write_bytes(b"a" * 3_000_000)
    (folder / "chroma" / "deep" / "b").write_bytes(b"b")
    return folder


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, Path]]:
    """Two folders of our own in place of the system's: for temporary files, and in memory."""
    temporary, memory = tmp_path / "temporary", tmp_path / "memory"
    temporary.mkdir()
    memory.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setattr(serving_copy, "_IN_MEMORY", memory)
    yield temporary, memory
    temporary.chmod(0o700)


def test_the_copy_has_the_files_for_this_account_alone_and_goes_when_it_is_closed(
    folder: Path, places: tuple[Path, Path]
) -> None:
    copy = ServingCopy(folder, checksums(folder))
    assert checksums(copy.path) == checksums(folder)
    assert copy.path.parent == places[0]
    assert copy.path.stat().st_mode & 0o077 == 0
    copy.close()
    assert list(places[0].iterdir()) == []


@pytest.mark.parametrize("harm", [lambda path: path.write_bytes(b"c"), Path.unlink], ids=["changed", "missing"])
def test_a_file_that_is_not_as_it_was_written_is_not_served_from(
    folder: Path, places: tuple[Path, Path], harm: Any
) -> None:
    expected = checksums(folder)
    harm(folder / "chroma" / "deep" / "b")
    with pytest.raises(IndexDamaged, match=r"chroma/deep/b (has changed|is missing)"):
        ServingCopy(folder, expected)
    assert [list(place.iterdir()) for place in places] == [[], []]


def test_where_there_is_no_room_the_memory_is_used(
    folder: Path, places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    has_room = serving_copy._has_room
    monkeypatch.setattr(serving_copy, "_has_room", lambda place, n: place != places[0] and has_room(place, n))
    copy = ServingCopy(folder, checksums(folder))
    assert copy.path.parent == places[1]
    copy.close()


def test_a_disk_that_fills_up_while_it_is_copied_to_is_left_clean_and_the_memory_is_used(
    folder: Path, places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = serving_copy._copied

    def full(source: Path, target: Path) -> str:
        if places[0] in target.parents and target.name == "b":
            raise serving_copy._CannotWrite from OSError(errno.ENOSPC, "No space left on device")
        return copied(source, target)

    monkeypatch.setattr(serving_copy, "_copied", full)
    copy = ServingCopy(folder, checksums(folder))
    assert copy.path.parent == places[1]
    assert list(places[0].iterdir()) == []
    copy.close()


def test_a_folder_that_cannot_be_written_to_is_passed_over(
    folder: Path, places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/proc")  # where nobody can make a folder, whoever runs this
    monkeypatch.setattr(serving_copy, "_has_room", lambda *_: True)
    copy = ServingCopy(folder, checksums(folder))
    assert copy.path.parent == places[1]
    copy.close()


def test_where_there_is_no_room_anywhere_the_error_says_how_much_is_needed_and_where_it_was_looked_for(
    folder: Path, places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving_copy, "_has_room", lambda *_: False)
    with pytest.raises(NoRoomToServe, match=r"\(3 MB\) are opened in a copy, and there is no room") as caught:
        ServingCopy(folder, checksums(folder))
    assert str(places[0]) in caught.value.message
    assert "TMPDIR" in caught.value.hint


_SERVE = """
import sys, tempfile, time
from pathlib import Path
from corpus.index.checksums import checksums
from corpus.index.serving_copy import ServingCopy
tempfile.tempdir = sys.argv[2]
copy = ServingCopy(Path(sys.argv[1]), checksums(Path(sys.argv[1])))
print(copy.path, flush=True)
time.sleep(120)
"""


def test_what_a_killed_process_left_is_removed_by_the_next_and_what_is_in_use_is_not(
    folder: Path, places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving_copy, "_SETTLED_S", -1.0)
    root = str(Path(serving_copy.__file__).parents[2])
    command = [sys.executable, "-c", _SERVE, str(folder), str(places[0])]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        theirs = Path(server.stdout.readline().strip())
        ServingCopy(folder, checksums(folder)).close()
        assert theirs.is_dir()
        server.send_signal(signal.SIGKILL)
    assert theirs.is_dir()
    ServingCopy(folder, checksums(folder)).close()
    assert not theirs.exists()


def test_a_process_that_ends_without_closing_removes_its_copy(folder: Path, places: tuple[Path, Path]) -> None:
    root = str(Path(serving_copy.__file__).parents[2])
    script = _SERVE.replace("time.sleep(120)", "")
    subprocess.run([sys.executable, "-c", script, str(folder), str(places[0])], cwd=root, check=True)
    assert list(places[0].iterdir()) == []


def test_what_is_no_copy_of_ours_is_left_alone(folder: Path, places: tuple[Path, Path]) -> None:
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "letter").touch()
    link = places[0] / "dsl-vectors-link"
    link.symlink_to(elsewhere)
    young = places[0] / "dsl-vectors-being-made"
    young.mkdir()
    old = places[0] / "dsl-vectors-old"
    old.mkdir()
    os.utime(old, (time.time() - 600,) * 2)
    ServingCopy(folder, checksums(folder)).close()
    assert (elsewhere / "letter").exists()
    assert young.is_dir()
    assert not old.exists()
