"""``python -m assistant cluster``: start everything, and stay until it is stopped."""

from __future__ import annotations

import argparse
import logging
import os
import signal

from filelock import FileLock, Timeout

from assistant.errors import ClusterError
from assistant.settings import ClusterSettings, ServerSettings, StoreSettings
from corpus.settings import LibrarySettings


def add_cluster_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``cluster`` to the commands of the assistant."""
    text = "Serve two pages and two servers for other programs over one library, behind a proxy: docs/deploy/README.md."
    cluster = commands.add_parser("cluster", help="Serve several pages and servers behind a proxy.", description=text)
    cluster.add_argument(
        "--restart", action="store_true", help="restart the pages and servers of the cluster that runs, one by one"
    )
    cluster.set_defaults(run=_cluster)


def _cluster(options: argparse.Namespace) -> int:
    settings = ClusterSettings.read()
    if options.restart:
        os.kill(_pid(settings), signal.SIGHUP)
        return 0
    from assistant.cluster.running import run  # noqa: PLC0415  # the other commands need nothing of it

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("assistant.cluster").setLevel(logging.INFO)
    settings.dir.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(settings.dir / "lock", timeout=0):
            run(settings, LibrarySettings.read(), StoreSettings.read(), ServerSettings.read())
    except Timeout:
        hint = "stop it with Ctrl-C, or choose another DSL_CLUSTER_DIR and DSL_CLUSTER_PORT"
        raise ClusterError(f"a cluster is running in {settings.dir}", hint) from None
    return 0


def _pid(settings: ClusterSettings) -> int:
    """Return the process that a cluster is run by.

    Raises
    ------
    ClusterError
        If none runs.
    """
    try:
        with FileLock(settings.dir / "lock", timeout=0):
            pass
    except Timeout:
        return int((settings.dir / "pid").read_text())
    except OSError:
        pass
    raise ClusterError(f"no cluster is running in {settings.dir}", "start one: python -m assistant cluster")
