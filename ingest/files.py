"""A file's content, known by its hash."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ingest.errors import BuildError


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
        If the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BuildError(f"{path} cannot be read: {error.strerror}", "check the file's name and permissions") from error
