"""Commands whose reader has seen enough: they end at once, without a traceback, with the status of a closed pipe."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.terminal import PIPE_CLOSED, status_of

ROOT = Path(__file__).parents[2]
MODULES = ("assistant", "ingest", "evals", "tests.load")


def unread(*command: str) -> tuple[int, str]:
    """The exit status of a command whose output nobody reads, and what it says on standard error."""
    reading, writing = os.pipe()
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    os.close(reading)
    done = subprocess.run(
        [sys.executable, *command],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=buffered,
        timeout=120,
        check=False,
    )
    os.close(writing)
    return done.returncode, done.stderr


@pytest.mark.parametrize("module", MODULES)
def test_every_command_line_ends_quietly(module: str) -> None:
    assert unread("-m", module, "--help") == (PIPE_CLOSED, "")


def test_every_command_line_is_tried_here() -> None:
    entries = [p for room in ("assistant", "corpus", "evals", "ingest") for p in (ROOT / room).rglob("__main__.py")]
    names = {".".join(path.parent.relative_to(ROOT).parts) for path in entries}
    assert names - {"assistant.ui"} == set(MODULES) - {"tests.load"}  # the page's output is Streamlit's


def test_a_long_output_that_is_broken_off_halfway(tmp_path: Path) -> None:
    messages = tmp_path / "messages.jsonl"
    line = json.dumps({"id": "1", "text": "Whom do we tell that a child was hurt? " * 20})
    messages.write_text(f"{line}\n" * 300, encoding="utf-8")
    status, said = unread("-m", "assistant", "redact", str(messages))
    assert status == PIPE_CLOSED
    assert "Traceback" not in said
    assert "Broken" not in said


def test_ingest_does_not_take_a_closed_pipe_for_a_file_that_cannot_be_used() -> None:
    script = (
        "import sys; from corpus.terminal import status_of; from ingest import __main__ as command;"
        "from ingest.commands import inspect_index;"
        "inspect_index._report = lambda *_: [print('x' * 9999) for _ in range(99)] and 0;"
        "sys.exit(status_of(lambda: command.main(['report'])))"
    )
    assert unread("-c", script) == (PIPE_CLOSED, "")


def test_the_status_of_a_command_that_was_read_is_its_own() -> None:
    assert status_of(lambda: 2) == 2
