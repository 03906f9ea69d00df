"""Fusion of rankings."""

from __future__ import annotations

import pytest

from corpus.index.fusion import fuse


def test_what_several_rankings_hold_is_above_what_one_holds_first() -> None:
    scores = fuse([["a", "b"], ["b", "c"]])
    assert sorted(scores, key=lambda ranked: -scores[ranked]) == ["b", "a", "c"]
    assert scores["a"] == pytest.approx(1 / 11)
    assert scores["b"] == pytest.approx(1 / 12 + 1 / 11)


def test_a_ranking_counts_as_much_as_its_weight() -> None:
    assert fuse([["a"], ["b"]], (1.0, 3.0))["b"] == pytest.approx(3 / 11)
    assert fuse([]) == {}
