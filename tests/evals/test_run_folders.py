"""Runs are read in one folder: what a person names elsewhere is not described, let alone read."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.errors import RecordError
from evals.records import ANSWERS
from evals.run_folders import checked_folder, run_folders


@pytest.fixture
def eval_dir(tmp_path: Path) -> Path:
    """A folder with two runs, and one beside it."""
    for name in ("eval", "eval/a/b", "outside"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "manifest.json").write_text("{}", encoding="utf-8")
    (tmp_path / "eval" / "link").symlink_to(tmp_path / "outside")
    return tmp_path / "eval"


def test_the_runs_of_the_folder_are_found_and_links_are_not_followed(eval_dir: Path) -> None:
    assert run_folders(eval_dir) == [eval_dir, eval_dir / "a" / "b"]
    assert run_folders(eval_dir, ANSWERS) == []
    assert run_folders(eval_dir / "gone") == []


@pytest.mark.parametrize("name", ["../outside", "a/../../outside", "link", "a", "/etc", "gone", "../eval/link"])
def test_what_is_no_run_of_the_folder_is_refused(eval_dir: Path, name: str) -> None:
    with pytest.raises(RecordError, match="holds no run that can be read here"):
        checked_folder(eval_dir, eval_dir / name)


@pytest.mark.parametrize("name", [".", "a/b", "a/../a/b"])
def test_a_run_of_the_folder_is_returned_however_it_is_named(eval_dir: Path, name: str) -> None:
    assert checked_folder(eval_dir, eval_dir / name) == eval_dir / name
