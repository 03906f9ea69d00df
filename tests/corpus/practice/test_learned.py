"""What was learned before any build: by key, for one model, in a small file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from corpus.models import SentenceTransformerEmbedder
from corpus.practice.learned import Learned, anchor_key, text_key
from corpus.practice.practice_data import ParagraphAnchor, load_practice


def unit(seed: int) -> np.ndarray:
    vector = np.random.default_rng(seed).standard_normal(64).astype(np.float32)
    return vector / np.linalg.norm(vector)


def test_vectors_come_back_nearly_the_same_and_of_length_one(tmp_path: Path) -> None:
    Learned("m@1", {text_key("a"): unit(1), text_key("b"): unit(2)}).save(tmp_path / "x.npz")
    learned = Learned.load("m@1", tmp_path / "x.npz")
    found = learned.get([text_key("a"), text_key("c")])
    assert list(found) == [text_key("a")]
    assert float(found[text_key("a")] @ unit(1)) > 0.999
    assert np.linalg.norm(found[text_key("a")]) == pytest.approx(1.0)
    assert len(learned) == 2


def test_another_model_has_learned_nothing(tmp_path: Path) -> None:
    Learned("m@1", {text_key("a"): unit(1)}).save(tmp_path / "x.npz")
    for other in (Learned.load("n@1", tmp_path / "x.npz"), Learned.load("m@1", tmp_path / "none.npz")):
        assert len(other) == 0


def test_a_damaged_file_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "x.npz").write_bytes(b"not an archive")
    with pytest.raises(ModelError, match=r"x\.npz cannot be read"):
        Learned.load("m@1", tmp_path / "x.npz")


def test_the_version_changes_with_what_was_learned() -> None:
    one = {text_key("a"): unit(1)}
    versions = [
        Learned("m@1", one).version,
        Learned("n@1", one).version,
        Learned("m@1", one | {text_key("b"): unit(2)}).version,
    ]
    assert len(set(versions)) == 3
    assert Learned("m@1", one).version == versions[0]


def test_what_comes_with_the_project_knows_all_of_staffs_words_and_their_paragraphs() -> None:
    """When this fails, ``python -m ingest learn`` makes the file anew."""
    words = load_practice()
    learned = Learned.load(SentenceTransformerEmbedder().name)
    texts = [question for row in words.questions for question in row.questions]
    texts += [text for phrase in words.phrases for text in (phrase.say, phrase.formal)]
    texts += [case.say for case in words.cases]
    keys = [text_key(text) for text in texts]
    assert len(learned.get(keys)) == len(set(keys))
    official = {anchor_key(p.anchor) for case in words.cases for p in case.points if p.anchor.page}
    assert len(learned.get(official)) == len(official)


def test_an_anchor_is_known_by_all_that_names_it() -> None:
    anchor = {"source_id": "s", "paragraph": "1", "page": 2, "heading": "h", "part": 0}
    changed = [
        ParagraphAnchor(**(anchor | change))
        for change in ({}, {"page": 3}, {"paragraph": "2"}, {"heading": "g"}, {"part": 1})
    ]
    assert len({anchor_key(one) for one in changed}) == 5


def test_what_was_learned_of_some_paragraphs_can_be_taken_out() -> None:
    here = ParagraphAnchor(source_id="book-2025", paragraph="1", page=1, heading="")
    there = replace(here, source_id="act-2021")
    one = np.ones(4, dtype=np.float32) / 2
    learned = Learned("m", {anchor_key(here): one, anchor_key(there): one})
    left = learned.without([here])
    assert list(left.get([anchor_key(here), anchor_key(there)])) == [anchor_key(there)]
