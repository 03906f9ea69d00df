"""Asking in a real browser with an assistant that answers when it is let: drafts, questions under way, Stop, what moves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[dev]'")

from assistant.safety import MAX_QUESTION_CHARS  # noqa: E402  # where there is no browser, nothing is read
from assistant.ui.shared.frame import AWAY  # noqa: E402
from tests.browser.serving import OPENS_MS, ask, serve, visit  # noqa: E402
from tests.browser.slow_app import RELEASE  # noqa: E402
from tests.browser.test_accessibility import assert_accessible  # noqa: E402

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

APP = Path(__file__).with_name("slow_app.py")
SLOW = "Whom do I tell, slowly?"
DANGER = "He is at the gate with a knife now, what do I do?"
# Adds up what moves, from when our style sheet is in: what Streamlit moves before is not ours to mend (docs/adr/0029).
_MEASURE = """
window.dslShift = 0;
const style = () => document.documentElement && getComputedStyle(document.documentElement).getPropertyValue('--ink');
(function look() { if (style()) window.dslStyled = performance.now(); else requestAnimationFrame(look); })();
new PerformanceObserver(list => {
  for (const one of list.getEntries())
    if (!one.hadRecentInput && one.startTime > window.dslStyled + 34) window.dslShift += one.value;
}).observe({type: 'layout-shift', buffered: true});
"""


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that lets slow answers come."""
    return tmp_path_factory.mktemp("release") / "now"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, release: Path) -> Iterator[str]:
    """The address of the app with an assistant that waits."""
    yield from serve(tmp_path_factory.mktemp("asking") / "index", APP, **{RELEASE: str(release)})


@pytest.fixture(autouse=True)
def held_back(release: Path) -> Iterator[None]:
    """Hold slow answers back when a test begins, and let those go that are left when it ends."""
    release.unlink(missing_ok=True)
    yield
    release.touch()


@pytest.fixture
def page(browser: playwright.Browser, served: str) -> Iterator[playwright.Page]:
    """A new visit to the app, at the size of a school laptop."""
    yield from visit(browser, served, 1280)


def box(page: playwright.Page) -> playwright.Locator:
    return page.get_by_placeholder("Type your question")


def begin(page: playwright.Page, question: str) -> None:
    """Send a question, and wait until it is a message of the conversation."""
    box(page).wait_for(timeout=OPENS_MS)
    page.get_by_text("Opening the library").wait_for(state="detached", timeout=OPENS_MS)
    box(page).fill(question)
    box(page).press("Enter")
    page.locator("[class*=st-key-running-]").get_by_role("heading", name=question).wait_for(timeout=OPENS_MS)


def expect_in_box(page: playwright.Page, text: str) -> None:
    playwright.expect(box(page)).to_have_value(text, timeout=OPENS_MS)


def test_a_second_question_waits_its_turn_and_both_are_answered(page: playwright.Page, release: Path) -> None:
    begin(page, SLOW)
    page.locator(".dsl-now", has_text="Searching the guidance").wait_for()
    begin(page, "And the short way?")
    page.get_by_text("Waiting for the question before it").wait_for()
    release.touch()
    for number in (1, 2):
        page.locator(f".st-key-exchange-{number} .dsl-provenance").wait_for(timeout=OPENS_MS)
    assert page.locator(".st-key-exchange-1").get_by_role("heading", name=SLOW).count() == 1
    assert page.locator(".st-key-exchange-2").get_by_role("heading", name="And the short way?").count() == 1


def test_stop_ends_the_wait_at_once_and_gives_the_text_back(page: playwright.Page) -> None:
    begin(page, SLOW)
    page.get_by_role("button", name="Stop").click()
    expect_in_box(page, SLOW)  # the assistant is still held back
    playwright.expect(page.locator("[class*=st-key-running-]")).to_have_count(0)
    ask(page, "And the short way?")


