"""The bundled encoder, taught which labels a text has: small additions to its weights, and a head for each label."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.safety.encoder_additions import add_low_rank
from corpus.models import Vectors, bundled_encoder

MAX_LABELLED_TOKENS = 192
"""Of a text; the rest is cut off."""
HEAD_SCALE = 10.0
"""What a vector is multiplied by before the head reads it: so the head learns in few steps."""


class LabelledEncoder:
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
        self._encoder.max_seq_length = MAX_LABELLED_TOKENS
        add_low_rank(self._encoder, additions)
        self._head = additions["head.weight"].astype(np.float32).T * HEAD_SCALE
        self._bias = additions["head.bias"].astype(np.float32)
        self._one_at_a_time = threading.Lock()  # a tokenizer that two threads use at once fails

    def log_odds(self, texts: Sequence[str]) -> Vectors:
        """Return how likely each text has each label; shape ``(len(texts), n_labels)``, nought is as likely as not."""
        with self._one_at_a_time:
            vectors = self._encoder.encode(list(texts), convert_to_numpy=True, show_progress_bar=False)
        return np.asarray(vectors @ self._head + self._bias, dtype=np.float32)
