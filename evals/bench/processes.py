"""What a process takes: its wall-clock seconds, and its own peak of memory."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.errors import BenchError

_LAUNCHER = """
import os, subprocess, sys, time
started = time.perf_counter()
process = subprocess.Popen(sys.argv[2:])
_, status, usage = os.wait4(process.pid, 0)
with open(sys.argv[1], "w") as took:
    took.write(f"{time.perf_counter() - started} {usage.ru_maxrss}")
sys.exit(os.waitstatus_to_exitcode(status))
"""
# A process between us and the one measured, because a child's peak counts from its parent's size at the fork (Linux),
# and because RUSAGE_CHILDREN is the largest child so far, so that a smaller later one would borrow its peak.

_MIB_UNITS = 2**20 if sys.platform == "darwin" else 2**10  # ru_maxrss: bytes on macOS, KiB elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one process took."""

    seconds: float
    peak_mib: float


def measure(command: Sequence[str], accepted: Sequence[int] = (0,)) -> Cost:
    """Run a command to its end; give its wall-clock seconds and its peak memory.

    Parameters
    ----------
    command : sequence of str
        What to run; its output is shown only in the error.
    accepted : sequence of int
        The exit statuses that count as done.

    Raises
    ------
    BenchError
        If it does not start, or exits with another status; repeats its last two lines, of errors if it wrote any.
    """
    with tempfile.TemporaryDirectory(prefix="evals-bench-") as folder:
        took = Path(folder) / "took"
        launcher = [sys.executable, "-S", "-c", _LAUNCHER, str(took)]
        done = subprocess.run([*launcher, *command], capture_output=True, check=False)
        if done.returncode not in accepted or not took.exists():
            lines = (done.stderr.strip() or done.stdout).decode(errors="replace").strip().splitlines()[-2:]
            raise BenchError(f"`{_named(command)}` failed: {' '.join(map(str.strip, lines)) or 'it printed nothing'}")
        seconds, peak = took.read_text().split()
    return Cost(seconds=float(seconds), peak_mib=float(peak) / _MIB_UNITS)


def size_mib(folder: Path) -> float:
    """Return what the files of a folder hold."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 2**20


def _named(command: Sequence[str]) -> str:
    """Name a command by its first words, its environment and its Python left out."""
    words = [Path(word).name for word in command if word != "env" and "=" not in word]
    return " ".join(words[1:5])
