"""Work that goes on while the page is drawn: in a thread, so that neither a click nor a closed tab breaks it off."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

Result = TypeVar("Result")


class Progress(Protocol):
    """Is told how far a stage has come."""

    def __call__(self, stage: str, done: int, of: int, /) -> None:
        """Take note."""


class Job(Generic[Result]):
    """A piece of work under way, or done.

    Parameters
    ----------
    work : callable
        Given what is to be told of progress, does the work.

    Attributes
    ----------
    stage : str
        The stage it has come to.
    share : float
        How much of that stage is done, from 0 to 1.
    """

    def __init__(self, work: Callable[[Progress], Result]) -> None:
        self.stage, self.share = "", 0.0
        self._work = work
        self._result: Result | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)  # a server that is stopped need not wait for it
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait a little; say whether the work is done."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def result(self) -> Result:
        """Return what the work gave, or raise what it raised; to be asked once it is done."""
        if self._error is not None:
            raise self._error
        assert self._result is not None
        return self._result

    def _run(self) -> None:
        try:
            self._result = self._work(self._tell)
        except BaseException as error:  # it is raised again where the result is asked for
            self._error = error

    def _tell(self, stage: str, done: int, of: int, /) -> None:
        self.stage, self.share = stage, min(1.0, done / of) if of else 1.0
