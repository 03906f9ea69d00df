"""People who ask a cluster over HTTP, one question a minute each: ``make load-cluster``.

With ``--index`` a cluster of its own is started over that index, with limits for one caller who is a hundred people; else one
runs already (``python -m tests.cluster_load``).

What is measured: how many were answered, what went wrong, the time of each answer, the processor time of the servers and of
PostgreSQL, and memory. With ``--restart`` the cluster restarts its parts one by one meanwhile, again and again. Who asks runs
on the same computer.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import random
import re
import signal
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from assistant.settings import ClusterSettings
from corpus.terminal import status_of
from tests.assistant.cluster.cluster_process import a_cluster

_QUESTIONS = Path(__file__).parents[1] / "evals" / "questions" / "official.jsonl"
_ANSWERED = re.compile(r"POST /v1/ask 200 (\d+) ms")
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Seen:
    """Seconds to each answer, here and as the servers log it, what went wrong, and what each part of the cluster took.

    Processor time is in seconds, memory in megabytes.
    """

    seconds: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    at_server_s: list[float] = field(default_factory=list)
    cpu_s: Counter[str] = field(default_factory=Counter)
    memory_mb: list[dict[str, int]] = field(default_factory=list)


def main() -> int:
    """Ask, and print what was seen; the exit status says whether anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.cluster_load", description=__doc__)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--every", type=float, default=60, help="seconds between the questions of one person")
    parser.add_argument("--restart", action="store_true", help="restart all parts one by one meanwhile")
    parser.add_argument("--index", type=Path, help="start a cluster over this index, and stop it afterwards")
    chosen, settings = parser.parse_args(), ClusterSettings.read()
    with ExitStack() as stack:
        if chosen.index:
            cluster = stack.enter_context(a_cluster(chosen.index))
            settings = settings.model_copy(update={"dir": cluster.folder, "port": cluster.port})
        supervisor = int((settings.dir / "pid").read_text())
        url, before = f"http://127.0.0.1:{settings.port}", at_server_s(settings.dir)
        seen = asyncio.run(load(url, supervisor, chosen.people, chosen.seconds, chosen.every, restart=chosen.restart))
        for log, seconds in at_server_s(settings.dir).items():
            seen.at_server_s += seconds[len(before.get(log, ())) :]
    report(seen)
    return 1 if seen.errors or not seen.seconds else 0


def at_server_s(folder: Path) -> dict[str, list[float]]:
    """Return how long a cluster's servers took to answer each question, as their logs have it, by log."""
    logs = sorted((folder / "logs").glob("api-*.log"))
    return {log.name: [int(ms) / 1000 for ms in _ANSWERED.findall(log.read_text())] for log in logs}


async def load(url: str, supervisor: int, people: int, seconds: float, every: float, *, restart: bool = False) -> Seen:
    """Let people ask for a time."""
    seen, before = Seen(), cpu_seconds(supervisor)
    questions = [json.loads(line)["text"] for line in _QUESTIONS.read_text(encoding="utf-8").splitlines()]
    chance = random.Random(18)
    chance.shuffle(questions)
    asked, end = itertools.cycle(questions), time.monotonic() + seconds
    async with httpx.AsyncClient(
        base_url=url, timeout=140, trust_env=False, limits=httpx.Limits(max_keepalive_connections=0)
    ) as client:

        async def person(start: float) -> None:
            await asyncio.sleep(start)
            while time.monotonic() < end:
                began = time.monotonic()
                await _ask(client, next(asked), seen)
                await asyncio.sleep(max(0.0, every - (time.monotonic() - began)))

        people_ = [asyncio.create_task(person(every * (number + chance.random()) / people)) for number in range(people)]
        watching = asyncio.create_task(_watch(supervisor, seen))
        beside = [watching, asyncio.create_task(_restart(supervisor))] if restart else [watching]
        await asyncio.gather(*people_)
        for task in beside:
            task.cancel()
    seen.cpu_s = cpu_seconds(supervisor) - before
    return seen


