"""A folder of files that are damaged, odd or hostile: each gets a verdict, none stops the build, the good ones are indexed."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from corpus.index import generations
from corpus.index.generation_store import open_index
from corpus.index.passage_store import PassageStore
from ingest.files import sha256_of
from ingest.index.builder import Builder, BuildResult
from ingest.index.inputs import Item
from ingest.sandbox.bounded_reader import Limits
from tests.doubles import WordEmbedder, a_source
from tests.ingest import hostile

pytestmark = pytest.mark.seldom

SECONDS = 8.0
LONGEST = 60.0  # for one file and what surrounds it, however busy the computer


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildResult, float]:
    """The whole folder built at once, without a recogniser, so that every computer gives the same verdicts."""
    folder, index_dir = hostile.folder(tmp_path_factory.mktemp("hostile")), tmp_path_factory.mktemp("built") / "index"
    items = [Item(source=a_source(pdf.stem), pdf=pdf, sha256=sha256_of(pdf)) for pdf in sorted(folder.glob("*.pdf"))]
    builder = Builder(index_dir, WordEmbedder(), limits=Limits(seconds=SECONDS, memory_mb=1024), read_scans=False)
    started = time.perf_counter()
    return index_dir, builder.build(items), time.perf_counter() - started


def test_every_file_gets_one_verdict_that_says_what_became_of_it(built: tuple[Path, BuildResult, float]) -> None:
    _, result, _ = built
    verdicts = {sentence.split(":", 1)[0]: sentence for sentence in result.verdicts}
    assert len(hostile.FILES) >= 30
    assert len(result.verdicts) == len(hostile.FILES)
    assert set(verdicts) == set(hostile.FILES)
    for name, (_, words) in hostile.FILES.items():
        verdict = verdicts[name]
        assert words in verdict, verdict
        assert " read, " in verdict or "; it is left out. " in verdict, verdict
        assert verdict.endswith("."), verdict


def test_what_could_not_be_read_is_a_problem_and_not_in_the_index(built: tuple[Path, BuildResult, float]) -> None:
    _, result, _ = built
    indexed = {entry.source.source_id for entry in result.manifest.sources}
    refused = {sentence.split(":", 1)[0] for sentence in result.problems if "; it is left out." in sentence}
    assert indexed | refused == set(hostile.FILES)
    assert not indexed & refused
    assert len(indexed) >= 12
    assert len(refused) >= 12


def test_no_file_takes_longer_than_it_may(built: tuple[Path, BuildResult, float]) -> None:
    _, result, seconds = built
    given_up = [sentence for sentence in result.problems if f"was not read within {SECONDS:.0f} seconds" in sentence]
    assert given_up
    assert seconds < LONGEST + SECONDS * len(given_up)


def test_the_good_file_among_them_is_found(built: tuple[Path, BuildResult, float]) -> None:
    index_dir, result, _ = built
    embedder = WordEmbedder()
    index = open_index(index_dir, embedder.name)
    best = index.dense(embedder.embed(["Sentence 3 of page 2 says something plain about pupils"])[0], 1, {"good"})
    found = index.get([best[0][0]])[0]
    index.close()
    assert (found.source_id, found.page, found.printed) == ("good", 2, "2")
    store = PassageStore(generations.folder_of(index_dir, result.manifest.generation) / "passages.sqlite")
    everything = " ".join(passage.text for passage in store.get(store.ids))
    store.close()
    assert "typed in" not in everything
    assert "not a program" not in everything
