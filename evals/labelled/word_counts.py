"""Which words of labelled texts count for a linear model, and how telling each is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from assistant.understand import word_features
from corpus.models import Vectors


def counted_words(texts: Sequence[str], fewest: int) -> tuple[dict[str, int], Vectors]:
    """Return the words that stand in ``fewest`` texts at least, each with its column, and how telling each is."""
    counts = Counter(stem for text in texts for stem in word_features(text))
    stems = {stem: at for at, stem in enumerate(sorted(stem for stem, n in counts.items() if n >= fewest))}
    return stems, np.array([np.log(len(texts) / counts[stem]) for stem in stems], dtype=np.float32)
