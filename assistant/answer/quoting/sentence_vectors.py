"""The vectors of the library's sentences, kept for a while: the same passages are found for many questions."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.models import Embedder, Vectors

_N_KEPT = 16_384  # some 25 MB with the bundled embedder
_DECIMALS = 4  # a vector differs in the sixth by what was read beside it, and that must not decide


class SentenceVectors:
    """Says how near sentences of the library are to a question. What is asked is not kept.

    Parameters
    ----------
    embedder : Embedder
        Reads both.
    n_kept : int
        Sentences whose vectors are kept: those that were wanted last.
    """

    def __init__(self, embedder: Embedder, n_kept: int = _N_KEPT) -> None:
        self._embedder, self._n_kept = embedder, n_kept
        self._kept: OrderedDict[str, Vectors] = OrderedDict()
        self._keeping = threading.Lock()

    def cosines(self, question: str, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return how near each sentence is to the question; shape ``(len(sentences),)``."""
        if not sentences:
            return np.zeros(0, dtype=np.float32)
        known = self._known(sentences)
        new = [sentence for sentence in dict.fromkeys(sentences) if sentence not in known]
        asked, *read = self._embedder.embed([question, *new])
        known.update(zip(new, (row.copy() for row in read), strict=True))  # a view would keep the question with it
        self._keep(known)
        cosines = np.stack([known[sentence] for sentence in sentences]) @ asked
        return np.asarray(np.round(cosines, _DECIMALS), dtype=np.float32)

    def _known(self, sentences: Sequence[str]) -> dict[str, Vectors]:
        with self._keeping:
            return {sentence: self._kept[sentence] for sentence in sentences if sentence in self._kept}

    def _keep(self, vectors: dict[str, Vectors]) -> None:
        with self._keeping:
            for sentence, vector in vectors.items():
                self._kept[sentence] = vector
                self._kept.move_to_end(sentence)
            while len(self._kept) > self._n_kept:
                self._kept.popitem(last=False)
