"""What an entry tells in words that no pattern knows: each sentence and clause of it is read by a small linear model.

It reads beside the patterns, and counts only where it is sure. It learned from sentences as they stand in records
(evals/questions/entries.jsonl), and from the telling facts that say the same. It belongs to one embedder: with another nothing
is read. ``python -m evals entries --train`` makes entries.npz anew.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from assistant.chronology.clauses import Clause, sentences_in
from assistant.understand import SignModel, pieces_of, sign_features, stored_model
from corpus.models import Embedder, Vectors
from corpus.once import once

SURE = 0.7
"""How sure it must be that a sentence tells of a kind or a feature, from 0 to 1."""


@once
def load_entry_model() -> SignModel:
    """Load the model that comes with the project; each of its names is judged by itself."""
    return stored_model("assistant.chronology", "entries.npz")


def kinds_read(text: str, embedder: Embedder | None) -> Mapping[str, Clause]:
    """Return by its id each kind of thing and high-risk feature that an entry surely tells, with the words that tell it."""
    model = load_entry_model()
    pieces = pieces_of(text) if embedder is not None and embedder.name == model.embedder else []
    if embedder is None or not pieces:
        return {}
    vectors = embedder.embed(pieces)
    read = np.stack([
        sign_features(piece, vector, model.stems, model.rarity) for piece, vector in zip(pieces, vectors, strict=True)
    ])
    sure = entry_shares(read, model)
    best = sure.argmax(axis=0)
    return {
        name: clause_of(text, pieces[best[column]])
        for column, name in enumerate(model.names)
        if sure[best[column], column] >= SURE
    }


def entry_shares(read: Vectors, model: SignModel) -> Vectors:
    """Return how sure each sentence tells each name, from 0 to 1; shape ``(n_sentences, n_names)``."""
    return np.asarray(1 / (1 + np.exp(-(read @ model.weights))), dtype=np.float32)


def clause_of(text: str, words: str) -> Clause:
    """Return words with the sentence that they stand in."""
    for _, sentence in sentences_in(" ".join(text.split())):
        if (start := sentence.find(words)) >= 0:
            return Clause(sentence=sentence, start=start, end=start + len(words))
    return Clause(sentence=words, start=0, end=len(words))
