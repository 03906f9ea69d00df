"""What is stored is for the account that stored it, and for no other on the same computer."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_OTHERS = 0o077


def write_privately() -> None:
    """Let whatever this process writes from now on be for its own account alone; entry points call it first."""
    os.umask(_OTHERS)


def make_private(path: Path) -> None:
    """Take from all other accounts what they may do with a file, or with a folder and all in it.

    What cannot be changed stays as it is. Links are not followed.
    """
    _take(path)
    for folder, folders, files in os.walk(path):
        for name in (*folders, *files):
            _take(Path(folder, name))


def _take(path: Path) -> None:
    with suppress(OSError):  # gone meanwhile, another account's, or on a disk that is not written to
        mode = path.lstat().st_mode
        if mode & _OTHERS and not path.is_symlink():
            path.chmod(mode & 0o7700)
