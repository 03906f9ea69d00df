"""Signing in for real: the app with Streamlit's own OpenID Connect, a provider on loopback, and Chromium."""

from __future__ import annotations

import os
import socket
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.browser.provider import provider, secrets
from tests.browser.serving import await_answer

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[dev]'")

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

ROOT = Path(__file__).parents[2]


@contextmanager
def visit(browser: playwright.Browser, address: str) -> Iterator[playwright.Page]:
    """A visit by somebody new, at the size of a school laptop."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("link", name="999").first.wait_for()
    yield page
    context.close()


@contextmanager
def serving(tmp_path: Path, port: int, *options: str) -> Iterator[str]:
    """The app without an index, with a store of its own."""
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port), *options]
    places = {
        "DSL_INDEX_DIR": str(tmp_path / "index"),
        "DSL_DATABASE_URL": f"sqlite:///{tmp_path / 'desk.sqlite'}",
        "DSL_EVIDENCE_DIR": str(tmp_path / "evidence"),
    }
    with subprocess.Popen(
        command, cwd=ROOT, env=os.environ | places, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            await_answer(f"http://localhost:{port}/_stcore/health")
            yield f"http://localhost:{port}"
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app where people sign in."""
    folder, port = tmp_path_factory.mktemp("signed"), free_port()
    with provider() as address:
        file = folder / "secrets.toml"
        file.write_text(secrets(address, f"http://localhost:{port}"), encoding="utf-8")
        with serving(folder, port, "--secrets.files", str(file)) as app:
            yield app


def sign_in(page: playwright.Page, who: str) -> None:
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name=who, exact=True).click()
    page.get_by_text(f"Signed in as {who.title()}", exact=True).wait_for()


@pytest.mark.parametrize(
    ("who", "shown"),
    [
        ("dee", ["Ask", "Compare editions", "Library", "Training"]),
        ("tom", ["Compare editions", "Library", "Check answers", "Training", "New editions"]),
        (
            "meg",
            [
                "Compare editions",
                "Library",
                "Look after the library",
                "New editions",
                "Evaluations",
                "What did not help",
                "Health",
            ],
        ),
    ],
)
def test_somebody_signs_in_sees_their_pages_and_signs_out(
    browser: playwright.Browser, signed: str, who: str, shown: list[str]
) -> None:
    with visit(browser, signed) as page:
        sign_in(page, who)
        page.locator(".st-key-pages a").nth(1).wait_for()
        assert page.locator(".st-key-pages a").all_inner_texts() == shown
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("button", name="Sign in").wait_for()


@pytest.mark.parametrize("address", ["check", "evaluations", "look-after", "health"])
def test_a_dsl_does_not_open_another_page_by_its_address(
    browser: playwright.Browser, signed: str, address: str
) -> None:
    with visit(browser, signed) as page:
        sign_in(page, "dee")
        page.goto(f"{signed}/{address}")
        page.get_by_text("Signed in as Dee", exact=True).wait_for()
        page.get_by_role("heading", name="Safeguarding guidance: domestic abuse").wait_for()
        assert page.get_by_role("heading", name="Answers to check").count() == 0
        for heading in ("Evaluation runs", "Look after the library", "Health"):
            assert page.get_by_role("heading", name=heading, exact=True).count() == 0


def test_a_trainer_opens_their_page_by_its_address(browser: playwright.Browser, signed: str) -> None:
    with visit(browser, signed) as page:
        sign_in(page, "tom")
        page.goto(f"{signed}/check")
        page.get_by_role("heading", name="Answers to check").wait_for()
        page.get_by_text("No answer is waiting to be checked.").wait_for()


def test_somebody_without_a_role_is_told_whom_to_ask(browser: playwright.Browser, signed: str) -> None:
    with visit(browser, signed) as page:
        sign_in(page, "new")
        page.get_by_text("has no role here yet").wait_for()
        assert page.locator(".st-key-pages a").count() == 0


def test_listening_everywhere_without_sign_in_the_page_refuses(browser: playwright.Browser, tmp_path: Path) -> None:
    with (
        serving(tmp_path, free_port(), "--server.address", "0.0.0.0") as app,
        visit(browser, app) as page,
    ):
        page.get_by_text("the page is served on 0.0.0.0", exact=False).wait_for()
        assert page.get_by_placeholder("Type your question").count() == 0
    assert not (tmp_path / "desk.sqlite").exists()


def test_reached_through_a_proxy_without_sign_in_the_page_refuses(browser: playwright.Browser, tmp_path: Path) -> None:
    port = free_port()
    with serving(tmp_path, port) as app:
        with proxy_before(port) as proxy, visit(browser, proxy) as page:
            page.get_by_text("reached through a proxy").wait_for()
        with visit(browser, app) as here:
            here.get_by_text("Single-user mode").wait_for()


@contextmanager
def proxy_before(port: int) -> Iterator[str]:
    """Forward connections to a port, saying for whom, as a plain proxy does. A browser’s own headers are not on its sockets.

    Yields
    ------
    str
        The address.
    """

    class Forward(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with socket.create_connection(("localhost", port)) as server:
                head = self.request.recv(65_536)
                server.sendall(head.replace(b"\r\n", b"\r\nX-Forwarded-For: 10.0.0.8\r\n", 1))
                back = threading.Thread(target=_pass_on, args=(server, self.request), daemon=True)
                back.start()
                _pass_on(self.request, server)
                back.join()

    with socketserver.ThreadingTCPServer(("localhost", 0), Forward) as proxy:
        proxy.daemon_threads = True
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        yield f"http://localhost:{proxy.server_address[1]}"
        proxy.shutdown()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):  # either end may go first
        while some := source.recv(65_536):
            target.sendall(some)
        target.shutdown(socket.SHUT_WR)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port: int = probe.getsockname()[1]
        return port
