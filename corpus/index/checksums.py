"""What the files of a generation are known by: a hash of each, noted when it is built and compared before any is read.

Nothing changes a file of a generation once it is built: Chroma, which writes to its own files when it opens them, is given a
copy (``serving_copy.py``). So a file with another hash is damaged, whatever it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from corpus.errors import IndexDamaged

MANIFEST = "manifest.json"
MEND = "run 'python -m ingest rollback' for the generation before, or 'make index' to build it anew"
_NAMED = 4


def checksums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file under a generation's folder but its manifest, by its path in the folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): _sha256(path) for path in files}


def changed_files(folder: Path, expected: Mapping[str, str]) -> list[str]:
    """Name the files that are not as they were written, each with what is wrong with it."""
    found = ((name, _fault(folder / name, sha256)) for name, sha256 in expected.items())
    return [f"{name} {fault}" for name, fault in found if fault]


def must_be_unchanged(folder: Path, expected: Mapping[str, str]) -> None:
    """Read some files of a generation against their hashes.

    Parameters
    ----------
    folder : Path
        The generation's.
    expected : mapping of str to str
        The SHA-256 of each file, by its path in the folder.

    Raises
    ------
    IndexDamaged
        If one is missing, cannot be read or has changed.
    """
    if faults := changed_files(folder, expected):
        raise IndexDamaged(f"index generation {folder.name} is damaged: {listed(faults)}", MEND)


def listed(faults: list[str]) -> str:
    """Return faults in one clause; of many, the first few and how many more there are."""
    more = len(faults) - _NAMED
    return ", ".join(faults[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _fault(path: Path, sha256: str) -> str:
    try:
        return "" if _sha256(path) == sha256 else "has changed"
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"cannot be read ({error.strerror})"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
