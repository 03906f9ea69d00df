"""The bundled encoder, taught to lay a question near others that have the same short answer, and near what that answer says.

``python -m evals answers --encoder`` teaches it anew: docs/adr/0056.
"""

from __future__ import annotations

from importlib import resources

import numpy as np

from assistant.safety import TaughtEncoder
from corpus.once import once


@once
def load_answer_encoder() -> TaughtEncoder:
    """Load the encoder that comes with the project, once."""
    with (
        resources.files("assistant.understand").joinpath("answer_encoder.npz").open("rb") as file,
        np.load(file, allow_pickle=False) as stored,
    ):
        return TaughtEncoder({name: stored[name] for name in stored.files})
