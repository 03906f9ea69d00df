"""A first look at a file, before any PDF library sees it: that it can be read, is a PDF, is whole, and is not too large."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import UnreadablePdf

MAX_BYTES = 200 * 1024 * 1024

_TAIL_BYTES = 4096
_HEAD_BYTES = 1024


def read_file(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """Return the bytes of a file that looks like a whole PDF.

    Parameters
    ----------
    path : Path
        The file.
    max_bytes : int
        The largest file that is read.

    Raises
    ------
    UnreadablePdf
        If it cannot be read, is empty, is not a PDF, is cut short or is too large.
    """
    if path.is_dir():
        raise UnreadablePdf(f"{path.name} is a folder, whatever its name", "Name a PDF file.")
    try:
        if path.stat().st_size > max_bytes:
            raise UnreadablePdf(
                f"{path.name} is larger than {max_bytes // 2**20} MB", "Split it or compress its pictures."
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadablePdf(
            f"{path.name} cannot be read: {error.strerror}", "Check the path and permissions."
        ) from error
    if not data:
        raise UnreadablePdf(f"{path.name} is empty (0 bytes)", "Download it again.")
    if b"%PDF-" not in data[:_HEAD_BYTES]:
        raise UnreadablePdf(f"{path.name} is not a PDF, whatever its name", "Download it again, or save it as PDF.")
    if b"%%EOF" not in data[-_TAIL_BYTES:]:
        raise UnreadablePdf(f"{path.name} is cut short: it has no end mark", "Download it again.")
    return data
