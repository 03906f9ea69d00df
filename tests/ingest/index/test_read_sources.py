"""Sources read by an engine that sends: in any order the same, each with a reason if it is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.register.register import Register
from ingest.digests.load import load_digests
from ingest.errors import BuildError
from ingest.index import inputs
from ingest.index.builder import Builder
from tests.doubles import WordEmbedder
from tests.ingest.engine.scripted import LossyEngine
from tests.ingest.index.test_builder import a_pdf, an_item


def test_a_source_that_ends_its_workers_is_left_out_and_named(tmp_path: Path) -> None:
    items = [an_item(a_pdf(tmp_path, name, 2, 3)) for name in ("first", "second", "third")]
    result = Builder(tmp_path / "index", WordEmbedder(), engine=LossyEngine()).build(items)
    assert result.problems == ()
    assert [entry.source.source_id for entry in result.manifest.sources] == ["first", "second", "third"]

    changed = [an_item(a_pdf(tmp_path, name, 4, 5)) for name in ("first", "second", "third")]
    builder = Builder(tmp_path / "anew", WordEmbedder(), engine=LossyEngine(1), read_scans=False)
    with pytest.raises(BuildError, match="embedding some passages ended each worker"):
        Builder(tmp_path / "none", WordEmbedder(), engine=LossyEngine(0)).build([items[0], *changed[1:]])
    result = builder.build(changed)
    assert [entry.source.source_id for entry in result.manifest.sources] == ["first", "third"]
    assert len(result.problems) == 1
    assert result.problems[0].startswith(
        "second: second.pdf ended each worker that it was given to (4); it is left out."
    )


def test_what_goes_with_a_task_can_go_to_another_process(tmp_path: Path) -> None:
    """A register, and the pinpoints of a digest, are read-only views here."""
    items = inputs.from_digests(load_digests()[:1], tmp_path)
    register = Register({item.source.source_id: item.source for item in items})
    here = Builder(tmp_path / "here", WordEmbedder(), register).build(items)
    there = Builder(tmp_path / "there", WordEmbedder(), register, engine=LossyEngine()).build(items)
    assert here.manifest.sources == there.manifest.sources
    assert there.manifest.n_passages > 0
    assert there.problems == ()
