"""Sentences of records: what they are labelled with, and that a model learned from them is written whole."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from assistant.chronology.child_words import WORDS
from assistant.chronology.kind_patterns import SHOWN
from assistant.chronology.risk_features import FEATURES
from corpus.statements import load_signs
from evals.labelled.entry_sentences import SAME_AS, SENTENCES, EntrySentence, train
from evals.labelled.labelled_sets import read_labelled
from evals.labelled.sign_sentences import SignSentence
from tests.doubles import WordEmbedder

ROWS = read_labelled(SENTENCES, TypeAdapter(EntrySentence))


def test_what_is_told_are_kinds_and_features_and_one_way_of_writing_is_kept_aside() -> None:
    assert {name for row in ROWS for name in row.tells} <= {*SHOWN, *FEATURES, WORDS}
    assert len({row.text for row in ROWS}) == len(ROWS)
    assert {row.hand for row in ROWS if row.part == "kept"} == {"kept"}
    assert set(SAME_AS) <= {sign.sign_id for sign in load_signs()}


def test_what_is_learned_is_written_with_its_names_and_words(tmp_path: Path) -> None:
    rows = [row for row in ROWS if row.part == "tune"][:80]
    sign = SignSentence(
        id="s", part="tune", hand="a", text="she hides bread in her sleeve", sign="takes-or-hoards-food"
    )
    train(rows, [sign], ["3/9/2025 Settled well."], WordEmbedder(), tmp_path / "learned.npz")
    with np.load(tmp_path / "learned.npz") as stored:
        assert set(stored["names"]) == {name for row in rows for name in row.tells} - {"words", "home-violence"}
        assert stored["weights"].shape[1] == len(stored["names"])
        assert str(stored["embedder"]) == WordEmbedder().name
