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

from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
OPENS_MS = 90_000  # the first visit loads the models


def serve(index_dir: Path) -> Iterator[str]:
    """Serve the app over an index until the tests that want it are done."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port)]
    environment = os.environ | {
        "DSL_INDEX_DIR": str(index_dir),
        "DSL_LIBRARY_DIR": str(index_dir.parent / "library"),
        "DSL_DATABASE_URL": f"sqlite:///{index_dir.parent / 'desk.sqlite'}",
        "DSL_EVIDENCE_DIR": str(index_dir.parent / "evidence"),
        "DSL_EVAL_DIR": str(index_dir.parent / "eval"),
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


def visit(browser: Browser, address: str, width: int, height: int = 800) -> Iterator[Page]:
    """Return a new visit to the app, in a window of a size in pixels."""
    context = browser.new_context(viewport={"width": width, "height": height})
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto(address)
    page.get_by_placeholder("Type your question").wait_for(timeout=OPENS_MS)
    yield page
    context.close()
