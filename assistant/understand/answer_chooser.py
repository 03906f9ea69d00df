"""Which short answers advisers would choose for a message, of all there are.

``python -m evals answers --chooser`` teaches it anew: docs/adr/0068.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from assistant.encoders import TaughtChooser, read_chooser
from corpus.once import once


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
