"""A PostgreSQL server of the tests' own: a new one in a folder that goes with the tests, on a socket in that folder."""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.cluster.programs import account_of_postgresql, find_postgresql
from assistant.errors import ProgramMissing


def programs(extension: str = "") -> Path | None:
    """The folder of PostgreSQL's programs, on the path or where Debian puts them, with an extension; nothing if there is none."""
    try:
        return find_postgresql(extension)
    except ProgramMissing:
        return None


class Server:
    """A server on a Unix socket alone, which can be killed and started again over the same data."""

    def __init__(self, folder: Path, extension: str = "", *, durable: bool = False) -> None:
        found = programs(extension)
        assert found is not None
        self._bin, self._folder, self._account, self._durable = found, folder, account_of_postgresql(), durable
        self.url = f"postgresql://desk@/postgres?host={folder}"
        if not (folder / "data").exists():
            self._make()
        self.start()

    def _make(self) -> None:
        folder = self._folder
        if self._account:
            shutil.chown(folder, self._account["user"], self._account["group"])
        flags = ["-U", "desk", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C"]
        initdb = [self._bin / "initdb", "-D", folder / "data", *flags]
        subprocess.run(initdb, check=True, capture_output=True, cwd=folder, **self._account)

    def start(self) -> None:
        command = [self._bin / "postgres", "-D", self._folder / "data", "-c", "listen_addresses=", "-k", self._folder]
        command += ["-c", f"fsync={'on' if self._durable else 'off'}"]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self._folder, **self._account)
        _wait(self._bin, self._folder, self._process)

    def kill(self) -> None:
        """End every process of it at once, as kill -9 does; the postmaster's children end with it."""
        self._process.kill()
        self._process.wait(30)

    def stop(self) -> None:
        self._process.send_signal(signal.SIGINT)  # "fast": whoever is connected is not waited for
        self._process.wait(30)


@contextmanager
def serving(extension: str = "") -> Iterator[str]:
    """Start a server; give the address of its first database."""
    with tempfile.TemporaryDirectory(prefix="desk-pg-") as name:  # a short name: a socket's path has at most 107 bytes
        server = Server(Path(name), extension)
        try:
            yield server.url
        finally:
            server.stop()


def _wait(bin_dir: Path, socket: Path, server: subprocess.Popen[bytes]) -> None:
    ready = [bin_dir / "pg_isready", "-h", socket, "-U", "desk", "-t", "1"]
    for _ in range(120):
        if subprocess.run(ready, capture_output=True, check=False).returncode == 0:
            return
        assert server.poll() is None, "PostgreSQL did not start: see the file log in its folder"
        time.sleep(0.25)
    raise AssertionError("PostgreSQL did not become ready in 30 s")
