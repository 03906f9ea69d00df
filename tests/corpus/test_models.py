"""The embedders: the stand-in and the bundled model keep the same contract; missing and changed weights are told."""

from __future__ import annotations

import hashlib
import pickle
from pathlib import Path

import numpy as np
import pytest

from corpus import models
from corpus.errors import ModelError
from corpus.models import (
    Embedder,
    SentenceTransformerEmbedder,
    bundled_embedder,
    calibration_of,
)
from tests.doubles import WordEmbedder


@pytest.fixture(params=["words", "bundled"])
def any_embedder(request: pytest.FixtureRequest, embedder: SentenceTransformerEmbedder) -> Embedder:
    return WordEmbedder() if request.param == "words" else embedder


def test_vectors_have_length_one_and_the_dimension_named(any_embedder: Embedder) -> None:
    vectors = any_embedder.embed(["a child", "an order of the court", ""])
    assert vectors.shape == (3, any_embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert any_embedder.embed([]).shape == (0, any_embedder.dimension)


def test_a_text_embeds_alike_alone_and_in_company(any_embedder: Embedder) -> None:
    alone = any_embedder.embed(["a child hears abuse"])[0]
    in_company = any_embedder.embed(["x " * 150, "a child hears abuse"])[1]
    assert float(alone @ in_company) == pytest.approx(1.0, abs=1e-4)


def test_a_text_that_many_read_is_embedded_once(
    embedder: SentenceTransformerEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = embedder.embed(["she asks what happens to what she tells"])
    monkeypatch.setattr(type(embedder), "_model", None)  # a second reading would need it
    assert np.array_equal(embedder.embed(["she asks what happens to what she tells"]), first)


def test_tokens_are_counted_beyond_the_limit(any_embedder: Embedder) -> None:
    assert any_embedder.n_tokens("word " * 2000) > any_embedder.max_tokens
    assert 0 < any_embedder.n_tokens("a child") < 10


def test_near_meanings_are_nearer(embedder: SentenceTransformerEmbedder) -> None:
    vectors = embedder.embed(["children who witness violence", "a child sees abuse at home", "the boiler is broken"])
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


def test_the_bundled_model_names_its_weights(embedder: SentenceTransformerEmbedder) -> None:
    assert embedder.name == "all-MiniLM-L6-v2@53aa51172d14"


def test_the_bundled_model_alone_has_a_calibration(embedder: SentenceTransformerEmbedder, tmp_path: Path) -> None:
    calibration = embedder.calibration
    assert calibration == calibration_of(embedder.name)
    assert calibration is not None
    assert calibration.evidence <= calibration.subject <= calibration.one_unknown_word <= calibration.two_unknown_words
    assert SentenceTransformerEmbedder(str(tmp_path)).calibration is None
    assert (
        SentenceTransformerEmbedder("all-MiniLM-L6-v2").calibration is None
    )  # whatever weights a hub gives for that name


def test_a_missing_wheel_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "_EMBEDDER_PACKAGE", "no_such_package_here")
    with pytest.raises(ModelError, match="is not installed"):
        bundled_embedder()


def test_changed_weights_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "_EMBEDDER_SHA256", "0" * 64)
    with pytest.raises(ModelError, match="is not the one this project was checked with"):
        bundled_embedder()


def test_a_folder_without_a_model_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="does not load"):
        SentenceTransformerEmbedder(str(tmp_path)).embed(["a"])


def test_a_folder_is_named_by_its_weights_so_that_a_calibration_can_belong_to_it(tmp_path: Path) -> None:
    folder = tmp_path / "another-model"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"weights")
    name = SentenceTransformerEmbedder(str(folder)).name
    assert name == f"another-model@{hashlib.sha256(b'weights').hexdigest()[:12]}"
    (folder / "model.safetensors").write_bytes(b"other weights")
    assert SentenceTransformerEmbedder(str(folder)).name != name
    assert SentenceTransformerEmbedder("a-hub/name").name == "a-hub/name"


def test_an_embedder_is_sent_as_its_setting_and_made_once_where_it_comes() -> None:
    """Neither weights nor a path of this computer go with it."""
    sent = pickle.dumps(SentenceTransformerEmbedder("bundled", 1))
    assert len(sent) < 200
    there = pickle.loads(sent)
    assert there.name == SentenceTransformerEmbedder().name
    assert pickle.loads(sent) is there
