"""The encoder of questions: what it gives, when it loads, and for which embedder there is one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from assistant.encoders import taught_encoder
from assistant.retrieve import QuestionEncoder, load_question_encoder
from corpus.errors import ModelError
from corpus.models import BUNDLED_NAME, SentenceTransformerEmbedder, bundled_encoder

QUESTIONS = ["he only heard it through the wall, does that count", "Is a child who hears abuse a victim?", ""]


@pytest.fixture(scope="module")
def encoder() -> QuestionEncoder:
    found = load_question_encoder(SentenceTransformerEmbedder().name)
    assert found is not None
    return found


def test_questions_become_rows_of_length_one_as_long_as_the_passages(encoder: QuestionEncoder) -> None:
    vectors = encoder.embed(QUESTIONS)
    assert vectors.shape == (3, SentenceTransformerEmbedder().dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_it_lays_a_question_nearer_to_what_answers_it(encoder: QuestionEncoder) -> None:
    embedder = SentenceTransformerEmbedder()
    answer = embedder.embed(["A child who sees, hears or feels the effects of domestic abuse is a victim of it."])[0]
    assert encoder.embed(QUESTIONS[:1])[0] @ answer > embedder.embed(QUESTIONS[:1])[0] @ answer + 0.05


def test_several_threads_may_ask_at_once(encoder: QuestionEncoder) -> None:
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(encoder.embed, [QUESTIONS] * 8))
    assert all(np.allclose(one, found[0], atol=1e-5) for one in found)


def test_the_model_loads_when_it_is_first_asked_and_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    loads: list[str] = []
    monkeypatch.setattr(taught_encoder, "bundled_encoder", lambda: loads.append("") or bundled_encoder())
    monkeypatch.setattr(taught_encoder, "add_low_rank", lambda encoder, additions: None)
    np.savez(tmp_path / "x.npz", a=np.zeros(1, dtype=np.float16))
    found = load_question_encoder(BUNDLED_NAME, tmp_path / "x.npz")
    assert found is not None
    assert loads == []
    untaught = found.embed(QUESTIONS[:2])
    found.embed(QUESTIONS[:2])
    assert loads == [""]
    np.testing.assert_allclose(untaught, SentenceTransformerEmbedder().embed(QUESTIONS[:2]), atol=1e-5)


def test_another_embedder_has_none() -> None:
    assert load_question_encoder("words@1") is None


@pytest.mark.parametrize("content", [None, b"not an archive"])
def test_a_file_that_is_missing_or_damaged_is_a_clear_error(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "lessons.npz"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ModelError, match=r"lessons\.npz, cannot be read") as caught:
        load_question_encoder(BUNDLED_NAME, file)
    assert "python -m evals encoder" in caught.value.hint
