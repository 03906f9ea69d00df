"""What Chroma's files hold of memory that it never used is overwritten, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.index import chroma_vectors
from corpus.index.chroma_vectors import blank_unused, write_vectors
from tests.doubles import WordEmbedder, a_passage

_WORDS = b"Kayden said"


def a_store(folder: Path, n: int) -> Path:
    """A store of so many vectors, and its file of them."""
    passages = [a_passage(f"word{at} stands alone", f"book-{at}") for at in range(n)]
    vectors = WordEmbedder().embed([passage.text for passage in passages])
    write_vectors(folder, passages, np.asarray(vectors))
    (file,) = folder.rglob("data_level0.bin")
    return file


def test_of_a_small_store_all_of_the_file_is_room_and_is_blank(tmp_path: Path) -> None:
    file = a_store(tmp_path, 3)
    size = file.stat().st_size
    assert size > 1000
    file.write_bytes(_WORDS.ljust(size, b"x"))
    blank_unused(tmp_path)
    assert file.read_bytes() == bytes(size)
    assert not any(file.with_name("length.bin").read_bytes())


def test_of_a_large_store_the_vectors_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chroma_vectors, "blank_unused", lambda _: None)
    file = a_store(tmp_path, 1100)
    used = file.read_bytes()
    assert any(used[-1000:])
    file.write_bytes(used + _WORDS)
    blank_unused(tmp_path)
    assert file.read_bytes() == used + bytes(len(_WORDS))


def test_the_room_is_blanked_when_a_store_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blanked: list[Path] = []
    monkeypatch.setattr(chroma_vectors, "blank_unused", blanked.append)
    a_store(tmp_path, 3)
    assert blanked == [tmp_path]
