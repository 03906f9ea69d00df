"""Files of Word and PowerPoint are zip files: the same content gives the same bytes, whenever it is made."""

from __future__ import annotations

import io
import zipfile

_ALWAYS = (1980, 1, 1, 0, 0, 0)  # the earliest a zip file knows


def with_same_times(data: bytes) -> bytes:
    """Return a zip file with the same times inside whenever it is made."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as parts, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as again:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, _ALWAYS)
            entry.compress_type = zipfile.ZIP_DEFLATED
            again.writestr(entry, parts.read(name))
    return written.getvalue()
