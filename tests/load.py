"""Twenty people asking at once: ``python -m tests.load`` (or ``make load``); not part of the tests.

The real page is served over the bundled library, and twenty visits in one Chromium ask it one question after another. What
is measured: the time from Enter to the answer on the page, what went wrong, and the server's memory. Chromium runs on the
same machine and takes its share, so times are worse than twenty people's own computers would see. With ``--busy`` documents are
added and the library is built meanwhile, again and again, and each visit opens the page behind every third answer.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from playwright.async_api import Error as BrowserError
from playwright.async_api import Page, async_playwright

from corpus.terminal import status_of
from tests.browser.serving import await_answer
from tests.ingest import pdfs

ROOT = Path(__file__).parents[1]
QUESTIONS = ROOT / "evals" / "questions" / "digests.jsonl"
_LIMIT_MS = 120_000
_SAMPLE_S = 5.0
_SETTLED = 0.05  # the rise of memory over the second half, as a share, below which it counts as levelled off


@dataclass
class Seen:
    """What was seen: seconds to each answer with its moment, what went wrong, memory, opening times, what else was done."""

    answers: list[tuple[float, float]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    memory_mb: list[tuple[float, float]] = field(default_factory=list)
    opened_s: list[float] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)


def main() -> int:
    """Serve, ask, and print what was seen; the exit status says whether anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--think", type=float, default=0, help="seconds between an answer and the next question")
    parser.add_argument("--busy", action="store_true", help="add documents, build and open pages meanwhile")
    parser.add_argument("--index", type=Path, help="an index that is there; otherwise the bundled library is built")
    parser.add_argument("--json", type=Path, help="where to write what was seen")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, _served(Path(folder), chosen.index) as (address, server):
        seen = asyncio.run(_load(address, server.pid, chosen, Path(folder)))
    _report(seen, chosen)
    if chosen.json:
        chosen.json.write_text(json.dumps(seen.__dict__, indent=1), encoding="utf-8")
    return 1 if seen.errors or not seen.answers else 0


