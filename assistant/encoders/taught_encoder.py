"""The bundled encoder with something that it was taught here: small additions to its weights, and nothing else of it changed."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.encoders.encoder_additions import add_low_rank
from corpus.errors import ModelError
from corpus.models import Vectors, bundled_encoder

MAX_TAUGHT_TOKENS = 128
"""Of a text that a taught encoder reads, unless it was taught with longer ones; the rest is cut off."""


def read_additions(file: Path, hint: str) -> dict[str, NDArray[np.float16]]:
    """Read what an encoder was taught.

    Parameters
    ----------
    file : Path
        Written by numpy, an array by name.
    hint : str
        What to do if it cannot be read.

    Raises
    ------
    ModelError
        If it is missing or cannot be read.
    """
    try:
        with np.load(file, allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    except Exception as error:  # numpy's, zipfile's and OS errors for one cause
        raise ModelError(f"what an encoder was taught, {file.name}, cannot be read: {error}", hint) from error


class TaughtEncoder:
    """The encoder with what it was taught; the model loads at first use.

    Parameters
    ----------
    additions : mapping of str to array
        What ``add_low_rank`` takes.
    max_tokens : int
        Of a text; the rest is cut off.
    """

    def __init__(self, additions: Mapping[str, NDArray[np.float16]], *, max_tokens: int = MAX_TAUGHT_TOKENS) -> None:
        self._additions, self._max_tokens = additions, max_tokens
        self._taught: Any = None
        self._one_at_a_time = threading.Lock()  # a tokenizer that two threads use at once fails

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts; shape ``(len(texts), dimension)``, rows of length 1.

        Raises
        ------
        ModelError
            If the bundled encoder is not installed, or its weights are not the expected ones.
        """
        with self._one_at_a_time:
            if self._taught is None:
                self._taught = self._load()
            vectors = self._taught.encode(
                list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
            )
        return np.asarray(vectors, dtype=np.float32)

    def _load(self) -> Any:
        encoder = bundled_encoder()
        encoder.max_seq_length = self._max_tokens
        add_low_rank(encoder, self._additions)
        return encoder