async def _ask(client: httpx.AsyncClient, question: str, seen: Seen) -> None:
    began = time.monotonic()
    try:
        answer = await client.post("/v1/ask", json={"question": question})
    except httpx.HTTPError as error:
        seen.errors[type(error).__name__] += 1
        return
    if wrong := _wrong(answer):
        seen.errors[wrong] += 1
        return
    seen.seconds.append(time.monotonic() - began)
    seen.outcomes[answer.json()["outcome"]] += 1


def _wrong(answer: httpx.Response) -> str:
    """Return what is wrong with an answer: its status, and the server's name for it; the proxy has none."""
    said = answer.json() if "json" in answer.headers.get("content-type", "") else {}
    if answer.status_code == httpx.codes.OK and said["outcome"] != "failed":
        return ""
    return f"{answer.status_code} {said.get('code') or said.get('outcome') or 'of the proxy'}"


async def _restart(supervisor: int) -> None:
    """Let a cluster restart its parts one by one, and again whenever it is through."""
    while True:
        os.kill(supervisor, signal.SIGHUP)
        await asyncio.sleep(1)


async def _watch(supervisor: int, seen: Seen) -> None:
    while True:
        sizes = Counter[str]()
        for name, pid in processes(supervisor):
            sizes[name] += _proportional_mb(pid)
        seen.memory_mb.append(dict(sizes))
        await asyncio.sleep(10)


def processes(supervisor: int) -> Sequence[tuple[str, int]]:
    """Return the processes of a cluster, those that they started too, each with what it is."""
    parents = {int(path.name): path for path in Path("/proc").iterdir() if path.name.isdigit()}
    children: dict[int, list[int]] = {}
    for pid, path in parents.items():
        try:
            children.setdefault(int(_stat(path)[1]), []).append(pid)
        except OSError:
            continue
    found = []
    waiting = [(pid, "") for pid in children.get(supervisor, [])]
    while waiting:
        pid, name = waiting.pop()
        name = name or _name(pid)
        found.append((name, pid))
        waiting += [(child, name) for child in children.get(pid, [])]
    return found


def cpu_seconds(supervisor: int) -> Counter[str]:
    """Return the processor time of a cluster's processes until now, by what they are, in seconds."""
    total = Counter[str]()
    for name, pid in processes(supervisor):
        try:
            stat = _stat(Path("/proc", str(pid)))
        except OSError:
            continue
        total[name] += sum(int(one) for one in stat[11:15]) / _TICKS  # type: ignore[assignment]  # with children that ended
    return total


def _stat(path: Path) -> list[str]:
    """Return the fields of a process's ``stat`` from its state on: its name may hold spaces."""
    return (path / "stat").read_text().rpartition(")")[2].split()


def _name(pid: int) -> str:
    words = Path("/proc", str(pid), "cmdline").read_bytes().replace(b"\0", b" ").decode()
    kinds = {"assistant serve": "apis", "assistant.ui": "pages", "postgres": "postgresql", "haproxy": "haproxy"}
    return next((kind for mark, kind in kinds.items() if mark in words), "other")


def _proportional_mb(pid: int) -> int:
    """Return the memory of a process; of what several share, its part."""
    try:
        lines = Path("/proc", str(pid), "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("Pss:")), 0)


def report(seen: Seen) -> None:
    """Print what was seen."""
    n = len(seen.seconds)
    print(f"{n} answered ({dict(seen.outcomes)}), errors: {dict(seen.errors) or 0}, load {os.getloadavg()[0]:.1f}")
    for where, seconds in (("who asks", seen.seconds), ("the servers", seen.at_server_s)):
        if len(seconds) > 1:
            p95 = statistics.quantiles(seconds, n=20)[18]
            print(f"at {where}: p50 {statistics.median(seconds):.2f} s, p95 {p95:.2f} s, longest {max(seconds):.2f} s")
    print("processor seconds an answer:", {name: round(one / max(n, 1), 2) for name, one in seen.cpu_s.items()})
    print(
        "memory, MB, first, middle and last:",
        seen.memory_mb[0],
        seen.memory_mb[len(seen.memory_mb) // 2],
        seen.memory_mb[-1],
    )


if __name__ == "__main__":
    raise SystemExit(status_of(main))
