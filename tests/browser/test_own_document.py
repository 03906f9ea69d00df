"""A school's own policy, in a real browser against the real app: added, quoted within half a minute, taken out, gone."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import serving
from tests.browser import test_journey as journey
from tests.browser.serving import serve, visit
from tests.ingest import own_documents as own

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[dev]'")

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

QUOTED_S = 30.0
ADDED_MS = 120_000
QUOTED = "purple concern slip"


@pytest.fixture(scope="module")
def index_dir(bundled_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of this module's own, which it changes."""
    return Path(shutil.copytree(bundled_index, tmp_path_factory.mktemp("own") / "index"))


@pytest.fixture(scope="module")
def served(index_dir: Path) -> Iterator[str]:
    yield from serve(index_dir)


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A policy of 46 pages; on its last, a form about a child was left in, filled in."""
    return own.a_policy_pdf(tmp_path_factory.mktemp("policy") / "policy.pdf", 46, last=own.FILLED_FORM)


@pytest.mark.slow
def test_a_policy_is_added_quoted_and_taken_out_of_open_sessions_too(
    browser: playwright.Browser, served: str, policy: Path, index_dir: Path
) -> None:
    for page in visit(browser, served, 1280):
        assert QUOTED not in ask(page, 1)
        page.get_by_role("link", name="Library", exact=True).click()
        fill_in(page, policy)
        page.get_by_role("heading", name="Personal details in your document").wait_for()
        assert page.get_by_role("row", name="Page 46").get_by_text("A filled-in form").is_visible()
        page.wait_for_function("document.activeElement.classList.contains('dsl-step')")
        page.get_by_text("Leave those pages out").click()
        began = time.monotonic()
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("heading", name="It is in the library").wait_for(timeout=ADDED_MS)
        page.get_by_role("link", name="Ask about something that it says").click()
        answer = ask(page, 2)
        took_s = time.monotonic() - began
        busy = os.getloadavg()[0] > 1.5 * (os.cpu_count() or 1)  # with other things, so that the time says nothing
        assert busy or took_s < QUOTED_S
        assert QUOTED in answer
        assert "Local procedure, no dates given" in answer
        page.get_by_role("button", name="Child protection policy, Oakhurst Primary School, 2026, page 31").click()
        page.get_by_role("dialog").get_by_role("img").wait_for()

        for other in visit(browser, served, 1280):
            take_out(other)
        page.get_by_role("dialog").get_by_role("button", name="Next page").click()
        page.get_by_role("dialog").get_by_text("was taken out of the library").wait_for()
        page.keyboard.press("Escape")
        page.get_by_role("dialog").wait_for(state="detached")
        page.locator(".st-key-exchange-2").get_by_text("has been taken out of the library").first.wait_for()
        nowhere(page)
        assert QUOTED not in ask(page, 3)
        nowhere(page)
    indexed = [path for path in index_dir.rglob("*") if path.is_file() and QUOTED.encode() in path.read_bytes()]
    assert indexed == []


def test_the_questions_fit_a_small_phone_and_can_be_answered_by_keyboard(
    browser: playwright.Browser, served: str, policy: Path
) -> None:
    for phone in visit(browser, served, 390):
        phone.get_by_role("link", name="Library", exact=True).click()
        phone.get_by_role("button", name="Add your own document").wait_for()
        phone.get_by_role("button", name="Add your own document").focus()
        phone.keyboard.press("Enter")
        phone.get_by_label("Title, as people call it").wait_for()
        assert phone.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
        journey._tab_to(phone, "Continue")
        phone.keyboard.press("Enter")
        phone.get_by_role("alert").get_by_text("There is no title").wait_for()


def nowhere(page: playwright.Page) -> None:
    """Wait until the page has been drawn without the words, not even out of sight."""
    page.wait_for_function(f"!document.documentElement.outerHTML.includes('{QUOTED}')")


def fill_in(page: playwright.Page, policy: Path) -> None:
    """Hand in a policy, and say what it is."""
    page.get_by_role("button", name="Add your own document").click()
    page.locator(".st-key-own-file input[type=file]").set_input_files(policy)
    page.get_by_label("Title, as people call it").fill("Child protection policy")
    page.get_by_label("Whose it is").fill("Oakhurst Primary School")
    page.get_by_label("Edition").fill("2026")
    page.get_by_text("policy.pdf").wait_for()
    page.get_by_role("button", name="Continue").click()


def take_out(page: playwright.Page) -> None:
    page.get_by_role("link", name="Library", exact=True).click()
    page.get_by_role("button", name="Take out: Child protection policy, Oakhurst Primary School, 2026").click()
    page.get_by_role("button", name="Take it out").click()
    page.get_by_role("heading", name="It was taken out").wait_for(timeout=ADDED_MS)


def ask(page: playwright.Page, number: int) -> str:
    """Ask what only the policy says; give the answer as it is shown, without the question."""
    serving.ask(page, own.QUESTION, number)
    exchange = page.locator(f".st-key-exchange-{number}")
    return str(exchange.inner_text()).replace(own.QUESTION, "")
