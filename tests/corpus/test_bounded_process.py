"""A process of its own: it ends itself, it is waited for no longer than asked, and nothing that it sends back can run."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus import bounded_process
from corpus.bounded_process import BoundedProcess
from corpus.drawing.drawn_page import NotDrawn, PageRequest

_WORKER = "corpus.drawing.worker"


class _Harm:
    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.mark),)


@pytest.mark.parametrize("harmful", [True, False], ids=["a command", "noise"])
def test_an_answer_that_is_not_ours_is_not_taken(tmp_path: Path, harmful: bool) -> None:
    mark = tmp_path / "made"
    data = pickle.dumps(_Harm(mark)) if harmful else b"noise"
    with pytest.raises(EOFError):
        bounded_process._load(data, {"corpus.drawing.drawn_page"})
    assert not mark.exists()


def test_a_silent_process_is_waited_for_no_longer_than_asked() -> None:
    command = [sys.executable, "-c", "import time; time.sleep(60)"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        started = time.monotonic()
        with pytest.raises(TimeoutError):
            bounded_process._read_exactly(process, 8, started + 0.3)
        process.kill()
    assert time.monotonic() - started < 30


def test_answers_are_of_the_types_named(tmp_path: Path) -> None:
    for answers, expected in ((("corpus.drawing.drawn_page",), NotDrawn), ((), EOFError)):
        process = BoundedProcess(_WORKER, memory_mb=1024, cpu_s=5, answers=answers)
        try:
            assert process.receive(time.monotonic() + 30) == "ready"
            process.send(PageRequest(pdf=tmp_path / "none.pdf", page=1))
            if expected is EOFError:
                with pytest.raises(EOFError):
                    process.receive(time.monotonic() + 30)
            else:
                assert isinstance(process.receive(time.monotonic() + 30), expected)
        finally:
            process.end()


def test_how_a_process_ended_is_given_once_and_a_request_to_it_fails() -> None:
    process = BoundedProcess(_WORKER, memory_mb=1024, cpu_s=5, answers=())
    process.receive(time.monotonic() + 30)
    os.kill(process.pid, signal.SIGSEGV)
    with pytest.raises(EOFError):
        process.receive(time.monotonic() + 30)
    assert process.end() == -signal.SIGSEGV
    assert process.end() == -signal.SIGSEGV


def test_one_that_was_ended_by_us_had_not_ended_by_itself() -> None:
    process = BoundedProcess(_WORKER, memory_mb=1024, cpu_s=5, answers=())
    process.receive(time.monotonic() + 30)
    assert process.end() is None
    with pytest.raises(ProcessLookupError):
        os.kill(process.pid, 0)
