"""Two editions laid side by side in a real browser: choose, read the marks, open the page, come from an answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from corpus.models import SentenceTransformerEmbedder
from ingest.files import sha256_of
from ingest.index.builder import Builder
from ingest.index.inputs import Item
from tests.doubles import a_source
from tests.ingest import pdfs

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[dev]'")

from tests.browser.serving import OPENS_MS, ask, serve, visit  # noqa: E402  # it needs Playwright

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

OLD = a_source(
    "harbour-2020", title="The harbour rules", names=("Harbour rules 2020",), in_force_from=date(2020, 9, 1),
    in_force_to=date(2021, 8, 31),
)  # fmt: skip
NEW = a_source(
    "harbour-2021", title="The harbour rules", names=("Harbour rules 2021",), in_force_from=date(2021, 9, 1),
    supersedes=("harbour-2020",),
)  # fmt: skip
SUBJECT = "trimming the storm lamp"

# Both headings are measured in one go, and until they agree: while a page is being drawn, columns stand below each other.
_HEADINGS = """const [earlier, later] = ["2020", "2021"].map(year =>
  [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].find(heading => heading.textContent.includes(`Harbour rules ${year}`))
    .getBoundingClientRect());"""
_STACKED = f"() => {{ {_HEADINGS} return later.top >= earlier.bottom; }}"
_BESIDE = f"() => {{ {_HEADINGS} return Math.abs(later.top - earlier.top) < 50 && later.left >= earlier.right; }}"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder) -> Iterator[str]:
    """The address of the app over two small editions of ours."""
    folder = tmp_path_factory.mktemp("editions")
    items = []
    for source, word, often in ((OLD, "should", "every two days"), (NEW, "must", "every day")):
        text = (
            f"The keeper {word} trim the wick of the storm lamp {often}, and",
            "write down in the log of the harbour who did it and at what hour.",
        )
        page = [pdfs.number("1"), *pdfs.lines(760, "Lamps", size=18, bold=True), *pdfs.lines(720, *text)]
        pdf = pdfs.make(folder / f"{source.source_id}.pdf", [page, pdfs.filler(2)])
        items.append(Item(source=source, pdf=pdf, sha256=sha256_of(pdf)))
    Builder(folder / "index", embedder).build(items)
    yield from serve(folder / "index")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.slow
def test_compare_read_the_marks_and_open_the_page(browser: playwright.Browser, served: str, width: int) -> None:
    for page in visit(browser, served, width):
        page.get_by_role("link", name="Compare editions").click()
        page.get_by_label("Subject, in your own words").fill(SUBJECT)
        page.get_by_role("button", name="Lay side by side").click()
        page.get_by_role("heading", name=SUBJECT).wait_for(timeout=OPENS_MS)
        out, put_in = page.locator(".st-key-pair-1 del").first, page.locator(".st-key-pair-1 ins").first
        assert out.text_content() == "[taken out: should]"
        assert put_in.text_content() == "[put in: must]"
        assert "line-through" in out.evaluate("mark => getComputedStyle(mark).textDecorationLine")
        assert "underline" in put_in.evaluate("mark => getComputedStyle(mark).textDecorationLine")
        assert out.locator(".dsl-reader-only").first.bounding_box()["width"] <= 1
        page.wait_for_function(_STACKED if width == 390 else _BESIDE)
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
        page.get_by_role("button", name="[1] Harbour rules 2020").click()
        picture = page.get_by_role("dialog").get_by_role("img")
        picture.wait_for()
        assert "Marked on it: The keeper should trim" in (picture.get_attribute("alt") or "")
        page.keyboard.press("Escape")
        page.get_by_role("dialog").wait_for(state="detached")
        assert "lamp" not in page.url


def test_an_answer_about_editions_leads_to_them_side_by_side(browser: playwright.Browser, served: str) -> None:
    for page in visit(browser, served, 1280):
        ask(page, "What is new in this edition of the harbour rules 2021 on trimming the wick of the storm lamp?")
        page.get_by_role("button", name="Lay the editions side by side").click()
        page.get_by_role("heading", name="Compare editions").wait_for()
        page.locator(".st-key-pair-1 ins").first.wait_for(timeout=OPENS_MS)
        page.wait_for_function(
            "Math.abs(document.querySelector('.st-key-comparison').getBoundingClientRect().top) < 150"
        )
        assert "lamp" not in page.url
        page.get_by_role("link", name="Ask").click()
        page.get_by_role("button", name="Lay the editions side by side").wait_for()
