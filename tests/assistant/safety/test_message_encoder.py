"""The encoder of messages: what is added to its weights, what it returns, and how it reads a long message."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.safety.classifier import load_classifier
from assistant.safety.message_encoder import LABELS, MessageEncoder, log_odds, low_rank_layers
from corpus.models import SentenceTransformerEmbedder, bundled_encoder

PLAIN = (
    "The caretaker asked when the new tables for the dining hall are to be delivered, and nobody in the office knew. "
)
URGENT = "Dad has a knife and is at the door of our reception now. "


@pytest.fixture(scope="module")
def unlearned() -> MessageEncoder:
    """An encoder to which nothing is added, with a head that gives the first numbers of the vector."""
    layers = low_rank_layers(bundled_encoder())
    nought: dict[str, NDArray[np.float16]] = {
        "head.weight": np.eye(len(LABELS), 384, dtype=np.float16),
        "head.bias": np.zeros(len(LABELS), dtype=np.float16),
    }
    for name, layer in layers.items():
        out, into = layer.weight.shape
        nought |= {f"{name}.a": np.ones((2, into), np.float16), f"{name}.b": np.zeros((out, 2), np.float16)}
    return MessageEncoder(nought)


@pytest.fixture(scope="module")
def learned() -> MessageEncoder:
    encoder = load_classifier().hear.__wrapped__.__self__  # type: ignore[attr-defined]
    assert isinstance(encoder, MessageEncoder)
    return encoder


def test_every_linear_layer_of_every_block_can_be_added_to() -> None:
    assert len(low_rank_layers(bundled_encoder())) == 6 * 6


def test_nothing_added_leaves_the_bundled_embedder_as_it_is(unlearned: MessageEncoder) -> None:
    vector = unlearned._encoder.encode([URGENT])[0]
    bundled = SentenceTransformerEmbedder().embed([URGENT])[0]
    np.testing.assert_allclose(vector / np.linalg.norm(vector), bundled, atol=1e-5)
    np.testing.assert_allclose(unlearned.log_odds([URGENT])[0], log_odds(vector[None, : len(LABELS)])[0], atol=1e-5)


def test_what_was_learned_is_not_added_to_the_embedder_that_finds_passages(learned: MessageEncoder) -> None:
    before = SentenceTransformerEmbedder().embed([URGENT])
    learned.hear(URGENT)
    np.testing.assert_array_equal(SentenceTransformerEmbedder().embed([URGENT]), before)


def test_log_odds_are_of_shares_that_add_up_to_one() -> None:
    odds = log_odds(np.array([[2.0, -1.0, 0.5], [0.0, 0.0, 0.0]], dtype=np.float32))
    np.testing.assert_allclose((1 / (1 + np.exp(-odds))).sum(axis=1), 1, atol=1e-6)
    assert odds[1, 0] == pytest.approx(np.log(1 / 2))


def test_an_emergency_in_the_middle_of_a_long_message_is_heard(learned: MessageEncoder) -> None:
    assert learned.hear(URGENT)["urgent"] > 0
    assert learned.hear(PLAIN * 12)["urgent"] < 0
    assert learned.hear(PLAIN * 12 + URGENT + PLAIN * 12)["urgent"] > 0


def test_a_long_message_is_of_another_field_only_if_all_of_it_is(learned: MessageEncoder) -> None:
    boiler = "The boiler is cold again and the plumber wants to know which valve it is that leaks beside the tank. "
    told = "A child in year 4 told her teacher that her stepfather hits her mother when he has been drinking. "
    assert learned.hear(boiler)["outside"] > 0
    assert learned.hear(boiler * 12 + told * 6)["outside"] < 0


@pytest.mark.parametrize("text", ["", "?", "🙂" * 50, "x" * 4000], ids=["empty", "mark", "pictures", "endless"])
def test_odd_messages_have_scores(learned: MessageEncoder, text: str) -> None:
    assert all(np.isfinite(list(learned.hear(text).values())))
