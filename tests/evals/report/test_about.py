from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.errors import IndexMissing
from corpus.index.generations import IndexedSource, Manifest, swap, write_manifest
from corpus.settings import LibrarySettings
from corpus.types import Authority, Source
from evals.report.about import library_parts


@pytest.fixture
def index_dir(tmp_path):
    source = Source(source_id="a", title="T", publisher="P", edition="E", authority=Authority.LOCAL)
    manifest = Manifest(
        generation="0001-ab",
        built_at=datetime(2026, 11, 5, tzinfo=UTC),
        embedder="small@1234",
        dimension=3,
        versions={"parser": "7"},
        inputs="abcd",
        sources=(IndexedSource(source=source, sha256="f" * 64, key="k", n_pages=2, n_passages=5),),
    )
    (tmp_path / "generations" / "0001-ab").mkdir(parents=True)
    write_manifest(tmp_path, manifest)
    swap(tmp_path, "0001-ab")
    return tmp_path


def test_a_run_names_what_its_index_was_built_from_and_its_models(index_dir):
    parts = library_parts(LibrarySettings(index_dir=index_dir, reranker_model="none"))
    assert (parts["embedder"], parts["reranker"]) == ("small@1234", "none")
    index = parts["index"]
    assert (index["generation"], index["built_at"][:10], index["inputs"]) == ("0001-ab", "2026-11-05", "abcd")
    assert (index["versions"], index["n_pages"], index["n_passages"]) == ({"parser": "7"}, 2, 5)
    assert index["sources"] == {"a": "f" * 64}
    assert parts["machine"]["n_cores"] >= 1


def test_without_an_index_there_is_nothing_to_name(tmp_path):
    with pytest.raises(IndexMissing):
        library_parts(LibrarySettings(index_dir=tmp_path))
