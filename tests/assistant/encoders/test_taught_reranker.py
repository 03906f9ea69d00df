"""The reranker with additions: what it was taught is in its graph."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.encoders import TaughtReranker, read_taught_reranker, reranker_weights, taught_graph, taught_reranker
from corpus.rerankers import OnnxCrossEncoder, bundled_reranker, load_reranker

FOLDER = bundled_reranker()
wants_the_reranker = pytest.mark.skipif(FOLDER is None, reason="the optional reranker is not installed")
TEXTS = (
    "You do not need a parent's agreement to refer a child who is at risk of harm.",
    "Fire drills are held once in each half term.",
)


@wants_the_reranker
def test_additions_of_nought_leave_the_reranker_as_it_was() -> None:
    assert FOLDER is not None
    weights = reranker_weights(FOLDER / "model.onnx")
    layer = "bert.encoder.layer.5.output.dense"
    out, width = weights[f"{layer}.weight"].shape
    head = np.vstack([weights["classifier.weight"], -weights["classifier.weight"]])
    additions = {
        f"{layer}.a": np.ones((2, width), dtype=np.float32),
        f"{layer}.b": np.zeros((out, 2), dtype=np.float32),
        "head.weight": head,
        "head.bias": np.repeat(weights["classifier.bias"], 2) * np.array([1, -1], dtype=np.float32),
    }
    encoder = OnnxCrossEncoder(taught_graph(FOLDER / "model.onnx", additions), FOLDER / "tokenizer.json", 1)
    as_before, question = load_reranker("auto", 1), "do you need agreement to refer"
    assert as_before is not None
    logits = encoder.logits(question, TEXTS)
    assert logits[:, 0] == pytest.approx(as_before.score(question, TEXTS), abs=0.5)  # steps of eight bits
    assert logits[:, 0] == pytest.approx(-logits[:, 1], abs=1e-4)


@wants_the_reranker
def test_of_no_texts_nothing_is_read_and_no_model_loads() -> None:
    assert FOLDER is not None
    taught = TaughtReranker(FOLDER / "nowhere", {"head.bias": np.zeros(2, dtype=np.float32)})
    assert taught.log_odds("what is asked", []).shape == (0, 2)


@pytest.mark.parametrize(
    ("package", "file"),
    [("assistant.understand", "answer_reader.npz")],
)
def test_without_the_wheel_nothing_is_read(monkeypatch: pytest.MonkeyPatch, package: str, file: str) -> None:
    assert (read_taught_reranker(package, file) is None) == (FOLDER is None)
    monkeypatch.setattr(taught_reranker, "bundled_reranker", lambda: None)
    assert read_taught_reranker(package, file) is None
