"""Training with the keyboard alone, on a laptop and at the width of a telephone: a briefing, a self-check, the year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[dev]'")

from tests.browser.serving import visit  # noqa: E402
from tests.browser.test_accessibility import assert_accessible  # noqa: E402

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


@pytest.fixture(params=[1280, 390])
def page(browser: playwright.Browser, served: str, request: pytest.FixtureRequest) -> Iterator[playwright.Page]:
    """A new visit at the size of a school laptop, and of a telephone."""
    for opened in visit(browser, served, request.param):
        opened.get_by_role("link", name="Training", exact=True).click()
        opened.get_by_role("heading", name="Where to ask").wait_for()
        opened.wait_for_timeout(1_000)  # what comes after it is drawn
        yield opened


def fits(page: playwright.Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def choose_view(page: playwright.Page, times: int, then: str) -> None:
    """Go to another view with the arrow keys, and wait for something of it."""
    page.locator(".st-key-training-view input").first.focus()
    for _ in range(times):
        page.keyboard.press("ArrowRight")
    page.get_by_text(then).first.wait_for()
    page.wait_for_timeout(1_000)


def test_a_briefing_its_key_and_its_files(page: playwright.Page) -> None:
    assert_accessible(page)
    assert fits(page)
    summary = page.locator(".st-key-training summary", has_text="Key to case 1")
    summary.focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What never to do").first.wait_for()
    assert_accessible(page)
    for label, ending in (("Slides (PowerPoint)", "pptx"), ("Handout (Word)", "docx"), ("Key (PDF)", "pdf")):
        with page.expect_download() as taken:
            page.get_by_role("button", name=label).click()
        assert taken.value.suggested_filename.endswith(f".{ending}")
        assert Path(taken.value.path()).stat().st_size > 5_000


def test_a_self_check_with_the_keyboard_alone(page: playwright.Page) -> None:
    choose_view(page, 1, "See how it went")
    groups = page.locator(".st-key-training [data-testid='stForm'] [role=radiogroup]")
    assert groups.count() == 3
    for number in range(3):
        groups.nth(number).locator("input").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
    page.locator(".st-key-training-see button").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="of 3 right").wait_for()
    page.wait_for_function("() => document.activeElement.matches('.dsl-checked')")
    page.wait_for_function(
        "document.querySelector('body > .dsl-announced[role=status]').textContent.endsWith('of 3 right')"
    )
    page.wait_for_timeout(1_000)
    assert_accessible(page)
    assert fits(page)
    page.locator(".st-key-training-clear button").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="of 3 right").wait_for(state="detached")


def test_the_year(page: playwright.Page) -> None:
    choose_view(page, 2, "Why then")
    assert_accessible(page)
    assert fits(page)
