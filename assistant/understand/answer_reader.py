"""Reads a question and a text together, and says whether the text answers it.

One score for all that needs one: which short answer fits, what is quoted, whether anything that was found answers at all. It is
the bundled reranker with small additions (assistant/encoders/taught_reranker.py), taught on what readers said of some ten
thousand pairs (``python -m evals reader --train``): docs/adr/0035.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.encoders import TaughtReranker, read_taught_reranker
from corpus.once import once


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReading:
    """What was read of one text, as log-odds: nought is as likely as not.

    Parameters
    ----------
    answers : float
        That it answers what was asked, or a whole part of it.
    helps : float
        That it is on the very point, and helps.
    """

    answers: float
    helps: float


class AnswerReader:
    """Reads questions with texts.

    Parameters
    ----------
    taught : TaughtReranker
        With two outputs: that a text answers, that it helps.
    """

    def __init__(self, taught: TaughtReranker) -> None:
        self._taught = taught

    def read(self, question: str, texts: Sequence[str]) -> tuple[AnswerReading, ...]:
        """Read each text with the question."""
        rows = self._taught.log_odds(question, texts)
        return tuple(AnswerReading(answers=float(answers), helps=float(helps)) for answers, helps in rows)


@once
def load_reader(n_threads: int = 0) -> AnswerReader | None:
    """Return the reader that comes with the project; ``None`` where the bundled reranker is not installed.

    Raises
    ------
    ModelError
        If the reranker's weights are not the expected ones.
    """
    taught = read_taught_reranker("assistant.understand", "answer_reader.npz", n_threads)
    return AnswerReader(taught) if taught else None
