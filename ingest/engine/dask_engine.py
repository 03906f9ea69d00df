"""A build's tasks at the workers of a Dask cluster.

The scheduler does a task again elsewhere when its worker ends. A task that ends its worker again and again is given up by it.
Only a few tasks are under way at a time, each with the bytes that it needs, so that neither this process nor the scheduler
holds the whole library.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from types import TracebackType
from typing import Any

import dask
from distributed import Client, wait
from distributed.client import FutureCancelledError, FuturesCancelledError
from distributed.scheduler import KilledWorker

from corpus.errors import ExplainedError
from ingest.engine.engine import Lost, Result, Task
from ingest.errors import BuildError

_CONNECT_S = 10.0
_PATIENCE_S = 60.0  # without a worker: one that is started anew needs some seconds
_LOOK_S = 2.0
_FOR_EACH_THREAD = 2  # tasks under way: one that is done, one that waits
_GONE = (OSError, TimeoutError, FutureCancelledError, FuturesCancelledError)
_SERVES = "the generation before still serves, and vectors that came are kept; start the engine, then build again"


class DaskEngine:
    """The workers of a Dask scheduler; a context manager that is connected to it.

    Parameters
    ----------
    address : str
        Of the scheduler.
    patience_s : float
        How long it may be without any worker.
    """

    sends = True

    def __init__(self, address: str, patience_s: float = _PATIENCE_S) -> None:
        self._address, self._patience_s = address, patience_s
        self._client: Any = None  # Dask is untyped

    def __enter__(self) -> DaskEngine:
        """Connect.

        Raises
        ------
        BuildError
            If nothing answers there.
        """
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is said in our words
        try:
            self._client = Client(self._address, timeout=_CONNECT_S, set_as_default=False)
        except (OSError, TimeoutError, ValueError, RuntimeError) as error:
            raise BuildError(
                f"no Dask scheduler answers at {self._address}", "start it, or build without --on and DSL_BUILD_ON"
            ) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close(timeout=_LOOK_S)

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task], /) -> Iterator[tuple[int, Result | Lost]]:
        """Do all tasks, and yield each one's number with its result, as they are done.

        Yields
        ------
        tuple of int and the function's result, or Lost
            The task's number, and what came of it.

        Raises
        ------
        BuildError
            If the scheduler is gone, it has had no worker for long, or the workers cannot do such tasks.
        """
        numbered = enumerate(tasks)
        running: dict[Any, int] = {}
        try:
            while True:
                for number, task in islice(numbered, max(0, self._room() - len(running))):
                    running[self._submitted(function, task)] = number
                if not running:
                    return
                for future in self._some_done(list(running)):
                    yield running.pop(future), self._result(future)
        except _GONE as error:
            raise self._gone() from error
        finally:
            self._give_up(list(running))

    def _room(self) -> int:
        """Return how many tasks may be under way."""
        return _FOR_EACH_THREAD * max(1, sum(map(int, self._client.nthreads().values())))

    def _submitted(self, function: Callable[[Task], Result], task: Task) -> Any:
        # A file goes with its task and not by scatter: what is scattered is lost with the worker that holds it.
        with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"}):
            return self._client.submit(function, task, pure=False)

    def _some_done(self, running: Sequence[Any]) -> list[Any]:
        """Wait until a task is done, as long as there are workers.

        Raises
        ------
        BuildError
            If there has been none for long.
        """
        seen = time.monotonic()
        while True:
            try:
                with self._client.as_current():
                    return list(wait(running, timeout=_LOOK_S, return_when="FIRST_COMPLETED").done)
            except TimeoutError:
                now = time.monotonic()
            if self._client.nthreads():
                seen = now
            elif now - seen > self._patience_s:
                raise BuildError(f"the engine at {self._address} has no worker any more", _SERVES)

    def _result(self, future: Any) -> Any:
        """Return what a task gave.

        Raises
        ------
        BuildError
            If the workers cannot do such tasks.
        """
        error = future.exception()
        if error is None:
            return future.result()
        if isinstance(error, KilledWorker):
            return Lost(f"ended each worker that it was given to ({error.allowed_failures + 1})")
        if isinstance(error, ExplainedError):
            raise BuildError(error.message, error.hint) from error
        raise BuildError(
            f"a worker of {self._address} could not do its work: {type(error).__name__}: {error}",
            "each worker needs this version of the project and its models: docs/deployment.md",
        ) from error

    def _gone(self) -> BuildError:
        return BuildError(f"the engine at {self._address} does not answer any more", _SERVES)

    def _give_up(self, running: Sequence[Any]) -> None:
        """Take back what is under way and not wanted any more."""
        try:
            if running:
                self._client.cancel(running)
        except _GONE:  # then nothing is under way
            return
