"""Send for checking, two trainers, a disagreement, a decision, and the file of judged questions: in Chromium, by keyboard."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.provider import provider, secrets

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[dev]'")

from evals.records import read_qrels, read_questions  # noqa: E402  # where there is no browser, nothing is read
from tests.browser.serving import ask  # noqa: E402
from tests.browser.test_sign_in import free_port, serving, sign_in, visit  # noqa: E402

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

QUESTION = "Can a child be a victim of domestic abuse if they only heard it?"
REASON = "The exception stands in the next paragraph."


@pytest.fixture(scope="module")
def signed(bundled_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app over the bundled library, where people sign in."""
    folder, port = tmp_path_factory.mktemp("trainers"), free_port()
    (folder / "index").symlink_to(bundled_index)
    with provider() as address:
        file = folder / "secrets.toml"
        file.write_text(secrets(address, f"http://localhost:{port}"), encoding="utf-8")
        with serving(folder, port, "--secrets.files", str(file)) as app:
            yield app


@pytest.mark.slow
def test_from_an_answer_sent_to_a_judged_question(browser: playwright.Browser, signed: str, tmp_path: Path) -> None:
    with visit(browser, signed) as dee, visit(browser, signed) as tom, visit(browser, signed) as tia:
        send(dee, "Is the first one complete?")
        judge(tom, "Fully")
        tia_sees_nothing_of_tom(tia)
        judge(tia, "Not", opened=True)
        open_judged(tia)
        tia.get_by_role("heading", name="The reviewers differ").wait_for()
        decide(tia, "Partly")
        tia.get_by_role("heading", name="Decided", exact=True).wait_for()
        questions, qrels = exported(tia, tmp_path)
        reported(dee, "decided")
    assert [question.text for question in questions] == [QUESTION]
    assert [question.key_facts for question in questions] == [("Say whom to ring.",)]
    assert set(qrels[questions[0].query_id].values()) == {2}


def send(page: playwright.Page, note: str) -> None:
    """Ask as a DSL, and send the answer."""
    sign_in(page, "dee")
    ask(page, QUESTION)
    page.get_by_role("button", name="Ask a trainer to check this").click()
    page.get_by_label("What should they look at?").fill(note)
    page.get_by_role("button", name="Send to the trainers").click()
    page.get_by_text("Sent to the trainers.").wait_for()


def tia_sees_nothing_of_tom(page: playwright.Page) -> None:
    """Open the answer that Tom has judged: nothing of his verdict is there before one's own is in."""
    start(page, "tia")
    page.get_by_role("heading", name="The answer", exact=True).wait_for()
    shown = page.locator(".st-key-trainer").inner_text()
    assert "Tom" not in shown
    page.get_by_role("radio", name="Misleading").wait_for()
    asked = page.get_by_role("radiogroup").first  # the other chooses the page shown
    assert asked.get_by_role("radio").count() == 4
    assert asked.get_by_role("radio", checked=True).count() == 0


def start(page: playwright.Page, who: str) -> None:
    """Open the next answer with the keys."""
    sign_in(page, who)
    page.get_by_role("button", name="Check the next answer").wait_for()
    page.keyboard.press("Control+Enter")


def judge(page: playwright.Page, label: str, *, opened: bool = False) -> None:
    """Judge the answer with the keys alone, and name a fact that is missing."""
    if not opened:
        start(page, "tom")
    judge_answer(page, label)
    page.get_by_label("Missing and vital").fill("Say whom to ring.")
    page.get_by_label("Comment (optional)").fill("Read with the page.")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Your verdict is in.").wait_for()


def judge_answer(page: playwright.Page, label: str) -> None:
    """Judge the answer, up to the last step."""
    page.get_by_role("heading", name="The answer", exact=True).wait_for()
    page.get_by_role("img").first.wait_for()
    page.wait_for_function("document.activeElement.classList.contains('dsl-step')")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(["Fully", "Partly", "Not", "Misleading"].index(label)):
        page.keyboard.press("ArrowDown")
    page.get_by_role("radio", name=label, checked=True).first.wait_for()
    page.keyboard.press("Control+Enter")
    page.get_by_role("heading", name="Last step").wait_for()


def open_judged(page: playwright.Page) -> None:
    page.get_by_text("Only those I have not judged").click()
    page.get_by_role("button", name="Open answer 1").click()


def decide(page: playwright.Page, label: str) -> None:
    """Decide with the pointer; the verdicts of both are there now."""
    table = page.get_by_role("table").first
    assert {"Tom", "Tia"} <= set(table.get_by_role("rowheader").all_inner_texts())
    page.get_by_text(label, exact=True).click()
    page.get_by_label("Reason").fill(REASON)
    page.get_by_role("button", name="Decide").click()


def exported(page: playwright.Page, folder: Path) -> tuple[tuple[object, ...], dict[str, dict[str, int]]]:
    """Download the judged questions, and read them back as an evaluation does."""
    page.get_by_role("button", name="Back to the queue").click()
    page.get_by_role("button", name="Agreement and exports").click()
    page.get_by_text("Tia and Tom").or_(page.get_by_text("Tom and Tia")).wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Judged questions, zipped").click()
    packed = Path(download.value.path()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert sorted(archive.namelist()) == ["reviewed.jsonl", "reviewed.md", "reviewed.qrels"]
        archive.extractall(folder)
    return read_questions(folder / "reviewed.jsonl"), read_qrels(folder / "reviewed.qrels")


def reported(page: playwright.Page, state: str) -> None:
    """The sender is told how far it has come, and not by whom."""
    page.get_by_role("button", name="Answers you sent to be checked").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text(f": {state}").wait_for()
    assert "Does it answer the question? Partly" in dialog.inner_text()
    assert "Tom" not in dialog.inner_text()
