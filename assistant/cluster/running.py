"""The whole of a cluster: what is started in which order, and what is done until it is stopped."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

from pydantic import SecretStr

from assistant.cluster.parts import postgresql, postgresql_url, proxy, servers_and_pages
from assistant.cluster.programs import find_haproxy
from assistant.cluster.proxy import ProxyControl
from assistant.cluster.supervisor import ClusterSupervisor, Patience
from assistant.errors import ClusterError, PartNotReady
from assistant.settings import ClusterSettings, ServerSettings, StoreSettings, environment_with
from corpus.errors import IndexMissing
from corpus.index import store_of
from corpus.settings import LibrarySettings

_ROOT = Path(__file__).parents[2]
_log = logging.getLogger(__name__)


class Cluster:
    """A cluster that runs in this process's charge.

    Parameters
    ----------
    settings : ClusterSettings
        Where, and how many of each.
    library : LibrarySettings
        The index that is published where nothing serves yet.
    store : StoreSettings
        What people choose to keep.
    server : ServerSettings
        What a server takes at once, and the file that switches answers off: the servers look at it themselves, and the pages
        are closed while it is there.
    """

    def __init__(
        self, settings: ClusterSettings, library: LibrarySettings, store: StoreSettings, server: ServerSettings
    ) -> None:
        folder = settings.dir.resolve()
        self._settings, self._library, self._store = settings.model_copy(update={"dir": folder}), library, store
        self._server, self._off = server, False
        self._proxy = ProxyControl(folder / "haproxy.sock")
        (folder / "logs").mkdir(exist_ok=True)
        self.supervisor = ClusterSupervisor(folder / "logs", self._proxy, Patience(), self._close_or_open_pages)
        self._restart = False

    def restart_soon(self) -> None:
        """Let every part be restarted, one by one, at the next look; a signal may call it."""
        self._restart = True

    def start(self) -> None:
        """Start every part; the library is published first where nothing serves yet.

        Raises
        ------
        ClusterError
            If something is missing or does not become ready.
        """
        find_haproxy()  # what is missing is said before anything is made
        own = postgresql_url(self._settings.dir)
        index = self._library.index.get_secret_value() or own
        database = self._store.database_url.get_secret_value() or own
        environment = environment_with({"DSL_INDEX": index, "DSL_DATABASE_URL": database})
        if own in {index, database}:
            self.supervisor.start([postgresql(self._settings.dir, environment)])
        self._publish(index, environment)
        self.supervisor.start(servers_and_pages(self._settings, environment))
        self.supervisor.start([proxy(self._settings, self._server.at_once_in_all, environment, self._proxy)])

    def run(self) -> None:
        """Look after it until it is to end."""
        while not self.supervisor.ending:
            time.sleep(1)
            self.supervisor.look()
            if self._restart:
                self._restart = False
                try:
                    self.supervisor.restart_in_turn()
                except (PartNotReady, OSError) as error:
                    _log.warning("restarting was given up: %s", error)

    def _publish(self, index: str, environment: Mapping[str, str]) -> None:
        """Publish the index of this computer's folder where nothing serves yet.

        Raises
        ------
        ClusterError
            If that fails.
        """
        folder = self._settings.dir / "publisher"
        at_server = self._library.model_copy(update={"index": SecretStr(index), "index_dir": folder})
        try:
            _log.info("generation %s serves", store_of(at_server).current())
        except IndexMissing:
            _log.info("publishing %s", self._library.index_dir)
            done = subprocess.run([sys.executable, "-m", "ingest", "publish"], cwd=_ROOT, env=environment, check=False)
            if done.returncode:
                raise ClusterError("the index could not be published", "make it first: make index") from None

    def _close_or_open_pages(self) -> None:
        """Close the pages while answers are switched off; again at each look, should the proxy be a new one."""
        off = self._server.off_file.exists()
        if not off and not self._off:
            return
        try:
            for name, _ in self._settings.ports_of_pages():
                self._proxy.set_state("pages", name, "maint" if off else "ready")
        except OSError as error:  # the next look tries again
            _log.warning("the pages cannot be %s: %s", "closed" if off else "opened", error)
            return
        if off != self._off:
            _log.warning("answers are switched %s", "off" if off else "on again")
        self._off = off


def run(settings: ClusterSettings, library: LibrarySettings, store: StoreSettings, server: ServerSettings) -> None:
    """Run a cluster until it is stopped.

    Raises
    ------
    ClusterError
        If something is missing or does not become ready.
    """
    cluster = Cluster(settings, library, store, server)

    def ends(_: int, __: FrameType | None) -> None:
        cluster.supervisor.end_soon()

    def restarts(_: int, __: FrameType | None) -> None:
        cluster.restart_soon()

    for number, handler in ((signal.SIGINT, ends), (signal.SIGTERM, ends), (signal.SIGHUP, restarts)):
        signal.signal(number, handler)
    (settings.dir / "pid").write_text(str(os.getpid()))
    try:
        cluster.start()
        _log.info("serving on http://127.0.0.1:%d; Ctrl-C stops it", settings.port)
        cluster.run()
    except ClusterError:
        if not cluster.supervisor.ending:
            raise
    finally:
        cluster.supervisor.end()
