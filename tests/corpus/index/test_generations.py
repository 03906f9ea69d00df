"""Generations: one writer, atomic swap, rollback, what a dead writer leaves."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.errors import IndexBusy, IndexDamaged, IndexMissing
from corpus.index import generations
from corpus.index.generations import IndexedSource, Manifest
from tests.doubles import a_source


def a_generation(index_dir: Path, sha256: str = "a" * 64) -> str:
    """Make a complete generation that holds one source, and its PDF."""
    name = generations.new_name(index_dir, "abcdef01" * 8)
    folder = generations.folder_of(index_dir, name)
    folder.mkdir(parents=True)
    (index_dir / "files").mkdir(exist_ok=True)
    (index_dir / "files" / f"{sha256}.pdf").write_bytes(b"%PDF-")
    entry = IndexedSource(source=a_source(), sha256=sha256, key="k", n_pages=3, n_passages=5)
    manifest = Manifest(
        generation=name, built_at=datetime(2026, 1, 1, tzinfo=UTC), embedder="e", dimension=2, versions={}, inputs="i",
        sources=(entry,),
    )  # fmt: skip
    generations.write_manifest(index_dir, manifest)
    return name


def test_names_count_up_and_tell_their_inputs(tmp_path: Path) -> None:
    assert [a_generation(tmp_path) for _ in range(2)] == ["0001-abcdef01", "0002-abcdef01"]


def test_a_swap_is_what_readers_see_and_rollback_undoes_it(tmp_path: Path) -> None:
    first, second = a_generation(tmp_path), a_generation(tmp_path)
    generations.swap(tmp_path, first)
    generations.swap(tmp_path, second)
    assert generations.current(tmp_path) == second
    generations.swap(tmp_path, generations.previous(tmp_path))
    assert generations.current(tmp_path) == first
    with pytest.raises(IndexMissing, match="no earlier generation"):
        generations.previous(tmp_path)


def test_only_a_complete_generation_can_serve(tmp_path: Path) -> None:
    generations.folder_of(tmp_path, "0001-dead").mkdir(parents=True)
    with pytest.raises(IndexDamaged):
        generations.swap(tmp_path, "0001-dead")
    with pytest.raises(IndexMissing):
        generations.current(tmp_path)


def test_what_a_dead_writer_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    good = a_generation(tmp_path)
    dead = generations.folder_of(tmp_path, "0002-dead")
    dead.mkdir()
    assert generations.incomplete(tmp_path) == [dead]
    with generations.writing(tmp_path):
        assert generations.complete(tmp_path) == [good]
    assert not dead.exists()


def test_the_last_two_stay_and_no_pdf_that_they_need_goes(tmp_path: Path) -> None:
    names = [a_generation(tmp_path, letter * 64) for letter in "abc"]
    generations.swap(tmp_path, names[2])
    generations.prune(tmp_path)
    assert generations.complete(tmp_path) == names[1:]
    assert sorted(file.stem[0] for file in (tmp_path / "files").glob("*.pdf")) == ["b", "c"]


def test_after_a_rollback_the_one_rolled_back_from_stays(tmp_path: Path) -> None:
    names = [a_generation(tmp_path) for _ in range(2)]
    generations.swap(tmp_path, names[0])
    generations.prune(tmp_path)
    assert generations.complete(tmp_path) == names


_HOLD_THE_LOCK = """
import pathlib, sys, time
from corpus.index import generations
with generations.writing(pathlib.Path(sys.argv[1])):
    print("writing", flush=True)
    time.sleep(120)
