"""Parts that end, do not answer or will not start: what the supervisor makes of them. The processes are real, and idle."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.cluster.part import Part
from assistant.cluster.supervisor import ClusterSupervisor, Patience
from assistant.errors import ClusterError, PartNotReady

SLEEPS = (sys.executable, "-c", "import time; time.sleep(600)")
STUBBORN = (
    sys.executable,
    "-c",
    "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); time.sleep(600)",
)
PATIENCE = Patience(ready_s=10, end_s=0.5, look_s=0.02, longest_backoff_s=4, looks_unwell=2)


class Proxy:
    """Takes down what is said to it; what is under way goes when it was asked twice."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []
        self.left = 0

    def set_state(self, group: str, name: str, state: str) -> None:
        self.said.append((name, state))
        self.left = 2

    def under_way(self, group: str, name: str) -> int:
        self.left -= 1
        return self.left

    def is_up(self, group: str, name: str) -> bool:
        return True


@pytest.fixture
def proxy() -> Proxy:
    return Proxy()


@pytest.fixture
def supervisor(tmp_path: Path, proxy: Proxy) -> Iterator[ClusterSupervisor]:
    supervisor = ClusterSupervisor(tmp_path, proxy, PATIENCE)  # type: ignore[arg-type]
    yield supervisor
    supervisor.end()


@pytest.fixture
def part(tmp_path: Path) -> Callable[..., Part]:
    def make(name: str = "sleeper", **changes: object) -> Part:
        plain: dict[str, object] = {
            "name": name,
            "command": SLEEPS,
            "environment": dict(os.environ),
            "folder": tmp_path,
            "is_well": lambda: True,
            "is_ready": lambda: True,
        }
        return Part(**(plain | changes))  # type: ignore[arg-type]

    return make


def gone(pid: int | None) -> bool:
    assert pid
    return not Path("/proc", str(pid)).exists()


def look_until(supervisor: ClusterSupervisor, true: Callable[[], object]) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        supervisor.look()
        time.sleep(0.02)


def test_what_ends_is_started_again_and_waits_longer_each_time(
    supervisor: ClusterSupervisor, part: Callable[..., Part], caplog: pytest.LogCaptureFixture
) -> None:
    supervisor.start([part(command=(sys.executable, "-c", "import time; time.sleep(0.3)"))])
    (running,) = supervisor.parts
    first = running.pid
    look_until(supervisor, lambda: caplog.text.count("is started again in") == 2)
    assert running.pid != first
    assert "again in 1 s" in caplog.text
    assert "again in 2 s" in caplog.text


def test_what_does_not_answer_is_restarted(supervisor: ClusterSupervisor, part: Callable[..., Part]) -> None:
    well = True
    supervisor.start([part(is_well=lambda: well)])
    (running,) = supervisor.parts
    first, well = running.pid, False
    supervisor.look()
    assert running.pid == first
    assert running.runs
    supervisor.look()
    assert gone(first)
    well = True
    look_until(supervisor, lambda: running.runs)


def test_what_will_not_start_is_named_with_its_log(
    supervisor: ClusterSupervisor, part: Callable[..., Part], tmp_path: Path
) -> None:
    fails = part("api-1", command=(sys.executable, "-c", "print('no such library')"), is_ready=lambda: False)
    with pytest.raises(PartNotReady, match="api-1 did not become ready"):
        supervisor.start([fails])
    assert "no such library" in (tmp_path / "api-1.log").read_text()


def test_to_end_ends_all_even_what_does_not_heed_its_signal(
    supervisor: ClusterSupervisor, part: Callable[..., Part], tmp_path: Path
) -> None:
    log = tmp_path / "stubborn.log"
    stubborn = part("stubborn", command=STUBBORN, is_ready=lambda: log.exists() and "up" in log.read_text())
    supervisor.start([part("first"), stubborn])
    pids = [running.pid for running in supervisor.parts]
    supervisor.end()
    assert all(gone(pid) for pid in pids)
    assert supervisor.ending


def test_a_stop_while_it_starts_is_no_failure_of_the_part(
    supervisor: ClusterSupervisor, part: Callable[..., Part]
) -> None:
    def asked() -> bool:
        supervisor.end_soon()
        return False

    with pytest.raises(ClusterError, match="stopped while it was starting"):
        supervisor.start([part(is_ready=asked)])


def test_all_parts_are_restarted_one_by_one_and_those_behind_the_proxy_taken_out_first(
    supervisor: ClusterSupervisor, part: Callable[..., Part], proxy: Proxy
) -> None:
    supervisor.start([part("database"), part("api-1", group="apis", drain_s=5), part("api-2", group="apis", drain_s=5)])
    before = [running.pid for running in supervisor.parts]
    supervisor.restart_in_turn()
    assert all(running.runs for running in supervisor.parts)
    assert not set(before) & {running.pid for running in supervisor.parts}
    assert proxy.said == [(name, state) for name in ("api-1", "api-2") for state in ("drain", "maint", "ready")]


def test_what_replaces_itself_is_told_to_and_waited_for(
    supervisor: ClusterSupervisor, part: Callable[..., Part], tmp_path: Path
) -> None:
    worker = tmp_path / "worker"
    replaces = (
        "import pathlib, signal, time\n"
        f"worker = pathlib.Path({str(worker)!r})\n"
        "def say(name):\n"
        "    (written := worker.with_suffix('.' + name)).write_text(name)\n"
        "    written.replace(worker)\n"  # all at once: nobody reads half a name, and no signal comes in between
        "signal.signal(signal.SIGUSR2, lambda *_: say('second'))\n"
        "say('first')\n"
        "time.sleep(600)"
    )
    supervisor.start([
        part(
            "proxy",
            command=(sys.executable, "-c", replaces),
            is_ready=worker.exists,
            replaces_itself_by=signal.SIGUSR2,
            process_now=worker.read_text,
        )
    ])
    (running,) = supervisor.parts
    first = running.pid
    supervisor.restart_in_turn()
    assert worker.read_text() == "second"
    assert (running.pid, running.runs) == (first, True)


