"""The vectors of the last few texts: a message is read by many parts of an answer, and embedded once for all of them."""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

_N_KEPT = 16  # an answer reads some five texts
_MOST_AT_ONCE = 8  # more are passages or sentences, which are read once


class RecentVectors:
    """Embeds texts that were not embedded a moment ago, and keeps their vectors for a moment.

    No text is kept: a vector is known by a digest with a key of this process alone.

    Parameters
    ----------
    embed : callable
        Embeds texts; shape ``(len(texts), dimension)``. It is called by one thread at a time, as this is.
    """

    def __init__(self, embed: Callable[[Sequence[str]], NDArray[np.float32]]) -> None:
        self._embed = embed
        self._key = secrets.token_bytes(32)
        self._kept: OrderedDict[bytes, NDArray[np.float32]] = OrderedDict()

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of texts, one at least; shape ``(len(texts), dimension)``."""
        if len(texts) > _MOST_AT_ONCE:
            return self._embed(texts)
        by_digest = {self._digest(text): text for text in texts}
        new = [digest for digest in by_digest if digest not in self._kept]
        if new:
            rows = self._embed([by_digest[digest] for digest in new])
            self._kept.update(zip(new, (row.copy() for row in rows), strict=True))
        found = np.stack([self._kept[self._digest(text)] for text in texts])
        for digest in by_digest:
            self._kept.move_to_end(digest)
        while len(self._kept) > _N_KEPT:
            self._kept.popitem(last=False)
        return found

    def _digest(self, text: str) -> bytes:
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=self._key, digest_size=16).digest()
