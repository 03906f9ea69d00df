"""A part of the cluster: what is started, how it is asked whether it is well, and its process while it runs."""

from __future__ import annotations

import shutil
import signal
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

_KEPT_LOG = 5_000_000  # bytes; what is longer when a part starts is put aside, and what was aside goes


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is started.

    Parameters
    ----------
    name : str
        Of the part, of its log and, if it is behind the proxy, of it there.
    command : tuple of str
        What runs.
    environment : mapping
        All of its variables.
    folder : Path
        Where it runs.
    is_well : callable
        Whether it answers; what does not, several times in a row, is restarted.
    is_ready : callable
        Whether it can take work; may be slow to come.
    group : str
        The proxy's name for its kind: ``apis`` or ``pages``; empty if it is not behind the proxy.
    drain_s : float
        How long what it has under way is waited for before a restart.
    ends_by : Signals
        The signal that ends it well.
    replaces_itself_by : Signals or None
        The signal at which it starts another of itself, which takes over while it ends what it has under way.
    process_now : callable
        Which process works now; empty if none does. Only of what replaces itself.
    account : mapping
        Whose process it is, for ``subprocess``; empty for ours.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    folder: Path
    is_well: Callable[[], bool]
    is_ready: Callable[[], bool]
    group: str = ""
    drain_s: float = 0
    ends_by: signal.Signals = signal.SIGTERM
    replaces_itself_by: signal.Signals | None = None
    process_now: Callable[[], str] = str
    account: Mapping[str, Any] = field(default_factory=dict)


class RunningPart:
    """A part, and its process.

    Parameters
    ----------
    part : Part
        What is started.
    logs : Path
        The folder of its log.
    """

    def __init__(self, part: Part, logs: Path) -> None:
        self.part = part
        self._log = logs / f"{part.name}.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The process; nothing if it was never started."""
        return self._process.pid if self._process else None

    @property
    def runs(self) -> bool:
        """Whether there is a process."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start the process. It ends with this one, whatever becomes of this one, where the computer knows how."""
        if self._log.exists() and self._log.stat().st_size > _KEPT_LOG:
            self._log.replace(self._log.with_suffix(".log.1"))
        setpriv = shutil.which("setpriv")
        ends_too = (setpriv, "--pdeathsig", self.part.ends_by.name.removeprefix("SIG"), "--") if setpriv else ()
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*ends_too, *self.part.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.part.folder,
                env=dict(self.part.environment),
                start_new_session=True,  # Ctrl-C is for this process, which ends the others in their order
                **self.part.account,
            )

    def replace(self) -> None:
        """Let it start another of itself, which takes over."""
        if self._process is not None and self.part.replaces_itself_by is not None:
            self._process.send_signal(self.part.replaces_itself_by)

    def end(self, patience_s: float) -> None:
        """End the process: by its signal, and if that is not heeded in time, at once."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.send_signal(self.part.ends_by)
        try:
            self._process.wait(patience_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def answers(address: str) -> Callable[[], bool]:
    """Return what asks an address on this computer, and says whether it gave 200."""

    def ask() -> bool:
        try:
            return httpx.get(address, timeout=5, trust_env=False).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    return ask
