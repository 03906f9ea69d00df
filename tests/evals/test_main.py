"""The command line, from end to end with a scripted assistant."""

from __future__ import annotations

import json
import sys
from types import ModuleType

import pytest

from assistant.types import Outcome
from corpus.errors import IndexMissing
from evals.__main__ import main


@pytest.fixture(autouse=True)
def parts_are_known(monkeypatch):
    """The scripted assistant has no index, so there is no manifest to read its parts from."""
    monkeypatch.setattr("evals.__main__.library_parts", lambda settings: {"embedder": "e1", "reranker": "none"})


@pytest.fixture
def question_set(tmp_path):
    lines = [
        {"query_id": "Q1", "text": "secret one", "kind": "answerable", "expected": "answered"},
        {"query_id": "Q2", "text": "secret two", "kind": "answerable", "expected": "answered"},
    ]
    (tmp_path / "q.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    (tmp_path / "q.qrels").write_text("Q1 0 a#p1 3\nQ2 0 a#p2 3\n")
    return tmp_path


@pytest.fixture
def assistant_is(monkeypatch, scripted):
    """Put a scripted assistant where the command line builds the real one; keeps the settings it was built with."""
    built = []

    def put(*script):
        module = ModuleType("assistant.build")

        def build_assistant(settings):
            built.append(settings)
            if isinstance(script[0], IndexMissing):
                raise script[0]
            return scripted(*script)

        module.build_assistant = build_assistant
        monkeypatch.setitem(sys.modules, "assistant.build", module)
        return built

    return put


def run(question_set, name="out"):
    return main([
        "run", "--questions", str(question_set / "q.jsonl"), "--index", str(question_set / "index"),
        "--out", str(question_set / name), "--as-at", "2025-10-01",
    ])  # fmt: skip


def score(question_set, *more):
    return main(["score", str(question_set / "out"), "--qrels", str(question_set / "q.qrels"), *more])


def test_run_score_report_and_compare(question_set, assistant_is, answered, capsys):
    built = assistant_is(answered(("a", 1)), answered(("a", 7), ("a", 2)))
    assert run(question_set) == 0
    assert built[0].index_dir == question_set / "index"
    manifest = json.loads((question_set / "out" / "manifest.json").read_text())
    assert (manifest["as_at"], manifest["embedder"]) == ("2025-10-01", "e1")

    with_questions = ["--questions", str(question_set / "q.jsonl")]
    assert score(question_set, *with_questions) == 0
    assert "single-turn" in capsys.readouterr().out
    assert score(question_set, "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["slices"]["all"]["Success(rel=2)@1"]["mean"] == 0.5

    assert main(["report", str(question_set / "out")]) == 0
    report = (question_set / "out" / "report.md").read_text()
    assert "| Q2" in report
    page = (question_set / "out" / "report.html").read_text()
    assert "Q2: 0.631" in page
    assert "secret" not in report + page

    assistant_is(answered(("a", 1)), answered(("a", 2)))
    assert run(question_set, "better") == 0
    capsys.readouterr()
    both = [str(question_set / "out"), str(question_set / "better"), "--qrels", str(question_set / "q.qrels")]
    assert main(["compare", *both]) == 0
    (row,) = [line for line in capsys.readouterr().out.splitlines() if "Success(rel=2)@1" in line]
    assert "+0.500" in row
    assert main(["compare", *both, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["by_query"] == {
        "Q2": {"first": pytest.approx(0.631, abs=0.001), "second": 1.0}
    }


def test_questions_are_shown_only_when_asked_for(question_set, assistant_is, answered, capsys):
    assistant_is(answered(("a", 1)), answered(("a", 7)))
    run(question_set)
    judged = ["--qrels", str(question_set / "q.qrels")]
    assert main(["report", str(question_set / "out"), *judged, "--with-text"]) == 2
    assert "--with-text shows questions" in capsys.readouterr().err
    with_text = [*judged, "--questions", str(question_set / "q.jsonl"), "--with-text"]
    assert main(["report", str(question_set / "out"), *with_text]) == 0
    for name in ("report.md", "report.html"):
        assert "secret two" in (question_set / "out" / name).read_text()
    assert "secret" not in (question_set / "out" / "scores.json").read_text()


def test_the_results_of_records_are_written_into_a_page(question_set, assistant_is, answered, capsys):
    assistant_is(answered(("a", 1)), answered(("a", 7)))
    run(question_set)
    readme = question_set / "README.md"
    readme.write_text("before\n<!-- results -->\nold\n<!-- /results -->\nafter\n")
    command = ["readme", str(readme), "--row", "ours", str(question_set / "out")]
    assert main(command) == 2
    assert "has not been scored" in capsys.readouterr().err
    assert score(question_set) == 0
    assert main(command) == 0
    text = readme.read_text()
    assert "| ours" in text
    assert "old" not in text
    assert text.startswith("before\n<!-- results -->\n")
    assert text.endswith("\n<!-- /results -->\nafter\n")


def test_a_score_below_its_floor_fails(question_set, assistant_is, answered, capsys):
    assistant_is(answered(("a", 1)), answered(("a", 7)))
    run(question_set)
    floor = question_set / "floor.json"
    floor.write_text('{"measures": {"nDCG@10": 0.5}}')
    assert score(question_set, "--floor", str(floor)) == 0
    floor.write_text('{"measures": {"nDCG@10": 0.51}}')
    capsys.readouterr()
    assert score(question_set, "--floor", str(floor)) == 1
    assert capsys.readouterr().err == "nDCG@10 is 0.500, below its floor of 0.510\n"


def test_one_failed_question_is_not_fatal_but_all_of_them_are(question_set, assistant_is, answered, capsys):
    assistant_is(ValueError("secret"), answered(("a", 2)))
    assert run(question_set) == 0
    assistant_is(ValueError("secret"), ValueError("secret"))
    assert run(question_set) == 1
    assistant_is(answered(outcome=Outcome.FAILED), answered(outcome=Outcome.FAILED))
    assert run(question_set) == 1
    printed = capsys.readouterr()
    assert "secret" not in printed.out + printed.err


def test_without_an_index_nothing_runs(question_set, assistant_is, capsys):
    assistant_is(IndexMissing("there is no index", "run `make setup`"))
    assert run(question_set) == 1
    assert capsys.readouterr().err == "there is no index.\nrun `make setup`\n"


def test_a_bad_file_is_bad_use(question_set, capsys):
    (question_set / "q.jsonl").write_text("{}\n")
    assert run(question_set) == 2
    assert capsys.readouterr().err.startswith("q.jsonl line 1: query_id: Field required")
    assert score(question_set) == 2  # there is no run
    assert main(["report", str(question_set)]) == 2
    assert "has not been scored" in capsys.readouterr().err


def test_what_is_no_command_or_no_date_is_bad_use(capsys):
    for arguments in ([], ["guess"], ["run", "--questions", "q", "--out", "o", "--as-at", "yesterday"]):
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == 2


def test_the_support_check_is_scored_by_part(capsys):
    assert main(["support", "--part", "tune", "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert scores["precision"]["n"] > 0
    assert main(["support", "--part", "tune"]) == 0
    assert "| unsupported, passed |" in capsys.readouterr().out


def test_redaction_is_scored_by_part_and_says_what_found_no_names(capsys):
    assert main(["pii", "--part", "kept", "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert scores["recall"]["names"]["n"] == 132
    assert main(["pii", "--part", "kept"]) == 0
    printed = capsys.readouterr().out
    assert "| numbers and addresses |" in printed
    assert ("Names are found by rules" in printed) == bool(scores["missing"])
