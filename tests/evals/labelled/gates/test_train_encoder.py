"""The encoder is taught what it is shown, and the same each time."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.safety import LABELS, MessageEncoder
from evals.labelled import low_rank
from evals.labelled.gates import train_encoder

URGENT = ["he has a knife", "knife at the door", "she is bleeding now", "he is in the room with a knife"]
ORDINARY = ["who keeps records", "what is a record", "when is the meeting", "where is the form"]


def wanted(*names: str) -> np.ndarray:
    return np.array([[label == name for label in LABELS] for name in names])


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train_encoder, "_EPOCHS", 12)
    monkeypatch.setattr(low_rank, "WARM_STEPS", 2)


@pytest.mark.usefixtures("quick")
def test_it_learns_what_it_is_taught_and_the_same_each_time() -> None:
    taught = [
        train_encoder.teach([*URGENT, *ORDINARY], wanted(*["urgent"] * 4, *["ordinary"] * 4), seed=3) for _ in range(2)
    ]
    for name, weights in taught[0].items():
        np.testing.assert_array_equal(weights, taught[1][name])
    heard = MessageEncoder(taught[0]).log_odds(["there is a knife", "a record of the meeting"])
    assert heard[0, LABELS.index("urgent")] > heard[1, LABELS.index("urgent")]
    assert heard[1, LABELS.index("ordinary")] > 0


@pytest.mark.usefixtures("quick")
def test_a_message_that_may_be_either_is_taught_as_neither_of_them_for_certain() -> None:
    either = wanted("ordinary") | wanted("grave")
    taught = train_encoder.teach([*URGENT, *ORDINARY], np.concatenate([wanted(*["urgent"] * 4), *[either] * 4]))
    heard = MessageEncoder(taught).log_odds(ORDINARY)
    both = 1 / (1 + np.exp(-heard[:, [LABELS.index("ordinary"), LABELS.index("grave")]]))
    assert (both.sum(axis=1) > 0.5).all()
