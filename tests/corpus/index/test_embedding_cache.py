"""The embedding cache: vectors come back as they were, and only those of the same model."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from corpus.index.embedding_cache import EmbeddingCache, forget_vectors, is_sound
from corpus.models import Vectors


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


def stored(path: Path, n: int = 600) -> dict[str, Vectors]:
    """Store some vectors, and return them."""
    vectors = {f"hash{number}": np.full(64, number, dtype=np.float32) for number in range(n)}
    cache = EmbeddingCache(path, "model-a")
    cache.put(vectors)
    cache.close()
    return vectors


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(2 * 4096, 2 * 4096 + 100):
        data[at] ^= 0xFF
    path.write_bytes(data)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _other_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript("DROP TABLE embeddings; CREATE TABLE embeddings (x);")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    "harm", [_flip, _cut, _other_table, _folder, lambda path: path.write_text("no database " * 500)]
)
def test_a_damaged_cache_is_set_aside_and_made_anew(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    path = tmp_path / "c.sqlite"
    vectors = stored(path)
    harm(path)
    assert not is_sound(path)
    cache = EmbeddingCache(path, "model-a")
    found = cache.get(list(vectors))
    cache.put({key: vector for key, vector in vectors.items() if key not in found})
    again = cache.get(list(vectors))
    cache.close()
    assert all((found[key] == vectors[key]).all() for key in found)
    assert again.keys() == vectors.keys()
    assert len(cache.mended) == 1
    assert "set aside in" in cache.mended[0]
    assert (tmp_path / "c.sqlite.damaged").exists()
    assert is_sound(path)


def test_damage_that_shows_when_something_is_stored_is_mended_as_well(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    stored(path)
    cache = EmbeddingCache(path, "model-a")
    path.write_bytes(b"x" * path.stat().st_size)
    cache.put({"new": np.ones(64, dtype=np.float32)})
    assert list(cache.get(["new"])) == ["new"]
    cache.close()
    assert cache.mended


def test_a_vector_that_has_changed_is_not_given_and_the_others_are(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    vectors = stored(path)
    data = path.read_bytes()
    where = data.index(vectors["hash7"].tobytes())
    path.write_bytes(data[: where + 5] + bytes([data[where + 5] ^ 4]) + data[where + 6 :])
    assert not is_sound(path)
    cache = EmbeddingCache(path, "model-a")
    assert cache.get(list(vectors)).keys() == vectors.keys() - {"hash7"}
    cache.put({"hash7": vectors["hash7"]})
    cache.close()
    assert cache.mended == ["1 of the stored embeddings had changed on disk, and were made anew."]
    assert is_sound(path)


def test_a_disk_that_is_full_is_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    vectors = stored(path)
    cache = EmbeddingCache(path, "model-a")
    cache._connection.execute("PRAGMA max_page_count = 1")
    with pytest.raises(sqlite3.OperationalError, match="full"):
        cache.put({f"other{n}": vector for n, vector in enumerate(vectors.values())})
    assert cache.mended == []
    cache.close()


def test_what_was_stored_before_vectors_were_hashed_is_made_anew_without_a_word(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    blob = np.full(64, 3, dtype=np.float32).tobytes()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE vectors (model TEXT, hash TEXT, vector BLOB, PRIMARY KEY (model, hash))")
        connection.execute("INSERT INTO vectors VALUES ('model-a', 'h', ?)", (blob,))
    cache = EmbeddingCache(path, "model-a")
    assert cache.get(["h"]) == {}
    cache.close()
    assert cache.mended == []
    assert blob not in path.read_bytes()


def test_what_was_set_aside_goes_when_something_is_forgotten_and_so_does_a_damaged_cache(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    stored(path)
    _cut(path)
    EmbeddingCache(path, "model-a").get(["hash1"])
    assert (tmp_path / "c.sqlite.damaged").exists()
    path.write_text("no database " * 500)
    forget_vectors(path, {"hash1"})
    assert list(tmp_path.iterdir()) == []


def test_a_cache_that_is_not_there_is_sound(tmp_path: Path) -> None:
    assert is_sound(tmp_path / "none.sqlite")


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
