"""The bundled encoder, taught to lay a question near others that have the same short answer, and near what that answer says.

``python -m evals answers --encoder`` teaches it anew: docs/adr/0056.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from assistant.encoders import TaughtEncoder, read_additions
from corpus.once import once


@once
def load_answer_encoder() -> TaughtEncoder:
    """Load the encoder that comes with the project, once.

    Raises
    ------
    ModelError
        If what it was taught is missing or cannot be read.
    """
    file = Path(str(resources.files("assistant.understand") / "answer_encoder.npz"))
    return TaughtEncoder(read_additions(file, "run 'python -m evals answers --encoder' to teach it anew"))
