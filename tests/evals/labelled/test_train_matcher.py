"""The matcher of short answers: reading the wordings anew keeps what was learned."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.understand import load_match_model
from corpus.statements import ReviewedSentence, ShortAnswer
from evals.labelled import train_matcher
from tests.doubles import WordEmbedder


def test_wordings_are_read_anew_and_what_was_learned_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = ReviewedSentence(text="The lead keeps it.", bindings=(), ours=True)
    answer = ShortAnswer(
        answer_id="new", asked=("Who keeps it?", "who has it"), near=("Who reads it?",), sentences=(said,)
    )
    monkeypatch.setattr(train_matcher, "load_short_answers", lambda: (answer,))
    embedder, learned, to = WordEmbedder(), load_match_model(), tmp_path / "matcher.npz"
    train_matcher.read_wordings(embedder, to)
    with np.load(to) as stored:
        assert list(stored["answer_ids"]) == ["new"]
        assert stored["asked"].shape == (2, embedder.dimension)
        assert str(stored["embedder"]) == embedder.name
        for name in ("rank", "sure", "read"):
            assert np.array_equal(stored[name], getattr(learned, name))
