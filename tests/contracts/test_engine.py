"""Engine: this process and a Dask cluster of one and of two workers build the same; killed workers and a killed engine."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from corpus.index import generations
from corpus.index.embedding_cache import EmbeddingCache
from corpus.types import Passage
from ingest.engine import Engine, LocalEngine, Lost, open_engine
from ingest.errors import BuildError
from ingest.index.builder import Builder, BuildResult
from ingest.index.inputs import Item
from ingest.progress import EMBEDDING, READING
from tests.dask_cluster import Cluster, a_cluster
from tests.doubles import WordEmbedder
from tests.ingest import pdfs
from tests.ingest.index.test_builder import an_item

pytest.importorskip("distributed", reason="Dask is not installed ('make test' does so)")
pytestmark = pytest.mark.enable_socket


class FaithfulEmbedder(WordEmbedder):
    """Fails where it is made to embed in the process of the test."""

    def __init__(self) -> None:
        super().__init__()
        self.home = os.getpid()

    def embed(self, texts):  # type: ignore[no-untyped-def]
        assert os.getpid() != self.home, "this was to be done at a worker"
        return super().embed(texts)


def doubled(number: int) -> int:
    return number * 2


def slowly_doubled(number: int) -> int:
    time.sleep(0.3)
    return number * 2


def deadly_at_two(number: int) -> int:
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def the_items(folder: Path, n: int = 6) -> list[Item]:
    return [
        an_item(pdfs.make(folder / f"guidance-{number}.pdf", [pdfs.filler(10 * number + page) for page in range(3)]))
        for number in range(n)
    ]


def contents(index_dir: Path, result: BuildResult) -> tuple[list[Passage], np.ndarray]:
    """What a build made: all passages, and their vectors as they were stored by the hash of their words."""
    store = generations.open_passages(index_dir, result.manifest)
    passages = [p for entry in result.manifest.sources for p in store.of_source(entry.source.source_id)]
    store.close()
    titles = {entry.source.source_id: entry.source.title for entry in result.manifest.sources}
    keys = [passage.content_hash(titles[passage.source_id]) for passage in passages]
    cache = EmbeddingCache(index_dir / "embeddings.sqlite", "words@1")
    vectors = cache.get(keys)
    cache.close()
    return passages, np.stack([vectors[key] for key in keys])


@contextmanager
def an_engine(folder: Path, n_workers: int) -> Iterator[Engine]:
    if not n_workers:
        yield LocalEngine()
        return
    folder.mkdir()
    with a_cluster(folder, n_workers) as cluster, open_engine(cluster.address) as engine:
        yield engine


@pytest.fixture(params=[0, 1, 2], ids=["this process", "one worker", "two workers"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with an_engine(tmp_path / "cluster", request.param) as engine:
        yield engine


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Cluster]:
    with a_cluster(tmp_path, 2) as cluster:
        yield cluster


def test_every_engine_does_the_same_work(engine: Engine, tmp_path: Path) -> None:
    """All tasks; the same index; a file that cannot be read is named; what is known is not embedded again."""
    assert dict(engine.run(doubled, iter(range(40)))) == {number: number * 2 for number in range(40)}
    assert list(engine.run(doubled, [])) == []

    items = the_items(tmp_path)
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and nothing else")
    missing = an_item(items[0].pdf)
    items += [an_item(broken), an_item(broken.with_name("gone.pdf").write_bytes(b"x") and broken.with_name("gone.pdf"))]
    (tmp_path / "gone.pdf").unlink()
    here = Builder(tmp_path / "here", WordEmbedder()).build(items)
    steps: list[tuple[str, int, int]] = []
    embedder = FaithfulEmbedder() if engine.sends else WordEmbedder()
    there = Builder(tmp_path / "there", embedder, engine=engine, progress=lambda *step: steps.append(step)).build(items)

    assert there.manifest.sources == here.manifest.sources
    assert [problem.split(":")[0] for problem in there.problems] == [p.split(":")[0] for p in here.problems]
    assert [problem.split(":")[0] for problem in there.problems] == ["broken", "gone"]
    passages, vectors = contents(tmp_path / "here", here)
    same_passages, same_vectors = contents(tmp_path / "there", there)
    assert passages == same_passages
    np.testing.assert_allclose(same_vectors, vectors, atol=1e-6)
    assert [done for stage, done, _ in steps if stage == READING] == list(range(len(items) + 1))

    (tmp_path / "anew").mkdir()
    (tmp_path / "there" / "embeddings.sqlite").rename(tmp_path / "anew" / "embeddings.sqlite")
    more = [*items[:-2], *the_items(tmp_path, 7)[6:]]
    anew = Builder(tmp_path / "anew", embedder, engine=engine).build(more)
    assert missing.source.source_id in {entry.source.source_id for entry in anew.manifest.sources}
    assert anew.n_passages_embedded == anew.manifest.n_passages - here.manifest.n_passages > 0


@pytest.mark.seldom
def test_a_killed_workers_tasks_are_done_again_elsewhere(two: Cluster) -> None:
    with open_engine(two.address) as engine:
        results = engine.run(slowly_doubled, range(12))
        done = [next(results)]
        two.workers[0].kill()
        done += results
    assert sorted(done) == [(number, number * 2) for number in range(12)]


@pytest.mark.seldom
@pytest.mark.parametrize("stage", [READING, EMBEDDING])
def test_a_build_goes_on_when_a_worker_is_killed_in_the_middle(
    stage: str, two: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.practice.embedding._BATCH", 2)
    items = the_items(tmp_path, 8)
    here = Builder(tmp_path / "here", WordEmbedder()).build(items)

    def kill_one(now: str, done: int, of: int) -> None:
        if (now, done) == (stage, 2):
            two.workers[0].kill()

    with open_engine(two.address) as engine:
        there = Builder(tmp_path / "there", FaithfulEmbedder(), engine=engine, progress=kill_one).build(items)
    assert two.workers[0].poll() is not None
    assert there.problems == ()
    passages, vectors = contents(tmp_path / "here", here)
    same_passages, same_vectors = contents(tmp_path / "there", there)
    assert passages == same_passages
    np.testing.assert_allclose(same_vectors, vectors, atol=1e-6)


@pytest.mark.seldom
def test_vectors_that_came_before_the_engine_went_are_kept(
    two: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.practice.embedding._BATCH", 2)
    items = the_items(tmp_path, 8)

    def stop(now: str, done: int, of: int) -> None:
        if (now, done) == (EMBEDDING, 4):
            two.scheduler.kill()

    with pytest.raises(BuildError, match="does not answer"), open_engine(two.address) as engine:
        Builder(tmp_path / "index", FaithfulEmbedder(), engine=engine, progress=stop).build(items)
    assert not generations.complete(tmp_path / "index")
    result = Builder(tmp_path / "index", WordEmbedder()).build(items)
    assert 0 < result.n_passages_embedded <= result.manifest.n_passages - 4


@pytest.mark.seldom
def test_a_task_that_ends_its_workers_is_given_up_and_the_rest_are_done(tmp_path: Path) -> None:
    with (
        a_cluster(tmp_path, 2, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0") as cluster,
        open_engine(cluster.address) as engine,
    ):
        results = dict(engine.run(deadly_at_two, range(8)))
    lost = {number for number, result in results.items() if isinstance(result, Lost)}
    assert set(results) == set(range(8))
    assert 2 in lost
    assert len(lost) < 4  # one that waited at the same worker may be counted with it


@pytest.mark.seldom
@pytest.mark.parametrize("end", [lambda cluster: cluster.scheduler.kill(), lambda cluster: cluster.stop()])
def test_an_engine_that_goes_away_is_named_and_the_generation_before_serves(
    end: Callable[[Cluster], None], two: Cluster, tmp_path: Path
) -> None:
    items = the_items(tmp_path, 8)
    before = Builder(tmp_path / "index", WordEmbedder()).build(items[:1])

    def stop(stage: str, done: int, of: int) -> None:
        if (stage, done) == (READING, 2):
            end(two)

    with pytest.raises(BuildError) as raised, open_engine(two.address) as engine:
        Builder(tmp_path / "index", FaithfulEmbedder(), engine=engine, progress=stop).build(items)
    assert two.address in raised.value.message
    assert generations.current(tmp_path / "index") == before.manifest.generation
    assert Builder(tmp_path / "index", WordEmbedder()).build(items).problems == ()  # here, with nothing in the way


def test_an_engine_without_workers_is_not_waited_for_without_end(tmp_path: Path) -> None:
    from ingest.engine.dask_engine import DaskEngine

    with (
        a_cluster(tmp_path, 0) as cluster,
        DaskEngine(cluster.address, patience_s=1.0) as engine,
        pytest.raises(BuildError, match="no worker"),
    ):
        next(engine.run(doubled, [1]))


def test_a_worker_of_another_version_does_no_work(
    two: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.index.read_sources.BUILD_VERSIONS", {"parser": "of another year"})
    with pytest.raises(BuildError, match="another version"), open_engine(two.address) as engine:
        Builder(tmp_path / "index", WordEmbedder(), engine=engine).build(the_items(tmp_path, 1))
    assert not generations.complete(tmp_path / "index")


def test_nobody_there_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.engine.dask_engine._CONNECT_S", 1.0)
    with pytest.raises(BuildError, match=r"127\.0\.0\.1:9"), open_engine("tcp://127.0.0.1:9"):
        pass
