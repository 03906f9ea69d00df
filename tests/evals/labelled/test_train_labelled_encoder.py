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
