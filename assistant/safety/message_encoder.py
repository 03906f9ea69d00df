"""The bundled encoder, taught what kind of message it reads: small additions to its weights, and a head for each kind.

It reads a message as one meaning, where the linear model beside it (assistant/safety/classifier.py) reads words and letters.
The additions (assistant/encoders/encoder_additions.py) take a megabyte in all. ``python -m evals train`` makes them anew.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.encoders import HeadedEncoder

LABELS = ("urgent", "grave", "harmful", "missing", "outside", "ordinary")
ADDITIONS = (".a", ".b", ".weight", ".bias")
"""How the names of what it takes end, in a file that has other arrays."""
_ANYWHERE = frozenset({
    "urgent",
    "harmful",
})  # a long message is one if a part of it is; the others only if every part is
# A part of a long message is two such lines, and each line is in two parts: no words are only at an end.
_LINE_CHARS = 120
_WHOLE_CHARS = 450  # a message up to here is read whole, as all but some two hundred that it was taught
_N_REMEMBERED = 16  # messages and their sentences: each judgement on one asks for the same scores


class MessageEncoder(HeadedEncoder):
    """A headed encoder whose labels are kinds of message, of which one is true.

    Parameters
    ----------
    additions : mapping of str to array
        What ``HeadedEncoder`` takes.

    Raises
    ------
    ModelError
        If the bundled encoder is not installed, or its weights are not the expected ones.
    """

    def __init__(self, additions: Mapping[str, NDArray[np.float16]]) -> None:
        super().__init__(additions)
        self.hear = lru_cache(maxsize=_N_REMEMBERED)(self._hear)

    def log_odds(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return how likely each text is of each kind; shape ``(len(texts), len(LABELS))``, nought is as likely as not."""
        return log_odds(self.scores(texts))

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
