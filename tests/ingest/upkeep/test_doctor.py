"""The doctor: one sentence for each fault of an index, and what mends it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus.index import generations
from corpus.types import Authority
from ingest.files import sha256_of
from ingest.index import inputs
from ingest.index.builder import Builder
from ingest.index.inputs import Item
from ingest.upkeep.doctor import examine
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
