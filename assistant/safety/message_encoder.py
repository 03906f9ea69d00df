"""The bundled encoder, taught what kind of message it reads: small additions to its weights, and a head for each kind.

It reads a message as one meaning, where the linear model beside it (assistant/safety/classifier.py) reads words and letters.
The additions (assistant/safety/encoder_additions.py) take a megabyte in all. ``python -m evals train`` makes them anew.
"""

from __future__ import annotations

import textwrap
import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.safety.encoder_additions import add_low_rank
from corpus.models import bundled_encoder

LABELS = ("urgent", "grave", "harmful", "missing", "outside", "ordinary")
_ANYWHERE = frozenset({
    "urgent",
    "harmful",
})  # a long message is one if a part of it is; the others only if every part is
# A part of a long message is two such lines, and each line is in two parts: no words are only at an end.
_LINE_CHARS = 120
_WHOLE_CHARS = 450  # the longest of those that it was taught has 370: a message up to here is read whole
_N_REMEMBERED = 16  # messages and their sentences: each judgement on one asks for the same scores


class MessageEncoder:
    """The encoder with what it was taught.

    Parameters
    ----------
    additions : mapping of str to array
        What ``add_low_rank`` takes; ``head.weight`` of shape (labels, width) and ``head.bias`` of shape (labels,).

    Raises
    ------
    ModelError
        If the bundled encoder is not installed, or its weights are not the expected ones.
    """

    def __init__(self, additions: Mapping[str, NDArray[np.float16]]) -> None:
        self._encoder = bundled_encoder()
        add_low_rank(self._encoder, additions)
        self._head = additions["head.weight"].astype(np.float32).T
        self._bias = additions["head.bias"].astype(np.float32)
        self._one_at_a_time = threading.Lock()  # a tokenizer that two threads use at once fails
        self.hear = lru_cache(maxsize=_N_REMEMBERED)(self._hear)

    def log_odds(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return how likely each text is of each kind; shape ``(len(texts), len(LABELS))``, nought is as likely as not."""
        with self._one_at_a_time:
            vectors = self._encoder.encode(list(texts), convert_to_numpy=True, show_progress_bar=False)
        return log_odds(vectors @ self._head + self._bias)

    def _hear(self, text: str) -> Mapping[str, float]:
        """Return by kind how likely a message is of it, as log-odds; of a long one, by its parts."""
        of_parts = self.log_odds(_parts(text))
        return {
            label: float(some.max() if label in _ANYWHERE else some.min())
            for label, some in zip(LABELS, of_parts.T, strict=True)
        }


def log_odds(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return log-odds from the scores of kinds of which one is true; shape as given."""
    others = [np.logaddexp.reduce(np.delete(scores, at, axis=1), axis=1) for at in range(scores.shape[1])]
    return np.asarray(scores - np.stack(others, axis=1), dtype=np.float32)


def _parts(text: str) -> list[str]:
    whole = " ".join(text.split())
    if len(whole) <= _WHOLE_CHARS:
        return [whole]
    return [" ".join(pair) for pair in pairwise(textwrap.wrap(whole, _LINE_CHARS))]
