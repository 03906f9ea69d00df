"""Reads a message and a sentence that might be said of it together: whether it belongs in the answer, and whether it fits.

It is the bundled reranker with small additions (assistant/encoders/taught_reranker.py), taught on readers’ marks
(``python -m evals lines --reader``): docs/adr/0064.
"""

from __future__ import annotations

from assistant.encoders import TaughtReranker, read_taught_reranker
from corpus.once import once


@once
def load_line_reader(n_threads: int = 0) -> TaughtReranker | None:
    """Return the reader that comes with the project; ``None`` where the bundled reranker is not installed.

    Its two outputs are that a sentence belongs, and that it fits.

    Raises
    ------
    ModelError
        If the reranker's weights are not the expected ones.
    """
    return read_taught_reranker("assistant.understand.case", "line_reader.npz", n_threads)
