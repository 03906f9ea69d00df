"""The programs of others that a cluster needs, where Debian puts them, and the account that PostgreSQL runs under."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.errors import ProgramMissing

_DEBIAN = Path("/usr/lib/postgresql")


def find_haproxy() -> Path:
    """Return the program HAProxy.

    Raises
    ------
    ProgramMissing
        If it is not installed.
    """
    found = shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin:/usr/local/sbin")
    if found is None:
        raise ProgramMissing("HAProxy is not installed", "on Debian: apt-get install haproxy")
    return Path(found)


def find_postgresql(extension: str = "vector") -> Path:
    """Return the folder of PostgreSQL's programs, those with an extension.

    Raises
    ------
    ProgramMissing
        If there are none.
    """
    on_path = shutil.which("postgres")
    debian = sorted(_DEBIAN.glob("*/bin"), key=lambda folder: _number(folder.parent.name), reverse=True)
    found = [*([Path(on_path).resolve().parent] if on_path else []), *debian]
    for folder in found:
        if (folder / "postgres").is_file() and _has(folder, extension):
            return folder
    what = "PostgreSQL with pgvector" if extension == "vector" else "PostgreSQL"
    package = "postgresql-17-pgvector" if extension == "vector" else "postgresql"
    raise ProgramMissing(f"{what} is not installed", f"on Debian 13: apt-get install {package}")


def account_of_postgresql() -> Mapping[str, Any]:
    """Return whose process PostgreSQL is, for ``subprocess``: ours, or where we are root an account without rights."""
    if os.getuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = next(name for name in ("postgres", "nobody") if name in names)
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def _number(version: str) -> int:
    return int(version) if version.isdigit() else 0


def _has(bin_dir: Path, extension: str) -> bool:
    if not extension:
        return True
    asked = subprocess.run([bin_dir / "pg_config", "--sharedir"], capture_output=True, text=True, check=False)
    return (Path(asked.stdout.strip()) / "extension" / f"{extension}.control").is_file()
