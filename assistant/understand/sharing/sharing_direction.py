"""Which way a question about sharing goes, if it is one: by a small linear model.

“How far can I go?” asks about sharing after “Coach asked me straight out”, and about something else after another story. The
model reads the words that ask, the end of what was told before them, and who asked whom (sharing_story.py). It learned from
questions by many hands (evals/questions/sharing-stories.jsonl and asks.jsonl) and belongs to one embedder: with another nothing
is heard. ``python -m evals sharing --train`` makes sharing_directions.npz anew.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.understand.asked_kind import AskedKindModel, WordTable, asked_features, kind_model, shares, told_end
from assistant.understand.asked_parts import AskedPart
from assistant.understand.sharing.sharing_story import StoryOfSharing
from corpus.models import Embedder, Vectors
from corpus.once import once
from corpus.statements import Direction

SURE_OF_SHARING = 0.6
"""How sure it must be that sharing is asked about, from 0 to 1 (docs/evaluation/answers.md)."""
NOT_SHARING = "none"


@once
def load_sharing_directions() -> AskedKindModel:
    """Load the model that comes with the project; its kinds are the values of ``Direction``, and ``NOT_SHARING``."""
    return kind_model("assistant.understand.sharing", "sharing_directions.npz")


def directions_asked(
    part: AskedPart, story: StoryOfSharing, embedder: Embedder, threshold: float = SURE_OF_SHARING
) -> dict[Direction, float]:
    """Return how likely sharing is asked about each way; nothing where it is less sure than ``threshold`` that it is at all."""
    model = load_sharing_directions()
    if embedder.name != model.embedder:
        return {}
    asked, told = " ".join(part.words.split()), told_end(part.text)
    meant, around = embedder.embed([asked, told])
    found = shares(sharing_features(asked, told, story, meant, around, tables=model.words), model)
    if 1 - found.pop(NOT_SHARING) < threshold:
        return {}
    return {Direction(kind): share for kind, share in found.items()}


def sharing_features(
    asked: str, told: str, story: StoryOfSharing, meant: Vectors, around: Vectors, *, tables: Sequence[WordTable]
) -> Vectors:
    """Return what is judged: who asked whom, and what the kind of a question is judged by; shape ``(n_features + 1,)``."""
    return np.concatenate([story.signs(), asked_features(asked, told, meant, around, tables)]).astype(np.float32)
