"""A cluster that really runs, as its command runs it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
STARTS_S = 300


@dataclass
class Cluster:
    """A cluster, and where it is."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def off_file(self) -> Path:
        return self.folder / "off.txt"

    def said(self) -> str:
        return (self.folder / "said").read_text()

    def restarts_are_over(self) -> bool:
        """Whether each restart that began has ended, and no other follows."""
        before = self.said()
        time.sleep(3)
        said = self.said()
        return said == before and said.count("postgresql is restarted") == said.count("haproxy is ready again")

    def until_said(self, words: str, seconds: float = STARTS_S, times: int = 1) -> None:
        end = time.monotonic() + seconds
        while self.said().count(words) < times:
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, self.said()
            time.sleep(0.2)


@contextmanager
def a_cluster(index: Path) -> Iterator[Cluster]:
    """Run a cluster in a folder that goes with it; one that PostgreSQL's account can reach, should we be root."""
    with tempfile.TemporaryDirectory(prefix="dsl-cluster-") as name:
        folder, port = Path(name), _free_ports()
        folder.chmod(0o711)
        shutil.copytree(index, folder / "index")
        settings = {
            "DSL_CLUSTER_DIR": str(folder),
            "DSL_CLUSTER_PORT": str(port),
            "DSL_INDEX_DIR": str(folder / "index"),
            "DSL_API_OFF_FILE": str(folder / "off.txt"),
            "DSL_API_KEYS_FILE": str(folder / "keys.json"),
            "DSL_API_A_MINUTE": "1000",
            "DSL_API_AT_ONCE": "16",  # everybody here is one caller
            "OMP_NUM_THREADS": "1",
        }
        others = {name: value for name, value in os.environ.items() if not name.startswith("DSL_")}
        with (folder / "said").open("wb") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", "assistant", "cluster"],
                cwd=ROOT,
                env=others | settings,
                stdout=said,
                stderr=said,
            )
        cluster = Cluster(folder, port, process)
        try:
            cluster.until_said("serving on")
            yield cluster
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(120)


def _free_ports() -> int:
    """Return a port that is free with the twenty after it."""
    while True:
        port = random.randrange(20_000, 30_000)
        try:
            for number in range(port, port + 20):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", number))
        except OSError:
            continue
        return port
