"""What somebody would choose for a message, of all texts of a kind: the bundled encoder, taught with what was chosen.

A text of ours says in general words what a lead tells in particular ones, so how alike the two are says little. Here each text
has a place among the messages for which advisers chose it, and the encoder was taught to lay a message near what they chose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.encoders.labelled_encoder import taught_in
from assistant.encoders.taught_encoder import TaughtEncoder, read_additions
from corpus.models import Embedder, Vectors

SHARPNESS = 20.0
"""What the cosine of a message and a place is multiplied by: with this it was learned."""
MAX_CHOOSER_TOKENS = 192
"""Of what is read at once; the rest is cut off."""
_MAX_WORDS = 105  # no more than that, as leads write


class TaughtChooser:
    """Says of every text how likely it is chosen for a message.

    Parameters
    ----------
    encoder : TaughtEncoder or Embedder
        Lays a message near what was chosen for messages like it.
    names : sequence of str
        Which texts there are.
    places : array of shape (n_texts, dimension)
        Where each lies; rows of length 1.
    """

    def __init__(self, encoder: TaughtEncoder | Embedder, names: Sequence[str], places: Vectors) -> None:
        self.encoder, self.names, self.places = encoder, tuple(names), places

    def scores(self, message: str) -> NDArray[np.float32]:
        """Return how near each text lies to a message, times ``SHARPNESS``; shape ``(n_texts,)``, in the order of the names.

        Of a long message, to the stretch of it that is nearest.

        Raises
        ------
        ModelError
            If the bundled encoder is not installed, or its weights are not the expected ones.
        """
        vectors = self.encoder.embed(_stretches(message))
        return np.asarray(SHARPNESS * (self.places @ vectors.T).max(axis=1), dtype=np.float32)

    def by_name(self, message: str) -> dict[str, float]:
        """Return the scores of a message by the texts’ names; raises as ``scores`` does."""
        return dict(zip(self.names, map(float, self.scores(message)), strict=True))


def _stretches(message: str) -> list[str]:
    """Return a message that is read whole, or stretches of one that is too long for it, the last of them to its end."""
    words = message.split()
    starts = [*range(0, max(1, len(words) - _MAX_WORDS), _MAX_WORDS), max(0, len(words) - _MAX_WORDS)]
    return [" ".join(words[start : start + _MAX_WORDS]) for start in dict.fromkeys(starts)]


def read_chooser(file: Path, hint: str) -> TaughtChooser:
    """Read what was learned.

    Parameters
    ----------
    file : Path
        Arrays ``names`` and ``places``, and what ``taught_in`` finds.
    hint : str
        What to do if it cannot be read.

    Raises
    ------
    ModelError
        If it is missing or cannot be read.
    """
    stored: Mapping[str, Any] = read_additions(file, hint)
    encoder = TaughtEncoder(taught_in(stored), max_tokens=MAX_CHOOSER_TOKENS)
    return TaughtChooser(encoder, list(map(str, stored["names"])), stored["places"].astype(np.float32))
