"""Nothing leaves this computer that nobody asked to: no look-up of a name, no connection beyond it. Shown by the system calls."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[1]
QUESTIONS = ROOT / "evals" / "questions" / "digests.jsonl"
_CALL = re.compile(
    r"\b(connect|sendto|sendmsg|sendmmsg)\(.*?sa_family=(AF_INET6?),.*?(?:sin6?_port=htons\((\d+)\))(.*)"
)
_HERE = re.compile(r'inet_addr\("127\.|"::1"|"::ffff:127\.')

pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("strace") is None, reason="strace is not installed (on Debian: apt-get install strace)"
    ),
]


def calls_beyond(trace: Path) -> list[str]:
    """The system calls of a trace that reach, or try to reach, anything but this computer."""
    found = (_CALL.search(line) for line in trace.read_text(encoding="utf-8", errors="replace").splitlines())
    return [call.group() for call in found if call and not _HERE.search(call[4])]


def traced(trace: Path) -> list[str]:
    return [
        "strace",
        "-f",
        "--seccomp-bpf",
        "-qq",
        "-s",
        "0",
        "-e",
        "trace=connect,sendto,sendmsg,sendmmsg",
        "-o",
        str(trace),
    ]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A home and settings of the test's own."""
    home = tmp_path / "home"
    home.mkdir()
    settings = {
        "HOME": str(home),
        "DSL_INDEX_DIR": str(tmp_path / "index"),
        "DSL_LIBRARY_DIR": str(tmp_path / "library"),
    }
    unset = {name for name in os.environ if name.startswith("DSL_")}
    return {name: value for name, value in os.environ.items() if name not in unset} | settings


def run_traced(trace: Path, environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [*traced(trace), sys.executable, *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_the_trace_would_show_a_call(tmp_path: Path, environment: dict[str, str]) -> None:
    script = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.1', 53))"
    run_traced(tmp_path / "trace", environment, "-c", f"try:\n    {script}\nexcept OSError:\n    pass")
    assert len(calls_beyond(tmp_path / "trace")) == 1


def test_building_and_a_hundred_questions_reach_nothing(tmp_path: Path, environment: dict[str, str]) -> None:
    run_traced(tmp_path / "build", environment, "-m", "ingest", "build", "--digests")
    assert calls_beyond(tmp_path / "build") == []
    asked = tmp_path / "asked.jsonl"
    asked.write_text("\n".join(QUESTIONS.read_text(encoding="utf-8").splitlines()[:100]) + "\n", encoding="utf-8")
    run_traced(
        tmp_path / "ask", environment, "-m", "evals", "run", "--questions", str(asked), "--out", str(tmp_path / "run")
    )
    assert len((tmp_path / "run" / "answers.jsonl").read_text(encoding="utf-8").splitlines()) == 100
    assert calls_beyond(tmp_path / "ask") == []
    assert not list((tmp_path / "home").rglob("*[Dd]evice*")), "something left an id of this computer behind"
    assert not (tmp_path / "home" / ".cache" / "Microsoft").exists()


def test_the_page_reaches_nothing_even_when_another_origin_calls(tmp_path: Path, environment: dict[str, str]) -> None:
    trace = tmp_path / "page"
    with served(trace, environment) as port:
        for origin in (f"http://localhost:{port}", "http://elsewhere.example"):
            answer = handshake(port, origin)
            assert answer, origin
    assert calls_beyond(trace) == []


def test_the_server_for_other_programs_reaches_nothing(
    tmp_path: Path, environment: dict[str, str], bundled_index: Path
) -> None:
    trace = tmp_path / "server"
    environment |= {"DSL_API_KEYS_FILE": str(tmp_path / "keys.json"), "FASTAPI_OTEL_AUTO_CONFIGURE": "true"}
    command = ["assistant", "serve", "--index", str(bundled_index), "--port"]
    with (
        served(trace, environment, command) as port,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120) as client,
    ):
        asked = {"question": "What is Operation Encompass?"}
        assert client.post("/v1/ask", json=asked).json()["outcome"] == "answered"
        assert client.post("/v1/search", json={"query": "operation encompass"}).status_code == 200
    assert calls_beyond(trace) == []


_PAGE = ("assistant.ui", "--server.port")


@contextmanager
def served(trace: Path, environment: dict[str, str], module: Sequence[str] = _PAGE) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [*traced(trace), sys.executable, "-m", *module, str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield port
    finally:
        for traced_process in Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split():
            os.kill(int(traced_process), signal.SIGKILL)  # then the tracer writes what it saw, and ends
        server.wait(30)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError("the page was not served")


def handshake(port: int, origin: str) -> bytes:
    """What the server answers to a request for its socket from a page of an origin."""
    lines = (
        "GET /_stcore/stream HTTP/1.1", f"Host: localhost:{port}", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", "Sec-WebSocket-Version: 13", f"Origin: {origin}", "", "",
    )  # fmt: skip
    with socket.create_connection(("127.0.0.1", port), 30) as asking:
        asking.sendall("\r\n".join(lines).encode())
        return asking.recv(200)
