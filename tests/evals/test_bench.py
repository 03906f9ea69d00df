from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from evals import bench as bench_module
from evals import peers
from evals.bench import Bench, Cost, bench, bench_table, measure
from evals.errors import BenchError
from evals.records import EvalQuestion


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_a_process_is_timed_and_its_own_peak_is_taken():
    ours = bytearray(200 * 2**20)
    large = measure(python("x = bytearray(150 * 2**20)"))
    small = measure(python("import time; time.sleep(0.2)"))
    assert len(ours) == 200 * 2**20
    assert large.peak_mib > 150
    assert small.peak_mib < 100  # neither the largest child so far nor the size of the process that measures
    assert 0.2 <= small.seconds < 10


def test_a_process_that_fails_repeats_its_last_line():
    with pytest.raises(BenchError, match="failed: there is no PDF here"):
        measure(python("import sys; print('one'); sys.exit('there is no PDF here')"))
    with pytest.raises(BenchError, match="it said nothing"):
        measure(python("raise SystemExit(3)"), accepted=(0, 1))
    assert measure(python("raise SystemExit(1)"), accepted=(0, 1)).seconds > 0
    with pytest.raises(BenchError, match="no-such-program-anywhere"):
        measure(["no-such-program-anywhere"])


@pytest.fixture
def commands(monkeypatch):
    """Stand in for the processes: keep each command, and write the record an asking one would write."""
    seen: list[list[str]] = []

    def fake(command, accepted=(0,)):
        seen.append(command)
        if "--out" in command:
            record = Path(command[command.index("--out") + 1])
            record.mkdir()
            page = 1 if "evals.peers" not in command else 9
            retrieved = [{"rank": 1, "source_id": "a", "page": page}]
            line = {"query_id": "Q1", "outcome": "answered", "retrieved": retrieved}
            (record / "answers.jsonl").write_text(json.dumps(line))
            (record / "manifest.json").write_text(json.dumps({"ask_ms": {"first": 9.0, "p50": 2.0, "p95": 4.0}}))
        return Cost(seconds=10.0 if "evals.peers" not in command else 25.0, peak_mib=100.0)

    monkeypatch.setattr(bench_module, "measure", fake)
    return seen


def test_both_peers_ingest_and_answer_the_same(commands):
    questions = (EvalQuestion(query_id="Q1", text="x"),)
    what = Bench(
        pdfs=Path("pdfs"), questions_file=Path("q.jsonl"), questions=questions,
        qrels={"Q1": {"a#p1": 3}}, as_at="2025-10-01",
    )  # fmt: skip
    figures = bench(what)
    assert figures["ours"]["ingestion, s"] == 10.0
    assert figures["ours"]["nDCG@10"] == 1.0
    assert figures["langchain"]["nDCG@10"] == 0.0
    assert [command[2:4] for command in commands] == [
        ["ingest", "build"], ["evals", "run"], ["evals.peers", "ingest"], ["evals.peers", "ask"],
    ]  # fmt: skip
    assert commands[1][-2:] == ["--as-at", "2025-10-01"]
    assert all("pdfs" in commands[place] for place in (0, 2))
    assert all("q.jsonl" in commands[place] for place in (1, 3))


def test_the_table_gives_the_ratio_to_ours(commands):
    table = bench_table(bench(Bench(pdfs=Path("pdfs"), questions_file=Path("q.jsonl"))))
    assert "| ingestion, s | 10.000 | 25.000 | 2.50 |" in table
    assert "nDCG" not in table  # there is nothing to judge by
    assert "| x | 0.000 | 1.000 | - |" in bench_table({"ours": {"x": 0.0}, "langchain": {"x": 1.0}})


def test_a_peer_that_is_not_installed_is_one_clear_sentence(monkeypatch, tmp_path, capsys):
    monkeypatch.setitem(sys.modules, "langchain_chroma", None)  # what makes an import fail
    assert peers.main(["ingest", "--from", str(tmp_path), "--store", str(tmp_path / "store")]) == 1
    said = capsys.readouterr().err
    assert said.startswith("LangChain is not installed (langchain_chroma is missing); install the bench extra")
    assert said.count("\n") == 1


def test_the_peers_loader_counts_pages_from_zero():
    class Document:
        metadata = {"source": "/any/where/kcsie-2025.pdf", "page": 0}  # noqa: RUF012

    assert peers._retrieved(4, Document()) == {"rank": 4, "source_id": "kcsie-2025", "page": 1}
