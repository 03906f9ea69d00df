from __future__ import annotations

import json
import traceback
from datetime import UTC, date, datetime

import pytest

from assistant.errors import QuestionError
from assistant.types import Message, Outcome
from corpus.errors import IndexMissing
from corpus.index.generations import IndexedSource, Manifest, swap, write_manifest
from corpus.settings import LibrarySettings
from corpus.types import Authority, Source
from evals.errors import NothingRan
from evals.records import EvalQuestion, HistoryTurn, read_answers, read_json
from evals.run import RunSettings, latency, library_parts, run

ABOUT = RunSettings(as_at=date(2025, 10, 1), library={"index_dir": "somewhere"}, questions_name="set.jsonl")


def questions(*ids: str) -> list[EvalQuestion]:
    return [EvalQuestion(query_id=query_id, text=f"secret words of {query_id}") for query_id in ids]


def test_the_record_holds_every_answer_the_run_and_the_manifest(tmp_path, scripted, answered):
    assistant = scripted(answered(("a", 1), ("a", 2), ("a", 1)), answered(("b", 4), outcome=Outcome.ABSTAINED))
    manifest = run(assistant, questions("Q1", "Q2"), tmp_path, ABOUT)

    lines = [json.loads(line) for line in (tmp_path / "answers.jsonl").read_text().splitlines()]
    assert [line["query_id"] for line in lines] == ["Q1", "Q2"]
    assert {"outcome", "text", "sections", "citations", "retrieved", "notices", "gates", "timings_ms"} <= set(lines[0])
    assert (tmp_path / "run.trec").read_text().splitlines() == [
        "Q1 Q0 a#p1 1 2 dsl-guidance", "Q1 Q0 a#p2 2 1 dsl-guidance", "Q2 Q0 b#p4 1 1 dsl-guidance",
    ]  # fmt: skip
    assert manifest == read_json(tmp_path / "manifest.json")
    assert (manifest["n"], manifest["n_failed"], manifest["as_at"]) == (2, 0, "2025-10-01")
    assert manifest["outcomes"] == {"answered": 1, "abstained": 1}
    assert manifest["generations"] == ["g1"]
    assert manifest["settings"] == {"index_dir": "somewhere"}
    assert manifest["n_retrieved_below_depth"] == 2
    assert manifest["seconds"] >= 0


def test_the_question_is_asked_as_at_the_day_with_its_conversation(tmp_path, scripted, answered):
    assistant = scripted(answered(("a", 1)))
    question = EvalQuestion(query_id="Q1", text="and?", history=(HistoryTurn(role="user", content="before"),))
    run(assistant, [question], tmp_path, ABOUT)
    (asked,) = assistant.asked
    assert (asked.text, asked.as_at, asked.history) == ("and?", date(2025, 10, 1), (Message("user", "before"),))


def test_a_question_that_fails_is_recorded_and_the_next_is_asked(tmp_path, scripted, answered):
    assistant = scripted(
        QuestionError("the question is too long", "shorten it"), ValueError("Bo said so"), answered(("a", 1))
    )
    manifest = run(assistant, questions("Q1", "Q2", "Q3"), tmp_path, ABOUT)
    lines = [json.loads(line) for line in (tmp_path / "answers.jsonl").read_text().splitlines()]
    assert [line["outcome"] for line in lines] == ["failed", "failed", "answered"]
    assert lines[0]["error"] == "the question is too long"
    assert lines[1]["error"].startswith("unexpected ValueError at conftest.py line ")
    assert set(lines[2]) <= set(lines[0])  # a failed line has every field of another
    assert manifest["n_failed"] == 2
    assert [row.outcome for row in read_answers(tmp_path)] == ["failed", "failed", "answered"]


def test_an_answer_that_says_it_failed_counts_as_failed(tmp_path, scripted, answered):
    failed = answered(outcome=Outcome.FAILED)
    manifest = run(scripted(failed, answered(("a", 1))), questions("Q1", "Q2"), tmp_path, ABOUT)
    assert manifest["n_failed"] == 1
    assert json.loads((tmp_path / "answers.jsonl").read_text().splitlines()[0])["error"] == "Fixed words."


def test_when_every_question_fails_nothing_ran_but_the_record_stands(tmp_path, scripted):
    assistant = scripted(IndexMissing("there is no index"), IndexMissing("there is no index"))
    with pytest.raises(NothingRan, match="every question failed; the first: there is no index"):
        run(assistant, questions("Q1", "Q2"), tmp_path, ABOUT)
    assert len(read_answers(tmp_path)) == 2
    assert read_json(tmp_path / "manifest.json")["n_failed"] == 2


def test_question_text_is_never_printed(tmp_path, scripted, answered, capsys):
    run(scripted(ValueError("secret words"), answered(("a", 1))), questions("Q1", "Q2"), tmp_path, ABOUT)
    with pytest.raises(NothingRan) as caught:
        run(scripted(ValueError("secret words of Q1")), questions("Q1"), tmp_path, ABOUT)
    shown = capsys.readouterr()
    assert "secret" not in shown.out + shown.err + caught.value.message + caught.value.hint
    assert "secret" not in "".join(traceback.format_exception_only(caught.value))


def test_an_earlier_score_never_stands_beside_new_answers(tmp_path, scripted, answered):
    (tmp_path / "scores.json").write_text("{}")
    (tmp_path / "report.md").write_text("old")
    run(scripted(answered(("a", 1))), questions("Q1"), tmp_path, ABOUT)
    assert {path.name for path in tmp_path.iterdir()} == {"answers.jsonl", "run.trec", "manifest.json"}


def test_an_interrupted_run_leaves_what_it_had(tmp_path, scripted, answered):
    class Interrupted:
        def __init__(self):
            self.first = scripted(answered(("a", 1)))

        def ask(self, question):
            if self.first.asked:
                raise KeyboardInterrupt
            return self.first.ask(question)

    with pytest.raises(KeyboardInterrupt):
        run(Interrupted(), questions("Q1", "Q2"), tmp_path, ABOUT)
    assert [row.query_id for row in read_answers(tmp_path)] == ["Q1"]
    assert not (tmp_path / "manifest.json").exists()


def test_the_double_fails_loudly_when_its_script_runs_out(tmp_path, scripted):
    with pytest.raises(pytest.fail.Exception, match="run out"):
        run(scripted(), questions("Q1"), tmp_path, ABOUT)


def test_latency_sets_the_first_question_apart():
    assert latency([900.0, 10.0, 20.0, 30.0]) == {"first": 900.0, "p50": 20.0, "p95": 29.0}
    assert latency([7.0]) == {"first": 7.0, "p50": 7.0, "p95": 7.0}


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
