"""The parts of the cluster: PostgreSQL, the servers for other programs, the pages, and the proxy before them."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.cluster.part import Part, answers
from assistant.cluster.programs import account_of_postgresql, find_haproxy, find_postgresql
from assistant.cluster.proxy import ProxyControl, write_configuration
from assistant.errors import ClusterError
from assistant.settings import ClusterSettings

_ROOT = Path(__file__).parents[2]
_ACCOUNT = "guidance"
_LONGEST_SOCKET = 100  # bytes: the system's limit is 107, and the socket's own name is part of it
_NO_WORDS = (  # of what is asked, in the log: no values, no statements, no detail of an error
    "log_statement=none", "log_min_error_statement=panic", "log_error_verbosity=terse",
    "log_parameter_max_length=0", "log_parameter_max_length_on_error=0",
)  # fmt: skip


def postgresql_url(folder: Path) -> str:
    """Return the address of the cluster's own database, on a socket that only its account can open."""
    return f"postgresql://{_ACCOUNT}@/postgres?host={folder / 'postgresql'}"


def postgresql(folder: Path, environment: Mapping[str, str]) -> Part:
    """Return PostgreSQL; its data are made if there are none.

    Raises
    ------
    ProgramMissing
        If it is not installed.
    ClusterError
        If its data cannot be made there.
    """
    found, account, own = find_postgresql(), account_of_postgresql(), folder / "postgresql"
    if len(str(own).encode()) > _LONGEST_SOCKET - len(".s.PGSQL.5432"):
        raise ClusterError(f"the path {own} is too long for a socket", "choose a shorter DSL_CLUSTER_DIR")
    own.mkdir(mode=0o700, exist_ok=True)
    if account:  # PostgreSQL does not run as root
        folder.chmod(0o711)
        shutil.chown(own, account["user"], account["group"])
    data = own / "data"
    if not (data / "PG_VERSION").exists():
        making: list[str | Path] = [
            found / "initdb",
            "-D",
            data,
            "-U",
            _ACCOUNT,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
        ]
        done = subprocess.run(making, capture_output=True, text=True, cwd=own, check=False, **account)
        if done.returncode:
            said = (done.stderr.strip().splitlines() or ["no reason was given"])[-1]
            raise ClusterError(
                f"PostgreSQL cannot keep its data in {data}: {said}", "choose another DSL_CLUSTER_DIR, and not as root"
            )
    ready: list[str | Path] = [found / "pg_isready", "-h", own, "-U", _ACCOUNT, "-d", "postgres", "-t", "2"]

    def is_well() -> bool:
        return subprocess.run(ready, capture_output=True, check=False).returncode == 0

    options = [f"unix_socket_directories={own}", "unix_socket_permissions=0700", "listen_addresses=", *_NO_WORDS]
    command = [str(found / "postgres"), "-D", str(data), *(word for option in options for word in ("-c", option))]
    return Part(
        name="postgresql",
        command=tuple(command),
        environment=environment,
        folder=own,
        is_well=is_well,
        is_ready=is_well,
        ends_by=signal.SIGINT,  # whoever is connected is not waited for
        account=account,
    )


def servers_and_pages(settings: ClusterSettings, environment: Mapping[str, str]) -> Sequence[Part]:
    """Return the servers for other programs and the pages: each with a folder of its own for what it brings of the index."""
    return [
        *(_server(settings, name, port, environment) for name, port in settings.ports_of_apis()),
        *(_page(settings, name, port, environment) for name, port in settings.ports_of_pages()),
    ]


def _server(settings: ClusterSettings, name: str, port: int, environment: Mapping[str, str]) -> Part:
    return Part(
        name=name,
        command=(sys.executable, "-m", "assistant", "serve", "--host", "127.0.0.1", "--port", str(port)),
        environment={**environment, "DSL_INDEX_DIR": str(settings.dir / name)},
        folder=_ROOT,
        is_well=answers(f"http://127.0.0.1:{port}/healthz"),
        is_ready=answers(f"http://127.0.0.1:{port}/readyz"),
        group="apis",
        drain_s=130,  # as long as a question may take, and a little
    )


def _page(settings: ClusterSettings, name: str, port: int, environment: Mapping[str, str]) -> Part:
    is_well = answers(f"http://127.0.0.1:{port}/_stcore/health")
    where = ("--server.address", "127.0.0.1", "--server.port", str(port))
    asks = {"DSL_ASSISTANT_URL": f"http://127.0.0.1:{settings.port}"} if settings.thin_pages else {}
    return Part(
        name=name,
        command=(sys.executable, "-m", "assistant.ui", *where),
        environment={**environment, "DSL_INDEX_DIR": str(settings.dir / name), **asks},
        folder=_ROOT,
        is_well=is_well,
        is_ready=is_well,
        group="pages",
        drain_s=10,  # its sockets stay as long as its visits
    )


def proxy(settings: ClusterSettings, at_once: int, environment: Mapping[str, str], control: ProxyControl) -> Part:
    """Return HAProxy, with its file written; ``at_once`` is what one server takes.

    Raises
    ------
    ProgramMissing
        If it is not installed.
    """
    found = find_haproxy()
    file = write_configuration(
        settings.dir, settings.port, settings.ports_of_apis(), settings.ports_of_pages(), at_once
    )
    return Part(
        name="haproxy",
        command=(str(found), "-W", "-db", "-f", str(file)),
        environment=environment,
        folder=settings.dir,
        is_well=control.is_well,
        is_ready=control.is_well,
        replaces_itself_by=signal.SIGUSR2,
        process_now=control.worker,
    )
