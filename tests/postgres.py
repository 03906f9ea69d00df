"""A PostgreSQL server of the tests' own: a new one in a folder that goes with the tests, on a socket in that folder."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_DEBIAN = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, on the path or where Debian puts them; nothing if there is none."""
    found = shutil.which("postgres")
    if found:
        return Path(found).resolve().parent
    return next(
        (folder for folder in sorted(_DEBIAN.glob("*/bin"), reverse=True) if (folder / "postgres").is_file()), None
    )


@contextmanager
def serving() -> Iterator[str]:
    """Start a server on a Unix socket alone; give the address of its first database."""
    bin_dir, account = programs(), _account()
    assert bin_dir is not None
    with tempfile.TemporaryDirectory(prefix="desk-pg-") as name:  # a short name: a socket's path has at most 107 bytes
        folder = Path(name)
        if account:
            shutil.chown(folder, account["user"], account["group"])
        flags = ["-U", "desk", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C"]
        initdb = [bin_dir / "initdb", "-D", folder / "data", *flags]
        subprocess.run(initdb, check=True, capture_output=True, cwd=folder, **account)
        command = [
            bin_dir / "postgres",
            "-D",
            folder / "data",
            "-c",
            "listen_addresses=",
            "-k",
            folder,
            "-c",
            "fsync=off",
        ]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **account)
        try:
            _wait(bin_dir, folder, server)
            yield f"postgresql://desk@/postgres?host={folder}"
        finally:
            server.terminate()
            server.wait(30)


def _wait(bin_dir: Path, socket: Path, server: subprocess.Popen[bytes]) -> None:
    ready = [bin_dir / "pg_isready", "-h", socket, "-U", "desk", "-t", "1"]
    for _ in range(120):
        if subprocess.run(ready, capture_output=True, check=False).returncode == 0:
            return
        assert server.poll() is None, "PostgreSQL did not start: see the file log in its folder"
        time.sleep(0.25)
    raise AssertionError("PostgreSQL did not become ready in 30 s")


def _account() -> Mapping[str, Any]:
    """Whose process the server is: ours, or where we are root an account without rights."""
    if os.getuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = next(name for name in ("postgres", "nobody") if name in names)
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}
