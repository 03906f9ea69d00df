"""What the encoder that was taught the situations makes of messages."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.encoders import LabelledEncoder
from assistant.understand import load_situation_model

NECK = "He put his hands round mum's throat until she could not breathe."
FILLER = "The office has a new telephone, and the hall was painted over the holidays in a light shade of blue. "


@pytest.fixture(scope="module")
def encoder() -> LabelledEncoder:
    return load_situation_model().encoder


def likeliest(encoder: LabelledEncoder, text: str) -> str:
    return load_situation_model().names[int(np.argmax(encoder.read(text)))]


def test_it_reads_what_a_message_means(encoder: LabelledEncoder) -> None:
    assert likeliest(encoder, NECK) == "strangulation"
    assert likeliest(encoder, "Her bank card is with him and she has to ask for the bus fare.") == "economic-control"


def test_a_message_reads_the_same_beside_others(encoder: LabelledEncoder) -> None:
    alone = encoder.log_odds([NECK])
    beside = encoder.log_odds(["Dad rang.", NECK, FILLER * 3])
    np.testing.assert_allclose(alone[0], beside[1], atol=1e-3)


def test_what_is_said_at_the_end_of_a_long_message_is_read(encoder: LabelledEncoder) -> None:
    at = load_situation_model().names.index("strangulation")
    assert encoder.read(FILLER * 20 + NECK)[at] > encoder.read(FILLER * 20)[at] + 2


@pytest.mark.parametrize("text", ["", " ", "?", "ü", "word " * 3000])
def test_odd_messages_have_scores(encoder: LabelledEncoder, text: str) -> None:
    assert np.isfinite(encoder.read(text)).all()
