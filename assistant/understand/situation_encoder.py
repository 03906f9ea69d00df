"""The bundled encoder, taught which situations a message speaks of: small additions to its weights, and a head for each card.

It reads a message as one meaning, where cues and the linear model (situations.py) read words. ``python -m evals situations
--train`` makes the additions anew.
"""

from __future__ import annotations

import textwrap
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.safety import add_low_rank
from corpus.models import Vectors, bundled_encoder

ENCODER = "encoder."
"""What the names of the encoder’s arrays begin with, in a file that has others."""
MAX_TOKENS = 192
SCALE = 10.0
"""What a vector is multiplied by before the head reads it: so the head learns in few steps."""
# A part of a long message is two such lines, and each line is in two parts: no words are only at an end.
_LINE_CHARS = 300
_WHOLE_CHARS = 700  # the longest of those that it was taught


class SituationEncoder:
    """The encoder with what it was taught.

    Parameters
    ----------
    additions : mapping of str to array
        What ``add_low_rank`` takes; ``head.weight`` of shape (cards, width) and ``head.bias`` of shape (cards,).

    Raises
    ------
    ModelError
        If the bundled encoder is not installed, or its weights are not the expected ones.
    """

    def __init__(self, additions: Mapping[str, NDArray[np.float16]]) -> None:
        self._encoder = bundled_encoder()
        self._encoder.max_seq_length = MAX_TOKENS
        add_low_rank(self._encoder, additions)
        self._head = additions["head.weight"].astype(np.float32).T * SCALE
        self._bias = additions["head.bias"].astype(np.float32)
        self._one_at_a_time = threading.Lock()  # a tokenizer that two threads use at once fails

    def log_odds(self, texts: Sequence[str]) -> Vectors:
        """Return how likely each text speaks of each card; shape ``(len(texts), n_cards)``, nought is as likely as not."""
        with self._one_at_a_time:
            vectors = self._encoder.encode(list(texts), convert_to_numpy=True, show_progress_bar=False)
        return np.asarray(vectors @ self._head + self._bias, dtype=np.float32)

    def read(self, text: str) -> Vectors:
        """Return how likely a message speaks of each card; shape ``(n_cards,)``. A long one does if a part of it does."""
        return np.asarray(self.log_odds(_parts(text)).max(axis=0))


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedEncoder:
    """An encoder that was taught labels of its own, and their names in the order in which it says how likely they are."""

    names: tuple[str, ...]
    encoder: SituationEncoder


def read_named_encoder(package: str, file: str) -> NamedEncoder:
    """Read a package’s file: an array ``names``, and what ``SituationEncoder`` takes, each with ``ENCODER`` before its name."""
    with resources.files(package).joinpath(file).open("rb") as opened, np.load(opened) as stored:
        taught = {one.removeprefix(ENCODER): stored[one] for one in stored.files if one.startswith(ENCODER)}
        return NamedEncoder(names=tuple(map(str, stored["names"])), encoder=SituationEncoder(taught))


def _parts(text: str) -> list[str]:
    whole = " ".join(text.split())
    if len(whole) <= _WHOLE_CHARS:
        return [whole]
    return [" ".join(pair) for pair in pairwise(textwrap.wrap(whole, _LINE_CHARS))]
