"""No serious violation that axe can find, on each face of the page; large print and small windows lose nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[dev]'")
axe = pytest.importorskip("axe_playwright_python.base", reason="axe is not installed: pip install '.[dev]'")

from tests.browser.serving import OPENS_MS, ask, visit  # noqa: E402

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

# What Streamlit itself causes and we cannot mend, by axe's rule, with the reason. None with Streamlit 1.67 and axe 4.12.
STREAMLITS_OWN: dict[str, str] = {}
_RUN = """() => axe.run(document, {resultTypes: ['violations', 'passes']}).then(found => ({
  passed: found.passes.length,
  violations: found.violations.map(one => ({id: one.id, impact: one.impact, where: one.nodes.map(n => n.target.join(' '))})),
}))"""
# A part that is still loading moves without an end, and one that is taken away may never finish: neither is waited for.
_MOTION_ENDS = """Promise.race([new Promise(done => setTimeout(done, 3000)), Promise.all(document.getAnimations()
  .filter(one => one.effect.getComputedTiming().endTime < Infinity).map(one => one.finished.catch(() => 0)))]).then(() => 0)"""
QUESTION = "Can a child be a victim of domestic abuse if they only heard it?"


@pytest.fixture(params=[1280, 390], ids=["laptop", "phone"])
def page(request: pytest.FixtureRequest, browser: playwright.Browser, served: str) -> Iterator[playwright.Page]:
    """A new visit at each size."""
    for opened in visit(browser, served, request.param):
        opened.get_by_text("Opening the library").wait_for(state="detached", timeout=OPENS_MS)
        yield opened


def assert_accessible(page: playwright.Page) -> None:
    page.evaluate(_MOTION_ENDS)
    page.evaluate(axe.AXE_SCRIPT)
    found = page.evaluate(_RUN)
    assert found["passed"] > 15, "axe looked at nothing"
    bad = [one for one in found["violations"] if one["impact"] in {"serious", "critical"}]
    assert not [one for one in bad if one["id"] not in STREAMLITS_OWN], bad


def test_axe_would_notice(page: playwright.Page) -> None:
    page.evaluate("document.querySelector('.dsl-exit').textContent = ''")
    with pytest.raises(AssertionError, match="link-name"):
        assert_accessible(page)


def test_the_first_screen(page: playwright.Page) -> None:
    assert_accessible(page)
    assert page.locator("h1").count() == 1


def test_the_first_screen_says_what_it_is_and_whom_to_ring(page: playwright.Page) -> None:
    for shown in (page.locator("h1"), page.locator(".dsl-lead"), page.get_by_role("link", name="999").first):
        box = shown.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 800
    assert page.get_by_role("heading", name="If a child may be in danger now").is_visible()


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        (QUESTION, "Answered from the guidance"),
        (
            "Dad is here now with a knife and a child is hiding in my office. What do I do?",
            "Urgent: act before you read on",
        ),
        ("How many zebras live in Birmingham?", "The library does not say"),
    ],
)
def test_what_a_question_ends_in(page: playwright.Page, question: str, outcome: str) -> None:
    ask(page, question)
    page.get_by_role("heading", name=outcome).first.wait_for()
    page.get_by_text("Keep this answer").click()
    page.get_by_role("button", name="Make evidence pack (Word)").wait_for()
    assert_accessible(page)
    levels = page.evaluate(
        "[...document.querySelectorAll('.st-key-exchange-1 :is(h1,h2,h3,h4,h5)')].map(one => Number(one.tagName[1]))"
    )
    assert levels[0] == 2
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.locator("h1").count() == 1


def test_an_open_citation(page: playwright.Page) -> None:
    ask(page, QUESTION)
    page.get_by_role("button", name="[1]").first.click()
    page.get_by_role("dialog").get_by_role("img").wait_for()
    assert_accessible(page)


def test_the_library_page(page: playwright.Page) -> None:
    page.get_by_role("link", name="Library", exact=True).click()
    page.get_by_text("Editions known").wait_for()
    assert_accessible(page)


@pytest.mark.parametrize(
    ("link", "heading"),
    [
        ("Compare editions", "Compare editions"),
        ("Check answers", "Answers to check"),
        ("Training", "Training"),
        ("Look after the library", "Look after the library"),
        ("New editions", "New editions"),
        ("Evaluations", "Evaluation runs"),
        ("What did not help", "Answers that did not help"),
        ("Health", "Health"),
    ],
)
def test_the_other_pages(page: playwright.Page, link: str, heading: str) -> None:
    page.get_by_role("link", name=link, exact=True).click()
    page.get_by_role("heading", name=heading, exact=True).first.wait_for()
    page.wait_for_timeout(1_500)  # what stands beneath the heading is drawn after it
    assert_accessible(page)


@pytest.mark.parametrize("width", [640, 320], ids=["1280 px at 200 per cent", "1280 px at 400 per cent"])
def test_large_print_loses_nothing(browser: playwright.Browser, served: str, width: int) -> None:
    for opened in visit(browser, served, width, height=400):
        opened.get_by_text("Opening the library").wait_for(state="detached", timeout=OPENS_MS)
        ask(opened, QUESTION)
        opened.get_by_text("Keep this answer").click()
        opened.get_by_role("button", name="Make evidence pack (PDF)").wait_for()
        assert opened.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
        assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_motion_stops_for_who_asks_for_less(browser: playwright.Browser, served: str) -> None:
    for opened in visit(browser, served, 1280):
        opened.emulate_media(reduced_motion="reduce")
        seconds = opened.evaluate(
            "Math.max(...[...document.querySelectorAll('*')].map(one => parseFloat(getComputedStyle(one).transitionDuration)))"
        )
        assert seconds < 0.01
