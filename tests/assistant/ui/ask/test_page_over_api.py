"""The Ask page over a server: the same page as over a library in its process, and words where the server is away."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from PIL import Image
from streamlit.testing.v1 import AppTest

from assistant import remote_assistant
from assistant.api import service
from assistant.errors import NeedsLibrary
from assistant.pipeline import Assistant
from assistant.safety import LoadedTagger
from assistant.ui.ask import ask_page
from assistant.ui.resources import open_assistant
from assistant.ui.shared import citation_dialog
from corpus.drawing import DrawnPage
from corpus.settings import LibrarySettings
from tests.assistant.api.conftest import ASKED, Running, assistant, held, serve  # noqa: F401  # fixtures
from tests.assistant.ui.ask.test_ask_page import ask, html, labels

pytestmark = pytest.mark.enable_socket
APP = Path(__file__).parents[4] / "app.py"
DANGER = "He is at the gate with a knife now, what do I do?"
QUESTIONS = (ASKED, "We are a school in Wales. What must we do?", DANGER)
_PNG = io.BytesIO()
Image.new("RGB", (4, 6)).save(_PNG, "PNG")
DRAWN = DrawnPage(png=_PNG.getvalue(), n_pages=3, width=400.0, height=600.0)
Serve = Callable[..., AbstractContextManager[Running]]


@pytest.fixture
def running(serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Running]:  # noqa: F811
    """A server, and pages that have neither an index nor what takes out details."""
    monkeypatch.setenv("DSL_INDEX_DIR", str(tmp_path / "no-index"))
    monkeypatch.setattr(remote_assistant, "load_detail_tagger", None)
    with serve() as running:
        monkeypatch.setenv("DSL_ASSISTANT_URL", running.url)
        monkeypatch.setenv("DSL_PAGE_KEY", running.key)
        monkeypatch.setenv("DSL_ASSISTANT_KEY", "env:DSL_PAGE_KEY")
        yield running
        st.cache_resource.clear()


def open_page() -> AppTest:
    return AppTest.from_file(str(APP), default_timeout=60).run()


def untimed(page: AppTest) -> list[str]:
    """What the page shows as HTML, without what changes from one answer to the next."""
    return [one for one in html(page).splitlines() if " ms" not in one and "exchange-" not in one]


def test_a_page_over_a_server_draws_what_a_page_over_a_library_draws(
    running: Running,
    assistant: Assistant,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    over_server = open_page()
    assert not over_server.exception
    for question in QUESTIONS:
        ask(over_server, question)
    monkeypatch.delenv("DSL_ASSISTANT_URL")
    monkeypatch.setattr(ask_page, "open_assistant", lambda settings: assistant)
    over_library = open_page()
    for question in QUESTIONS:
        ask(over_library, question)
    elsewhere = f'<p class="dsl-hint">{ask_page._ELSEWHERE}</p>'
    assert elsewhere in untimed(over_server)
    assert [one for one in untimed(over_server) if one != elsewhere] == untimed(over_library)
    not_here = ("Talk a case through", "Put dated entries in order", "Ask a trainer to check this", "Think it through")
    offered = [one for one in labels(over_library) if not one.startswith(not_here)]
    assert labels(over_server) == offered


def test_a_page_of_a_source_comes_from_the_server(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    def not_here(*_: object) -> Any:
        raise AssertionError("the page was drawn here")

    monkeypatch.setattr(service, "draw_page", lambda *_: DRAWN)
    monkeypatch.setattr(citation_dialog, "draw_page", not_here)
    page = ask(open_page(), ASKED)
    next(one for one in page.button if "show the page" in one.label).click().run()
    assert not page.exception
    assert "PDF page 1 of 3, the page quoted" in [one.value for one in page.subheader]
    assert not page.error


def test_what_was_taken_out_at_the_server_is_shown_no_more(
    running: Running,
    assistant: Assistant,  # noqa: F811
) -> None:
    page = ask(open_page(), ASKED)
    found = page.session_state["exchanges"][0].answer.retrieved
    assert found
    assistant.index.sources.clear()  # type: ignore[attr-defined]
    assistant.index.generation = "0002-memory"  # type: ignore[misc]
    page.run()
    assert not page.session_state["exchanges"][0].answer.retrieved


@pytest.mark.parametrize("away", [True, False])
def test_without_the_server_it_is_said_and_urgent_help_is_there(
    running: Running, monkeypatch: pytest.MonkeyPatch, away: bool
) -> None:
    monkeypatch.setattr(remote_assistant, "load_detail_tagger", LoadedTagger)
    monkeypatch.setenv("DSL_PAGE_KEY", "dsl_unknown")
    if away:
        monkeypatch.setenv("DSL_ASSISTANT_URL", "http://127.0.0.1:9")
    page = ask(open_page(), DANGER)
    assert not page.exception
    assert ("cannot be reached" if away else "does not accept") in html(page)
    assert 'class="dsl-urgent' in html(page)


def test_what_needs_the_library_says_so(running: Running) -> None:
    with pytest.raises(NeedsLibrary, match="needs the library on this computer"):
        open_assistant(LibrarySettings.read())
