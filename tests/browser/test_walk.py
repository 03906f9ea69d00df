"""The walk and where to ask, with the keyboard alone, on a laptop and at the width of a telephone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[dev]'")

from tests.browser.serving import OPENS_MS, visit  # noqa: E402
from tests.browser.test_accessibility import assert_accessible  # noqa: E402

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture(params=[1280, 390])
def page(browser: playwright.Browser, served: str, request: pytest.FixtureRequest) -> Iterator[playwright.Page]:
    """A new visit at the size of a school laptop, and of a telephone."""
    for opened in visit(browser, served, request.param):
        opened.get_by_text("Opening the library").wait_for(state="detached", timeout=OPENS_MS)
        yield opened


def press(page: playwright.Page, key: str) -> None:
    """Press a button with the keyboard, once it is there and has come to rest."""
    button = page.locator(f".st-key-{key} button")
    button.wait_for()
    page.wait_for_timeout(700)
    button.focus()
    page.keyboard.press("Enter")


def step_has_the_focus(page: playwright.Page, number: int) -> None:
    page.get_by_text(f"Step {number} of").wait_for()
    page.wait_for_function("document.activeElement.matches('.dsl-walk-step')")


def test_a_walk_is_begun_filled_in_left_and_taken_up_again(page: playwright.Page) -> None:
    press(page, "walk-begin")
    page.wait_for_function("document.activeElement.closest('.st-key-walk-choice') !== null")
    page.keyboard.press("Enter")  # the first: for a DSL
    step_has_the_focus(page, 1)
    assert_accessible(page)
    assert page.evaluate(FITS)
    press(page, "walk-go")
    page.wait_for_function("document.activeElement.tagName === 'TEXTAREA' && document.activeElement.value.length > 20")
    assert page.locator(".st-key-exchange-1").count() == 0  # nothing is sent
    press(page, "walk-next")
    step_has_the_focus(page, 2)
    press(page, "walk-leave")
    page.wait_for_function("document.activeElement.innerText === 'Go on with the walk (step 2)'")
    page.keyboard.press("Enter")
    step_has_the_focus(page, 2)


def test_a_step_goes_to_another_page_and_stays_in_view(page: playwright.Page) -> None:
    press(page, "walk-begin")
    press(page, "walk-maintainer")
    step_has_the_focus(page, 1)
    press(page, "walk-go")
    page.get_by_role("heading", name="Look after the library", exact=True).wait_for()
    page.get_by_text("Step 1 of").wait_for()
    page.wait_for_timeout(1_000)
    assert_accessible(page)
    assert page.evaluate(FITS)


def test_the_offer_goes_for_good_and_where_to_ask_opens(page: playwright.Page) -> None:
    press(page, "walk-not-now")
    page.get_by_text("First time here?").wait_for(state="detached")
    page.wait_for_function("document.activeElement.innerText === 'Show me round'")
    page.locator(".dsl-where summary").focus()
    page.keyboard.press("Enter")
    page.get_by_text("A colleague or a parent who is abused").wait_for()
    assert_accessible(page)
    assert page.evaluate(FITS)
