"""Learning a linear model over words in a row (assistant/encoders/word_rows.py)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from assistant.encoders import words_in_a_row


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRowLesson:
    """A text, whether it is what is learned, and how much it counts."""

    text: str
    holds: bool
    counts: float = 1.0


def learned(lessons: Sequence[WordRowLesson], *, strength: float, fewest: int) -> dict[str, NDArray[np.generic]]:
    """Return what ``read_word_rows`` reads.

    Parameters
    ----------
    lessons : sequence of WordRowLesson
        What teaches.
    strength : float
        How little the weights are held down.
    fewest : int
        In how many texts words in a row must stand, to count.
    """
    found = [sorted(words_in_a_row(one.text)) for one in lessons]
    counts = Counter(words for some in found for words in some)
    columns = {words: at for at, words in enumerate(sorted(words for words, n in counts.items() if n >= fewest))}
    rarity = np.array([1 + np.log(len(found) / counts[words]) for words in columns], dtype=np.float16)
    model = LogisticRegression(C=strength, max_iter=300).fit(
        _rows(found, columns, rarity.astype(np.float32)),
        [one.holds for one in lessons],
        sample_weight=[one.counts for one in lessons],
    )
    return {
        "words": np.array(list(columns)),
        "rarity": rarity,
        "weights": model.coef_[0].astype(np.float16),
        "bias": np.array(model.intercept_[0], dtype=np.float32),
    }


def _rows(found: Sequence[Sequence[str]], columns: dict[str, int], rarity: NDArray[np.float32]) -> csr_matrix:
    """Return the texts as rows of length 1; shape ``(n_texts, n_columns)``."""
    at = [[columns[words] for words in some if words in columns] for some in found]
    lengths = [float(np.linalg.norm(rarity[some])) or 1.0 for some in at]
    values = np.concatenate([rarity[some] / length for some, length in zip(at, lengths, strict=True)])
    starts = np.cumsum([0, *map(len, at)])
    return csr_matrix((values, np.concatenate(at).astype(np.int64), starts), shape=(len(found), len(columns)))
