"""A copy of a generation's Chroma files that one process opens, so that the files themselves are never written to.

It lies in the folder for temporary files (``TMPDIR``), or in the computer's memory (``/dev/shm``) if there is no room or
nothing can be written there. It is removed when the index is closed or the process ends. What a process that was killed has
left is removed the next time an index is opened: a copy in use is locked, and a lock ends with its process.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
import time
import weakref
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from corpus.errors import IndexDamaged, NoRoomToServe
from corpus.index.checksums import MEND

_PREFIX = "dsl-vectors-"
_IN_MEMORY = Path("/dev/shm")  # noqa: S108  # of Linux; elsewhere it is not there
_SPARE_BYTES = 8 * 2**20  # Chroma writes a little beside its files when it opens them
_SETTLED_S = 60.0  # a folder may be made and not locked yet
_BLOCK = 2**20


class ServingCopy:
    """A copy of some files of a generation, for this process alone.

    Parameters
    ----------
    folder : Path
        The generation's.
    expected : mapping of str to str
        The SHA-256 of each file to copy, by its path in the folder; it is compared with what is copied.

    Attributes
    ----------
    path : Path
        The copy's folder; the files are under it by the same paths.

    Raises
    ------
    IndexDamaged
        If a file is not as it was written.
    NoRoomToServe
        If there is nowhere to copy them to.
    """

    def __init__(self, folder: Path, expected: Mapping[str, str]) -> None:
        places = list(_places())
        for place in places:
            _remove_abandoned(place)
        n_bytes = sum(_size(folder / name) for name in expected)
        for place in (one for one in places if _has_room(one, n_bytes)):
            try:
                self.path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=place))
                self._remove = weakref.finalize(self, _remove, self.path, _locked(self.path))
            except OSError:
                continue
            if self._filled(folder, expected):
                return
        looked_in = " or ".join(map(str, places)) or "any folder for temporary files"
        raise NoRoomToServe(
            f"the vectors of index generation {folder.name} ({n_bytes / 1e6:,.0f} MB) are opened in a copy, and there is no"
            f" room for it in {looked_in}",
            "free some space, or set TMPDIR to a folder that has room and can be written to",
        )

    def close(self) -> None:
        """Remove the copy."""
        self._remove()

    def _filled(self, folder: Path, expected: Mapping[str, str]) -> bool:
        """Copy the files; return whether there was room for them.

        Raises
        ------
        IndexDamaged
            If one is not as it was written.
        """
        for name, sha256 in expected.items():
            try:
                same = _copied(folder / name, self.path / name) == sha256
            except _CannotWrite:
                self.close()
                return False
            except OSError as error:
                self.close()
                what = "is missing" if isinstance(error, FileNotFoundError) else f"cannot be read ({error.strerror})"
                raise IndexDamaged(f"index generation {folder.name} is damaged: {name} {what}", MEND) from error
            if not same:
                self.close()
                raise IndexDamaged(f"index generation {folder.name} is damaged: {name} has changed", MEND)
        return True


class _CannotWrite(Exception):
    """The copy could not be written."""


def _copied(source: Path, target: Path) -> str:
    """Copy a file; return the SHA-256 of what was copied.

    Raises
    ------
    _CannotWrite
        If the copy could not be written.
    """
    digest = hashlib.sha256()
    with source.open("rb") as reading:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            writing = target.open("wb")
        except OSError as error:
            raise _CannotWrite from error
        with writing:
            while block := reading.read(_BLOCK):
                digest.update(block)
                try:
                    writing.write(block)
                    writing.flush()
                except OSError as error:
                    raise _CannotWrite from error
    return digest.hexdigest()


def _places() -> Iterator[Path]:
    """Return where a copy may lie, the best first.

    Yields
    ------
    Path
        A folder that is there.
    """
    with suppress(FileNotFoundError):  # none of the usual folders can be written to
        yield Path(tempfile.gettempdir())
    if _IN_MEMORY.is_dir():
        yield _IN_MEMORY


def _has_room(place: Path, n_bytes: int) -> bool:
    try:
        return shutil.disk_usage(place).free >= n_bytes + _SPARE_BYTES
    except OSError:
        return False


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # that it is missing is said when it is copied


def _locked(folder: Path) -> int:
    """Lock a folder, which also tells systemd’s cleaner of temporary files to leave it; return what holds the lock."""
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return handle


def _remove(folder: Path, handle: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    os.close(handle)


def _remove_abandoned(place: Path) -> None:
    """Remove the copies of this account that no process has open any more."""
    for folder in place.glob(f"{_PREFIX}*"):
        try:
            about = folder.lstat()
            if about.st_uid != os.getuid() or folder.is_symlink() or time.time() - about.st_mtime < _SETTLED_S:
                continue
            _remove(folder, _locked(folder))
        except OSError:
            continue  # it is in use, or gone meanwhile
