"""Keys of the people and programs that may ask: their hashes in a file, each with a name.

A key has 256 random bits, so its SHA-256 is enough: there is nothing to guess. The file is read again when it changes: what is
revoked is refused at once.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from filelock import FileLock
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from assistant.errors import KeysUnusable

_PREFIX = "dsl_"  # by which a key that was pasted somewhere can be looked for


class StoredKey(BaseModel):
    """A key as it is stored.

    Parameters
    ----------
    name : str
        Of the person or program.
    sha256 : str
        Of the key.
    made_on : date
        When it was made.
    """

    name: str = Field(min_length=1, max_length=80, pattern=r"^[\w .@+-]+$")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    made_on: date


_FILE = TypeAdapter(list[StoredKey])


class ApiKeys:
    """The keys in a file.

    Parameters
    ----------
    path : Path
        The file. Once it is there a key is needed, even if it holds none any more.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: tuple[tuple[int, int, int], tuple[StoredKey, ...]] | None = None

    @property
    def needed(self) -> bool:
        """Whether nobody may ask without a key."""
        return self._path.exists()

    def stored(self) -> tuple[StoredKey, ...]:
        """Return the keys as they are stored now.

        Raises
        ------
        KeysUnusable
            If the file cannot be read.
        """
        try:
            state = self._path.stat()
            seen = (state.st_mtime_ns, state.st_size, state.st_ino)
            if self._read is None or self._read[0] != seen:
                self._read = seen, tuple(_FILE.validate_json(self._path.read_bytes()))
        except FileNotFoundError:
            return ()
        except (OSError, ValidationError) as error:
            raise KeysUnusable(
                f"the keys in {self._path} cannot be read ({type(error).__name__})",
                "mend the file or restore a copy of it: until then nobody is answered",
            ) from None  # pydantic's own message quotes the file
        return self._read[1]

    def owner_of(self, key: str) -> str | None:
        """Return whose key it is; nothing if it is nobody's. All are compared, each in constant time.

        Raises
        ------
        KeysUnusable
            If the file cannot be read.
        """
        sha256, owner = _sha256(key), None
        for stored in self.stored():
            if hmac.compare_digest(stored.sha256, sha256):
                owner = stored.name
        return owner

    def add(self, name: str) -> str:
        """Make a key, store its hash, and return it: the one time that it is known.

        Raises
        ------
        KeysUnusable
            If the name is taken or cannot be used, or the file cannot be read or written.
        """
        key = _PREFIX + secrets.token_urlsafe(32)
        with self._changing() as stored:
            if any(one.name == name for one in stored):
                raise KeysUnusable(
                    f"there is a key for {name!r} already", "choose another name, or revoke that key first"
                )
            try:
                made = StoredKey(name=name, sha256=_sha256(key), made_on=datetime.now().astimezone().date())
            except ValidationError:
                raise KeysUnusable(
                    f"{name!r} cannot be the name of a key", "use at most 80 letters, digits, spaces and . @ + - _"
                ) from None
            self._write([*stored, made])
        return key

    def revoke(self, name: str) -> None:
        """Take a key out.

        Raises
        ------
        KeysUnusable
            If nobody of that name has one, or the file cannot be read or written.
        """
        with self._changing() as stored:
            left = [one for one in stored if one.name != name]
            if len(left) == len(stored):
                raise KeysUnusable(f"there is no key for {name!r}", "'python -m assistant keys list' prints the names")
            self._write(left)

    @contextmanager
    def _changing(self) -> Iterator[Sequence[StoredKey]]:
        """Hold the file while it is changed, so that no other command changes it too.

        Yields
        ------
        sequence of StoredKey
            The keys as they are.

        Raises
        ------
        KeysUnusable
            If it cannot be written.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{self._path}.lock"):
                yield self.stored()
        except OSError as error:
            raise KeysUnusable(
                f"the keys in {self._path} cannot be written: {error.strerror}", "choose another DSL_API_KEYS_FILE"
            ) from error

    def _write(self, keys: Sequence[StoredKey]) -> None:
        """Put a new file in the place of the old one; it is for its own account alone."""
        new = self._path.with_name(f"{self._path.name}.new")
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(_FILE.dump_json(list(keys), indent=1))
        new.replace(self._path)


def _sha256(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
