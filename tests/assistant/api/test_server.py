"""The command from end to end, on the bundled library and the real models: other programs ask, by clients of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest
from mcp import Client, StdioServerParameters
from PIL import Image

from assistant import __main__ as command
from assistant.api.api_keys import ApiKeys
from assistant.api.server import serve
from assistant.errors import KeysUnusable, ServerExposed
from assistant.settings import ServerSettings
from corpus.errors import SettingsError
from corpus.settings import LibrarySettings
from tests.assistant.api.conftest import until
from tests.awaiting import run

ROOT = Path(__file__).parents[3]
QUESTION = "Can a child be a victim of domestic abuse if they only heard it?"
MARK = "zebrafinch"


@dataclass
class Served:
    """The command as it runs."""

    url: str
    key: str
    process: subprocess.Popen[bytes]
    log: Path

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, headers={"Authorization": f"Bearer {self.key}"}, timeout=120)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The library as it comes, whatever is set where the tests run; keys and switch of the test's own."""
    folder = tmp_path_factory.mktemp("serving")
    settings = {"DSL_API_KEYS_FILE": str(folder / "keys.json"), "DSL_API_OFF_FILE": str(folder / "off.txt")}
    others = {name: value for name, value in os.environ.items() if not name.startswith("DSL_")}
    return others | settings | {"OMP_NUM_THREADS": "1"}


@pytest.fixture(scope="module")
def served(
    bundled_index: Path, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    key = ApiKeys(Path(environment["DSL_API_KEYS_FILE"])).add("a journey")
    log = tmp_path_factory.mktemp("log") / "stderr"
    arguments = [sys.executable, "-m", "assistant", "serve", "--port", str(port), "--index", str(bundled_index)]
    with log.open("wb") as file:
        process = subprocess.Popen(arguments, cwd=ROOT, env=environment, stdout=file, stderr=file)
    served = Served(f"http://127.0.0.1:{port}", key, process, log)
    try:
        until(lambda: _ready(served), 180)
        yield served
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _ready(served: Served) -> bool:
    assert served.process.poll() is None, served.log.read_text()
    try:
        return httpx.get(f"{served.url}/readyz", timeout=5).status_code == 200
    except httpx.TransportError:
        time.sleep(0.2)
        return False


@pytest.mark.enable_socket
def test_a_question_is_answered_and_the_page_of_its_citation_is_shown_with_the_words_marked(
    served: Served, tmp_path: Path
) -> None:
    with served.client() as client:
        answer = client.post("/v1/ask", json={"question": QUESTION}).raise_for_status().json()
        assert answer["outcome"] == "answered"
        (citation, *_) = answer["citations"]
        page = f"/v1/sources/{citation['source_id']}/pages/{citation['page']}.png"
        marked = {"passage_id": citation["passage_id"], "quote": citation["quote"]}
        plain, shown = (client.get(page, params=params).raise_for_status() for params in ({}, marked))
    for picture in (plain, shown):
        (tmp_path / "page.png").write_bytes(picture.content)
        with Image.open(tmp_path / "page.png") as opened:
            assert opened.format == "PNG"
    assert plain.content != shown.content


@pytest.mark.enable_socket
def test_a_chat_program_gets_the_same_answer_with_its_references(served: Served) -> None:
    with openai.OpenAI(base_url=f"{served.url}/v1", api_key=served.key) as client:
        asked: Any = [{"role": "user", "content": QUESTION}]
        chunks = client.chat.completions.create(model="dsl-guidance", messages=asked, stream=True)
        text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
    assert "References\n----------" in text
    assert "[1]" in text


@pytest.mark.enable_socket
def test_nothing_that_was_asked_is_in_what_the_server_writes(served: Served) -> None:
    with served.client() as client:
        for path, body in (
            ("/v1/ask", {"question": f"Is a {MARK} a victim of domestic abuse?"}),
            ("/v1/ask", {"question": f"Is a {MARK} a victim of domestic abuse?", "stream": True}),
            ("/v1/search", {"query": MARK}),
            ("/v1/redact", {"messages": [{"id": "1", "text": MARK}]}),
            ("/v1/chat/completions", {"model": "dsl-guidance", "messages": [{"role": "user", "content": MARK}]}),
            (
                "/mcp",
                {
                    "jsonrpc": "2.0",
                    "id": 1,
                    "method": "tools/call",
                    "params": {"name": "ask", "arguments": {MARK: MARK}},
                },
            ),
        ):
            accept = "text/event-stream, application/json" if path == "/mcp" else "application/json"
            client.post(path, json=body, params={"q": MARK}, headers={"Accept": accept})
        client.get(f"/{MARK}")
    until(lambda: "GET (no such address) 404" in served.log.read_text())
    written = served.log.read_text()
    assert "POST /v1/ask 200" in written
    assert MARK not in written
    assert served.key not in written
    assert "Traceback" not in written


@pytest.mark.enable_socket
def test_an_mcp_program_starts_it_and_asks_over_standard_input(
    bundled_index: Path, environment: dict[str, str]
) -> None:
    arguments = ["-m", "assistant", "mcp", "--index", str(bundled_index)]
    program = StdioServerParameters(command=sys.executable, args=arguments, cwd=ROOT, env=environment)

    async def talks() -> Any:
        async with Client(program) as client:
            found = await client.call_tool("search", {"query": "operation encompass", "k": 2})
            place = found.structured_content["passages"][0]
            page = await client.call_tool("page", {"source_id": place["source_id"], "number": place["page"]})
            return await client.call_tool("ask", {"question": QUESTION}), page

    answer, page = run(talks())
    assert answer.structured_content["outcome"] == "answered"
    assert page.content[0].mime_type == "image/png"
    assert len(page.content[1].text) > 100


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "guidance.example"])
def test_without_a_key_it_does_not_listen_where_others_could_ask(host: str, tmp_path: Path) -> None:
    settings = ServerSettings(keys_file=tmp_path / "keys.json", off_file=tmp_path / "off.txt")
    with pytest.raises(ServerExposed, match="without a key"):
        serve(LibrarySettings(), settings, host, 0)
    ApiKeys(settings.keys_file).add("a")
    ApiKeys(settings.keys_file).revoke("a")
    with pytest.raises(ServerExposed):
        serve(LibrarySettings(), settings, host, 0)
    settings.keys_file.write_text("[")
    with pytest.raises(KeysUnusable):
        serve(LibrarySettings(), settings, host, 0)


@pytest.mark.parametrize(
    ("name", "value"), [("AT_ONCE", "0"), ("TIMEOUT_S", "forever"), ("MAX_TURNS", "-1"), ("A_DAY", "many")]
)
def test_a_setting_that_cannot_be_used_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"DSL_API_{name}", value)
    with pytest.raises(SettingsError, match=f"DSL_API_{name} cannot be used"):
        ServerSettings.read()


def test_what_is_not_installed_is_said_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "assistant.api.server", None)
    for name in ("serve", "mcp"):
        assert command.main([name]) == 1
        assert ".[server]" in capsys.readouterr().err


def test_the_page_and_the_other_commands_load_nothing_of_the_server() -> None:
    script = "import sys, app, assistant.__main__; print([n for n in ('fastapi', 'mcp', 'limits') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr[-500:]
