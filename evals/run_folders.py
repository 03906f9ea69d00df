"""Where runs may lie: in one folder, ``DSL_EVAL_DIR``. A page names a run by where it stands in it, and reads nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from evals.errors import RecordError
from evals.records import MANIFEST

_DEEPEST = 3


def run_folders(eval_dir: Path, holding: str = MANIFEST) -> list[Path]:
    """Return the folders in it that hold a file of a record, itself included, sorted; links are not followed."""
    return sorted(_found(eval_dir, holding, _DEEPEST)) if eval_dir.is_dir() else []


def checked_folder(eval_dir: Path, folder: Path, holding: str = MANIFEST) -> Path:
    """Return a run's folder if it is one of those in ``eval_dir``.

    Raises
    ------
    RecordError
        If it is not; what stands there instead is not said.
    """
    if folder.resolve() not in {one.resolve() for one in run_folders(eval_dir, holding)}:
        raise RecordError(f"{folder} holds no run that can be read here", f"put the run’s folder into {eval_dir}")
    return folder


def _found(folder: Path, holding: str, deep: int) -> Iterable[Path]:
    if (folder / holding).is_file():
        yield folder
    if deep:
        for inner in folder.iterdir():
            if inner.is_dir() and not inner.is_symlink():
                yield from _found(inner, holding, deep - 1)
