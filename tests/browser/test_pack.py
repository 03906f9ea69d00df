"""A DSL's journey in a real browser: ask, see the words marked, take the evidence away, leave quickly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import pypdf
import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[dev]'")

from assistant.ui.shared.frame import AWAY  # noqa: E402
from tests.browser.serving import OPENS_MS, ask, visit  # noqa: E402

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

QUESTION = "Can a child be a victim of domestic abuse if they only heard it?"
URGENT = "Dad is here now with a knife and a child is hiding in my office. What do I do?"


@pytest.fixture
def page(browser: playwright.Browser, served: str) -> Iterator[playwright.Page]:
    """A new visit, with a stand-in for the neutral page."""
    for opened in visit(browser, served, 1280):
        opened.context.route(f"{AWAY}**", lambda route: route.fulfill(body="Weather", content_type="text/html"))
        yield opened


def download(page: playwright.Page, name: str) -> playwright.Download:
    page.get_by_role("button", name=f"Make evidence pack ({name})").click()
    button = page.get_by_role("button", name=f"Download evidence pack ({name}")
    button.wait_for()
    with page.expect_download() as started:
        button.click()
    return started.value


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.slow
def test_ask_see_the_words_marked_and_take_the_evidence_away(page: playwright.Page, tmp_path: Path) -> None:
    ask(page, QUESTION)
    quotations = [words.rpartition("”")[0].removeprefix("“") for words in page.locator("blockquote").all_inner_texts()]
    page.get_by_role("button", name="[1]").first.click()
    picture = page.get_by_role("dialog").get_by_role("img")
    picture.wait_for()
    assert "Marked on it" in (picture.get_attribute("alt") or "")
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    page.get_by_text("Keep this answer").click()
    word = download(page, "Word")
    assert word.suggested_filename.startswith("guidance-20")
    word.save_as(tmp_path / "pack.docx")
    document = docx.Document(str(tmp_path / "pack.docx"))
    message = squeezed("".join(paragraph.text for paragraph in document.paragraphs))
    assert quotations, "nothing was quoted, so nothing was compared"
    assert all(squeezed(words) in message for words in quotations)
    assert len(document.inline_shapes) >= 1
    print_ = download(page, "PDF")
    print_.save_as(tmp_path / "pack.pdf")
    read = squeezed("".join(p.extract_text() for p in pypdf.PdfReader(tmp_path / "pack.pdf").pages))
    assert all(squeezed(words) in read for words in quotations)


def test_nothing_of_the_question_is_in_the_address_history_or_title(page: playwright.Page) -> None:
    ask(page, QUESTION)
    before = page.evaluate("history.length")
    page.get_by_text("Keep this answer").click()
    download(page, "Word")
    assert page.evaluate("history.length") == before
    for shown in (page.url, page.title(), page.evaluate("JSON.stringify(history.state)")):
        assert "victim" not in shown


def test_urgent_help_is_one_press_away(page: playwright.Page) -> None:
    page.get_by_placeholder("Type your question").focus()
    page.keyboard.press("Alt+Shift+U")
    page.wait_for_function("document.activeElement.innerText.includes('If a child may be in danger now')")


def test_urgent_help_is_the_first_link(page: playwright.Page) -> None:
    page.get_by_text("Opening the library").wait_for(state="detached", timeout=OPENS_MS)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "dsl-skip"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.innerText.includes('If a child may be in danger now')")


@pytest.mark.parametrize("how", ["press", "keys"])
def test_leaving_takes_the_place_of_the_page(page: playwright.Page, how: str) -> None:
    ask(page, QUESTION)
    before = page.evaluate("history.length")
    if how == "press":
        page.get_by_role("link", name="Leave this page quickly").click()
    else:
        for _ in range(3):
            page.keyboard.press("Escape")
    page.wait_for_url(f"{AWAY}**")
    assert page.evaluate("history.length") == before


def test_going_back_after_leaving_shows_nothing_of_ours(page: playwright.Page) -> None:
    ask(page, QUESTION)
    page.get_by_role("link", name="Library", exact=True).click()
    page.get_by_text("Editions known").wait_for()
    page.get_by_role("link", name="Leave this page quickly").click()
    page.wait_for_url(f"{AWAY}**")
    page.go_back(wait_until="commit")
    page.wait_for_url(f"{AWAY}**", timeout=OPENS_MS)


@pytest.mark.slow
def test_leaving_is_in_reach_wherever_the_page_is_scrolled(browser: playwright.Browser, served: str) -> None:
    for width, height in ((1280, 800), (1280, 500), (390, 800)):
        for opened in visit(browser, served, width, height):
            ask(opened, QUESTION)
            leave = opened.get_by_role("link", name="Leave this page quickly")
            for position in (opened.locator("h1"), opened.get_by_placeholder("Type your question")):
                position.scroll_into_view_if_needed()
                box = leave.bounding_box()
                assert 0 <= box["y"] <= height - box["height"], (width, height)


def test_what_happens_is_announced(page: playwright.Page) -> None:
    ask(page, QUESTION)
    status = page.locator("body > .dsl-announced[role=status]")
    page.wait_for_function(
        "document.querySelector('body > .dsl-announced[role=status]').textContent == 'Answered from the guidance'"
    )
    assert status.count() == 1
    ask(page, URGENT, number=2)
    page.wait_for_function(
        "document.querySelector('body > .dsl-announced[role=alert]')?.textContent.includes('Urgent')"
    )


def test_ask_again_puts_the_question_back_for_editing(page: playwright.Page) -> None:
    ask(page, QUESTION)
    page.get_by_role("button", name="Ask again differently").click()
    page.wait_for_function("document.activeElement.tagName == 'TEXTAREA' && document.activeElement.value.length > 20")
    assert page.get_by_placeholder("Type your question").input_value() == QUESTION