"""


def test_a_second_writer_is_turned_away_and_a_killed_one_frees_the_lock(tmp_path: Path) -> None:
    root = str(Path(generations.__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD_THE_LOCK, str(tmp_path)], cwd=root, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"writing\n"
        with pytest.raises(IndexBusy, match="another process is writing"), generations.writing(tmp_path):
            pass
        writer.kill()
    with generations.writing(tmp_path):
        assert (tmp_path / "writer.lock").exists()


def test_counts_add_up(tmp_path: Path) -> None:
    manifest = generations.read_manifest(tmp_path, a_generation(tmp_path))
    assert (manifest.n_pages, manifest.n_passages) == (3, 5)


def test_the_one_that_served_before_stays_and_not_one_that_was_rolled_back(tmp_path: Path) -> None:
    names = [a_generation(tmp_path, letter * 64) for letter in "abc"]
    generations.swap(tmp_path, names[1])  # rolled back from the third
    newest = a_generation(tmp_path, "d" * 64)
    generations.swap(tmp_path, newest)
    generations.prune(tmp_path, names[1])
    assert generations.complete(tmp_path) == [names[1], newest]
    assert generations.previous(tmp_path) == names[1]


def test_a_manifest_that_cannot_be_read_costs_no_generation_that_can(tmp_path: Path) -> None:
    names = [a_generation(tmp_path, letter * 64) for letter in "ab"]
    generations.swap(tmp_path, names[1])
    (generations.folder_of(tmp_path, names[1]) / "manifest.json").write_text("{")
    assert generations.newest_readable(tmp_path).generation == names[0]
    newest = a_generation(tmp_path, "c" * 64)
    generations.swap(tmp_path, newest)
    generations.prune(tmp_path, names[1])
    assert generations.complete(tmp_path) == [names[0], newest]


def test_a_pointer_that_is_not_text_is_reported(tmp_path: Path) -> None:
    (tmp_path / "current").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(IndexMissing):
        generations.current(tmp_path)


@pytest.mark.parametrize(
    ("was", "then"),
    [('"n_pages": 3', '"n_pages": 4'), ("The rules-2025 book", "The rules-2025 boot"), ('"seal": "', '"seal": "0')],
)
def test_a_manifest_that_was_changed_is_refused(tmp_path: Path, was: str, then: str) -> None:
    name = a_generation(tmp_path)
    path = generations.folder_of(tmp_path, name) / "manifest.json"
    text = path.read_text()
    assert was in text
    path.write_text(text.replace(was, then, 1))
    with pytest.raises(IndexDamaged, match="is not as it was written"):
        generations.read_manifest(tmp_path, name)


def test_the_manifest_of_another_generation_is_refused(tmp_path: Path) -> None:
    first, second = a_generation(tmp_path), a_generation(tmp_path)
    at = [generations.folder_of(tmp_path, name) / "manifest.json" for name in (first, second)]
    at[1].write_bytes(at[0].read_bytes())
    with pytest.raises(IndexDamaged, match="is not as it was written"):
        generations.read_manifest(tmp_path, second)


@pytest.mark.parametrize("text", ["[1]", "null", "{", "7"])
def test_a_manifest_of_another_form_is_refused(tmp_path: Path, text: str) -> None:
    name = a_generation(tmp_path)
    (generations.folder_of(tmp_path, name) / "manifest.json").write_text(text)
    with pytest.raises(IndexDamaged, match="missing or cannot be read"):
        generations.read_manifest(tmp_path, name)


def test_a_manifest_from_before_there_were_seals_is_read_so_that_a_build_can_start_from_it(tmp_path: Path) -> None:
    name = a_generation(tmp_path)
    path = generations.folder_of(tmp_path, name) / "manifest.json"
    data = json.loads(path.read_text())
    del data["seal"], data["files"]
    path.write_text(json.dumps(data | {"schema_version": 2}))
    assert generations.read_manifest(tmp_path, name).n_pages == 3


def test_a_generation_loses_its_manifest_first_so_that_half_of_it_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [a_generation(tmp_path, letter * 64) for letter in "abc"]
    generations.swap(tmp_path, names[2])
    monkeypatch.setattr(shutil, "rmtree", _killed)
    with pytest.raises(KeyboardInterrupt):
        generations.prune(tmp_path)
    assert generations.complete(tmp_path) == names[1:]
    assert [folder.name for folder in generations.incomplete(tmp_path)] == names[:1]


def _killed(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_what_a_killed_build_left_is_surplus_and_the_one_to_go_back_to_is_not(tmp_path: Path) -> None:
    names = [a_generation(tmp_path, letter * 64) for letter in "abc"]
    generations.swap(tmp_path, names[2])
    assert generations.surplus(tmp_path) == names[:1]
    generations.swap(tmp_path, names[1])  # gone back: the older one can still be gone back to
    assert generations.surplus(tmp_path) == names[2:]
    assert [path.stem[0] for path in generations.unneeded_files(tmp_path, names[:2])] == ["c"]
