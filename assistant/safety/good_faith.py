"""Whether a message that sounds like a harmful request is rather one of staff, who ask for words, whom to tell or how to lead.

“Draft a text that gives nothing away” is asked by an abuser, and by whoever protects a child from one. The classifier
(classifier.py) turned away one in five who asked for words to say, and more than one in ten who asked about staff or records.
This model was taught both kinds apart, by many hands (evals/questions/hearing.jsonl, words.jsonl, sharing-stories.jsonl,
leading.jsonl), and is asked only where the classifier alone would refuse: the bundled encoder with small additions, and a linear
model over words in a row beside it. ``python -m evals good-faith --train`` makes good_faith.npz anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from assistant.encoders import LabelledEncoder, WordRows, read_word_rows, taught_in
from corpus.once import once

_STRETCH, _STEP = 90, 60  # words of a long message that are read at once, and from one such stretch to the next


class GoodFaithModel:
    """What was learned.

    Parameters
    ----------
    rows : WordRows
        How likely words in a row make a harmful request.
    additions : mapping of str to array
        What ``LabelledEncoder`` takes, of one label.

    Raises
    ------
    ModelError
        If the bundled encoder is not installed, or its weights are not the expected ones.
    """

    def __init__(self, rows: WordRows, additions: Mapping[str, NDArray[np.float16]]) -> None:
        self._rows = rows
        self._encoder = LabelledEncoder(additions)

    def harmful_odds(self, text: str) -> float:
        """Return how likely a text is a harmful request, as log odds: by both models, of a long one its worst stretch."""
        stretches = _stretches(text)
        odds = self._encoder.log_odds(stretches)[:, 0]
        return max(float(of) + self._rows.log_odds(one) for of, one in zip(odds, stretches, strict=True))


@once
def load_good_faith() -> GoodFaithModel:
    """Load the model that comes with the project.

    Raises
    ------
    ModelError
        As ``GoodFaithModel`` does.
    """
    with resources.files("assistant.safety").joinpath("good_faith.npz").open("rb") as file, np.load(file) as stored:
        return GoodFaithModel(read_word_rows(stored), taught_in(stored))


def asked_in_good_faith(text: str, margin: float) -> bool:
    """Whether staff rather ask so than whoever means harm.

    Parameters
    ----------
    text : str
        The message.
    margin : float
        By how much the classifier is surer than it need be that it is harmful, in log odds: it counts half, since both learned
        from the same messages.

    Raises
    ------
    ModelError
        As ``load_good_faith`` does.
    """
    return load_good_faith().harmful_odds(text) + margin / 2 < 0


def end_of_message(text: str) -> str:
    """Return the last of a message’s stretches, which teaches: what is asked mostly stands at its end."""
    return " ".join(text.split()[-_STRETCH:])


def _stretches(text: str) -> list[str]:
    """Return a message in stretches that overlap, its end among them: what is put around a request hides it less."""
    words = text.split()
    starts = range(0, max(1, len(words) - _STRETCH), _STEP)
    return list(dict.fromkeys((*(" ".join(words[at : at + _STRETCH]) for at in starts), end_of_message(text))))
