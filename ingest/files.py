"""A file's kind, and its content, known by its hash."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

from ingest.errors import BuildError

_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
}


def odd_kind(path: Path) -> str:
    """Say what stands at a path, such as ``a pipe``; empty for a plain file, which alone can be opened without waiting.

    Raises
    ------
    OSError
        If nothing is there, or it may not be looked at.
    """
    kind = stat.S_IFMT(path.stat().st_mode)
    return "" if kind == stat.S_IFREG else _KINDS.get(kind, "no file")


def is_whole(path: Path, sha256: str) -> bool:
    """Whether a file is there with the content expected."""
    try:
        return sha256_of(path) == sha256
    except BuildError:
        return False


def sha256_of(path: Path) -> str:
    """Hash a file's content.

    Raises
    ------
    BuildError
        If it is no plain file, or cannot be read.
    """
    try:
        if odd := odd_kind(path):
            raise BuildError(f"{path} is {odd}, whatever its name", "name a file")
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BuildError(f"{path} cannot be read: {error.strerror}", "check the file's name and permissions") from error
