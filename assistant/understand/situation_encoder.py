"""The bundled encoder, taught which situations a message speaks of: small additions to its weights, and a head for each card.

It reads a message as one meaning, where cues and the linear model (situations.py) read words. ``python -m evals situations
--train`` makes the additions anew.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from importlib import resources
from itertools import pairwise

import numpy as np

from assistant.safety import LabelledEncoder, taught_in
from corpus.models import Vectors

# A part of a long message is two such lines, and each line is in two parts: no words are only at an end.
_LINE_CHARS = 300
_WHOLE_CHARS = 700  # the longest of those that it was taught


class SituationEncoder(LabelledEncoder):
    """The encoder with what it was taught; its labels are the cards."""

    def read(self, text: str) -> Vectors:
        """Return how likely a message speaks of each card; shape ``(n_cards,)``. A long one does if a part of it does."""
        return np.asarray(self.log_odds(_parts(text)).max(axis=0))


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedEncoder:
    """An encoder that was taught labels of its own, and their names in the order in which it says how likely they are."""

    names: tuple[str, ...]
    encoder: SituationEncoder


def read_named_encoder(package: str, file: str) -> NamedEncoder:
    """Read a package’s file: an array ``names``, and what ``taught_in`` finds."""
    with resources.files(package).joinpath(file).open("rb") as opened, np.load(opened) as stored:
        return NamedEncoder(names=tuple(map(str, stored["names"])), encoder=SituationEncoder(taught_in(stored)))


def _parts(text: str) -> list[str]:
    whole = " ".join(text.split())
    if len(whole) <= _WHOLE_CHARS:
        return [whole]
    return [" ".join(pair) for pair in pairwise(textwrap.wrap(whole, _LINE_CHARS))]
