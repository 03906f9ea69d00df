"""Which kind of question it is, for whom to ask: by its words, or by the examples of a kind that it is like."""

from __future__ import annotations

import numpy as np

from corpus.models import Embedder, Vectors
from corpus.once import once
from corpus.statements import WhomToAsk, load_whom_to_ask

# Chosen by leaving out examples in turn (tests/assistant/understand/test_whom_asked.py has what was measured since).
_RIDGE = 0.3
_SURE = 0.35


def whom_to_ask(question: str, embedder: Embedder) -> WhomToAsk:
    """Return whom to ask about a question; whom to ask about a child, where nothing says what it is about.

    Parameters
    ----------
    question : str
        As it was asked, without details.
    embedder : Embedder
        Reads the examples, once.
    """
    every = load_whom_to_ask()
    found = every.by_cue(question)
    if found is not None:
        return found
    of_examples = [kind for kind in every.kinds if kind.asked]
    scores = embedder.embed([question])[0] @ _weights(embedder)
    best = int(np.argmax(scores))
    return of_examples[best] if scores[best] >= _SURE else every.kinds[-1]


@once
def _weights(embedder: Embedder) -> Vectors:
    """Return, for each kind that has examples, how much each dimension of a question speaks for it: ridge regression."""
    of_examples = [kind for kind in load_whom_to_ask().kinds if kind.asked]
    examples = embedder.embed([asked for kind in of_examples for asked in kind.asked])
    is_of = np.array(
        [[kind is other for other in of_examples] for kind in of_examples for _ in kind.asked], dtype=float
    )
    similar = examples @ examples.T + _RIDGE * np.eye(len(examples))
    weights: Vectors = examples.T @ np.linalg.solve(similar, is_of)
    return weights
