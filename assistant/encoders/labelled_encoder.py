"""The bundled encoder, taught which labels a text has: small additions to its weights, and a head for each label."""

from __future__ import annotations

import textwrap
import threading
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from assistant.encoders.encoder_additions import add_low_rank
from corpus.models import Vectors, bundled_encoder

MAX_LABELLED_TOKENS = 192
"""Of a text; the rest is cut off."""
HEAD_SCALE = 10.0
"""What a vector is multiplied by before the head reads it: so the head learns in few steps."""
# A part of a long text is two such lines, and each line is in two parts: no words are only at an end.
_LINE_CHARS = 300
_WHOLE_CHARS = 700  # the longest of those that it was taught
_ENCODER = "encoder."  # what the names of the additions begin with, in a file that has other arrays


class HeadedEncoder:
    """The encoder with what it was taught, and a head.

    Parameters
    ----------
    additions : mapping of str to array
        What ``add_low_rank`` takes; ``head.weight`` of shape (labels, width) and ``head.bias`` of shape (labels,).

    Raises
    ------
    ModelError
        If the bundled encoder is not installed, or its weights are not the expected ones.
    """

    max_tokens: ClassVar[int | None] = None  # of a text; as many as the encoder reads itself
    scale: ClassVar[float] = 1.0  # what a vector is multiplied by before the head reads it

    def __init__(self, additions: Mapping[str, NDArray[np.float16]]) -> None:
        self._encoder = bundled_encoder()
        if self.max_tokens is not None:
            self._encoder.max_seq_length = self.max_tokens
        add_low_rank(self._encoder, additions)
        self._head = additions["head.weight"].astype(np.float32).T * self.scale
        self._bias = additions["head.bias"].astype(np.float32)
        self._one_at_a_time = threading.Lock()  # a tokenizer that two threads use at once fails

    def scores(self, texts: Sequence[str]) -> Vectors:
        """Return what the head makes of each text; shape ``(len(texts), n_labels)``."""
        with self._one_at_a_time:
            vectors = self._encoder.encode(list(texts), convert_to_numpy=True, show_progress_bar=False)
        return np.asarray(vectors @ self._head + self._bias, dtype=np.float32)


class LabelledEncoder(HeadedEncoder):
    """A headed encoder that was taught labels of which a text may have any number."""

    max_tokens = MAX_LABELLED_TOKENS
    scale = HEAD_SCALE

    def log_odds(self, texts: Sequence[str]) -> Vectors:
        """Return how likely each text has each label; shape ``(len(texts), n_labels)``, nought is as likely as not."""
        return self.scores(texts)

    def read(self, text: str) -> Vectors:
        """Return how likely a text has each label; shape ``(n_labels,)``. A long one has it if a part of it does."""
        return np.asarray(self.log_odds(_parts(text)).max(axis=0))


def _parts(text: str) -> list[str]:
    whole = " ".join(text.split())
    if len(whole) <= _WHOLE_CHARS:
        return [whole]
    return [" ".join(pair) for pair in pairwise(textwrap.wrap(whole, _LINE_CHARS))]


def taught_in(stored: Mapping[str, Any]) -> dict[str, NDArray[np.float16]]:
    """Return an encoder’s additions from a file that has other arrays too; none where it has none."""
    return {name.removeprefix(_ENCODER): stored[name] for name in stored if name.startswith(_ENCODER)}


def as_stored(taught: Mapping[str, NDArray[np.float16]]) -> dict[str, Any]:
    """Return an encoder’s additions under the names that ``taught_in`` looks for."""
    return {f"{_ENCODER}{name}": some for name, some in taught.items()}
