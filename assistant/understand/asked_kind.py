"""Which kind of question ends a case: whether it is enough, whether it can wait, whom to tell. By a small linear model.

“Is gossip enough?” is asked of many cases in many words, and answered in the same ones (corpus/statements/verdicts.toml). The
model reads the words that ask, and the end of what was told before them. It learned from questions by many hands
(evals/questions/asks.jsonl) and belongs to one embedder: with another no kind is recognised. ``python -m evals asks --train``
makes asked_kinds.npz anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import numpy as np

from assistant.understand.asked_parts import AskedPart
from assistant.understand.situations import features
from corpus.models import Embedder, Vectors
from corpus.once import once

SURE_OF_KIND, SURE_OF_SOMEBODY, SURE_IN_GENERAL = 0.5, 0.75, 0.88
"""How sure it must be of a kind, from 0 to 1: of a case, of somebody who is only named, of nobody (docs/evaluation.md)."""
NO_VERDICT = frozenset({"fact", "share", "tells", "other"})
"""Kinds to which no verdict is given: what is asked turns on more than the case, or nothing is asked."""
_TOLD_WORDS = 60  # the end of what was told, with what is asked


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedKindModel:
    """What was learned.

    Parameters
    ----------
    embedder : str
        The name of the model whose vectors are read.
    kinds : tuple of str
        The ids of the verdicts, and of what no verdict is given to.
    stems : mapping of str to int
        The words that count, each with its column.
    rarity : array
        How telling each of them is, shape ``(n_stems,)``.
    weights : array
        Shape ``(2 * dimension + n_stems + 1, n_kinds)``.
    """

    embedder: str
    kinds: tuple[str, ...]
    stems: Mapping[str, int]
    rarity: Vectors
    weights: Vectors


@once
def load_asked_kinds() -> AskedKindModel:
    """Load the model that comes with the project."""
    with (
        resources.files("assistant.understand").joinpath("asked_kinds.npz").open("rb") as file,
        np.load(file) as stored,
    ):
        return AskedKindModel(
            embedder=str(stored["embedder"]),
            kinds=tuple(map(str, stored["kinds"])),
            stems={str(stem): at for at, stem in enumerate(stored["stems"])},
            rarity=stored["rarity"].astype(np.float32),
            weights=stored["weights"].astype(np.float32),
        )


def asked_kind(part: AskedPart, embedder: Embedder, threshold: float = SURE_OF_KIND) -> str:
    """Return which verdict answers what is asked, by its id; empty if none does as surely as ``threshold``."""
    model = load_asked_kinds()
    if embedder.name != model.embedder:
        return ""
    asked, told = " ".join(part.words.split()), told_end(part.text)
    meant, around = embedder.embed([asked, told])
    scores = asked_features(asked, meant, around, model.stems, model.rarity) @ model.weights
    shares = np.exp(scores - scores.max())
    at = int(np.argmax(shares))
    sure = float(shares[at] / shares.sum())
    return model.kinds[at] if sure >= threshold and model.kinds[at] not in NO_VERDICT else ""


def told_end(text: str) -> str:
    """Return the last words of what was told, with what is asked."""
    return " ".join(text.split()[-_TOLD_WORDS:])


def asked_features(asked: str, meant: Vectors, told: Vectors, stems: Mapping[str, int], rarity: Vectors) -> Vectors:
    """Return what a question is judged by; shape ``(2 * dimension + n_stems + 1,)``.

    Parameters
    ----------
    asked : str
        The words that ask.
    meant, told : array
        Their vector, and that of the end of what was told with them; shape ``(dimension,)``.
    stems, rarity : mapping and array
        The words that count, and how telling each is.
    """
    return np.concatenate([told, features(asked, 2 * meant, stems, rarity)]).astype(np.float32)
