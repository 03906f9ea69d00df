"""The bundled encoder, taught to lay a question near the passages that answer it: small additions to its weights.

The passages’ vectors stay those of the plain embedder, so an index knows nothing of it. ``python -m evals encoder`` makes the
additions anew.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.safety import add_low_rank
from corpus.errors import ModelError
from corpus.models import BUNDLED_NAME, Vectors, bundled_encoder
from corpus.once import once

MAX_QUESTION_TOKENS = 128
_FILE = "question_encoder.npz"


class QuestionEncoder:
    """The encoder with what it was taught; the model loads at first use.

    Parameters
    ----------
    additions : mapping of str to array
        What ``add_low_rank`` takes.
    """

    def __init__(self, additions: Mapping[str, NDArray[np.float16]]) -> None:
        self._additions = additions
        self._taught: Any = None
        self._one_at_a_time = threading.Lock()  # a tokenizer that two threads use at once fails

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed questions; shape ``(len(texts), dimension)``, rows of length 1.

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
        encoder.max_seq_length = MAX_QUESTION_TOKENS
        add_low_rank(encoder, self._additions)
        return encoder


@once
def load_question_encoder(embedder_name: str, file: Path | None = None) -> QuestionEncoder | None:
    """Return the encoder of questions; ``None`` for any embedder but the bundled one, near whose vectors it was taught to stay.

    Parameters
    ----------
    embedder_name : str
        Of the model that the passages were embedded with.
    file : Path or None
        What it was taught; ``None`` for what comes with the project.

    Raises
    ------
    ModelError
        If the file is missing or cannot be read.
    """
    if embedder_name != BUNDLED_NAME:
        return None
    file = file or Path(str(resources.files("assistant.retrieve") / _FILE))
    try:
        with np.load(file) as stored:
            return QuestionEncoder({name: stored[name] for name in stored.files})
    except Exception as error:  # numpy's, zipfile's and OS errors for one cause
        raise ModelError(
            f"what the encoder of questions was taught, {file.name}, cannot be read: {error}",
            "run 'python -m evals encoder' to teach it anew",
        ) from error
