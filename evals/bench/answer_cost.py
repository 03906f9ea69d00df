"""What an answer costs: seconds of a processor, beside what embedding its question alone costs in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from statistics import median

from assistant.build import build_assistant
from assistant.types import Question
from corpus.models import bundled_encoder
from corpus.settings import LibrarySettings
from evals.errors import BenchError
from evals.records import EvalQuestion

_N_BEFORE = 3  # the first questions do not count: what loads at first use is no part of an answer
_ONE_THREAD = 1  # as many threads take as long as one to begin, for texts this short


def answer_cost(index: Path, questions: Sequence[EvalQuestion], as_at: date) -> dict[str, float]:
    """Ask each question that stands by itself once, and give what that cost.

    Parameters
    ----------
    index : Path
        A built index; everything else is as it is set.
    questions : sequence of EvalQuestion
        Asked in their order; the first three do not count.
    as_at : date
        The day they are asked about.

    Returns
    -------
    dict of str to float
        By name, the unit in the name. The ratio is of the means.

    Raises
    ------
    BenchError
        If too few questions stand by themselves.
    UnusableIndex
        If the index cannot be used.
    ModelError
        If model weights are missing or not the expected ones.
    """
    before, texts = _split([question.text for question in questions if not question.history])
    assistant = build_assistant(
        LibrarySettings.read().model_copy(update={"index_dir": index, "n_threads": _ONE_THREAD})
    )
    encoder = bundled_encoder()

    def ask(text: str) -> None:
        assistant.ask(Question(text=text, as_at=as_at))

    def embed(text: str) -> None:
        encoder.encode([text], show_progress_bar=False)

    for text in before:
        ask(text)
        embed(text)
    answers, embeddings = zip(*((_seconds(ask, text), _seconds(embed, text)) for text in texts), strict=True)
    return {
        "questions": float(len(texts)),
        "an answer, mean, CPU ms": 1000 * sum(answers) / len(texts),
        "an answer, median, CPU ms": 1000 * median(answers),
        "embedding its question, mean, CPU ms": 1000 * sum(embeddings) / len(texts),
        "an answer, in embeddings of its question": sum(answers) / sum(embeddings),
    }


def _split(texts: list[str]) -> tuple[list[str], list[str]]:
    """Return the texts that do not count, and those that do.

    Raises
    ------
    BenchError
        If none does.
    """
    if len(texts) <= _N_BEFORE:
        raise BenchError(
            f"{len(texts)} of the questions stand by themselves, and the first {_N_BEFORE} do not count",
            "give more questions with --questions",
        )
    return texts[:_N_BEFORE], texts[_N_BEFORE:]


def _seconds(act: Callable[[str], None], text: str) -> float:
    started = time.process_time()
    act(text)
    return time.process_time() - started
