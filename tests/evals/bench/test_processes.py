"""What a process takes, measured on real processes."""

from __future__ import annotations

import sys

import pytest

from evals.bench.processes import measure, size_mib
from evals.errors import BenchError


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_a_process_is_timed_and_its_own_peak_is_taken():
    ours = bytearray(200 * 2**20)
    large = measure(python("x = bytearray(150 * 2**20)"))
    small = measure(python("import time; time.sleep(0.2)"))
    assert len(ours) == 200 * 2**20
    assert large.peak_mib > 150
    assert small.peak_mib < 100  # neither the largest child so far nor the size of the process that measures
    assert small.seconds >= 0.2


def test_a_process_that_fails_repeats_its_last_lines():
    with pytest.raises(BenchError, match="failed: there is no PDF here"):
        measure(python("import sys; print('one'); sys.exit('there is no PDF here')"))
    with pytest.raises(BenchError, match="it printed nothing"):
        measure(python("raise SystemExit(3)"), accepted=(0, 1))
    assert measure(python("raise SystemExit(1)"), accepted=(0, 1)).seconds > 0
    with pytest.raises(BenchError, match="no-such-program-anywhere"):
        measure(["no-such-program-anywhere"])


def test_a_process_that_is_killed_has_failed_whatever_is_accepted():
    with pytest.raises(BenchError, match="failed"):
        measure(python("import os, signal; os.kill(os.getpid(), signal.SIGKILL)"), accepted=(0, 1))


def test_a_failed_command_is_named_without_its_environment():
    with pytest.raises(BenchError) as caught:
        measure(["env", "SECRET_SETTING=1", sys.executable, "-m", "no_such_module_anywhere", "ask"])
    assert "`-m no_such_module_anywhere ask` failed" in caught.value.message
    assert "SECRET_SETTING" not in caught.value.message


def test_the_size_of_a_folder_counts_what_is_below_it(tmp_path):
    (tmp_path / "below").mkdir()
    (tmp_path / "one").write_bytes(bytes(2**20))
    (tmp_path / "below" / "two").write_bytes(bytes(2**19))
    assert size_mib(tmp_path) == 1.5
    assert size_mib(tmp_path / "none") == 0
