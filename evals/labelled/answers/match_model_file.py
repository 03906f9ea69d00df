"""The file of what was learned of short answers: wordings and answers, as the encoder reads them, and what weighs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from assistant.encoders import TaughtEncoder
from assistant.understand import SCALE, VECTORS, MatchModel, load_match_model
from corpus.models import BUNDLED_NAME
from corpus.statements import ShortAnswer, load_short_answers

WEIGHTS = Path(__file__).parents[3] / "assistant" / "understand" / "short_answers.npz"
N_RANKED = 5  # features by which answers are ranked, at first alike


def untaught_model(answers: Sequence[ShortAnswer], encoder: TaughtEncoder) -> MatchModel:
    """Return a model of answers, as the encoder reads them, in which nothing is weighed yet."""
    return MatchModel(
        embedder=BUNDLED_NAME,
        answer_ids=tuple(answer.answer_id for answer in answers),
        n_asked=tuple(len(answer.asked) for answer in answers),
        n_near=tuple(len(answer.near) for answer in answers),
        asked=encoder.embed([text for answer in answers for text in answer.asked]),
        near=encoder.embed([text for answer in answers for text in answer.near]),
        texts=encoder.embed([" ".join(one.text for one in answer.sentences) for answer in answers]),
        rank=np.ones(N_RANKED, dtype=np.float32),
        sure=np.zeros(1, dtype=np.float32),
        read=np.zeros(1, dtype=np.float32),
        told=np.zeros(1, dtype=np.float32),
    )


def read_wordings(encoder: TaughtEncoder, to: Path) -> None:
    """Embed wordings and answers as they are now, and keep the weights that were learned."""
    learned = load_match_model()
    now = untaught_model(load_short_answers(), encoder)
    save_model(replace(now, rank=learned.rank, sure=learned.sure, read=learned.read, told=learned.told), to)


def save_model(model: MatchModel, to: Path) -> None:
    """Write a model, its vectors as whole numbers."""
    whole: dict[str, Any] = {name: np.round(getattr(model, name) * SCALE).astype(np.int8) for name in VECTORS}
    np.savez_compressed(
        to,
        embedder=np.array(model.embedder),
        answer_ids=np.array(model.answer_ids),
        n_asked=np.array(model.n_asked, dtype=np.int16),
        n_near=np.array(model.n_near, dtype=np.int16),
        **whole,
        rank=model.rank,
        sure=model.sure,
        read=model.read,
        told=model.told,
    )