def test_urgent_help_is_there_for_a_question_that_waits(page: playwright.Page) -> None:
    begin(page, SLOW)
    begin(page, DANGER)
    page.locator(".dsl-at-once .dsl-urgent").wait_for(timeout=OPENS_MS)
    assert page.get_by_text("Waiting for the question before it").count() == 1


@pytest.mark.parametrize("width", [1280, 390])
def test_questions_under_way_are_accessible(browser: playwright.Browser, served: str, width: int) -> None:
    for page in visit(browser, served, width):
        begin(page, SLOW)
        begin(page, "And the short way?")
        assert_accessible(page)


def test_characters_are_counted_and_a_text_that_is_too_long_is_kept(page: playwright.Page) -> None:
    too_long = "word " * 862 + "ab"
    count = page.locator(".dsl-count")
    page.get_by_text("Opening the library").wait_for(state="detached", timeout=OPENS_MS)
    box(page).press_sequentially("Whom")
    playwright.expect(count).to_contain_text("4 of 4,000 characters")
    box(page).fill(too_long)
    playwright.expect(count).to_contain_text("312 too many")
    box(page).press("Enter")
    page.get_by_role("heading", name="There is a problem").wait_for(timeout=OPENS_MS)
    expect_in_box(page, too_long)
    ask(page, too_long[:MAX_QUESTION_CHARS].strip())
    assert page.get_by_role("heading", name="There is a problem").count() == 0


@pytest.mark.parametrize("wait_ms", [350, 450, 2500])  # the first words are on their way to the server, or there
def test_the_last_words_of_a_draft_survive_another_page(page: playwright.Page, wait_ms: int) -> None:
    page.locator(".dsl-count").wait_for(timeout=OPENS_MS)
    ask(page, "A short question?")
    box(page).press_sequentially("Half a question about a Year")
    page.wait_for_timeout(wait_ms)
    box(page).press_sequentially(" 4 boy")
    page.get_by_role("link", name="Compare editions").click()
    page.get_by_role("heading", name="Compare editions").wait_for()
    page.get_by_role("link", name="Ask", exact=True).click()
    expect_in_box(page, "Half a question about a Year 4 boy")


def test_a_draft_that_was_emptied_does_not_come_back(page: playwright.Page) -> None:
    page.locator(".dsl-count").wait_for(timeout=OPENS_MS)
    ask(page, "A short question?")
    box(page).press_sequentially("Half a question")
    page.wait_for_timeout(2500)  # the server knows these words
    box(page).fill("")
    page.get_by_role("link", name="Compare editions").click()
    page.get_by_role("heading", name="Compare editions").wait_for()
    page.get_by_role("link", name="Ask", exact=True).click()
    page.locator(".dsl-count").wait_for(timeout=OPENS_MS)
    page.wait_for_timeout(3000)
    expect_in_box(page, "")


def test_a_draft_survives_another_page_and_a_reload_and_is_stored_nowhere(
    page: playwright.Page, browser: playwright.Browser, served: str
) -> None:
    draft = "Half a question about a Year 4 boy"
    page.locator(".dsl-count").wait_for(timeout=OPENS_MS)
    ask(page, "A short question?")  # the library is open: while the page waits for it, it takes no draft
    box(page).press_sequentially(draft)
    page.get_by_role("link", name="Compare editions").click()
    page.get_by_role("heading", name="Compare editions").wait_for()
    page.wait_for_timeout(2000)  # a draft that is sent now would undo the press
    assert page.get_by_role("heading", name="Compare editions").is_visible()
    page.get_by_role("link", name="Ask", exact=True).click()
    expect_in_box(page, draft)
    page.reload()
    expect_in_box(page, draft)
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])")
    assert "Half" not in stored
    for stranger in visit(browser, served, 1280):
        stranger.locator(".dsl-count").wait_for(timeout=OPENS_MS)
        stranger.wait_for_timeout(1500)
        assert box(stranger).input_value() == ""


