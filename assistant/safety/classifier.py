"""A classifier of messages: a small linear model over their letters and words, and an encoder that reads their meaning.

It says whether a message speaks of danger now, asks for what must be refused, asks for what guidance does not hold, or has
nothing to do with safeguarding. The rules (assistant/safety/*_patterns.py) find the words they list, and people say such things
in more ways than can be listed. This model learned from messages by many hands (evals/questions/hearing.jsonl, classifier.jsonl),
from what leads ask (words.jsonl, leading.jsonl, answer-grades.jsonl) and from the ordinary words of staff (corpus/practice). It
needs no chat model and no index, and no embedding model but the bundled one (assistant/safety/message_encoder.py). The
stretch of words that weighed most in the linear one is the reason.
``python -m evals train`` makes classifier.npz anew.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from assistant.safety.message_encoder import ADDITIONS, MessageEncoder
from corpus.once import once

N_BUCKETS = 1 << 16
LINEAR_COUNTS = 0.4  # of a unit of the encoder's; of 0, .2, .4 and .6 the best on hands left out
_SIZES = (2, 3, 4, 5)
_WORD = re.compile(r"[a-z0-9'’]+", re.IGNORECASE)
_N_WORDS_SHOWN = 4  # enough to be read as a phrase, few enough to point at it
_N_SHOWN = 2


def words(text: str) -> list[str]:
    """Return the words of a text in small letters, with every number as a nought."""
    return [re.sub(r"[0-9]+", "0", word.lower().replace("’", "'")) for word in _WORD.findall(text)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A bucket, and the first and the last of the words that it is of."""

    bucket: int
    first: int
    last: int


def pieces(typed: Sequence[str]) -> Iterator[Piece]:
    """Return the pieces of some words: each word, each two in a row, and each run of two to five letters, across words too.

    Yields
    ------
    Piece
        One, again for each time it is met.
    """
    for at, word in enumerate(typed):
        yield Piece(bucket=_bucket(f"w:{word}"), first=at, last=at)
        if at:
            yield Piece(bucket=_bucket(f"b:{typed[at - 1]} {word}"), first=at - 1, last=at)
    joined = f" {' '.join(typed)} "
    of = [at for at, word in enumerate(typed) for _ in f" {word}"] + [len(typed) - 1]
    for size in _SIZES if typed else ():
        for at in range(len(joined) - size + 1):
            yield Piece(bucket=_bucket(joined[at : at + size]), first=of[at], last=of[at + size - 1])


def _bucket(piece: str) -> int:
    return zlib.crc32(piece.encode()) % N_BUCKETS


def features(text: str, rarity: NDArray[np.float32]) -> dict[int, float]:
    """Return a text's buckets with their weights: the logarithm of how often, times how rare, to length one."""
    counts = Counter(piece.bucket for piece in pieces(words(text)))
    raw = {bucket: (1 + math.log(n)) * float(rarity[bucket]) for bucket, n in counts.items()}
    length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {bucket: value / length for bucket, value in raw.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageScores:
    """How like a kind of message a text is, and the stretches of it that weighed most, as typed.

    Parameters
    ----------
    enough : bool
        Whether the score is enough where something else says so too: a rule, or that nothing found reads as an answer.
    margin : float
        By how much it is more than enough by itself, in log odds; less than nought if it is not enough.
    """

    enough: bool
    margin: float
    because: tuple[str, ...]

    @property
    def sure(self) -> bool:
        """Whether the score is enough by itself."""
        return self.margin > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageClassifier:
    """Weights by kind of message.

    Parameters
    ----------
    rarity : array of shape (N_BUCKETS,)
        How rare each bucket was in what was learned from.
    weights : mapping of str to array of shape (N_BUCKETS,)
        By kind: ``urgent``, ``harmful``, ``missing`` (asked in the field, and not in guidance), ``outside`` (of another field).
    hear : callable
        Returns by kind how likely a message is of it, as log-odds.
    sure : mapping of str to float
        By kind, what must be added to the sum so that 0 divides.
    enough : mapping of str to float
        The same where something else says so too; only for kinds of which something else may.
    """

    rarity: NDArray[np.float32]
    weights: Mapping[str, NDArray[np.float32]]
    hear: Callable[[str], Mapping[str, float]]
    enough: Mapping[str, float]
    sure: Mapping[str, float]

    def score(self, kind: str, text: str) -> MessageScores:
        """Return how like a kind of message a text is."""
        found = features(text, self.rarity)
        weights = self.weights[kind]
        worth = {bucket: float(weights[bucket]) * value for bucket, value in found.items()}
        total = LINEAR_COUNTS * sum(worth.values()) + self.hear(text)[kind]
        because = _weightiest(text, worth)
        return MessageScores(
            enough=total + self.enough.get(kind, self.sure[kind]) > 0, margin=total + self.sure[kind], because=because
        )


def _weightiest(text: str, worth: Mapping[int, float]) -> tuple[str, ...]:
    """Return the stretches of a few words that weighed most for the kind, as typed, the weightiest first, none twice."""
    marks = list(_WORD.finditer(text))
    shares = _shares(words(text), worth)
    starts = range(max(len(marks) - _N_WORDS_SHOWN, 0) + 1 if marks else 0)
    weighed = {at: sum(shares[at : at + _N_WORDS_SHOWN]) for at in starts}
    shown = list[str]()
    while len(shown) < _N_SHOWN and max(weighed.values(), default=0.0) > 0:
        at = max(weighed, key=weighed.__getitem__)
        end = min(at + _N_WORDS_SHOWN, len(marks)) - 1
        shown.append(" ".join(text[marks[at].start() : marks[end].end()].split()))
        weighed = {start: share for start, share in weighed.items() if abs(start - at) >= _N_WORDS_SHOWN}
    return tuple(shown)


def _shares(typed: Sequence[str], worth: Mapping[int, float]) -> list[float]:
    """Return what each word weighed: a piece's worth is shared by the times it is met, and by the words it is of."""
    met = Counter(piece.bucket for piece in pieces(typed))
    shares = [0.0] * len(typed)
    for piece in pieces(typed):
        n_words = piece.last - piece.first + 1
        for at in range(piece.first, piece.last + 1):
            shares[at] += worth[piece.bucket] / met[piece.bucket] / n_words
    return shares


@once
def load_classifier() -> MessageClassifier:
    """Load the classifier that comes with the project, once."""
    with (
        resources.files("assistant.safety").joinpath("classifier.npz").open("rb") as file,
        np.load(file, allow_pickle=False) as arrays,
    ):
        kinds = [name.removeprefix("weights_") for name in arrays.files if name.startswith("weights_")]
        return MessageClassifier(
            rarity=arrays["rarity"].astype(np.float32),
            hear=MessageEncoder({name: arrays[name] for name in arrays.files if name.endswith(ADDITIONS)}).hear,
            weights={kind: arrays[f"weights_{kind}"].astype(np.float32) for kind in kinds},
            enough={kind: float(arrays[f"enough_{kind}"]) for kind in kinds if f"enough_{kind}" in arrays.files},
            sure={kind: float(arrays[f"sure_{kind}"]) for kind in kinds},
        )
