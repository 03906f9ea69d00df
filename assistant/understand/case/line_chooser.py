"""Which sentences advisers would choose for a message, of all that may be said of a case.

``python -m evals lines --chooser`` teaches it anew: docs/adr/0069 and 0072.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from assistant.encoders import TaughtChooser, read_chooser
from corpus.once import once


@once
def load_line_chooser() -> TaughtChooser:
    """Load the one that comes with the project, once; its names are the keys of sentences (case_lines.py).

    Raises
    ------
    ModelError
        If what it was taught is missing or cannot be read.
    """
    file = Path(str(resources.files("assistant.understand.case") / "line_chooser.npz"))
    return read_chooser(file, "run 'python -m evals lines --chooser' to teach it anew")