def test_nothing_comes_back_in_a_tab_that_was_left_quickly(page: playwright.Page, served: str) -> None:
    page.route(f"{AWAY}**", lambda route: route.fulfill(body="the weather"))
    begin(page, SLOW)
    box(page).fill("Half a question")
    page.wait_for_timeout(1000)
    for _ in range(3):
        page.keyboard.press("Escape")
    page.get_by_text("the weather").wait_for()
    page.goto(served)
    page.locator(".dsl-count").wait_for(timeout=OPENS_MS)
    page.wait_for_timeout(1500)
    assert box(page).input_value() == ""
    assert page.get_by_text(SLOW).count() == 0


def test_a_question_under_way_survives_another_page_and_a_reload(page: playwright.Page, release: Path) -> None:
    ask(page, "The short way?")
    begin(page, SLOW)
    page.get_by_role("link", name="Compare editions").click()
    page.get_by_role("heading", name="Compare editions").wait_for()
    page.get_by_role("link", name="Ask", exact=True).click()
    running = page.locator("[class*=st-key-running-]").get_by_role("heading", name=SLOW)
    running.wait_for(timeout=OPENS_MS)
    page.reload()
    running.wait_for(timeout=OPENS_MS)
    page.locator(".st-key-exchange-1").get_by_role("heading", name="The short way?").wait_for()
    release.touch()
    page.locator(".st-key-exchange-2 .dsl-provenance").wait_for(timeout=OPENS_MS)


def test_an_answer_that_came_while_another_page_was_looked_at_is_there(page: playwright.Page, release: Path) -> None:
    begin(page, SLOW)
    page.get_by_role("link", name="Compare editions").click()
    page.get_by_role("heading", name="Compare editions").wait_for()
    release.touch()
    page.get_by_role("link", name="Ask", exact=True).click()
    page.locator(".st-key-exchange-1 .dsl-provenance").wait_for(timeout=OPENS_MS)


@pytest.mark.parametrize("width", [1280, 390])
def test_little_moves_on_load_and_when_an_answer_comes(
    browser: playwright.Browser, served: str, release: Path, width: int
) -> None:
    for page in visit(browser, served, width):
        page.add_init_script(_MEASURE)
        page.reload()
        page.locator(".dsl-count").wait_for(timeout=OPENS_MS)
        page.get_by_text("Opening the library").wait_for(state="detached", timeout=OPENS_MS)
        page.wait_for_timeout(1500)
        assert page.evaluate("[window.dslShift, window.dslStyled > 0]")[1], "nothing was measured"
        on_load = page.evaluate("window.dslShift")
        begin(page, SLOW)
        page.wait_for_timeout(1500)  # the answer comes when no key was pressed lately: a shift then counts
        release.touch()
        page.locator(".st-key-exchange-1 .dsl-provenance").wait_for(timeout=OPENS_MS)
        page.locator(".st-key-again-1 button").wait_for()
        page.wait_for_timeout(1000)
        assert on_load <= 0.1
        assert page.evaluate("window.dslShift") - on_load <= 0.1


def test_the_box_is_on_the_first_screen_of_a_phone(browser: playwright.Browser, served: str) -> None:
    for phone in visit(browser, served, 390):
        phone.locator(".dsl-count").wait_for(timeout=OPENS_MS)
        phone.wait_for_timeout(1000)
        place, leave = box(phone).bounding_box(), phone.locator(".dsl-exit").bounding_box()
        assert place is not None
        assert leave is not None
        assert 0 < place["y"] < place["y"] + place["height"] <= leave["y"]
        assert phone.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0


def test_an_earlier_question_is_one_press_away(page: playwright.Page) -> None:
    for number, question in enumerate(("First question?", "Second question?"), start=1):
        ask(page, question, number)
    page.get_by_role("navigation", name="Questions in this conversation").get_by_role(
        "link", name="First question?"
    ).click()
    first = page.locator("#question-1")
    playwright.expect(first).to_be_in_viewport()
    assert "question?" not in page.url
