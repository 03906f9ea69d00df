"""Evaluation runs in a folder, with a scripted assistant over the bundled library."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from corpus.settings import LibrarySettings
from evals import known_runs
from evals.errors import EvalsError, RecordError
from evals.known_runs import KnownRuns
from evals.metrics.paired_differences import compare_slices
from evals.metrics.scores import score
from evals.records import AnswerRow, EvalQuestion, RetrievedRow
from evals.report import run_summaries
from tests.evals.conftest import ScriptedAssistant

QUESTIONS = [{"query_id": f"Q{n}", "text": f"Question {n}?", "kind": "answerable"} for n in (1, 2, 3)]


@pytest.fixture
def runs(tmp_path: Path, bundled_index: Path, answered: Any) -> KnownRuns:
    """Known runs with one small set; their assistant finds the right page of Q1 and Q2, then of all three."""
    own = tmp_path / "eval" / "questions"
    own.mkdir(parents=True)
    (own / "small.jsonl").write_text("".join(json.dumps(one) + "\n" for one in QUESTIONS), encoding="utf-8")
    (own / "small.qrels").write_text(
        "Q1 0 a#p1 3\nQ2 0 a#p2 3\nQ3 0 digest-children-as-victims#p1 3\n", encoding="utf-8"
    )
    right = [answered(("a", 1)), answered(("a", 2)), answered(("a", 3))]
    better = [answered(("a", 1)), answered(("a", 2)), answered(("digest-children-as-victims", 1))]
    script = ScriptedAssistant([*right, *better])  # of which a test asks what it needs
    return KnownRuns(LibrarySettings(index_dir=bundled_index), tmp_path / "eval", lambda _: script)


def test_our_own_sets_and_those_put_beside_the_runs_are_offered(runs: KnownRuns) -> None:
    sets = {one.name: one for one in runs.question_sets()}
    assert {"digests.jsonl", "official.jsonl", "small.jsonl"} <= sets.keys()
    assert sets["digests.jsonl"].absent == 0
    assert sets["official.jsonl"].absent > 50, "the bundled library holds no official PDF"
    assert (sets["small.jsonl"].n, sets["small.jsonl"].absent) == (3, 2)


def test_a_run_is_scored_shown_and_compared(runs: KnownRuns, monkeypatch: pytest.MonkeyPatch) -> None:
    reported: list[tuple[str, int, int]] = []
    first = runs.start("small.jsonl", lambda *one: reported.append(one))
    assert ("Asking 3 questions", 3, 3) in reported
    assert reported[0][0] == known_runs.LOADING
    assert first.parent == runs.folder
    second = first.with_name("second")
    first.rename(first.with_name("first"))
    first = first.with_name("first")
    runs.start("small.jsonl", lambda *_: None).rename(second)
    manifest, scores = (json.loads((first / name).read_text()) for name in ("manifest.json", "scores.json"))
    summary = run_summaries.summary(manifest, scores)
    assert (summary.questions, summary.n, summary.outcomes) == ("small.jsonl", 3, "3 answered")
    assert summary.headline is not None
    assert summary.headline.mean == pytest.approx(2 / 3)
    detail = runs.detail(manifest, scores)
    assert detail.worst[0].text == "Question 3?"
    assert detail.worst[0].wanted == ("digest-children-as-victims#p1 (judged 3, not found)",)
    assert "Question 3?" in runs.report(manifest, scores)
    compared = runs.compare(first, second)
    assert compared.changed == (("Q3", 0.0, 1.0),)
    first_measure = compared.measures[0].difference
    assert (first_measure.wins, first_measure.losses, first_measure.ties) == (1, 0, 2)
    (kind,) = [one for one in compared.slices if one.name == "kind: answerable"]
    assert (kind.first, kind.second) == (pytest.approx(2 / 3), 1.0)


def test_runs_made_elsewhere_are_found_and_scored_where_their_judgements_are_here(runs: KnownRuns) -> None:
    made = runs.start("small.jsonl", lambda *_: None)
    (made / "scores.json").unlink()
    other = runs.folder / "not" / "a-run"
    other.mkdir(parents=True)
    (other / "manifest.json").write_text('{"name": "an extension"}', encoding="utf-8")
    assert list(runs.found()) == [made]
    assert (made / "scores.json").is_file()
    made.parent.rename(made.parent.with_name("gone"))
    with pytest.raises(RecordError, match="is not a folder"):
        runs.found()


def test_a_run_that_lies_elsewhere_is_neither_read_nor_scored(runs: KnownRuns, tmp_path: Path) -> None:
    inside = runs.start("small.jsonl", lambda *_: None)
    outside = tmp_path / "elsewhere"
    shutil.copytree(inside, outside)
    (outside / "scores.json").unlink()
    (runs.folder / "link").symlink_to(outside)
    assert list(runs.found()) == [inside]
    for folder in (outside, runs.folder / ".." / "elsewhere", runs.folder / "link"):
        with pytest.raises(RecordError, match="holds no run that can be read here"):
            runs.compare(inside, folder)
    assert not (outside / "scores.json").exists()


def test_runs_of_different_sets_are_not_compared(runs: KnownRuns) -> None:
    first = runs.start("small.jsonl", lambda *_: None)
    manifest = json.loads((first / "manifest.json").read_text())
    other = runs.folder / "other"
    other.mkdir()
    (other / "manifest.json").write_text(json.dumps(manifest | {"questions": "digests.jsonl"}), encoding="utf-8")
    with pytest.raises(RecordError, match=r"one run asked small\.jsonl, the other digests\.jsonl"):
        runs.compare(first, other)


@pytest.mark.parametrize("name", ["nowhere.jsonl", "../small.jsonl", ""])
def test_a_set_without_judgements_here_cannot_be_run(runs: KnownRuns, name: str) -> None:
    with pytest.raises(EvalsError, match="judgements"):
        runs.start(name, lambda *_: None)


def test_slices_are_compared_on_the_questions_that_both_have() -> None:
    questions = [EvalQuestion(query_id=f"Q{n}", text="?", kind=kind) for n, kind in ((1, "x"), (2, "x"), (3, "y"))]
    qrels = {"Q1": {"a#p1": 3}, "Q2": {"a#p2": 3}, "Q3": {"a#p3": 3}}

    def record(*pages: int) -> Any:
        rows = [
            AnswerRow(query_id=f"Q{n}", outcome="answered", retrieved=(RetrievedRow(rank=1, source_id="a", page=page),))
            for n, page in enumerate(pages, 1)
        ]
        return score(rows, qrels, questions)

    found = compare_slices(record(1, 9, 3), record(1, 2, 9))
    assert (found["kind: x"].interval.mean, found["kind: x"].interval.n) == (0.5, 2)
    assert (found["kind: y"].interval.mean, found["kind: y"].losses) == (-1.0, 1)
    assert "all" not in found
