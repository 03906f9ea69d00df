"""A library written several times over: as a real one is laid out, larger, and searched. No time is asserted."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from corpus.index import generations
from corpus.index.generation_store import open_index
from evals.__main__ import main
from evals.bench import growth as growth_module
from evals.bench.growth import grow, growth
from evals.bench.processes import Cost
from evals.errors import BenchError
from ingest.files import sha256_of
from ingest.index.builder import Builder
from ingest.index.inputs import Item
from tests.doubles import WordEmbedder, a_source
from tests.ingest import pdfs


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A small index of two editions of one book."""
    folder = tmp_path_factory.mktemp("growth")
    items = []
    for source_id, changes in (("old-2024", {}), ("new-2025", {"supersedes": ("old-2024",)})):
        pdf = pdfs.make(folder / f"{source_id}.pdf", [pdfs.filler(page) for page in (1, 2, 3)])
        items.append(Item(source=a_source(source_id, **changes), pdf=pdf, sha256=sha256_of(pdf)))
    Builder(folder / "index", WordEmbedder()).build(items)
    return folder / "index"


@pytest.fixture
def opened():
    indexes = []

    def at(folder):
        indexes.append(open_index(folder, WordEmbedder.name))
        return indexes[-1]

    yield at
    for index in indexes:
        index.close()


def test_three_times_the_library_is_three_times_the_passages(built, tmp_path, opened):
    figures = grow(built, tmp_path / "grown", 3)
    once, grown = opened(built), opened(tmp_path / "grown")
    assert figures["passages"] == grown.manifest.n_passages == 3 * once.manifest.n_passages
    assert figures["writing, s"] == pytest.approx(
        sum(took for name, took in figures.items() if name.startswith("writing "))
    )
    assert set(grown.sources) == {
        "old-2024", "new-2025", "old-2024-copy-1", "new-2025-copy-1", "old-2024-copy-2", "new-2025-copy-2",
    }  # fmt: skip
    assert grown.sources["new-2025-copy-2"].supersedes == ("old-2024-copy-2",)


def test_once_is_the_library_as_it_is(built, tmp_path, opened):
    grow(built, tmp_path / "same", 1)
    once, same = opened(built), opened(tmp_path / "same")
    vector = WordEmbedder().embed(["of page 2 " * 8])[0]
    found = [index.dense(vector, 3, {"new-2025"}) for index in (once, same)]  # the other has the same words
    assert [key for key, _ in found[0]] == [key for key, _ in found[1]]
    assert once.get([key for key, _ in found[0]]) == same.get([key for key, _ in found[1]])


def test_a_copy_has_the_words_in_another_order_and_is_found_by_vector_and_by_word(built, tmp_path, opened):
    grow(built, tmp_path / "grown", 2)
    grown = opened(tmp_path / "grown")
    first = grown.dense(WordEmbedder().embed(["of page 2 " * 8])[0], 1, {"new-2025"})[0][0]
    copies = grown.dense(WordEmbedder().embed(["of page 2 " * 8])[0], 50, {"new-2025-copy-1"})
    assert copies
    passage, copy = grown.get([first, first.replace("new-2025", "new-2025-copy-1")])
    assert copy.text != passage.text
    assert sorted(copy.text.split()) == sorted(passage.text.split())
    assert grown.lexical(passage.text, 5, {"new-2025-copy-1"})[0][0].startswith("new-2025-copy-1")


