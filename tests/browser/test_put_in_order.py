"""Dated entries put in order with the keyboard alone, on a laptop and at the width of a telephone; axe finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[dev]'")
axe = pytest.importorskip("axe_playwright_python.base", reason="axe is not installed: pip install '.[dev]'")

from tests.browser.serving import OPENS_MS, visit  # noqa: E402
from tests.browser.test_accessibility import _MOTION_ENDS, _RUN  # noqa: E402
from tests.browser.test_think_through import fits, focus_is_on, press  # noqa: E402

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

RECORD = (
    "3 Sept 2025 - late\n8 Oct - Encompass call. Dad held mum by the throat. Rang MASH.\n20 Oct - No reply from MASH.\n"
    "3 Nov - Encompass call. Brother upstairs.\n17 Nov - Encompass call.\nwho knows when - a line without a date\n31/02/2026 odd"
)


@pytest.fixture(params=[1280, 390])
def page(browser: playwright.Browser, served: str, request: pytest.FixtureRequest) -> Iterator[playwright.Page]:
    """A new visit at the size of a school laptop, and of a telephone."""
    for opened in visit(browser, served, request.param):
        opened.get_by_text("Opening the library").wait_for(state="detached", timeout=OPENS_MS)
        yield opened


def assert_no_violation(page: playwright.Page) -> None:
    """Fail on any violation that axe finds, however slight."""
    page.evaluate(_MOTION_ENDS)
    page.evaluate(axe.AXE_SCRIPT)
    found = page.evaluate(_RUN)
    assert found["passed"] > 15, "axe looked at nothing"
    assert found["violations"] == []


def paste(page: playwright.Page, text: str) -> None:
    """Open the box, paste, and go on with the keys alone."""
    press(page, ".st-key-put-in-order")
    focus_is_on(page, ".dsl-record-now")
    page.locator(".st-key-record textarea").focus()
    page.keyboard.insert_text(text)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Put them in order"
    page.keyboard.press("Enter")


def test_the_focus_goes_to_the_facts_and_they_can_be_taken(page: playwright.Page) -> None:
    paste(page, RECORD)
    page.get_by_role("heading", name="What comes closer together").wait_for(timeout=OPENS_MS)
    focus_is_on(page, ".dsl-record-now")
    assert page.get_by_text("Strangulation or suffocation: 8 October 2025.").count() > 0
    assert fits(page)
    page.wait_for_timeout(1_000)
    assert_no_violation(page)
    for ending in ("docx", "pdf", "txt"):
        with page.expect_download() as taken:
            page.locator(f".st-key-record-{ending} button").click()
        assert Path(taken.value.path()).stat().st_size > 500
    press(page, ".st-key-record-clear")
    focus_is_on(page, ".st-key-put-in-order")


def test_the_box_and_what_cannot_be_read(page: playwright.Page) -> None:
    paste(page, "He was late last Tuesday.")
    page.get_by_text("o date was found").first.wait_for(timeout=OPENS_MS)
    assert page.locator(".st-key-record textarea").input_value() == "He was late last Tuesday."
    assert fits(page)
    assert_no_violation(page)


def test_danger_in_the_newest_entry_has_the_focus(page: playwright.Page) -> None:
    paste(page, f"{RECORD}\n18 Nov 2025 - He is outside right now with a knife and the child is screaming")
    focus_is_on(page, ".dsl-record-urgent")
    assert fits(page)
