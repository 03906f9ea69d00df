"""A Dask scheduler and its workers, as processes of this computer that tests may kill."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Where the scheduler listens, and the processes."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@contextmanager
def a_cluster(folder: Path, n_workers: int, **settings: str) -> Iterator[Cluster]:
    """Start a scheduler and some workers of one thread each; ``settings`` are Dask's own, as in its environment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{probe.getsockname()[1]}"
    scheduler = _start(folder, "scheduler", ["--host", address, "--dashboard-address", "127.0.0.1:0"], settings)
    cluster = Cluster(address=address, scheduler=scheduler, workers=[])
    try:
        for number in range(n_workers):
            own = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1", "--name", str(number)]
            place = ["--local-directory", str(folder / f"worker-{number}")]
            cluster.workers.append(_start(folder, "worker", [address, *own, *place], settings))
        _wait(address, n_workers)
        yield cluster
    finally:
        cluster.stop()


def _start(folder: Path, what: str, options: list[str], settings: dict[str, str]) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": str(_ROOT), "OMP_NUM_THREADS": "1"} | settings
    with (folder / f"{what}.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{what}", *options],
            cwd=_ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )


def _wait(address: str, n_workers: int) -> None:
    from distributed import Client

    deadline = time.monotonic() + _PATIENCE_S
    with Client(address, timeout=_PATIENCE_S, set_as_default=False) as client:
        if n_workers:
            client.wait_for_workers(n_workers, timeout=deadline - time.monotonic())
