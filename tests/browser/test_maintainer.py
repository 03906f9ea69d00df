"""The maintainer's journey in a real browser: add a source, build, evaluate, compare two runs, go back one generation."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.index import generations
from evals.records import read_qrels, read_questions
from tests.ingest import own_documents as own

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[dev]'")

from tests.browser.serving import OPENS_MS, ROOT, serve, visit  # noqa: E402  # it needs Playwright

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

N_QUESTIONS = 3
POLICY = "Child protection policy, Oakhurst Primary School, 2026"
SHOTS = os.environ.get("DSL_SHOTS_DIR")


@pytest.fixture(scope="module")
def index_dir(bundled_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of this module's own, with a question set of three beside it."""
    folder = tmp_path_factory.mktemp("maintained")
    sets, ours = folder / "eval" / "questions", ROOT / "evals" / "questions"
    sets.mkdir(parents=True)
    asked = read_questions(ours / "digests.jsonl")[:N_QUESTIONS]
    rows = [json.dumps({"query_id": one.query_id, "text": one.text, "kind": one.kind}) for one in asked]
    (sets / "three.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    known = {one.query_id for one in asked}
    judged = read_qrels(ours / "digests.qrels")
    lines = [f"{q} 0 {docid} {grade}" for q in sorted(known & judged.keys()) for docid, grade in judged[q].items()]
    (sets / "three.qrels").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Path(shutil.copytree(bundled_index, folder / "index"))


@pytest.fixture(scope="module")
def served(index_dir: Path) -> Iterator[str]:
    yield from serve(index_dir)


@pytest.mark.slow
def test_add_a_source_build_evaluate_compare_and_go_back(
    browser: playwright.Browser, served: str, index_dir: Path, tmp_path: Path
) -> None:
    first = generations.current(index_dir)
    for page in visit(browser, served, 1280):
        evaluate(page)
        add_policy(page, own.a_policy_pdf(tmp_path / "policy.pdf", 3))
        assert generations.current(index_dir) != first

        page.get_by_role("link", name="Look after the library").click()
        page.get_by_role("button", name="Build the library again").click()
        page.get_by_role("heading", name="Nothing had changed").wait_for(timeout=OPENS_MS)
        page.get_by_role("button", name="Back to the library").click()
        page.get_by_role("heading", name="What became of each file").wait_for()

        evaluate(page)
        page.get_by_text("Compare two", exact=True).click()
        page.get_by_text("nDCG@10 is the same on every question.").or_(page.get_by_text("No clear difference")).or_(
            page.get_by_text("nDCG@10 differs by")
        ).first.wait_for(timeout=OPENS_MS)
        row = page.get_by_role("row", name="nDCG@10").first
        assert row.get_by_role("cell").last.inner_text() == str(N_QUESTIONS)
        with page.expect_download() as download:
            page.get_by_role("button", name="Download the comparison (CSV)").click()
        assert "nDCG@10" in Path(download.value.path()).read_text(encoding="utf-8-sig")
        shoot(page, "compared-1280")
        page.get_by_text("One run", exact=True).click()
        page.get_by_role("heading", name=f"The worst {N_QUESTIONS} questions").wait_for(timeout=OPENS_MS)
        with page.expect_download() as download:
            page.get_by_role("button", name="Download the report (HTML)").click()
        assert "<!doctype html>" in Path(download.value.path()).read_text(encoding="utf-8")

        page.get_by_role("link", name="Look after the library").click()
        page.get_by_role("button", name="Go back one generation").click()
        page.get_by_text(f"generation {first}").wait_for()
        page.get_by_role("definition").filter(has_text=POLICY).wait_for()  # the page before may name it a moment longer
        assert generations.current(index_dir) != first, "nothing changes before it is confirmed"
        shoot(page, "going-back-1280")
        page.get_by_role("button", name="Go back to this generation").click()
        page.get_by_role("heading", name="The earlier generation serves again").wait_for()
        assert generations.current(index_dir) == first
        page.get_by_role("button", name="Back to the library").click()
        page.get_by_role("heading", name="What you can do").wait_for()


def test_the_page_fits_a_phone_and_is_worked_by_keyboard(browser: playwright.Browser, served: str) -> None:
    for phone in visit(browser, served, 390):
        for link, heading in (
            ("Look after the library", "What you can do"),
            ("Evaluations", "Evaluation runs"),
            ("Health", "Settings in force"),
        ):
            phone.get_by_role("link", name=link).click()
            phone.get_by_role("heading", name=heading).wait_for()
            assert phone.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
        phone.get_by_role("link", name="Look after the library").click()
        button = phone.get_by_role("button", name="Fetch official PDFs")
        button.wait_for()
        button.focus()
        phone.keyboard.press("Enter")
        phone.get_by_role("button", name="Ask the official sites").wait_for()
        phone.wait_for_function("document.activeElement.classList.contains('dsl-step')")


def evaluate(page: playwright.Page) -> None:
    """Run the set of three, and wait until it is done."""
    page.get_by_role("link", name="Evaluations").click()
    page.get_by_text("Start or find runs", exact=True).click()
    page.get_by_role("button", name="Start the run").wait_for()
    page.get_by_role("combobox", name="Question set").click()
    page.get_by_role("option", name="three.jsonl").click()
    chosen = page.get_by_role("combobox", name="Question set")
    playwright.expect(chosen).to_have_value(f"three.jsonl: {N_QUESTIONS} questions")
    page.get_by_role("button", name="Start the run").click()
    page.get_by_text("three.jsonl was run").wait_for(timeout=180_000)


def add_policy(page: playwright.Page, policy: Path) -> None:
    """Add a document of the school's own on the library page."""
    page.get_by_role("link", name="Library", exact=True).click()
    page.get_by_role("button", name="Add your own document").click()
    page.locator(".st-key-own-file input[type=file]").set_input_files(policy)
    page.get_by_label("Title, as people call it").fill("Child protection policy")
    page.get_by_label("Whose it is").fill("Oakhurst Primary School")
    page.get_by_label("Edition").fill("2026")
    page.get_by_text("policy.pdf").wait_for()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Add to the library").click(timeout=OPENS_MS)
    page.get_by_role("heading", name="It is in the library").wait_for(timeout=OPENS_MS)
    page.get_by_role("button", name="Back to the library").click()


def shoot(page: playwright.Page, name: str) -> None:
    """Keep a picture of the page where somebody wants to look at it."""
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)
