"""An encoder with labels: a long text has one if a part of it has, and its additions are found among other arrays."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.encoders import HEAD_SCALE, LabelledEncoder, as_stored, low_rank_layers, taught_in
from corpus.models import bundled_encoder

NECK = "He put his hands round her neck."
FILLER = "The office has a new telephone, and the hall was painted over the holidays in a light shade of blue. "
Additions = Mapping[str, NDArray[np.float16]]


@pytest.fixture(scope="module")
def additions() -> Additions:
    """Nothing added to the weights, and a head whose one label is how near a text is to NECK."""
    encoder = bundled_encoder()
    sizes = {name: (layer.in_features, layer.out_features) for name, layer in low_rank_layers(encoder).items()}
    vector = np.asarray(encoder.encode([NECK]))
    near = (vector / (vector @ vector.T) / HEAD_SCALE).astype(np.float16)
    return {
        **{f"{name}.a": np.zeros((1, n), dtype=np.float16) for name, (n, _) in sizes.items()},
        **{f"{name}.b": np.zeros((n, 1), dtype=np.float16) for name, (_, n) in sizes.items()},
        "head.weight": near,
        "head.bias": np.zeros(1, dtype=np.float16),
    }


def test_the_head_reads_the_vector_of_a_text(additions: Additions) -> None:
    encoder = LabelledEncoder(additions)
    near, far = encoder.log_odds([NECK, FILLER])[:, 0]
    assert near == pytest.approx(1.0, abs=0.01)
    assert far < 0.5


def test_a_long_text_has_a_label_if_a_part_of_it_has(additions: Additions) -> None:
    encoder = LabelledEncoder(additions)
    told, not_told = (encoder.read(FILLER * 20 + end)[0] for end in (NECK, ""))
    whole = encoder.log_odds([FILLER * 20 + NECK])[0, 0]
    assert told > not_told + 0.05
    assert told > whole + 0.05


def test_additions_are_found_among_other_arrays(additions: Additions) -> None:
    stored = {"names": np.array(["neck"]), **as_stored(additions)}
    assert taught_in(stored).keys() == additions.keys()
