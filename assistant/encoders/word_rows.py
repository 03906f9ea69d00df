"""A linear model over words in a row: what it learned can be read, and it reads a text in no time."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_IN_A_ROW = 3
_WORD = re.compile(r"[a-z']+|\?")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRows:
    """What was learned.

    Parameters
    ----------
    columns : mapping of str to int
        The words in a row that count, each with its column.
    rarity, weights : array of shape (n_columns,)
        How telling each is, and how much it speaks for what was learned.
    bias : float
        The log odds of a text in which none of them stands.
    """

    columns: Mapping[str, int]
    rarity: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: float

    def log_odds(self, text: str) -> float:
        """Return how likely a text is what was learned, as log odds: nought is as likely as not."""
        at = [self.columns[words] for words in words_in_a_row(text) if words in self.columns]
        rarity = self.rarity[at]
        length = float(np.linalg.norm(rarity)) or 1.0
        return float(rarity @ self.weights[at]) / length + self.bias

    def likely(self, text: str) -> float:
        """Return how likely a text is what was learned, from 0 to 1."""
        return 1 / (1 + float(np.exp(-self.log_odds(text))))


def words_in_a_row(text: str) -> Collection[str]:
    """Return up to three words in a row, each once, and the question mark as one of them."""
    plain = _WORD.findall(text.lower().replace("’", "'"))
    return {" ".join(plain[at : at + n]) for n in range(1, _IN_A_ROW + 1) for at in range(len(plain) - n + 1)}


def read_word_rows(stored: Mapping[str, NDArray[np.generic]]) -> WordRows:
    """Return what a file has under ``words``, ``rarity``, ``weights`` and ``bias``."""
    return WordRows(
        columns={str(words): at for at, words in enumerate(stored["words"])},
        rarity=stored["rarity"].astype(np.float32),
        weights=stored["weights"].astype(np.float32),
        bias=float(stored["bias"]),
    )
