"""The encoder is taught the situations that it is shown, and the same each time."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.encoders import LabelledEncoder
from evals.labelled import low_rank, train_labelled_encoder

NECK = ["hands round her throat", "he squeezed her neck", "she could not breathe, he held her neck"]
MONEY = ["he keeps her bank card", "she has to ask him for money", "he takes her wages"]


def test_it_learns_what_it_is_taught_and_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(low_rank, "WARM_STEPS", 2)
    spoken = np.array([[True, False]] * 3 + [[False, True]] * 3)
    taught = [train_labelled_encoder.teach_labels([*NECK, *MONEY], spoken, seed=2, n_epochs=15) for _ in range(2)]
    for name, weights in taught[0].items():
        np.testing.assert_array_equal(weights, taught[1][name])
    neck, money = LabelledEncoder(taught[0]).log_odds(["a hand on the neck", "no money of her own"])
    assert neck[0] > neck[1]
    assert money[1] > money[0]


def test_of_what_is_not_known_nothing_is_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(low_rank, "WARM_STEPS", 2)
    told = np.array([[1.0, 1.0]] * 3 + [[0.0, np.nan]] * 3)
    taught = train_labelled_encoder.teach_labels([*NECK, *MONEY], told, seed=2, n_epochs=15)
    told[3:, 1] = 0.0
    otherwise = train_labelled_encoder.teach_labels([*NECK, *MONEY], told, seed=2, n_epochs=15)
    ask = "she has no money of her own"
    assert LabelledEncoder(taught).read(ask)[1] > LabelledEncoder(otherwise).read(ask)[1]
    assert all(np.isfinite(weights).all() for weights in taught.values())
