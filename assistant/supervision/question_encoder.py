"""The bundled encoder, taught which questions supervisors would ask of a worry, as far as it has been told.

It reads the worry and the answers as one text. ``python -m evals reflections --train`` makes questions.npz anew:
docs/adr/0058.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.encoders import NamedEncoder, read_named_encoder
from corpus.once import once


@once
def load_question_model() -> NamedEncoder:
    """Load the model that comes with the project: its names are the ids of the questions."""
    return read_named_encoder("assistant.supervision", "questions.npz")


def likely_asked(text: str) -> Mapping[str, float]:
    """Return by its id how likely a supervisor would ask each question of what was written, as log-odds."""
    model = load_question_model()
    return dict(zip(model.names, map(float, model.encoder.read(text)), strict=True))