@contextmanager
def _served(folder: Path, index: Path | None) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve the page over the bundled library, with a database of its own."""
    places = {
        "DSL_INDEX_DIR": str(index or folder / "index"),
        "DSL_DATABASE_URL": f"sqlite:///{folder / 'desk.sqlite'}",
        "DSL_EVIDENCE_DIR": str(folder / "evidence"),
    }
    environment = os.environ | places
    if index is None:
        subprocess.run([sys.executable, "-m", "ingest", "build", "--digests"], cwd=ROOT, env=environment, check=True)
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            await_answer(f"http://localhost:{port}/_stcore/health")
            yield f"http://localhost:{port}", server
        finally:
            server.terminate()


async def _load(address: str, pid: int, chosen: argparse.Namespace, folder: Path) -> Seen:
    """Open every visit, then let all ask until the time is over."""
    texts = [json.loads(line)["text"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    seen, found = Seen(), next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        pages = [await (await browser.new_context(reduced_motion="reduce")).new_page() for _ in range(chosen.sessions)]
        began = time.monotonic()
        measuring = asyncio.create_task(_measure(pid, seen, began))
        await asyncio.gather(*(_open(page, address, seen) for page in pages))
        until = time.monotonic() + chosen.seconds
        print(f"{chosen.sessions} visits are open after {time.monotonic() - began:.0f} s; asking", file=sys.stderr)
        asked = [_ask(page, texts[n:] + texts[:n], until, seen, chosen) for n, page in enumerate(pages)]
        if chosen.busy:
            asked.append(_add_and_build(chosen.index or folder / "index", folder, until, seen))
        await asyncio.gather(*asked)
        measuring.cancel()
        await browser.close()
    return seen


async def _open(page: Page, address: str, seen: Seen) -> None:
    began = time.monotonic()
    page.set_default_timeout(_LIMIT_MS)
    page.on("pageerror", lambda error: seen.errors.append(f"the page: {str(error)[:120]}"))
    try:
        await page.goto(address)
        await page.get_by_placeholder("Type your question").wait_for()
        await page.get_by_text("Opening the library").wait_for(state="detached")
        seen.opened_s.append(time.monotonic() - began)
    except BrowserError as error:
        seen.errors.append(f"opening: {_first_line(error)}")


async def _ask(page: Page, texts: list[str], until: float, seen: Seen, chosen: argparse.Namespace) -> None:
    """Ask one question after another, each when the one before has its answer on the page."""
    for number, text in enumerate(texts, 1):
        if time.monotonic() >= until:
            return
        began = time.monotonic()
        try:
            box = page.get_by_placeholder("Type your question")
            await box.fill(text)
            await box.press("Enter")
            await page.locator(f".st-key-exchange-{number} .dsl-outcome").wait_for()
            if await page.locator(f".st-key-exchange-{number} .dsl-failed").count():
                seen.errors.append("an answer failed")
        except BrowserError as error:
            seen.errors.append(f"asking: {_first_line(error)} ({await _state(page)})")
            return
        seen.answers.append((began, time.monotonic() - began))
        if chosen.busy and number % 3 == 0:
            await _open_page(page, number, seen)
        await asyncio.sleep(chosen.think)


async def _state(page: Page) -> str:
    """Say what a page shows whose answer did not come."""
    under_way = page.locator("[class*=st-key-running-]")
    shown = (
        " ".join((await under_way.first.inner_text()).split())[:60] if await under_way.count() else "nothing under way"
    )
    typed = await page.get_by_placeholder("Type your question").input_value()
    answers = await page.locator(".dsl-outcome").count()
    return f"answers on the page: {answers}, in the box: {len(typed)} characters, under way: {shown}"


async def _open_page(page: Page, number: int, seen: Seen) -> None:
    """Open the page behind the first quotation of an answer, if it has one, until it is drawn."""
    citations = page.locator(f".st-key-exchange-{number} [class*=st-key-cite-] button")
    if not await citations.count():
        return
    try:
        await citations.first.click()
        await page.get_by_role("dialog").get_by_role("img").first.wait_for()
        await page.keyboard.press("Escape")
        await page.get_by_role("dialog").wait_for(state="detached")
        seen.done["pages opened"] += 1
    except BrowserError as error:
        seen.errors.append(f"opening a page: {_first_line(error)}")


async def _add_and_build(index: Path, folder: Path, until: float, seen: Seen) -> None:
    """Add a made-up document and build the library, again and again, as other processes do."""
    for number in count(1):
        if time.monotonic() >= until:
            return
        pdf = pdfs.make(folder / f"policy-{number}.pdf", [pdfs.filler(page) for page in range(1, 9)])
        add = ("add", str(pdf), "--title", f"Policy {number}", "--publisher", "A made-up school")
        for name, arguments in (("documents added", add), ("builds", ("build", "--digests"))):
            command = (sys.executable, "-m", "ingest", *arguments, "--index", str(index))
            process = await asyncio.create_subprocess_exec(
                *command, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
            )
            _, wrong = await process.communicate()
            seen.done[name] += not process.returncode
            if process.returncode:
                seen.errors.append(f"{name}: {wrong.decode(errors='replace')[-200:]}")


async def _measure(pid: int, seen: Seen, began: float) -> None:
    """Note the server's memory, with that of the processes it started."""
    while True:
        seen.memory_mb.append((round(time.monotonic() - began, 1), _resident_mb(pid)))
        await asyncio.sleep(_SAMPLE_S)


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


def _report(seen: Seen, chosen: argparse.Namespace) -> None:
    """Print what was seen."""
    took = [seconds for _, seconds in seen.answers]
    print(f"{chosen.sessions} sessions, {chosen.seconds:g} s, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"pages ready: median {_at(seen.opened_s, 0.5):.1f} s, slowest {max(seen.opened_s, default=0):.1f} s")
    print(f"answers: {len(took)}, errors: {len(seen.errors)}")
    if seen.done:
        print("meanwhile: " + ", ".join(f"{n} {name}" for name, n in sorted(seen.done.items())))
    print(f"an answer took, s: first {took[0] if took else 0:.1f}, p50 {_at(took, 0.5):.1f}, p95 {_at(took, 0.95):.1f}")
    print(
        "memory, MB: "
        + ", ".join(f"{at:.0f} s {mb:.0f}" for at, mb in seen.memory_mb[:: max(1, len(seen.memory_mb) // 12)])
    )
    half = [mb for _, mb in seen.memory_mb[len(seen.memory_mb) // 2 :]]
    if half:
        rise = half[-1] / half[0] - 1
        print(
            f"over the second half it rose by {rise:.1%}: " + ("levelled off" if rise < _SETTLED else "still growing")
        )
    for error in sorted(set(seen.errors))[:10]:
        print(f"{seen.errors.count(error)} × {error}")


def _at(values: list[float], share: float) -> float:
    """Return a quantile; 0 where there is nothing."""
    if len(values) < 2:
        return values[0] if values else 0.0
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


def _first_line(error: Any) -> str:
    return str(error).splitlines()[0][:120]


if __name__ == "__main__":
    sys.exit(status_of(main))
