"""The real app served on this machine, and a visit to it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
OPENS_MS = 90_000  # the first visit loads the models


def serve(index_dir: Path, app: Path = ROOT / "app.py", **settings: str) -> Iterator[str]:
    """Serve the app, or another, over an index, with further settings, until the tests that want it are done."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port)]
    environment = os.environ | {
        "DSL_INDEX_DIR": str(index_dir),
        "DSL_LIBRARY_DIR": str(index_dir.parent / "library"),
        "DSL_DATABASE_URL": f"sqlite:///{index_dir.parent / 'desk.sqlite'}",
        "DSL_EVIDENCE_DIR": str(index_dir.parent / "evidence"),
        "DSL_EVAL_DIR": str(index_dir.parent / "eval"),
        **settings,
    }
    address = f"http://localhost:{port}"
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            await_answer(f"{address}/_stcore/health")
            yield address
        finally:
            server.terminate()


def await_answer(address: str, limit_s: float = 60) -> None:
    """Wait until an address answers."""
    give_up = time.monotonic() + limit_s
    while True:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.2)


# The page is at the answer, or as near as it can scroll, and has not moved since it was last asked.
_AT_REST = """number => {
  const main = document.querySelector('[data-testid=stMain]');
  const top = document.querySelector(`.st-key-exchange-${number}`).getBoundingClientRect().top;
  const there = Math.abs(top) < 150 || main.scrollTop + main.clientHeight >= main.scrollHeight - 1;
  const rests = there && window.dslTop === top;
  window.dslTop = top;
  return rests;
}"""


def ask(page: Page, question: str, number: int = 1) -> None:
    """Ask, and wait until the answer is drawn and the page has come to rest: a press before that may miss its button."""
    box = page.get_by_placeholder("Type your question")
    box.wait_for(timeout=OPENS_MS)
    page.get_by_text("Opening the library").wait_for(state="detached", timeout=OPENS_MS)
    box.fill(question)
    box.press("Enter")
    page.locator(f".st-key-exchange-{number} .dsl-provenance").wait_for(timeout=OPENS_MS)
    page.locator(f".st-key-again-{number} button").wait_for()  # the last thing drawn
    page.wait_for_function(_AT_REST, arg=number, polling=250)


def visit(browser: Browser, address: str, width: int, height: int = 800) -> Iterator[Page]:
    """Return a new visit to the app, in a window of a size in pixels."""
    context = browser.new_context(viewport={"width": width, "height": height})
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto(address)
    page.get_by_placeholder("Type your question").wait_for(timeout=OPENS_MS)
    yield page
    context.close()
