"""The server as the MCP SDK’s own client sees it, over HTTP and in the same process."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from typing import Any

import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from assistant import messages
from assistant.api.problems import URGENT
from assistant.pipeline import Assistant
from corpus.drawing import DrawnPage
from tests.assistant.api.conftest import ASKED, PASSAGE, SOURCE, Running
from tests.awaiting import run

pytestmark = pytest.mark.enable_socket
Serve = Callable[..., AbstractContextManager[Running]]


def over_http(
    running: Running, talk: Callable[[Client], Awaitable[Any]], key: str | None = None, mode: Any = "auto"
) -> Any:
    """What a client gets from the server."""

    async def talking() -> Any:
        headers = {"Authorization": f"Bearer {running.key if key is None else key}"}
        async with (
            httpx2.AsyncClient(headers=headers, timeout=60) as http,
            Client(streamable_http_client(f"{running.url}/mcp", http_client=http), mode=mode) as client,
        ):
            return await talk(client)

    return run(talking())


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = DrawnPage(png=b"\x89PNG", n_pages=1, width=1.0, height=1.0)
    monkeypatch.setattr("assistant.api.service.draw_page", lambda *_: picture)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_three_tools_are_offered_and_all_of_them_only_read(running: Running, mode: str) -> None:
    tools = over_http(running, lambda client: client.list_tools(), mode=mode).tools
    assert {tool.name for tool in tools} == {"ask", "search", "page"}
    assert all(tool.annotations.read_only_hint and not tool.annotations.destructive_hint for tool in tools)
    assert all(tool.description for tool in tools)


def test_a_question_is_answered_in_text_and_for_a_program(running: Running) -> None:
    stages: list[str] = []

    async def asks(client: Client) -> Any:
        async def progress(_: float, __: float | None, message: str | None) -> None:
            stages.append(message or "")

        return await client.call_tool("ask", {"question": ASKED}, progress_callback=progress)

    result = over_http(running, asks)
    assert not result.is_error
    assert PASSAGE.text in result.content[0].text
    assert result.structured_content["outcome"] == "answered"
    assert result.structured_content["citations"][0]["page"] == 1
    assert "Searching the guidance" in stages


def test_urgent_text_comes_first(running: Running) -> None:
    asked = {"question": "He is at the gate with a knife now"}
    result = over_http(running, lambda client: client.call_tool("ask", asked))
    assert result.content[0].text.startswith(messages.URGENT_HEADING)
    found = over_http(running, lambda client: client.call_tool("search", {"query": asked["question"]}))
    assert found.content[0].text.startswith(messages.URGENT_HEADING)


def test_a_search_gives_passages_that_a_page_can_be_shown_of(running: Running, drawn: None) -> None:
    found = over_http(running, lambda client: client.call_tool("search", {"query": "worry at home", "k": 2}))
    (passage,) = found.structured_content["passages"]
    assert PASSAGE.text in found.content[0].text
    named = {"source_id": passage["source_id"], "number": passage["page"], "passage_id": passage["passage_id"]}
    page = over_http(running, lambda client: client.call_tool("page", named))
    picture, words = page.content
    assert base64.b64decode(picture.data) == b"\x89PNG"
    assert picture.mime_type == "image/png"
    assert words.text == PASSAGE.text


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("ask", {"question": "?"}, "empty"),
        ("ask", {"question": "x" * 5000}, "4000"),
        ("ask", {}, "question"),
        ("search", {"query": ASKED, "k": 1000}, "50"),
        ("page", {"source_id": "../../etc/passwd", "number": 1}, "no such page"),
        ("page", {"source_id": SOURCE.source_id, "number": 7}, "no such page"),
        ("delete", {}, "delete"),
    ],
)
def test_what_cannot_be_done_is_an_error_in_words(
    running: Running, tool: str, arguments: dict[str, Any], said: str, everything_logged: pytest.LogCaptureFixture
) -> None:
    async def calls(client: Client) -> str:
        try:
            result = await client.call_tool(tool, arguments)
        except Exception as error:  # as the client says it
            return str(error)
        assert result.is_error
        return str(result.content[0].text)

    assert said in over_http(running, calls)
    assert ASKED not in everything_logged.text


def test_a_fault_is_told_without_its_words_and_with_the_urgent_text(
    running: Running, assistant: Assistant, monkeypatch: pytest.MonkeyPatch, everything_logged: pytest.LogCaptureFixture
) -> None:
    def breaks(*_: Any) -> None:
        raise RuntimeError(f"about {ASKED}")

    monkeypatch.setattr(assistant, "ask", breaks)
    result = over_http(running, lambda client: client.call_tool("ask", {"question": ASKED}))
    assert result.is_error
    assert result.content[0].text.endswith("\n".join(URGENT))
    assert ASKED not in result.content[0].text + everything_logged.text


def test_the_switch_stops_the_tools(running: Running) -> None:
    running.off_file.write_text("the trust\nthe notice board")
    for tool, asked in (
        ("ask", {"question": ASKED}),
        ("search", {"query": ASKED}),
        ("page", {"source_id": "a", "number": 1}),
    ):
        result = over_http(running, lambda client, tool=tool, asked=asked: client.call_tool(tool, asked))
        assert result.is_error
        assert "switched off by the trust" in result.content[0].text


def test_a_wrong_key_gets_nothing(running: Running) -> None:
    with pytest.raises(BaseException) as raised:  # noqa: PT011  # a group, of what the client’s version raises
        over_http(running, lambda client: client.list_tools(), key="wrong")
    assert PASSAGE.text not in str(raised.value)


def test_calls_are_counted_against_the_key(serve: Serve) -> None:
    with serve(a_minute=3) as running:

        async def calls(client: Client) -> None:
            for _ in range(4):
                await client.call_tool("search", {"query": "worry"})

        with pytest.raises(BaseException):  # noqa: PT011, B017
            over_http(running, calls)
        with running.client() as client:
            assert client.get("/v1/sources").status_code == 429
