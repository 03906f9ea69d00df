"""Starts the parts of a cluster, looks after them, restarts them one by one, and ends them in their order."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.cluster.part import Part, RunningPart
from assistant.cluster.proxy import ProxyControl
from assistant.errors import ClusterError, PartNotReady

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a cluster waits, in seconds.

    Parameters
    ----------
    ready_s : float
        For a part to become ready.
    end_s : float
        For a part to end before it is killed.
    look_s : float
        Between two looks at all parts.
    longest_backoff_s : float
        Before a part that ends again and again is started once more; the first wait is a second, and each doubles it.
    looks_unwell : int
        How many looks in a row find a part unwell before it is restarted.
    """

    ready_s: float = 300
    end_s: float = 30
    look_s: float = 1
    longest_backoff_s: float = 60
    looks_unwell: int = 5


@dataclass(slots=True)
class _Care:
    """What is known of a part that runs."""

    running: RunningPart
    restarts: int = 0
    unwell: int = 0
    start_at: float = 0
    started_at: float = 0
    was_ready: bool = False


class ClusterSupervisor:
    """Looks after the parts of a cluster.

    Parameters
    ----------
    folder : Path
        Of the logs.
    proxy : ProxyControl
        What parts behind the proxy are taken out of before they are restarted.
    patience : Patience
        How long it waits.
    on_look : callable
        Is called at each look, also while a part is restarted.
    """

    def __init__(
        self,
        folder: Path,
        proxy: ProxyControl,
        patience: Patience | None = None,
        on_look: Callable[[], None] = lambda: None,
    ) -> None:
        self._folder, self._proxy, self._patience, self._on_look = folder, proxy, patience or Patience(), on_look
        self._cared_for: list[_Care] = []
        self._ending = False
        self._in_hand: _Care | None = None  # what is being restarted, which a look leaves alone
        self._looked_at = 0.0

    @property
    def parts(self) -> Sequence[RunningPart]:
        """The parts, in the order in which they were started."""
        return [care.running for care in self._cared_for]

    @property
    def ending(self) -> bool:
        """Whether the cluster is to end."""
        return self._ending

    def end_soon(self) -> None:
        """Let whatever waits give up; a signal may call it."""
        self._ending = True

    def start(self, parts: Sequence[Part]) -> None:
        """Start some parts together, and wait until all are ready.

        Raises
        ------
        PartNotReady
            If one of them ends, or does not become ready in time.
        """
        started = [_Care(RunningPart(part, self._folder)) for part in parts]
        for care in started:
            self._cared_for.append(care)
            self._start(care)
        for care in started:
            self._await(care, care.running.part.is_ready)
            _log.info("%s is ready", care.running.part.name)

    def look(self) -> None:
        """Look at every part once: what has ended is started again, what is unwell is restarted."""
        self._looked_at = time.monotonic()
        self._on_look()
        for care in self._cared_for:
            part, now = care.running.part, time.monotonic()
            if care is self._in_hand:
                continue
            if not care.running.runs:
                self._start_again(care, now)
            elif not care.was_ready:
                self._look_whether_ready(care, now)
            elif part.is_well():
                care.unwell = 0
                if now - care.started_at > self._patience.longest_backoff_s:
                    care.restarts = 0
            else:
                care.unwell += 1
                if care.unwell >= self._patience.looks_unwell:
                    _log.warning("%s does not answer, and is restarted", part.name)
                    care.running.end(self._patience.end_s)

    def restart_in_turn(self) -> None:
        """Restart every part, one after another, so that what a program asks meanwhile is answered.

        What is behind the proxy is taken out first, and what it has under way waited for. The proxy replaces itself. Whoever
        reads from the database meanwhile waits for it, and reads again.

        Raises
        ------
        PartNotReady
            If one ends, or is not ready again in time: the others are left as they are.
        ClusterError
            If the cluster is to end meanwhile.
        """
        try:
            for care in list(self._cared_for):
                self._in_hand = care
                _log.info("%s is restarted", care.running.part.name)
                self._restart(care)
                _log.info("%s is ready again", care.running.part.name)
        finally:
            self._in_hand = None

    def end(self) -> None:
        """End every part, the last that was started first."""
        self._ending = True
        for care in reversed(self._cared_for):
            care.running.end(self._patience.end_s)
        self._cared_for.clear()

    def _restart(self, care: _Care) -> None:
        part = care.running.part
        if part.replaces_itself_by:
            before = part.process_now()
            care.running.replace()
            self._await(care, lambda: part.process_now() not in {"", before} and part.is_ready())
            return
        if part.group:
            self._proxy.set_state(part.group, part.name, "drain")
            if not self._until(lambda: not self._proxy.under_way(part.group, part.name), part.drain_s):
                # the sockets of a page stay as long as its visits, so this is no failure
                _log.info("%s is not waited for any longer", part.name)
            self._proxy.set_state(part.group, part.name, "maint")
        care.running.end(self._patience.end_s)
        self._start(care)
        try:
            self._await(care, part.is_ready)
        except PartNotReady:
            self._let_in(part)  # it is started again at the next looks, and must not stay out of the proxy then
            raise
        self._let_in(part)
        if part.group:
            self._await(care, lambda: self._proxy.is_up(part.group, part.name))

    def _let_in(self, part: Part) -> None:
        if part.group:
            self._proxy.set_state(part.group, part.name, "ready")

    def _start(self, care: _Care) -> None:
        care.running.start()
        care.started_at, care.unwell, care.start_at, care.was_ready = time.monotonic(), 0, 0, False

    def _start_again(self, care: _Care, now: float) -> None:
        """Start a part that has ended, once its time has come."""
        if not care.start_at:
            wait = min(2.0**care.restarts, self._patience.longest_backoff_s)
            care.restarts, care.start_at = care.restarts + 1, now + wait
            _log.warning("%s has ended, and is started again in %d s", care.running.part.name, wait)
        elif now >= care.start_at:
            self._start(care)

    def _look_whether_ready(self, care: _Care, now: float) -> None:
        """Look at a part that was started again; what is not ready in time is restarted."""
        care.was_ready = care.running.part.is_ready()
        if care.was_ready:
            _log.info("%s is ready again", care.running.part.name)
        elif now - care.started_at > self._patience.ready_s:
            _log.warning("%s does not become ready, and is restarted", care.running.part.name)
            care.running.end(self._patience.end_s)

    def _await(self, care: _Care, ready: Callable[[], bool]) -> None:
        """Wait until a part is ready.

        Raises
        ------
        PartNotReady
            If it ends, or does not become ready in time.
        ClusterError
            If the cluster is to end meanwhile.
        """
        name = care.running.part.name
        came = self._until(lambda: not care.running.runs or ready(), self._patience.ready_s)
        if not came or not care.running.runs:
            raise PartNotReady(f"{name} did not become ready", f"read {self._folder / name}.log")
        care.was_ready = True

    def _until(self, true: Callable[[], bool], seconds: float) -> bool:
        """Wait until something is so, and return whether it came to be in time; a restart looks after the others meanwhile.

        Raises
        ------
        ClusterError
            If the cluster is to end meanwhile.
        """
        end, came = time.monotonic() + seconds, False
        while not self._ending and not (came := true()) and time.monotonic() < end:
            time.sleep(min(0.2, self._patience.look_s))
            if self._in_hand and time.monotonic() - self._looked_at >= self._patience.look_s:
                self.look()
        if self._ending:
            raise ClusterError("stopped while it was starting", "start it again")
        return came
