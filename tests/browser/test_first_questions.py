"""Several visits that ask at once of a server that has just been started, whose models load while they wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[dev]'")

from tests.browser.serving import OPENS_MS, serve, visit  # noqa: E402  # it needs Playwright

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


@pytest.fixture(scope="module")
def served(bundled_index: Path) -> Iterator[str]:
    """The address of the app over the bundled library, just started."""
    yield from serve(bundled_index)


def test_three_visits_that_ask_at_once_are_all_answered(browser: playwright.Browser, served: str) -> None:
    with ExitStack() as visits:
        pages = [visits.enter_context(contextmanager(visit)(browser, served, 1280)) for _ in range(3)]
        for page in pages:
            page.get_by_text("Opening the library").wait_for(state="detached", timeout=OPENS_MS)
        for page in pages:
            page.get_by_placeholder("Type your question").fill("What is Operation Encompass?")
            page.keyboard.press("Enter")
        outcomes = [page.locator(".st-key-exchange-1 .dsl-outcome") for page in pages]
        for outcome in outcomes:
            outcome.wait_for(timeout=OPENS_MS)
        assert {outcome.inner_text() for outcome in outcomes} == {"Answered from the guidance"}
