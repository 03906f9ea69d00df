"""The main job in a real browser, against the real app: ask, read, open the page, with mouse, keyboard and phone."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[dev]'")

from tests.browser.serving import OPENS_MS, ask, serve, visit  # noqa: E402  # it needs Playwright

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

QUESTION = "Can a child be a victim of domestic abuse if they only heard it?"


@pytest.fixture(scope="module")
def served_without_index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app where no index has been built."""
    yield from serve(tmp_path_factory.mktemp("empty") / "index")


@pytest.fixture
def page(browser: playwright.Browser, served: str) -> Iterator[playwright.Page]:
    """A new visit to the app, at the size of a school laptop."""
    yield from visit(browser, served, 1280)


@pytest.fixture
def phone(browser: playwright.Browser, served: str) -> Iterator[playwright.Page]:
    """A new visit to the app, at the size of a small phone."""
    yield from visit(browser, served, 360)


@pytest.fixture
def served_with_a_silent_model(bundled_index: Path) -> Iterator[str]:
    """The address of the app with a chat model that takes every question and never answers."""
    with socket.create_server(("localhost", 0)) as silent:
        url = f"http://localhost:{silent.getsockname()[1]}/v1"
        yield from serve(bundled_index, DSL_CHAT_MODEL="openai-compatible:silent", DSL_CHAT_URL=url)


@pytest.mark.parametrize("width", [1280, 390])
def test_urgent_help_is_on_the_page_before_anything_is_searched(
    browser: playwright.Browser, served_with_a_silent_model: str, width: int
) -> None:
    for page in visit(browser, served_with_a_silent_model, width):
        page.get_by_text("Opening the library").wait_for(state="detached", timeout=OPENS_MS)
        page.get_by_placeholder("Type your question").fill("He is at the gate with a knife now, what do I do?")
        page.keyboard.press("Enter")
        page.locator(".dsl-at-once .dsl-urgent").wait_for(timeout=OPENS_MS)
        assert page.locator(".st-key-exchange-1").count() == 0  # the answer is still to come
        box = page.locator(".dsl-at-once summary").bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 800


def test_ask_read_and_open_the_page(page: playwright.Page) -> None:
    ask(page, QUESTION)
    page.get_by_role("heading", name="Answered from the guidance").wait_for()
    first = page.get_by_role("button", name="[1]").first
    first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("the page quoted").wait_for()
    picture = dialog.get_by_role("img")
    picture.wait_for()
    assert "Marked on it" in (picture.get_attribute("alt") or "")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 500
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert "[1]" in page.evaluate("document.activeElement.innerText")


def test_the_answer_begins_in_view(page: playwright.Page) -> None:
    for number, question in enumerate((QUESTION, "What is domestic abuse?"), start=1):
        ask(page, question, number)
    page.wait_for_function("document.querySelector('.st-key-exchange-2').getBoundingClientRect().top < 150")
    assert 0 <= page.locator(".st-key-exchange-2 .dsl-outcome").bounding_box()["y"] < 400


def test_everything_can_be_reached_by_keyboard(page: playwright.Page) -> None:
    page.get_by_role("button", name=QUESTION).wait_for()
    _tab_to(page, QUESTION)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Answered from the guidance").wait_for(timeout=OPENS_MS)
    _tab_to(page, "[1]")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("img").wait_for()
    _tab_to(page, "Next page")
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    assert page.get_by_role("dialog").count() == 0


def test_a_question_is_shown_as_text_and_runs_nothing(page: playwright.Page) -> None:
    alerts: list[str] = []
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    hostile = "Is <img src=x onerror=alert(1)> **domestic abuse** a crime? :smile: <script>alert(2)</script>"
    ask(page, hostile)
    page.get_by_role("heading", name=hostile).wait_for()
    page.get_by_text("Keep this answer").wait_for()
    assert alerts == []


def test_fits_a_phone_with_urgent_help_in_view(phone: playwright.Page) -> None:
    ask(phone, QUESTION)
    phone.get_by_role("heading", name="Answered from the guidance").wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    assert phone.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 360
    phone.get_by_placeholder("Type your question").scroll_into_view_if_needed()
    strip = phone.locator(".dsl-strip").bounding_box()
    assert 0 <= strip["y"] < 10
    assert strip["height"] < 90


def test_fits_a_laptop_at_200_per_cent(browser: playwright.Browser, served: str) -> None:
    for zoomed in visit(browser, served, 640, height=400):
        assert zoomed.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 640
        assert zoomed.get_by_role("heading", name="If a child may be in danger now").is_visible()


def test_the_conversation_outlives_a_look_at_the_library(page: playwright.Page) -> None:
    ask(page, QUESTION)
    page.get_by_role("heading", name="Answered from the guidance").wait_for()
    page.get_by_role("link", name="Library", exact=True).click()
    page.get_by_text("Editions known").wait_for()
    page.get_by_role("heading", name="What needs doing").wait_for()
    page.get_by_role("heading", name="Practice digest").wait_for()
    page.get_by_role("link", name="Ask").click()
    page.get_by_role("heading", name="Answered from the guidance").wait_for()
    assert "Can" not in page.url


def test_the_page_asks_nothing_of_any_other_host(browser: playwright.Browser, served: str) -> None:
    asked: set[str | None] = set()
    context = browser.new_context()
    context.on("request", lambda request: asked.add(urlsplit(request.url).hostname))
    page = context.new_page()
    page.goto(served)
    ask(page, QUESTION)
    page.get_by_role("heading", name="Answered from the guidance").wait_for()
    context.close()
    assert asked - {None, ""} == {"localhost"}


def test_urgent_help_needs_no_index(browser: playwright.Browser, served_without_index: str) -> None:
    for page in visit(browser, served_without_index, 1280):
        page.get_by_text("There is a problem").wait_for(timeout=OPENS_MS)
        assert page.get_by_role("heading", name="If a child may be in danger now").is_visible()
        assert page.get_by_role("link", name="999").first.is_visible()
        assert page.get_by_text("Build the library again").first.is_visible()
        assert page.get_by_text("Traceback").count() == 0


def _tab_to(page: playwright.Page, words: str) -> None:
    """Press Tab until a link or control that shows the words has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        tag, shown = page.evaluate("[document.activeElement.tagName, document.activeElement.innerText || '']")
        if tag in {"A", "BUTTON"} and words in shown:
            return
    pytest.fail(f"{words!r} was not reached with the Tab key")
