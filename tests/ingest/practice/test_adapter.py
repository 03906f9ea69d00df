"""The query adapter: it learns a turn, and does the same each time."""

from __future__ import annotations

import numpy as np

from ingest.practice.adapter import train_adapter


def units(n: int, seed: int, dimension: int = 16) -> np.ndarray:
    rows = np.random.default_rng(seed).standard_normal((n, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def share_found(messages: np.ndarray, meant: np.ndarray) -> float:
    return float(np.mean((messages @ meant.T).argmax(axis=1) == np.arange(len(meant))))


def test_it_learns_the_turn_between_two_ways_of_speaking_for_pairs_it_never_saw() -> None:
    meant, others = units(1200, 1), units(400, 2)
    messages = meant @ (np.eye(16, dtype=np.float32) + units(16, 3) * 1.5)
    messages /= np.linalg.norm(messages, axis=1, keepdims=True)
    adapter = train_adapter(messages[:1000], meant[:1000], others)
    assert share_found(messages[1000:] @ adapter, meant[1000:]) > share_found(messages[1000:], meant[1000:]) + 0.1


def test_the_same_words_give_the_same_adapter() -> None:
    messages, meant, others = units(200, 4), units(200, 5), units(100, 6)
    assert np.array_equal(train_adapter(messages, meant, others), train_adapter(messages, meant, others))
