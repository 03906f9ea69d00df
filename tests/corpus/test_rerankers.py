"""The rerankers: none where none is wanted or installed; the bundled one prefers what answers."""

from __future__ import annotations

import numpy as np
import pytest

from corpus import rerankers
from corpus.rerankers import OnnxReranker, load_reranker


def test_no_reranker_when_none_is_wanted_or_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_reranker("none") is None
    monkeypatch.setattr(rerankers, "_PACKAGE", "no_such_package_here")
    assert load_reranker("auto") is None


def test_the_bundled_reranker_prefers_the_passage_that_answers() -> None:
    reranker = load_reranker("auto")
    if reranker is None:
        pytest.skip("the optional reranker is not installed")
    assert isinstance(reranker, OnnxReranker)
    texts = ["Boilers are serviced each year.", "Children who see or hear abuse are victims of it.", "x " * 900]
    scores = reranker.score("is a child who hears abuse a victim?", texts)
    assert scores.shape == (3,)
    assert scores.argmax() == 1
    assert reranker.score("q", []).shape == (0,)


def test_a_text_is_read_alike_whatever_is_read_beside_it() -> None:
    reranker = load_reranker("auto")
    if reranker is None:
        pytest.skip("the optional reranker is not installed")
    question, text = "who is told of an arrest?", "The police tell the school before the child arrives."
    alone = reranker.score(question, [text])
    assert reranker.score(question, ["court " * 400, text, "an arrest"])[1] == alone[0]


def test_no_text_is_filled_up(monkeypatch: pytest.MonkeyPatch) -> None:
    reranker = load_reranker("auto")
    if reranker is None:
        pytest.skip("the optional reranker is not installed")
    assert isinstance(reranker, OnnxReranker)
    read = reranker._encoder._session
    shapes: list[tuple[int, ...]] = []

    class Session:
        def run(self, names: None, given: dict[str, np.ndarray]) -> list[np.ndarray]:
            shapes.extend(array.shape for array in given.values())
            return read.run(names, given)

    monkeypatch.setattr(reranker._encoder, "_session", Session())
    reranker.score("who is told?", ["The school.", "word " * 900])
    assert {rows for rows, _ in shapes} == {1}
    assert min(length for _, length in shapes) < 12
    assert max(length for _, length in shapes) == 320
