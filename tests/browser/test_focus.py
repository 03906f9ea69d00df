"""Where one is, and where the keyboard's focus goes: titles, skip links, dialogs that close, buttons that are gone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[dev]'")

from tests.browser.serving import OPENS_MS, ask, visit  # noqa: E402
from tests.browser.test_trainers import judge_answer  # noqa: E402

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

QUESTION = "Can a child be a victim of domestic abuse if they only heard it?"
PAGES = (
    "Ask", "Compare editions", "Library", "Check answers", "Training", "Look after the library",
    "New editions", "Evaluations",
    "What did not help", "Health",
)  # fmt: skip
_FOCUSED = "selector => document.activeElement.closest(selector) !== null"


@pytest.fixture
def page(browser: playwright.Browser, served: str) -> Iterator[playwright.Page]:
    """A new visit at the size of a school laptop."""
    for opened in visit(browser, served, 1280):
        opened.get_by_text("Opening the library").wait_for(state="detached", timeout=OPENS_MS)
        yield opened


def focus_is_on(page: playwright.Page, selector: str) -> None:
    page.wait_for_function(_FOCUSED, arg=selector)


def test_each_page_says_in_its_title_which_it_is(page: playwright.Page) -> None:
    for name in PAGES:
        page.get_by_role("link", name=name, exact=True).click()
        page.wait_for_function("title => document.title === title", arg=f"{name} · DSL guidance")


def test_the_second_link_leads_to_the_box(page: playwright.Page) -> None:
    page.keyboard.press("Tab")
    assert "Urgent help" in page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to the question box"
    page.keyboard.press("Enter")
    focus_is_on(page, "textarea")
    page.keyboard.type("Whom?")
    assert page.get_by_placeholder("Type your question").input_value() == "Whom?"


def test_without_the_link_the_box_is_at_most_twenty_six_stops_away(page: playwright.Page) -> None:
    stops = []
    while "TEXTAREA" not in stops:
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.tagName"))
        assert len(stops) <= 26, (
            stops
        )  # four are the examples, ten the pages that one person alone has, three the walk’s line


def test_after_an_answer_the_link_leads_to_the_box_and_elsewhere_to_the_heading(page: playwright.Page) -> None:
    ask(page, QUESTION)
    skip = page.locator(".dsl-past")
    skip.focus()
    page.keyboard.press("Enter")
    focus_is_on(page, "textarea")
    page.get_by_role("link", name="Library", exact=True).click()
    page.get_by_text("Editions known").wait_for()
    skip.focus()
    assert page.evaluate("document.activeElement.innerText") == "Skip to the main part of the page"
    page.keyboard.press("Enter")
    focus_is_on(page, "h1")


def test_a_dialog_that_closes_gives_the_focus_back(page: playwright.Page) -> None:
    ask(page, QUESTION)
    first = page.locator("[class*=st-key-cite-1-] button").first
    for turned in (False, True):
        first.click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("img").wait_for()
        if turned:
            dialog.get_by_role("button", name="Next page").click()
            page.wait_for_timeout(1_500)  # the next page is drawn
        page.keyboard.press("Escape")
        dialog.wait_for(state="detached")
        page.wait_for_timeout(1_000)  # what closing it draws anew
        focus_is_on(page, "[class*=st-key-cite-1-]")
    page.get_by_role("button", name="Answers you sent to be checked").click()
    page.get_by_role("dialog").get_by_text("You have sent none.").wait_for()
    page.keyboard.press("Shift")  # a third Escape after nothing else would leave the page
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    page.wait_for_timeout(1_000)
    focus_is_on(page, ".st-key-sent-list")


@pytest.mark.parametrize(
    ("opens", "closes", "key"),
    [
        ("This did not help", "Do not send it", "unhelpful"),
        ("Ask a trainer to check this", "Do not send", "send"),
    ],
)
def test_a_form_that_opens_and_closes_keeps_the_focus(page: playwright.Page, opens: str, closes: str, key: str) -> None:
    ask(page, QUESTION)
    page.get_by_role("button", name=opens).focus()
    page.keyboard.press("Enter")
    focus_is_on(page, f".st-key-{key}-1-form h3")
    page.get_by_role("button", name=closes, exact=True).focus()
    page.keyboard.press("Enter")
    focus_is_on(page, f".st-key-{key}-open-1")


@pytest.mark.slow
def test_attaching_a_page_keeps_the_focus_where_it_was_attached(page: playwright.Page) -> None:
    ask(page, QUESTION)
    page.get_by_role("button", name="Ask a trainer to check this").click()
    page.get_by_role("button", name="Send to the trainers").click()
    focus_is_on(page, ".dsl-sent-1")
    page.get_by_role("link", name="Check answers", exact=True).click()
    page.get_by_role("button", name="Check the next answer").click()
    judge_answer(page, "Fully")
    page.get_by_label("Search the library").fill("record")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Attach passage 2").focus()
    page.keyboard.press("Enter")
    focus_is_on(page, ".dsl-attached-2")
    page.locator("[class*=st-key-missing-drop-] button").first.focus()
    page.keyboard.press("Enter")
    focus_is_on(page, ".dsl-missing")
