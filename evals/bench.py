"""Side by side with LangChain's default: time and memory to ingest, time to ask, and how well the pages are found.

Each stage of each peer is a process of its own, one after another, so that neither pays for the other's imports or
keeps the other's memory. Seconds are wall clock, imports and model loading included; memory is the process's peak.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.errors import BenchError
from evals.records import MANIFEST, EvalQuestion, Qrels, read_answers, read_json
from evals.score import ALL, score

OURS = "ours"
LANGCHAIN = "langchain"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What is benched.

    Parameters
    ----------
    pdfs : Path
        The folder of PDFs that both ingest.
    questions_file : Path
        The question set that both are asked.
    questions, qrels
        For the quality rows; empty to leave them out.
    as_at : str
        The day ours is asked about; empty for today. The peer knows no dates.
    """

    pdfs: Path
    questions_file: Path
    questions: tuple[EvalQuestion, ...] = ()
    qrels: Qrels = field(default_factory=dict)
    as_at: str = ""


def bench(what: Bench) -> dict[str, dict[str, float]]:
    """Run both peers; give each one's figures by name.

    A peer that is not installed, or whose process fails, is a ``BenchError``.
    """
    figures = {}
    for name in (OURS, LANGCHAIN):
        with tempfile.TemporaryDirectory(prefix="evals-bench-") as folder:
            figures[name] = _figures(name, what, Path(folder))
    return figures


def bench_table(figures: Mapping[str, Mapping[str, float]]) -> str:
    """Give the figures as a Markdown table, with the peer's ratio to ours."""
    lines = ["| figure | ours | LangChain default | ratio to ours |", "|---|---|---|---|"]
    for name, ours in figures[OURS].items():
        theirs = figures[LANGCHAIN][name]
        ratio = f"{theirs / ours:.2f}" if ours else "-"
        lines.append(f"| {name} | {ours:.3f} | {theirs:.3f} | {ratio} |")
    return "\n".join(lines)


def measure(command: Sequence[str], accepted: Sequence[int] = (0,)) -> Cost:
    """Run a command to its end; give its wall-clock seconds and its peak memory.

    Parameters
    ----------
    command : sequence of str
        What to run; its output is kept from the terminal and shown only in the error.
    accepted : sequence of int
        The exit statuses that count as done.

    Raises
    ------
    BenchError
        If it does not start, or exits with another status; repeats the last line it wrote.
    """
    with tempfile.TemporaryDirectory(prefix="evals-bench-") as folder:
        took = Path(folder) / "took"
        launcher = [sys.executable, "-S", "-c", _LAUNCHER, str(took)]
        done = subprocess.run([*launcher, *command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if done.returncode not in accepted or not took.exists():
            said = done.stdout.decode(errors="replace").strip().splitlines()
            raise BenchError(f"`{' '.join(command[1:4])}` failed: {said[-1] if said else 'it said nothing'}")
        seconds, peak = took.read_text().split()
    return Cost(seconds=float(seconds), peak_mib=float(peak) / _MIB_UNITS)


def _figures(peer: str, what: Bench, folder: Path) -> dict[str, float]:
    """Run one peer in a scratch folder; give its figures."""
    record = folder / "record"
    ingest_command, ask_command = _commands(peer, what, folder / "index", record)
    # our ingest exits with 1 also when it is done but has pages to report; without an index, asking fails below
    ingested = measure(ingest_command, accepted=(0, 1) if peer == OURS else (0,))
    asked = measure(ask_command)
    times_ms: Mapping[str, Any] = read_json(record / MANIFEST)["ask_ms"]
    figures = {
        "ingestion, s": ingested.seconds,
        "ingestion, peak MiB": ingested.peak_mib,
        "asking, whole process, s": asked.seconds,
        "question p50, ms": times_ms["p50"],
        "question p95, ms": times_ms["p95"],
        "asking, peak MiB": asked.peak_mib,
    }
    if what.qrels:
        row = score(read_answers(record), what.qrels, what.questions).slices[ALL]
        figures |= {name: interval.mean for name, interval in row.items()}
    return figures


def _commands(peer: str, what: Bench, index: Path, record: Path) -> tuple[list[str], list[str]]:
    """Give a peer's two commands: to ingest, and to ask."""
    python = [sys.executable, "-m"]
    pdfs, questions = str(what.pdfs), str(what.questions_file)
    if peer == LANGCHAIN:
        ingest = [*python, "evals.peers", "ingest", "--from", pdfs, "--store", str(index)]
        ask = [*python, "evals.peers", "ask", "--questions", questions, "--store", str(index), "--out", str(record)]
        return ingest, ask
    ingest = [*python, "ingest", "build", "--from", pdfs, "--index", str(index)]
    ask = [*python, "evals", "run", "--questions", questions, "--index", str(index), "--out", str(record)]
    return ingest, [*ask, "--as-at", what.as_at] if what.as_at else ask
