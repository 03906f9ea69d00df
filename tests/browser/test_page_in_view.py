"""The cited page in a browser: zoomed, scrolled to the mark, beside the answer, on a phone, and in larger print."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[dev]'")

from tests.browser.serving import ask, visit  # noqa: E402  # it needs Playwright

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

QUESTION = "Can a child be a victim of domestic abuse if they only heard it?"
SEVERAL = "Dad has asked for a copy of his son's safeguarding file. Do we have to give it to him?"  # it rests on several pages
_A4_POINTS = 595.28
_PRINT_POINTS = 11  # of the bundled digests' text
_BOX = ".st-key-page-image"
_PHONE, _LAPTOP = 390, 1280
_OVER = """at => {
  const over = document.elementFromPoint(at.x, at.y);
  return over ? over.closest('[role=dialog]') ? 'dialog' : over.innerText : '';
}"""


def open_page(page: playwright.Page, question: str = QUESTION) -> None:
    """Ask, and open the first citation."""
    ask(page, question)
    page.get_by_role("button", name="[1]").first.click()
    rest(page)


def rest(page: playwright.Page) -> None:
    """Wait until the page is drawn and has been scrolled."""
    picture = page.get_by_role("dialog").get_by_role("img")
    picture.wait_for()
    picture.evaluate("image => image.decode()")
    page.wait_for_timeout(1_000)


def print_px(page: playwright.Page) -> float:
    """The size of the page's print on the screen, in CSS pixels."""
    width: float = (
        page.get_by_role("dialog").get_by_role("img").evaluate("image => image.getBoundingClientRect().width")
    )
    return _PRINT_POINTS * width / _A4_POINTS


def text_px(page: playwright.Page, part: str) -> float:
    """The computed size of a text in the dialog."""
    size: float = page.locator(f"[role=dialog] {part}").first.evaluate(
        "one => parseFloat(getComputedStyle(one).fontSize)"
    )
    return size


def mark_in_view(page: playwright.Page) -> tuple[int, int, int, int]:
    """The yellow that a person sees: left, top, right, bottom, in CSS pixels of the window."""
    shown = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    yellow = [
        (x, y) for y in range(shown.height) for x in range(shown.width) if shown.getpixel((x, y)) == (255, 236, 92)
    ]
    assert len(yellow) > 500, "no mark is in view"
    across, down = [x for x, _ in yellow], [y for _, y in yellow]
    return min(across), min(down), max(across), max(down)


@pytest.mark.parametrize("width", [_LAPTOP, _PHONE], ids=["laptop", "phone"])
def test_the_page_opens_zoomed_at_its_mark_and_larger_print_is_larger(
    browser: playwright.Browser, served: str, width: int
) -> None:
    for page in visit(browser, served, width):
        open_page(page)
        box = page.locator(_BOX).bounding_box()
        assert box is not None
        before = (print_px(page), text_px(page, ".dsl-facts dd"), text_px(page, "blockquote"))
        assert before[0] >= 12
        left, top, right, bottom = mark_in_view(page)
        assert box["x"] <= left < box["x"] + 40  # it is read from its beginning
        assert box["y"] <= top < bottom <= box["y"] + box["height"] <= 800
        assert right <= box["x"] + box["width"]
        page.get_by_role("dialog").get_by_text("Larger print").click()
        page.wait_for_function(
            "before => document.querySelector('.st-key-page-image img').clientWidth > before", arg=1.4 * before[0] * 54
        )
        rest(page)
        after = (print_px(page), text_px(page, ".dsl-facts dd"), text_px(page, "blockquote"))
        assert all(now >= 1.25 * once for now, once in zip(after, before, strict=True))
        assert after[0] >= 17
        mark_in_view(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_the_page_has_the_whole_width(browser: playwright.Browser, served: str) -> None:
    for page in visit(browser, served, _PHONE):
        open_page(page)
        box: Any = page.locator(_BOX).bounding_box()
        assert (box["x"], box["width"]) == (0, _PHONE)
        exit_top = page.locator(".dsl-exit").bounding_box()["y"]
        assert mark_in_view(page)[3] < exit_top


def test_on_a_laptop_the_answer_stands_beside_the_page_and_stays_in_use(
    browser: playwright.Browser, served: str
) -> None:
    for page in visit(browser, served, _LAPTOP):
        open_page(page, SEVERAL)
        dialog: Any = page.get_by_role("dialog").bounding_box()
        opener: Any = page.locator(
            ".st-key-exchange-1 [class*='st-key-cite-'] button", has_text="[1]"
        ).first.bounding_box()
        assert opener["x"] + opener["width"] <= dialog["x"]
        assert 0 <= opener["y"] < 800
        for part in (".st-key-exchange-1", ".st-key-exchange-1 p", ".dsl-strip", ".dsl-exit"):
            one: Any = page.locator(part).first.bounding_box()
            assert one["x"] + one["width"] <= dialog["x"] + 1, part
        seen = page.evaluate(_OVER, {"x": opener["x"] + 20, "y": opener["y"] + opener["height"] / 2})
        assert "[1]" in seen
        page.mouse.move(opener["x"] + 20, 400)
        at = page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
        page.mouse.wheel(0, 150)
        page.wait_for_function("at => document.querySelector('[data-testid=stMain]').scrollTop > at", arg=at)
        page.locator(".st-key-exchange-1 [class*='st-key-cite-'] button", has_text="[2]").first.click()
        page.get_by_role("dialog").get_by_role("heading", name="[2]").wait_for()
        rest(page)
        mark_in_view(page)
        page.keyboard.press("Escape")
        page.get_by_role("dialog").wait_for(state="detached")


def test_the_page_is_scrolled_by_keyboard(browser: playwright.Browser, served: str) -> None:
    for page in visit(browser, served, _LAPTOP):
        open_page(page)
        box = page.get_by_role("region", name="The page as a picture, which scrolls")
        before = box.evaluate("one => one.scrollTop")
        box.focus()
        page.keyboard.press("ArrowUp" if before else "ArrowDown")  # the mark may be at the foot
        page.wait_for_function(f"document.querySelector('{_BOX}').scrollTop !== {before}")