def test_what_does_not_replace_itself_is_not_called_ready(
    tmp_path: Path, part: Callable[..., Part], proxy: Proxy, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    supervisor = ClusterSupervisor(tmp_path, proxy, Patience(ready_s=0.3, end_s=5, look_s=0.02))  # type: ignore[arg-type]
    stays = part("proxy", replaces_itself_by=signal.SIGCONT, process_now=lambda: "first")
    supervisor.start([stays])
    with pytest.raises(PartNotReady, match="proxy did not become ready"):
        supervisor.restart_in_turn()
    supervisor.end()
    assert "ready again" not in caplog.text


def test_what_ends_instead_of_replacing_itself_is_not_waited_for_and_is_started_again(
    supervisor: ClusterSupervisor, part: Callable[..., Part]
) -> None:
    supervisor.start([part("proxy", replaces_itself_by=signal.SIGKILL, process_now=lambda: "first")])
    (running,) = supervisor.parts
    first, began = running.pid, time.monotonic()
    with pytest.raises(PartNotReady):
        supervisor.restart_in_turn()
    assert time.monotonic() - began < PATIENCE.ready_s / 2
    look_until(supervisor, lambda: running.runs)
    assert running.pid != first


def test_what_does_not_come_back_in_a_restart_is_not_kept_out_of_the_proxy(
    tmp_path: Path, part: Callable[..., Part], proxy: Proxy
) -> None:
    supervisor, ready = ClusterSupervisor(tmp_path, proxy, Patience(ready_s=0.3, end_s=5, look_s=0.02)), [True]  # type: ignore[arg-type]
    supervisor.start([part("api-1", group="apis", drain_s=5, is_ready=lambda: ready[0])])
    ready[0] = False
    with pytest.raises(PartNotReady, match="api-1 did not become ready"):
        supervisor.restart_in_turn()
    supervisor.end()
    assert [state for _, state in proxy.said] == ["drain", "maint", "ready"]


def test_what_the_proxy_sends_nothing_to_again_ends_the_restart(
    tmp_path: Path, part: Callable[..., Part], proxy: Proxy
) -> None:
    supervisor = ClusterSupervisor(tmp_path, proxy, Patience(ready_s=0.3, end_s=5, look_s=0.02))  # type: ignore[arg-type]
    supervisor.start([part("api-1", group="apis", drain_s=5), part("api-2", group="apis", drain_s=5)])
    proxy.is_up = lambda *_: False  # type: ignore[method-assign]
    with pytest.raises(PartNotReady, match="api-1"):
        supervisor.restart_in_turn()
    supervisor.end()
    assert {name for name, _ in proxy.said} == {"api-1"}


def test_what_is_done_at_each_look_is_done_while_a_part_is_restarted(
    tmp_path: Path, part: Callable[..., Part], proxy: Proxy
) -> None:
    looks: list[int] = []
    supervisor = ClusterSupervisor(tmp_path, proxy, PATIENCE, lambda: looks.append(1))  # type: ignore[arg-type]
    supervisor.start([part("api-1", group="apis", drain_s=10)])
    proxy.under_way = lambda *_: len(looks) < 2  # type: ignore[method-assign]
    supervisor.restart_in_turn()
    supervisor.end()
    assert len(looks) >= 2


def test_what_ends_while_another_is_restarted_is_started_again(
    supervisor: ClusterSupervisor, part: Callable[..., Part], proxy: Proxy
) -> None:
    supervisor.start([part("api-1", group="apis", drain_s=10), part("database")])
    database = supervisor.parts[1]
    first = database.pid
    assert first

    def under_way(*_: str) -> bool:
        if database.pid == first and database.runs:
            os.kill(first, signal.SIGKILL)
        return not (database.runs and database.pid != first)

    proxy.under_way = under_way  # type: ignore[assignment]
    supervisor.restart_in_turn()
    assert database.runs
    assert database.pid != first


def test_a_part_ends_with_the_supervisor_whatever_becomes_of_it(tmp_path: Path) -> None:
    script = (
        "import os, pathlib, signal\n"
        "from assistant.cluster.part import Part, RunningPart\n"
        f"part = Part(name='a', command={SLEEPS!r}, environment=dict(os.environ), folder=pathlib.Path({str(tmp_path)!r}),"
        " is_well=bool, is_ready=bool)\n"
        f"running = RunningPart(part, pathlib.Path({str(tmp_path)!r})); running.start()\n"
        "import time; time.sleep(1)\n"  # setpriv has become what it starts
        f"pathlib.Path({str(tmp_path / 'pid')!r}).write_text(str(running.pid)); os.kill(os.getpid(), signal.SIGKILL)"
    )
    import shutil
    import subprocess

    if shutil.which("setpriv") is None:
        pytest.skip("setpriv is not installed (on Debian: apt-get install util-linux)")
    done = subprocess.run([sys.executable, "-c", script], check=False, cwd=Path(__file__).parents[3])
    assert done.returncode == -signal.SIGKILL
    pid, end = int((tmp_path / "pid").read_text()), time.monotonic() + 10
    while not gone(pid) and Path("/proc", str(pid), "stat").read_text().split()[2] != "Z":
        assert time.monotonic() < end, "it goes on without a supervisor"
        time.sleep(0.05)