def test_a_vector_is_moved_towards_one_that_is_near_and_stays_nearest_to_its_first():
    rng = np.random.default_rng(1)
    vectors = rng.standard_normal((80, 256)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    neighbours = growth_module._neighbours(vectors)
    cosines = vectors @ vectors.T - 2 * np.eye(80)
    assert [set(row) for row in neighbours] == [set(row) for row in np.argsort(-cosines, axis=1)[:, :30]]
    moved = growth_module._moved(vectors, neighbours, rng)
    assert np.linalg.norm(moved, axis=1) == pytest.approx(np.ones(80), abs=1e-4)
    order = np.argsort(-(moved @ vectors.T), axis=1)
    assert (order[:, 0] == np.arange(80)).mean() > 0.9
    assert np.mean([second in near for second, near in zip(order[:, 1], neighbours, strict=True)]) > 0.8


def test_without_the_vectors_kept_nothing_can_be_grown(built, tmp_path, capsys):
    bare = tmp_path / "bare"
    name = generations.current(built)
    bare.mkdir()
    (bare / "current").write_text(name)
    (bare / "generations").symlink_to(built / "generations")
    with pytest.raises(BenchError, match="lacks some passages"):
        grow(bare, tmp_path / "grown", 2)
    assert main(["grow", "--index", str(bare), "--to", str(tmp_path / "grown"), "--times", "2"]) == 1
    assert "lacks some passages.\nbuild the index anew" in capsys.readouterr().err


def test_one_size_is_written_by_a_process_of_its_own(built, tmp_path):
    to = tmp_path / "grown"
    assert main(["grow", "--index", str(built), "--to", str(to), "--times", "2"]) == 0
    figures = json.loads((to / "growth.json").read_text())
    assert figures["passages"] == generations.read_manifest(to, generations.current(to)).n_passages


@pytest.fixture
def processes(monkeypatch):
    """Stand in for the processes: keep each command, and write what each would write; ten times as slow when larger."""
    seen = []

    def fake(command, accepted=(0,)):
        seen.append(list(command))
        if "--to" in command:
            to, times = (command[command.index(option) + 1] for option in ("--to", "--times"))
            Path(to).mkdir()
            (Path(to) / "growth.json").write_text(json.dumps({"passages": 7.0 * int(times)}))
        else:
            record, took_ms = Path(command[command.index("--out") + 1]), 5.0 * len(seen)
            record.mkdir()
            row = {"query_id": "Q1", "outcome": "answered", "timings_ms": {"Searching the guidance": took_ms}}
            (record / "answers.jsonl").write_text(json.dumps(row))
            (record / "manifest.json").write_text(json.dumps({"ask_ms": {"p50": took_ms}}))
        return Cost(seconds=1.0, peak_mib=50.0)

    monkeypatch.setattr(growth_module, "measure", fake)
    return seen


def test_each_size_is_written_and_asked_without_the_reranker(processes):
    begun: list[int] = []
    figures = growth(Path("i"), Path("q"), (1, 10), "2025-10-01", begun.append)
    assert begun == [1, 10]
    assert [figures[times]["passages"] for times in (1, 10)] == [7.0, 70.0]
    assert [figures[times]["p50 search, ms"] for times in (1, 10)] == [10.0, 20.0]
    asking = [command for command in processes if "--out" in command]
    assert all("DSL_RERANKER_MODEL=none" in command for command in asking)
    assert all(command[-2:] == ["--as-at", "2025-10-01"] for command in asking)


def test_the_command_line_prints_growth(processes, tmp_path, capsys):
    (tmp_path / "q.jsonl").write_text('{"query_id": "Q1", "text": "x"}\n')
    more = ["--questions", str(tmp_path / "q.jsonl"), "--scales", "1", "10", "--json", str(tmp_path / "out")]
    assert main(["bench", "--growth", "index", *more]) == 0
    assert "| p50 search, ms | 10.0 (×1.00) | 20.0 (×2.00) |" in capsys.readouterr().out
    assert json.loads((tmp_path / "out").read_text())["growth"]["10"]["passages"] == 70.0


def test_an_index_that_is_not_there_is_one_clear_sentence(tmp_path, capsys):
    (tmp_path / "q.jsonl").write_text('{"query_id": "Q1", "text": "x"}\n')
    assert main(["bench", "--growth", str(tmp_path / "none"), "--questions", str(tmp_path / "q.jsonl")]) == 1
    assert "there is no index in" in capsys.readouterr().err
