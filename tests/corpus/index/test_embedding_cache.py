"""The embedding cache: vectors come back as they were, and only those of the same model."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import numpy as np

from corpus.index.embedding_cache import EmbeddingCache, forget_vectors


def test_vectors_come_back_in_a_later_process(tmp_path: Path) -> None:
    vectors = {f"hash{n}": np.full(4, n, dtype=np.float32) for n in range(1200)}
    cache = EmbeddingCache(tmp_path / "c.sqlite", "model-a")
    cache.put(vectors)
    cache.close()
    later = EmbeddingCache(tmp_path / "c.sqlite", "model-a")
    found = later.get([*vectors, "unknown"])
    later.close()
    assert found.keys() == vectors.keys()
    assert all((found[key] == vectors[key]).all() for key in vectors)


def test_another_models_vectors_are_never_given(tmp_path: Path) -> None:
    cache = EmbeddingCache(tmp_path / "c.sqlite", "model-a")
    cache.put({"h": np.ones(2, dtype=np.float32)})
    cache.close()
    other = EmbeddingCache(tmp_path / "c.sqlite", "model-b")
    assert other.get(["h"]) == {}
    other.close()


def test_what_is_forgotten_is_not_in_the_file_either(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    vectors = {name: np.full(8, number, dtype=np.float32) for number, name in enumerate(("kept", "gone"), start=3)}
    for model in ("a", "b"):
        cache = EmbeddingCache(path, model)
        cache.put(vectors)
        cache.close()
    forget_vectors(path, {"gone", "never there"})
    for model in ("a", "b"):
        cache = EmbeddingCache(path, model)
        assert set(cache.get(["kept", "gone"])) == {"kept"}
        cache.close()
    assert vectors["kept"].tobytes() in path.read_bytes()
    assert vectors["gone"].tobytes() not in path.read_bytes()


def test_forgetting_where_nothing_is_stored_makes_no_file(tmp_path: Path) -> None:
    forget_vectors(tmp_path / "cache.sqlite", {"x"})
    assert not (tmp_path / "cache.sqlite").exists()


def test_a_cache_that_nobody_closed_may_be_collected_by_any_thread(tmp_path: Path) -> None:
    cache = EmbeddingCache(tmp_path / "c.sqlite", "model-a")
    cache.put({"h": np.ones(2, dtype=np.float32)})
    failures: list[BaseException] = []

    def close() -> None:
        try:
            cache.close()
        except BaseException as error:  # whatever it is, it would be lost with the thread
            failures.append(error)

    other = Thread(target=close)
    other.start()
    other.join()
    assert failures == []
