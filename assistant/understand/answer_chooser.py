"""Which short answers advisers would choose for a message, of all there are.

``python -m evals answers --chooser`` teaches it anew: docs/adr/0068.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from assistant.encoders import TaughtChooser, read_chooser
from corpus.errors import ModelError
from corpus.once import once


def chooser_of(answer_ids: Sequence[str]) -> TaughtChooser:
    """Return what chooses among answers, in their order.

    Raises
    ------
    ModelError
        As ``load_answer_chooser`` does, or if it was taught other answers than these.
    """
    chooser = load_answer_chooser()
    if chooser.names != tuple(answer_ids):
        raise ModelError(
            "what chooses short answers knows other answers than there are",
            "run 'python -m evals answers --wordings' to place the new ones",
        )
    return chooser


@once
def load_answer_chooser() -> TaughtChooser:
    """Load the one that comes with the project, once; its names are the ids of short answers.

    Raises
    ------
    ModelError
        If what it was taught is missing or cannot be read.
    """
    file = Path(str(resources.files("assistant.understand") / "answer_chooser.npz"))
    return read_chooser(file, "run 'python -m evals answers --chooser' to teach it anew")
