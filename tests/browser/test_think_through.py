"""Thinking a worry through with the keyboard alone, on a laptop and at the width of a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[dev]'")

from tests.browser.serving import OPENS_MS, ask, visit  # noqa: E402

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

WORRY = (
    "A Year 4 boy has gone quiet and flinches when a man raises his voice, and mum is never seen alone. What do I do?"
)
_FOCUSED = "selector => document.activeElement.closest(selector) !== null"


@pytest.fixture(params=[1280, 390])
def page(browser: playwright.Browser, served: str, request: pytest.FixtureRequest) -> Iterator[playwright.Page]:
    """A new visit at the size of a school laptop, and of a telephone."""
    for opened in visit(browser, served, request.param):
        opened.get_by_text("Opening the library").wait_for(state="detached", timeout=OPENS_MS)
        yield opened


def focus_is_on(page: playwright.Page, selector: str) -> None:
    page.wait_for_function(_FOCUSED, arg=selector)


def press(page: playwright.Page, selector: str) -> None:
    page.locator(f"{selector} button").focus()
    page.keyboard.press("Enter")


def answer(page: playwright.Page, text: str, number: int) -> None:
    """Type an answer and press the button after it, with the keys alone; wait for the question with a number."""
    page.locator(".st-key-reflection textarea").focus()
    page.keyboard.type(text)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Next question"
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=f"{number}. ").wait_for()


def fits(page: playwright.Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_the_focus_goes_to_each_new_question_and_the_sheet_can_be_taken(page: playwright.Page) -> None:
    ask(page, WORRY)
    press(page, ".st-key-think-open-1")
    focus_is_on(page, ".dsl-reflection-now")
    answer(page, "He told his TA that home time is the worst.", 2)
    focus_is_on(page, ".dsl-reflection-now")
    assert page.evaluate("document.activeElement.innerText").startswith("2. ")
    page.wait_for_function("document.querySelector('body > .dsl-announced[role=status]').textContent == 'Question 2'")
    assert fits(page)
    page.wait_for_timeout(1_000)  # what comes after the question is drawn
    press(page, ".st-key-reflection-back")
    page.get_by_role("heading", name="1. ").wait_for()
    playwright.expect(page.locator(".st-key-reflection textarea")).to_have_count(
        1
    )  # the one before it goes a moment later
    assert page.locator(".st-key-reflection textarea").input_value() == "He told his TA that home time is the worst."
    page.wait_for_timeout(1_000)
    press(page, ".st-key-reflection-end")
    page.get_by_role("heading", name="Your sheet for supervision").wait_for()
    for ending in ("docx", "pdf", "txt"):
        with page.expect_download() as taken:
            page.locator(f".st-key-sheet-{ending} button").click()
        assert taken.value.suggested_filename.endswith(f".{ending}")
        assert Path(taken.value.path()).stat().st_size > 500
    assert fits(page)


def test_by_itself_danger_has_the_focus_and_nothing_more_is_asked(page: playwright.Page) -> None:
    press(page, ".st-key-talk-through")
    focus_is_on(page, ".dsl-reflection-now")
    page.locator(".st-key-reflection textarea").fill("He is outside right now with a knife and the child is screaming")
    press(page, ".st-key-reflection-next")
    focus_is_on(page, ".dsl-reflection-urgent")
    page.wait_for_function(
        "document.querySelector('body > .dsl-announced[role=alert]')?.textContent.includes('Urgent')"
    )
    assert page.locator(".st-key-reflection textarea").count() == 0
    assert fits(page)
