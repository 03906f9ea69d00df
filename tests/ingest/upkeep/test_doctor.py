"""The doctor: one sentence for each fault of an index, and what mends it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus.errors import IndexDamaged
from corpus.index import generations
from corpus.types import Authority
from ingest.files import sha256_of
from ingest.index import inputs
from ingest.index.builder import Builder, Plan
from ingest.index.inputs import Item
from ingest.upkeep.doctor import examine, must_be_sound
from tests.doubles import WordEmbedder, a_source
from tests.ingest import pdfs

NAME = WordEmbedder.name


@pytest.fixture
def index_dir(tmp_path: Path) -> Path:
    items = []
    for name, authority in (("a-2025", Authority.STATUTORY_GUIDANCE), ("local-rota", Authority.LOCAL)):
        pdf = pdfs.make(tmp_path / f"{name}.pdf", [pdfs.filler(len(items) + 1)])
        items.append(Item(source=a_source(name, authority=authority), pdf=pdf, sha256=sha256_of(pdf)))
    Builder(tmp_path / "index", WordEmbedder()).build(items)
    return tmp_path / "index"


def indexed_pdf(index_dir: Path, source_id: str) -> Path:
    manifest = generations.read_manifest(index_dir, generations.current(index_dir))
    (sha256,) = (entry.sha256 for entry in manifest.sources if entry.source.source_id == source_id)
    return index_dir / "files" / f"{sha256}.pdf"


def test_a_sound_index_has_no_faults(index_dir: Path) -> None:
    assert examine(index_dir, NAME) == []


def test_no_index_is_named_with_the_command_that_makes_one(tmp_path: Path) -> None:
    (fault,) = examine(tmp_path / "index", NAME)
    assert fault.startswith("there is no index in ")
    assert "make index" in fault


def test_another_model_is_named(index_dir: Path) -> None:
    (fault,) = examine(index_dir, "another@2")
    assert f"built with the embedding model {NAME}, and the one configured is another@2" in fault


@pytest.mark.parametrize(("source_id", "mend"), [("a-2025", "make index"), ("local-rota", "python -m ingest add")])
def test_a_changed_pdf_is_named_with_what_mends_it(index_dir: Path, source_id: str, mend: str) -> None:
    with indexed_pdf(index_dir, source_id).open("ab") as file:
        file.write(b"more")
    (fault,) = examine(index_dir, NAME)
    assert fault.startswith(f"the PDF of {source_id} in the index has changed on disk; ")
    assert mend in fault


@pytest.mark.parametrize(("source_id", "mend"), [("a-2025", "make index"), ("local-rota", "python -m ingest add")])
def test_a_missing_pdf_is_named_with_what_mends_it(index_dir: Path, source_id: str, mend: str) -> None:
    indexed_pdf(index_dir, source_id).unlink()
    (fault,) = examine(index_dir, NAME)
    assert fault.startswith(f"the PDF of {source_id} is missing from the index; ")
    assert mend in fault


def test_what_an_unfinished_build_left_is_named(index_dir: Path) -> None:
    (index_dir / "generations" / "0009-deadbeef").mkdir()
    (fault,) = examine(index_dir, NAME)
    assert fault.startswith("0009-deadbeef was left by a build that did not finish")


def test_another_version_of_the_parser_is_named(index_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(inputs.BUILD_VERSIONS, "parser", "another")
    (fault,) = examine(index_dir, NAME)
    assert "built by another version of the parser" in fault


def test_a_damaged_generation_and_leftovers_are_both_named(index_dir: Path) -> None:
    shutil.rmtree(generations.folder_of(index_dir, generations.current(index_dir)) / "lexical")
    (index_dir / "generations" / "0009-deadbeef").mkdir()
    faults = examine(index_dir, NAME)
    assert len(faults) == 2
    assert "ingest" in faults[0]
    assert faults[1].startswith("0009-deadbeef")


def test_a_generation_that_cannot_be_gone_back_to_is_named(index_dir: Path, tmp_path: Path) -> None:
    earlier = generations.current(index_dir)
    pdf = pdfs.make(tmp_path / "b-2025.pdf", [pdfs.filler(5)])
    Builder(index_dir, WordEmbedder()).change(
        lambda serving: Plan(
            items=[Item(source=a_source("b-2025"), pdf=pdf, sha256=sha256_of(pdf))],
            keep=serving.sources if serving else (),
        )
    )
    assert examine(index_dir, NAME) == []
    must_be_sound(index_dir, earlier)
    (generations.folder_of(index_dir, earlier) / "bridge.npz").write_bytes(b"")
    (fault,) = examine(index_dir, NAME)
    assert fault.startswith(f"generation {earlier} cannot serve again: bridge.npz has changed; ")
    with pytest.raises(IndexDamaged):
        must_be_sound(index_dir, earlier)


def test_a_generation_without_one_of_its_pdfs_cannot_serve_again(index_dir: Path) -> None:
    indexed_pdf(index_dir, "a-2025").unlink()
    with pytest.raises(IndexDamaged, match="cannot serve again: the PDF of a-2025 is missing"):
        must_be_sound(index_dir, generations.current(index_dir))


def test_damaged_vectors_are_named_without_being_opened(index_dir: Path) -> None:
    folder = generations.folder_of(index_dir, generations.current(index_dir))
    for path in folder.glob("chroma/*/*.bin"):
        path.write_bytes(b"\xff" * path.stat().st_size)
    (fault,) = examine(index_dir, NAME)
    assert "is damaged: chroma/" in fault
    assert "has changed" in fault


def test_a_damaged_cache_is_named(index_dir: Path) -> None:
    (index_dir / "embeddings.sqlite").write_text("no database " * 500)
    (fault,) = examine(index_dir, NAME)
    assert fault.startswith("the stored embeddings are damaged; no answer depends on them")
