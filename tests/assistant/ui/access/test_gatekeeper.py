"""Uploads are for visits that were offered a box for files, and a real server is what refuses the others."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from assistant.ui.access import gatekeeper
from assistant.ui.access.gatekeeper import Gatekeeper
from tests.browser.serving import await_answer

Result = TypeVar("Result")
ROOT = Path(__file__).parents[4]
MIB = 2**20
SECRETS = """[auth]
redirect_uri = "http://localhost/oauth2callback"
cookie_secret = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
client_id = "desk"
client_secret = "y"
server_metadata_url = "https://login.example.test/.well-known/openid-configuration"
"""


def _run(work: Coroutine[Any, Any, Result]) -> Result:
    """Run in a thread of its own: where a browser test ran before, this one has a running loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


class Streamlits:
    """Stands in for Streamlit's server, and for the files that it keeps."""

    def __init__(self) -> None:
        self.reached: list[str] = []
        self.removed: list[str] = []
        self.uploaded_file_mgr = SimpleNamespace(remove_session_files=self.removed.append)
        self.inside: Any = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.reached.append(scope["path"])
        if self.inside is not None:
            await self.inside()
        await send({"type": "http.response.start", "status": 204, "headers": [(b"a", b"b")]})
        await send({"type": "http.response.body", "body": b""})


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Streamlits:
    standing_in = Streamlits()
    monkeypatch.setattr(gatekeeper.runtime, "get_instance", lambda: standing_in)
    monkeypatch.setattr(gatekeeper, "_may_upload", {"offered"})
    return standing_in


async def asked(keeper: Gatekeeper, method: str, path: str) -> tuple[int, dict[bytes, bytes]]:
    """The status and headers that a request is answered with; its body must not be read by the gatekeeper."""
    sent: list[Message] = []

    async def receive() -> Message:
        raise AssertionError("the body was read")

    async def send(message: Message) -> None:
        sent.append(message)

    await keeper({"type": "http", "method": method, "path": path, "headers": []}, receive, send)
    return sent[0]["status"], dict(sent[0]["headers"])


def status(server: Streamlits, method: str, path: str) -> int:
    return _run(asked(Gatekeeper(server), method, path))[0]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST"])
@pytest.mark.parametrize("base", ["", "/desk"])
def test_a_visit_that_was_offered_no_box_for_files_uploads_none(server: Streamlits, method: str, base: str) -> None:
    for session in ("unknown", "", "offered2", "..", "offered%2F"):
        assert status(server, method, f"{base}/_stcore/upload_file/{session}/file") == 403
    assert server.reached == server.removed == []


def test_a_visit_that_was_keeps_the_newest_file_alone(server: Streamlits) -> None:
    assert status(server, "PUT", "/_stcore/upload_file/offered/file") == 204
    assert server.removed == ["offered"]
    assert status(server, "DELETE", "/_stcore/upload_file/offered/file") == 204
    assert server.removed == ["offered"]
    assert status(server, "OPTIONS", "/_stcore/upload_file/unknown/file") == 204


def test_a_visit_sends_one_file_at_a_time(server: Streamlits) -> None:
    keeper, path = Gatekeeper(server), "/_stcore/upload_file/offered/file"
    seen: list[int] = []

    async def meanwhile() -> None:
        server.inside = None
        seen.append((await asked(keeper, "PUT", path))[0])

    server.inside = meanwhile
    assert _run(asked(keeper, "PUT", path))[0] == 204
    assert seen == [429]
    assert status(server, "PUT", path) == 204


def test_every_answer_says_that_pictures_come_from_here(server: Streamlits) -> None:
    for path in ("/", "/_stcore/upload_file/unknown/file"):
        _, headers = _run(asked(Gatekeeper(server), "PUT", path))
        assert headers[b"content-security-policy"].startswith(b"img-src 'self' data: blob:;")


def test_leave_to_upload_is_given_where_the_box_is_drawn_and_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def script() -> None:
        from assistant.ui.access import gatekeeper

        gatekeeper.let_upload()

    known: set[str] = set()
    monkeypatch.setattr(gatekeeper, "_may_upload", known)
    AppTest.from_function(script).run()
    assert len(known) == 1
    monkeypatch.setattr(gatekeeper, "_session_id", lambda: next(iter(known)))
    gatekeeper.let_upload_no_more()
    assert known == set()


