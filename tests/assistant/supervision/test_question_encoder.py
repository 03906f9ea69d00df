"""Two models say which question is likeliest, and a question counts by both."""

from __future__ import annotations

import math

import numpy as np
import pytest

from assistant.supervision import likely_asked, load_question_chooser, load_question_model, question_encoder


class Says:
    """A model that says the same of every text."""

    def __init__(self, names: tuple[str, ...], said: list[float]) -> None:
        self.names, self.said, self.encoder = names, said, self

    def read(self, _: str) -> np.ndarray:
        return np.array(self.said)

    def by_name(self, _: str) -> dict[str, float]:
        return dict(zip(self.names, self.said, strict=True))


def test_both_know_the_same_questions() -> None:
    assert set(load_question_model().names) == set(load_question_chooser().names)


def test_what_counts_is_the_product_of_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(question_encoder, "load_question_model", lambda: Says(("one", "two", "gone"), [0.0, 1.0, 9.0]))
    monkeypatch.setattr(question_encoder, "load_question_chooser", lambda: Says(("one", "two"), [2.0, 0.0]))
    found = likely_asked("anything")
    assert found.keys() == {"one", "two"}, "of what one of them does not know nothing is said"
    share = math.exp(2) / (math.exp(2) + 1)
    assert found["one"] == pytest.approx(math.log(0.5) + math.log(share))
    assert found["two"] == pytest.approx(math.log(1 / (1 + math.exp(-1))) + math.log(1 - share))
