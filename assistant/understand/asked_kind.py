"""Which kind of question ends a case: whether it is enough, whether it can wait, whom to tell. By a small linear model.

“Is gossip enough?” is asked of many cases in many words, and answered in the same ones (corpus/statements/verdicts.toml). The
model reads the words that ask, and the end of what was told before them. It learned from questions by many hands
(evals/questions/asks.jsonl) and belongs to one embedder: with another no kind is recognised. ``python -m evals asks --train``
makes asked_kinds.npz anew.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np

from assistant.understand.asked_parts import AskedPart
from assistant.understand.case import word_features
from corpus.index import tokens
from corpus.models import Embedder, Vectors
from corpus.once import once

SURE_OF_KIND, SURE_OF_SOMEBODY, SURE_IN_GENERAL = 0.6, 0.8, 0.9
"""How sure it must be of a kind, from 0 to 1: of a case, of somebody only named, of nobody (docs/evaluation/answers.md)."""
NO_VERDICT = frozenset({"fact", "share", "tells", "other"})
"""Kinds to which no verdict is given: what is asked turns on more than the case, or nothing is asked."""
_TOLD_WORDS = 60  # the end of what was told, with what is asked
_IN_A_ROW = 3  # words as they stand: “do I” and “can it” tell more of a question than what it is about
_WORD = re.compile(r"[\w']+")
ASKED_WEIGHT, TOLD_WEIGHT = 2.0, 0.5
"""How much the vector of what is asked counts, and the words of what was told, where all else counts once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTable:
    """Words that count.

    Parameters
    ----------
    columns : mapping of str to int
        Each with its column.
    rarity : array
        How telling each of them is, shape ``(n_words,)``.
    """

    columns: Mapping[str, int]
    rarity: Vectors

    def row(self, words: Collection[str]) -> Vectors:
        """Return which of the words stand in a text, as a vector of length 1, or 0 where none does; shape ``(n_words,)``."""
        row = np.zeros(len(self.columns), dtype=np.float32)
        at = [self.columns[word] for word in words if word in self.columns]
        row[at] = self.rarity[at]
        return np.asarray(row / max(float(np.linalg.norm(row)), 1e-9), dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedKindModel:
    """What was learned.

    Parameters
    ----------
    embedder : str
        The name of the model whose vectors are read.
    kinds : tuple of str
        The ids of the verdicts, and of what no verdict is given to.
    words : tuple of WordTable
        The words that count, in the order of ``words_of``.
    weights : array
        Shape ``(n_features, n_kinds)``, the last feature always 1.
    """

    embedder: str
    kinds: tuple[str, ...]
    words: tuple[WordTable, ...]
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
            words=tuple(
                WordTable(
                    columns={str(word): at for at, word in enumerate(stored[f"words_{which}"])},
                    rarity=stored[f"rarity_{which}"].astype(np.float32),
                )
                for which in range(int(stored["n_tables"]))
            ),
            weights=stored["weights"].astype(np.float32),
        )


def asked_kind(part: AskedPart, embedder: Embedder, threshold: float = SURE_OF_KIND) -> str:
    """Return which verdict answers what is asked, by its id; empty if none does as surely as ``threshold``."""
    model = load_asked_kinds()
    if embedder.name != model.embedder:
        return ""
    asked, told = " ".join(part.words.split()), told_end(part.text)
    meant, around = embedder.embed([asked, told])
    found = _shares(asked_features(asked, told, meant, around, model.words), model)
    kind = max(found, key=lambda one: found[one])
    return kind if found[kind] >= threshold and kind not in NO_VERDICT else ""


def _shares(read: Vectors, model: AskedKindModel) -> dict[str, float]:
    """Return how likely each kind is, from 0 to 1."""
    scores = read @ model.weights
    odds = np.exp(scores - scores.max())
    return dict(zip(model.kinds, (odds / odds.sum()).tolist(), strict=True))


def told_end(text: str) -> str:
    """Return the last words of what was told, with what is asked."""
    return " ".join(text.split()[-_TOLD_WORDS:])


def words_of(asked: str, told: str) -> tuple[set[str], ...]:
    """Return the words that may count: stems of what asks and pairs of them, its words in a row, and stems of what was told."""
    plain = _WORD.findall(asked.lower().replace("’", "'"))
    rows = {" ".join(plain[at : at + n]) for n in range(1, _IN_A_ROW + 1) for at in range(len(plain) - n + 1)}
    return word_features(asked), rows, set(tokens(told))


def asked_features(asked: str, told: str, meant: Vectors, around: Vectors, tables: Sequence[WordTable]) -> Vectors:
    """Return what a question is judged by; shape ``(2 * dimension + n_words + 1,)``.

    Parameters
    ----------
    asked, told : str
        The words that ask, and the end of what was told with them.
    meant, around : array
        Their vectors; shape ``(dimension,)``.
    tables : sequence of WordTable
        The words that count, in the order of ``words_of``.
    """
    found = words_of(asked, told)
    rows = [table.row(words) for table, words in zip(tables, found, strict=True)]
    rows[-1] = TOLD_WEIGHT * rows[-1]
    return np.concatenate([around, ASKED_WEIGHT * meant, *rows, [1.0]]).astype(np.float32)