def test_no_page_draws_a_box_for_files_without_giving_leave() -> None:
    for path in (ROOT / "assistant" / "ui").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert text.count("st.file_uploader(") <= text.count("gatekeeper.let_upload()"), path


@contextmanager
def served(folder: Path, *options: str) -> Iterator[tuple[int, int]]:
    """The real server, with a database of its own and no library; gives its port and its process."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = int(probe.getsockname()[1])
    environment = os.environ | {
        "DSL_INDEX_DIR": str(folder / "index"),
        "DSL_DATABASE_URL": f"sqlite:///{folder / 'desk.sqlite'}",
        "DSL_EVIDENCE_DIR": str(folder / "evidence"),
    }
    command = [sys.executable, "-m", "assistant.ui", "--server.port", str(port), *options]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            await_answer(f"http://localhost:{port}/_stcore/health")
            yield port, server.pid
        finally:
            server.terminate()


def visit(port: int, **given: Any) -> ClientConnection:
    return connect(f"ws://localhost:{port}/_stcore/stream", max_size=None, proxy=None, **given)


def drawn(socket_: ClientConnection) -> tuple[str, str]:
    """The id of a visit, and all that is drawn for it."""
    socket_.send(BackMsg(rerun_script={"query_string": ""}).SerializeToString())
    session_id, everything = "", ""
    while True:
        message = ForwardMsg.FromString(socket_.recv(timeout=60))  # type: ignore[arg-type]
        everything += str(message)
        if message.WhichOneof("type") == "new_session":
            session_id = message.new_session.initialize.session_id
        if message.WhichOneof("type") == "script_finished":
            return session_id, everything


def put(port: int, session_id: str, name: str, body: bytes) -> int:
    """The status that an upload ends with, sent as a browser does."""
    with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health") as answer:
        token = re.search(r"_streamlit_xsrf=([^; ]+)", answer.headers["Set-Cookie"])
    assert token is not None
    part = b'--B\r\nContent-Disposition: form-data; name="f"; filename="a.pdf"\r\n\r\n' + body + b"\r\n--B--\r\n"
    headers = {
        "Content-Type": "multipart/form-data; boundary=B",
        "X-Xsrftoken": token[1],
        "Cookie": f"_streamlit_xsrf={token[1]}",
    }
    with contextlib.closing(http.client.HTTPConnection("localhost", port, timeout=60)) as connection:
        connection.request("PUT", f"/_stcore/upload_file/{session_id}/{name}", body=part, headers=headers)
        with connection.getresponse() as answered:
            return answered.status


def memory_mib(pid: int) -> int:
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="utf-8"))
    assert found is not None
    return int(found[1]) // 1024


@pytest.mark.enable_socket
def test_nobody_who_has_not_signed_in_fills_the_memory(tmp_path: Path) -> None:
    (tmp_path / "secrets.toml").write_text(SECRETS, encoding="utf-8")
    with served(tmp_path, "--secrets.files", str(tmp_path / "secrets.toml")) as (port, pid):
        with visit(port, origin=f"http://localhost:{port}") as socket_:
            session_id, everything = drawn(socket_)
            assert "Sign in with your work account" in everything
            before = memory_mib(pid)
            assert {put(port, session_id, f"file{n}", bytes(20 * MIB)) for n in range(5)} == {403}
        with visit(port, origin=f"http://localhost:{port}") as socket_:
            with contextlib.suppress(ConnectionClosed):
                socket_.send(bytes(100 * MIB))
            with pytest.raises(ConnectionClosed):
                socket_.recv(timeout=60)
        assert memory_mib(pid) - before < 20


@pytest.mark.enable_socket
def test_without_sign_in_only_a_browser_on_this_computer_is_served(tmp_path: Path) -> None:
    with served(tmp_path) as (port, _):
        here = f"http://localhost:{port}"
        with visit(port, origin=here) as socket_:
            assert "Ask a question" in drawn(socket_)[1]
        for headers, origin in (({}, None), ({"Via": "1.1 proxy"}, here), ({"X-Forwarded-Proto": "https"}, here)):
            with visit(port, additional_headers=headers, origin=origin) as socket_:
                everything = drawn(socket_)[1]
                assert "reached through a proxy" in everything
                assert "tel:999" in everything
                assert "Ask a question" not in everything
