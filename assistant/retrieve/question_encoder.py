"""The bundled encoder, taught to lay a question near the passages that answer it: small additions to its weights.

The passages’ vectors stay those of the plain embedder, so an index knows nothing of it. ``python -m evals encoder`` makes the
additions anew.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from assistant.encoders import TaughtEncoder, read_additions
from corpus.models import BUNDLED_NAME
from corpus.once import once

_FILE = "question_encoder.npz"


class QuestionEncoder(TaughtEncoder):
    """The encoder of questions."""


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
    return QuestionEncoder(read_additions(file, "run 'python -m evals encoder' to teach it anew"))
