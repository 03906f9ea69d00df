"""A text that is read by many is embedded once; no text is kept, and what is kept has an end."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.recent_vectors import RecentVectors


class Counted:
    """Embeds a text as its length, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, texts):
        self.asked.append(list(texts))
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32)


@pytest.fixture
def counted() -> Counted:
    return Counted()


def test_a_text_is_embedded_once_and_stands_where_it_was_asked_for(counted):
    recent = RecentVectors(counted)
    recent.of(["a worry"])
    found = recent.of(["longer than that", "a worry", "a worry"])
    assert counted.asked == [["a worry"], ["longer than that"]]
    assert found[:, 0].tolist() == [16.0, 7.0, 7.0]


def test_what_was_changed_by_one_reader_is_whole_for_the_next(counted):
    recent = RecentVectors(counted)
    recent.of(["a worry"])[:] = 0
    assert recent.of(["a worry"])[0, 0] == 7.0


def test_many_at_once_are_read_once_and_not_kept(counted):
    recent, passages = RecentVectors(counted), [f"passage {n}" for n in range(9)]
    recent.of(passages)
    recent.of(passages)
    assert counted.asked == [passages, passages]


def test_the_last_few_are_kept_and_none_of_their_words(counted):
    recent = RecentVectors(counted)
    for n in range(200):
        recent.of([f"a worry about child {n}"])
    recent.of(["a worry about child 199"])
    recent.of(["a worry about child 0"])
    assert counted.asked[200:] == [["a worry about child 0"]]
    assert "worry" not in repr(vars(recent) | {"_embed": None})


def test_half_of_a_surrogate_pair_is_a_text_as_well(counted):
    assert RecentVectors(counted).of(["\ud800"]).shape == (1, 2)
