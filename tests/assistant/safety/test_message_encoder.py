"""The encoder of messages: what is added to its weights, what it returns, and how it reads a long message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.encoders.encoder_additions import low_rank_layers
from assistant.safety import danger_now
from assistant.safety.classifier import load_classifier
from assistant.safety.message_encoder import LABELS, MessageEncoder, log_odds
from assistant.types import Question
from corpus.models import SentenceTransformerEmbedder, bundled_encoder

PLAIN = (
    "The governors asked about the audit of our safeguarding policy, and want to know what the new edition changes. "
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


class Reading(MessageEncoder):
    """Takes a part for urgent that has a knife in it, and for of another field that has a boiler; remembers the parts."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def log_odds(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.read = list(texts)
        signs = {"urgent": "knife", "outside": "boiler"}
        return np.array(
            [[2 * (signs.get(label, "knife") in text) - 1 for label in LABELS] for text in texts], np.float32
        )


def test_a_long_message_is_urgent_if_a_part_of_it_is() -> None:
    reading = Reading()
    heard = reading._hear(PLAIN * 12 + URGENT + PLAIN * 12)
    assert heard["urgent"] > 0
    assert len(reading.read) > 12
    assert max(map(len, reading.read)) < 250
    assert reading._hear(PLAIN * 24)["urgent"] < 0


def test_a_long_message_is_of_another_field_only_if_all_of_it_is() -> None:
    boiler = "The boiler is cold again, and a plumber wants to know which valve of the boiler it is that leaks. "
    assert Reading()._hear(boiler * 12)["outside"] > 0
    assert Reading()._hear(boiler * 12 + PLAIN * 6)["outside"] < 0


def test_a_short_message_is_read_whole() -> None:
    reading = Reading()
    reading._hear("He is here.\nAnd he has a knife.")
    assert reading.read == ["He is here. And he has a knife."]


def test_a_cry_for_help_among_other_things_is_heard_by_the_gate() -> None:
    asked = Question(text=PLAIN * 6 + URGENT + PLAIN * 6, as_at=date(2025, 10, 1))
    assert not danger_now(asked).passed


@pytest.mark.parametrize("text", ["", "?", "🙂" * 50, "x" * 4000], ids=["empty", "mark", "pictures", "endless"])
def test_odd_messages_have_scores(learned: MessageEncoder, text: str) -> None:
    assert all(np.isfinite(list(learned.hear(text).values())))
