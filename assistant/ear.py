"""A second ear for danger and for requests to refuse: a small linear model over the letters of a message.

The rules (assistant/cues_*.py) hear what they were told to listen for, and people say such things in more ways than can be
listed. This model learned from messages of ours (evals/questions/ear.jsonl) and from the ordinary questions of corpus/asked; it
adds to the rules and never overrules them. It needs no chat model, no embedding model and no index. The words that weighed most
are given as the reason. ``python -m evals.ear`` makes ear.npz anew.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

N_BUCKETS = 1 << 15
_SIZES = (2, 3, 4, 5)
_WORD = re.compile(r"[a-z0']+")
_N_WORDS_SHOWN = 3
_SHORT = 3  # he, she, the: they weigh, and as a reason they say nothing


def words(text: str) -> list[str]:
    """Give the words of a text in small letters, with every number as a nought."""
    return _WORD.findall(re.sub(r"\d+", "0", text.lower().replace("’", "'")))


def pieces(word: str) -> Iterator[int]:
    """Give the buckets of a word's runs of two to five letters, its ends marked.

    Yields
    ------
    int
        A bucket, again for each time its run is met.
    """
    padded = f" {word} "
    for size in _SIZES:
        for at in range(max(len(padded) - size + 1, 1)):
            yield zlib.crc32(padded[at : at + size].encode()) % N_BUCKETS
        if len(padded) <= size:
            break


def features(text: str, rarity: NDArray[np.float32]) -> dict[int, float]:
    """Give a text's buckets with their weights: the logarithm of how often, times how rare, to length one."""
    counts = Counter(bucket for word in words(text) for bucket in pieces(word))
    raw = {bucket: (1 + math.log(n)) * float(rarity[bucket]) for bucket, n in counts.items()}
    length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {bucket: value / length for bucket, value in raw.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """How much a text sounds like a kind of message, and the words that weighed most.

    Parameters
    ----------
    enough : bool
        Loud enough where the rules hear a word of it too.
    sure : bool
        Loud enough by itself.
    """

    enough: bool
    sure: bool
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ear:
    """Weights by kind of message.

    Parameters
    ----------
    rarity : array of shape (N_BUCKETS,)
        How rare each bucket was in what was learned from.
    weights : mapping of str to array of shape (N_BUCKETS,)
        By kind: ``urgent``, ``harmful``.
    enough, sure : mapping of str to float
        By kind, what must be added to the sum so that 0 divides.
    """

    rarity: NDArray[np.float32]
    weights: Mapping[str, NDArray[np.float32]]
    enough: Mapping[str, float]
    sure: Mapping[str, float]

    def hear(self, kind: str, text: str) -> Heard:
        """Give how much a text sounds like a kind of message."""
        found = features(text, self.rarity)
        weights = self.weights[kind]
        total = sum(float(weights[bucket]) * value for bucket, value in found.items())
        share = {
            word: sum(float(weights[bucket]) * found[bucket] for bucket in set(pieces(word))) for word in words(text)
        }
        loudest = sorted((word for word in share if len(word) > _SHORT), key=lambda word: -share[word])
        because = tuple(word for word in loudest[:_N_WORDS_SHOWN] if share[word] > 0)
        return Heard(enough=total + self.enough[kind] > 0, sure=total + self.sure[kind] > 0, because=because)


@lru_cache(maxsize=1)
def load_ear() -> Ear:
    """Load what was learned."""
    with resources.files("assistant").joinpath("ear.npz").open("rb") as file, np.load(file, allow_pickle=False) as kept:
        kinds = [name.removeprefix("weights_") for name in kept.files if name.startswith("weights_")]
        return Ear(
            rarity=kept["rarity"].astype(np.float32),
            weights={kind: kept[f"weights_{kind}"].astype(np.float32) for kind in kinds},
            enough={kind: float(kept[f"enough_{kind}"]) for kind in kinds},
            sure={kind: float(kept[f"sure_{kind}"]) for kind in kinds},
        )
