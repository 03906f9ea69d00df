"""The page of evaluations as a maintainer meets it: real runs of a store, and a stand-in for what runs and scores."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from assistant.errors import NotAllowed
from assistant.people import Person, Role
from assistant.settings import StoreSettings
from assistant.ui.maintain import evaluations_page, table_html
from corpus.errors import ExplainedError
from evals.known_runs import RunnableSet
from evals.metrics import Difference, Interval
from evals.report import ComparedMeasure, Miss, RunComparison, RunDetail

HOSTILE = "<img src=x onerror=alert(1)>"


def interval(value: float = 0.5) -> Interval:
    return Interval(mean=value, low=value - 0.1, high=value + 0.1, n=30)


@dataclass
class FakeRuns:
    """Writes a record without asking anybody, and reads back what it wrote."""

    folder: Path
    error: Exception | None = None
    done: list[object] = field(default_factory=list)

    @property
    def key(self) -> str:
        return str(self.folder)

    def question_sets(self) -> Sequence[RunnableSet]:
        return [RunnableSet(name="small.jsonl", n=30, absent=4)]

    def start(self, name: str, progress: Callable[..., None]) -> Path:
        self.done.append(("start", name))
        if self.error:
            raise self.error
        return a_record(self.folder, f"run-{len(self.done)}", 0.7)

    def found(self) -> Sequence[Path]:
        if self.error:
            raise self.error
        return sorted(path.parent for path in self.folder.glob("*/manifest.json"))

    def detail(self, manifest: Any, scores: Any) -> RunDetail:
        worst = Miss(
            query_id="Q1", text=f"A question {HOSTILE}", score="0.000", best="not found", about="", found=("a#p1",),
            wanted=("b#p2 (judged 3, not found)",),
        )  # fmt: skip
        return RunDetail(
            facts=(("Chat model", "none"),), means=(("nDCG@10", interval()),), slices=(("kind: urgent", interval()),),
            outcomes=(("expected", "n"), ("answered", "30")), worst=(worst,),
        )  # fmt: skip

    def report(self, manifest: Any, scores: Any) -> str:
        return "<!doctype html><p>A report</p>"

    def compare(self, first: Path, second: Path) -> RunComparison:
        if self.error:
            raise self.error
        self.done.append(("compare", first.name, second.name))
        difference = Difference(interval=interval(0.2), wins=9, losses=3, ties=18)
        measured = ComparedMeasure(name="nDCG@10", first=0.5, second=0.7, difference=difference)
        return RunComparison(measures=(measured,), slices=(), changed=(("Q7", 0.2, 0.9),))


def a_record(folder: Path, name: str, value: float | None, questions: str = "small.jsonl") -> Path:
    at = folder / name
    at.mkdir(parents=True)
    moment = datetime(2026, 11, 1 + len(list(folder.iterdir())), tzinfo=UTC).isoformat()
    (at / "manifest.json").write_text(json.dumps({"questions": questions, "date": moment}), encoding="utf-8")
    if value is not None:
        (at / "scores.json").write_text(
            json.dumps({"slices": {"all": {"nDCG@10": asdict(interval(value))}}}), encoding="utf-8"
        )
    return at


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StoreSettings:
    monkeypatch.setenv("DSL_DATABASE_URL", f"sqlite:///{tmp_path / 'desk.sqlite'}")
    monkeypatch.setenv("DSL_EVIDENCE_DIR", str(tmp_path / "evidence"))
    return StoreSettings.read()


@pytest.fixture
def runs(tmp_path: Path) -> FakeRuns:
    (tmp_path / "eval").mkdir()
    return FakeRuns(tmp_path / "eval")


def _page(settings: object, runs: object) -> None:
    from assistant.people import ALL_ROLES, Person
    from assistant.ui.maintain import evaluations_page

    evaluations_page.show(settings, Person(id="meg", name="Meg", roles=ALL_ROLES), runs)  # type: ignore[arg-type]


def opened(settings: StoreSettings, runs: FakeRuns, view: str = "") -> AppTest:
    page = AppTest.from_function(_page, args=(settings, runs), default_timeout=30).run()
    if view:
        page.radio(key="evaluations-view").set_value(view).run()
    assert not page.exception
    return page


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def found(settings: StoreSettings, runs: FakeRuns) -> AppTest:
    """The page once the runs of the folder are known."""
    page = opened(settings, runs, "Start or find runs")
    assert not page.text_input, "no other folder can be named"
    page.button(key="find-runs").click().run()
    assert not page.exception
    return page


def test_without_a_run_it_says_how_to_get_one(settings: StoreSettings, runs: FakeRuns) -> None:
    assert "No run is known here yet" in html(opened(settings, runs))


def test_a_run_is_started_in_the_background_and_known_when_done(settings: StoreSettings, runs: FakeRuns) -> None:
    page = opened(settings, runs, "Start or find runs")
    assert "4 of its 30 questions" in html(page)
    assert runs.done == []
    page.button(key="start-run").click().run()
    give_up = time.monotonic() + 20
    while "Questions are answered meanwhile" in html(page):
        assert time.monotonic() < give_up
        page.run()
    assert "was run" in page.success[0].value
    page.radio(key="evaluations-view").set_value("Runs over time").run()
    assert "0.700 [0.600, 0.800]" in html(page)


def test_a_run_that_failed_says_why(settings: StoreSettings, runs: FakeRuns) -> None:
    runs.error = ExplainedError("every question failed", "look at the index")
    page = opened(settings, runs, "Start or find runs")
    page.button(key="start-run").click().run()
    give_up = time.monotonic() + 20
    while "Every question failed" not in html(page):
        assert time.monotonic() < give_up
        page.run()


def test_runs_of_a_folder_are_found_once_and_shown_by_set(settings: StoreSettings, runs: FakeRuns) -> None:
    a_record(runs.folder, "one", 0.4)
    a_record(runs.folder, "two", 0.6)
    a_record(runs.folder, "three", None, questions="other.jsonl")
    assert "3 of them new" in found(settings, runs).success[0].value
    page = found(settings, runs)
    assert "0 of them new" in page.success[0].value
    page.radio(key="evaluations-view").set_value("Runs over time").run()
    page.selectbox(key="runs-of").set_value("small.jsonl").run()
    shown = html(page)
    assert shown.index("0.600 [0.500, 0.700]") < shown.index("0.400 [0.300, 0.500]"), "newest first"
    assert 'role="img" aria-label="nDCG@10 of small.jsonl' in shown
    page.selectbox(key="runs-of").set_value("other.jsonl").run()
    assert "not scored" in html(page)


def test_a_folder_that_cannot_be_read_is_shown(settings: StoreSettings, runs: FakeRuns) -> None:
    runs.error = ExplainedError("nowhere is not a folder", "name another")
    assert "not a folder" in html(found(settings, runs))


def test_one_run_shows_its_worst_questions_as_text(settings: StoreSettings, runs: FakeRuns) -> None:
    a_record(runs.folder, "one", 0.4)
    page = found(settings, runs)
    page.radio(key="evaluations-view").set_value("One run").run()
    shown = html(page)
    assert HOSTILE not in shown
    assert "&lt;img src=x" in shown
    assert "b#p2 (judged 3, not found)" in shown
    assert "first right page not found" in shown
    assert len(page.get("download_button")) == 2


def test_a_run_that_was_not_scored_says_so(settings: StoreSettings, runs: FakeRuns) -> None:
    a_record(runs.folder, "one", None)
    page = found(settings, runs)
    page.radio(key="evaluations-view").set_value("One run").run()
    assert "was not scored" in html(page)


def test_two_runs_are_compared_the_older_first(settings: StoreSettings, runs: FakeRuns) -> None:
    a_record(runs.folder, "older", 0.4)
    a_record(runs.folder, "newer", 0.6)
    page = found(settings, runs)
    page.radio(key="evaluations-view").set_value("Compare two").run()
    assert runs.done == [("compare", "older", "newer")]
    shown = html(page)
    assert "B is better: nDCG@10 differs by +0.200 [+0.100, +0.300] over 30 questions" in shown
    assert "Q7" in shown
    page.selectbox(key="first-run").set_value(page.selectbox(key="second-run").value).run()
    assert "Choose two different runs" in html(page)


def test_runs_that_cannot_be_compared_say_why(settings: StoreSettings, runs: FakeRuns) -> None:
    a_record(runs.folder, "older", 0.4)
    a_record(runs.folder, "newer", 0.6)
    page = found(settings, runs)
    runs.error = ExplainedError("one run asked x, the other y", "choose two of one set")
    page.radio(key="evaluations-view").set_value("Compare two").run()
    assert "one run asked x" in html(page)


@pytest.mark.parametrize("role", [Role.DSL, Role.TRAINER])
def test_the_page_itself_refuses_whoever_is_no_maintainer(settings: StoreSettings, runs: FakeRuns, role: Role) -> None:
    with pytest.raises(NotAllowed):
        evaluations_page.show(settings, Person(id="x", name="X", roles=frozenset({role})), runs)


def test_bars_stay_in_their_track_and_say_what_they_draw() -> None:
    drawn = table_html.differences_html([("<b>", Interval(mean=-0.4, low=-0.9, high=0.1, n=3))], "Differences")
    assert "<b>" not in drawn
    assert "left:0.00%" in drawn
    assert 'aria-label="Differences: &lt;b&gt; -0.40' in drawn
