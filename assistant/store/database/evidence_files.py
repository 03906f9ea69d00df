"""The PDFs that checks need, stored by content, so that a page opens months after the library has moved on."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from assistant.errors import StoreUnavailable
from corpus.private import make_private

SHA256 = re.compile(r"[0-9a-f]{64}")


def sha256_of(pdf: Path) -> str:
    """Return the SHA-256 of a file, or empty if none is there: a pipe would be waited for."""
    if not pdf.is_file():
        return ""
    try:
        with pdf.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


@dataclass(frozen=True, slots=True)
class EvidenceFiles:
    """A folder of ``<sha256>.pdf``, readable by the account that serves and nobody else."""

    folder: Path

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Lock the folder, so that no PDF is removed while a check that needs it is written.

        Raises
        ------
        StoreUnavailable
            If the folder cannot be made.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            make_private(self.folder)
        except OSError as error:
            raise StoreUnavailable(
                f"the folder {self.folder} cannot be made: {error.strerror}", "set DSL_EVIDENCE_DIR to a place that can"
            ) from error
        with FileLock(self.folder / ".lock", mode=0o600):
            yield

    def keep(self, pdf: Path, sha256: str) -> None:
        """Copy a PDF, whole or not at all; one that is there already is left, and one that is gone is done without.

        Raises
        ------
        StoreUnavailable
            If it cannot be copied, as on a full disk.
        """
        to = self.folder / f"{sha256}.pdf"
        if to.is_file() or not pdf.is_file():
            return
        handle, name = tempfile.mkstemp(dir=self.folder, suffix=".partial")
        os.close(handle)
        partial = Path(name)
        try:
            shutil.copyfile(pdf, partial)
            if sha256_of(partial) == sha256:  # else it is not what was cited
                partial.replace(to)
        except OSError as error:
            raise StoreUnavailable(
                f"a cited PDF cannot be copied to {self.folder}: {error.strerror}",
                "free some space, or set DSL_EVIDENCE_DIR to a place that can be written",
            ) from error
        finally:
            partial.unlink(missing_ok=True)

    def path(self, sha256: str) -> Path | None:
        """Return a stored PDF, or ``None``."""
        if not SHA256.fullmatch(sha256):
            return None
        pdf = self.folder / f"{sha256}.pdf"
        return pdf if pdf.is_file() else None

    def remove(self, sha256: str) -> None:
        """Remove a PDF, if it is there."""
        if pdf := self.path(sha256):
            pdf.unlink(missing_ok=True)
