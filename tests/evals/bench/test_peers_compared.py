"""The bench: what each system is made to do, and what is made of it. No process is started here but where said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.__main__ import main
from evals.bench import peers_compared as bench_module
from evals.bench.environments import PEERS
from evals.bench.peers_compared import OURS, OURS_LIGHT, BenchRequest, bench, chosen_peers, searching
from evals.bench.processes import Cost
from evals.errors import BenchError
from evals.records import AnswerRow, EvalQuestion, HistoryTurn

QUESTIONS = (
    EvalQuestion(query_id="Q1", text="x"),
    EvalQuestion(query_id="Q2", text="and then?", history=(HistoryTurn(role="user", content="x"),)),
)
QRELS = {"Q1": {"a#p1": 3}, "Q2": {"a#p1": 3}}


def answer_lines(stage, page):
    retrieved = [{"rank": rank, "source_id": "a", "page": page, "text": "one two"} for rank in (1, 2)]
    for query_id, took_ms in (("Q1", 9.0), ("Q2", 4.0)):
        yield {"query_id": query_id, "outcome": "answered", "retrieved": retrieved, "timings_ms": {stage: took_ms}}


@pytest.fixture
def commands(monkeypatch):
    """Stand in for the processes: keep each command, and write the record an asking one would write."""
    seen: list[list[str]] = []

    def fake(command, accepted=(0,)):
        seen.append(list(command))
        ours = "evals" in command or ("ingest" in command and "build" in command)
        if "--out" in command:
            stage, page = ("Searching the guidance", 1) if ours else ("search", 9)
            record = Path(command[command.index("--out") + 1])
            record.mkdir()
            (record / "answers.jsonl").write_text("\n".join(json.dumps(line) for line in answer_lines(stage, page)))
        return Cost(seconds=10.0 if ours else 25.0, peak_mib=100.0)

    monkeypatch.setattr(bench_module, "measure", fake)
    monkeypatch.setattr(bench_module, "environment", lambda peer, folder: None)
    return seen


@pytest.fixture
def what(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF")

    def of(**changes):
        given = {"pdfs": tmp_path, "questions_file": Path("q.jsonl"), "questions": QUESTIONS, "peers": PEERS[:1]}
        return BenchRequest(**(given | changes))

    return of


def value_of(command, option):
    return command[command.index(option) + 1]


def test_every_system_ingests_and_answers_the_same(commands, what, tmp_path):
    begun: list[str] = []
    ours, light, peer = bench(what(qrels=QRELS, as_at="2025-10-01"), begun.append)
    assert [ours.title, light.title, peer.title] == [OURS, OURS_LIGHT, PEERS[0].title]
    assert begun == [OURS, PEERS[0].title]
    built, asked, asked_light, peer_built, peer_asked = commands
    assert value_of(built, "--from") == value_of(peer_built, "--from") == str(tmp_path)
    assert {value_of(command, "--questions") for command in (asked, asked_light, peer_asked)} == {"q.jsonl"}
    assert value_of(built, "--index") == value_of(asked, "--index") == value_of(asked_light, "--index")
    assert "DSL_RERANKER_MODEL=none" in asked_light
    assert "DSL_RERANKER_MODEL=none" not in asked
    assert value_of(asked, "--as-at") == "2025-10-01"
    assert "--as-at" not in peer_asked  # the peers know no dates
    assert (ours.costs["ingestion, s"], peer.costs["ingestion, s"]) == (10.0, 25.0)


def test_quality_is_over_the_questions_that_stand_by_themselves(commands, what):
    ours, _, peer = bench(what(qrels=QRELS))
    assert ours.quality["nDCG@10"].n == peer.quality["nDCG@10"].n == 1
    assert (ours.quality["nDCG@10"].mean, peer.quality["nDCG@10"].mean) == (1.0, 0.0)
    assert "citation_precision" not in ours.quality  # a peer gives no answer
    assert ours.costs["words in the first 5, mean"] == 4.0


def test_without_questions_read_all_of_the_qrels_count(commands, what):
    assert bench(what(questions=(), qrels=QRELS))[0].quality["nDCG@10"].n == 2


def test_without_qrels_there_is_nothing_to_judge_by(commands, what):
    assert all(not figures.quality for figures in bench(what()))


def test_a_peer_that_cannot_be_run_says_why_and_the_others_are_run(commands, what, monkeypatch):
    def environment(peer, folder):
        if peer is PEERS[0]:
            raise BenchError("the environment of it could not be made: no network")

    monkeypatch.setattr(bench_module, "environment", environment)
    figures = bench(what(peers=PEERS[:2]))
    assert figures[2].not_run == "the environment of it could not be made: no network"
    assert not figures[2].costs
    assert figures[3].costs["ingestion, s"] == 25.0


def test_if_ours_cannot_be_run_there_is_nothing_to_compare_with(what, monkeypatch):
    def fail(command, accepted=(0,)):
        raise BenchError("`-m ingest build` failed")

    monkeypatch.setattr(bench_module, "measure", fail)
    with pytest.raises(BenchError, match="ingest build"):
        bench(what())


def test_what_cannot_be_benched_is_said_before_anything_is_run(commands, what, tmp_path):
    with pytest.raises(BenchError, match="holds no PDF"):
        bench(what(pdfs=tmp_path / "none"))
    with pytest.raises(BenchError, match="the peers know pages only"):
        bench(what(qrels={"Q1": {"digest-a#s1": 3}}))
    assert commands == []


def test_peers_are_chosen_by_name():
    assert chosen_peers("") == PEERS
    assert [peer.name for peer in chosen_peers("bm25, langchain")] == ["bm25", "langchain"]
    with pytest.raises(BenchError, match="no peer 'nobody'") as caught:
        chosen_peers("bm25,nobody")
    assert "haystack" in caught.value.hint


def test_times_are_of_the_stage_and_its_absence_is_an_error():
    rows = [AnswerRow(query_id=str(n), outcome="answered", timings_ms={"search": float(n)}) for n in (9, 1, 2, 3)]
    refused = AnswerRow(query_id="R", outcome="refused")
    assert searching([*rows, refused], "search")["p50 search, ms"] == 2.0  # the first pays for loading and is left out
    assert searching(rows, "search")["first search, ms"] == 9.0
    with pytest.raises(BenchError, match="'search'"):
        searching([refused], "search")


@pytest.fixture
def asked_for(tmp_path):
    (tmp_path / "q.jsonl").write_text('{"query_id": "Q1", "text": "x"}\n{"query_id": "Q2", "text": "y"}\n')
    (tmp_path / "q.qrels").write_text("Q1 0 a#p1 3\nQ2 0 a#p1 2\n")
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    return ["bench", "--from", str(tmp_path), "--questions", str(tmp_path / "q.jsonl")]


def test_the_command_line_prints_the_table_and_keeps_the_figures(commands, asked_for, tmp_path, capsys):
    more = [
        "--qrels",
        str(tmp_path / "q.qrels"),
        "--as-at",
        "2025-10-01",
        "--peers",
        "bm25",
        "--json",
        str(tmp_path / "out"),
    ]
    assert main([*asked_for, *more]) == 0
    printed = capsys.readouterr()
    assert "| figure | ours | ours, no reranker | BM25 over pages |" in printed.out
    assert "BM25 over pages …" in printed.err
    systems = json.loads((tmp_path / "out").read_text())["systems"]
    assert [system["quality"]["nDCG@10"]["mean"] for system in systems] == [1.0, 1.0, 0.0]


def test_the_command_line_fails_if_a_peer_was_not_run(commands, asked_for, monkeypatch, capsys):
    def environment(peer, folder):
        raise BenchError("no network")

    monkeypatch.setattr(bench_module, "environment", environment)
    assert main([*asked_for, "--peers", "bm25"]) == 1
    assert "BM25 over pages was not run: no network" in capsys.readouterr().out


def test_bad_use_of_the_command_line(commands, asked_for, tmp_path, capsys):
    assert main([*asked_for, "--peers", "nobody"]) == 1
    assert "there is no peer 'nobody'" in capsys.readouterr().err
    assert main(["bench", "--from", str(tmp_path), "--questions", str(tmp_path / "none.jsonl")]) == 2
    for bad in (["bench"], [*asked_for, "--growth", "x"], ["bench", "--growth", "x", "--scales", "0"]):
        with pytest.raises(SystemExit, match="2"):
            main(bad)
    assert commands == []
