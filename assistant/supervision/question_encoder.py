"""The bundled encoder, taught twice which questions supervisors would ask of a worry, as far as it has been told.

Once each question has a likelihood of its own, and once all of them share one, so that a question is weighed against every other.
Each knows what the other misses, and their product is what counts. Both read the worry and the answers as one text.
``python -m evals reflections --train`` makes questions.npz and question_chooser.npz anew: docs/adr/0058.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from pathlib import Path

import numpy as np

from assistant.encoders import NamedEncoder, TaughtChooser, read_chooser, read_named_encoder
from corpus.once import once

_PACKAGE = "assistant.supervision"


@once
def load_question_model() -> NamedEncoder:
    """Load what says how likely each question is by itself: its names are the ids of the questions."""
    return read_named_encoder(_PACKAGE, "questions.npz")


@once
def load_question_chooser() -> TaughtChooser:
    """Load what weighs the questions against each other.

    Raises
    ------
    ModelError
        If the file is missing or cannot be read.
    """
    file = Path(str(resources.files(_PACKAGE).joinpath("question_chooser.npz")))
    return read_chooser(file, "run 'python -m evals reflections --train' to teach it anew")


def likely_asked(text: str) -> Mapping[str, float]:
    """Return by its id how likely a supervisor would ask each question of what was written, as a sum of two logarithms."""
    model, chooser = load_question_model(), load_question_chooser()
    scores = chooser.by_name(text)
    total = float(np.logaddexp.reduce(list(scores.values())))
    by_itself = -np.logaddexp(0, -model.encoder.read(text))
    return {
        name: float(one) + scores[name] - total
        for name, one in zip(model.names, by_itself, strict=True)
        if name in scores
    }
