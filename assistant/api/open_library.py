"""The library as the server has it open: the generation that serves, and its models; a new generation is opened when it comes."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from assistant.pipeline import Assistant
from corpus.errors import ExplainedError, IndexUnreachable

_OPENING = "the library is being opened"
_AGAIN_S = 10
_CANNOT = "the library cannot be opened: the log says why"
_log = logging.getLogger(__name__)


class OpenLibrary:
    """Opens the assistant over the generation that serves, once for all; threads may share it.

    Parameters
    ----------
    build : callable
        Opens the library and makes an assistant of it.
    current : callable
        Returns the name of the generation that serves.
    """

    def __init__(self, build: Callable[[], Assistant], current: Callable[[], str]) -> None:
        self._build, self._current = build, current
        self._opening = threading.Lock()
        self._opened: tuple[str, Assistant] | None = None  # with the name that it was opened under
        self._problem, self._again_at = _OPENING, 0.0

    def assistant(self) -> Assistant:
        """Return the assistant over the generation that serves now.

        Whoever asks while another generation takes over waits for it: what was taken out of the library is not answered from.

        Raises
        ------
        ExplainedError
            If the library cannot be opened.
        """
        name, opened = self._current_name(), self._opened
        if opened is None or opened[0] != name:
            with self._opening:  # another thread may have opened a later one while this waited
                name, opened = self._current_name(), self._opened
                if opened is None or opened[0] != name:
                    opened = self._open(name)
        return opened[1]

    def _current_name(self) -> str:
        """Return the name of the generation that serves.

        Raises
        ------
        ExplainedError
            If it cannot be had.
        """
        try:
            return self._current()
        except ExplainedError as error:
            self._failed(error)
            raise

    def _open(self, name: str) -> tuple[str, Assistant]:
        """Open the generation that serves.

        Raises
        ------
        ExplainedError
            If that fails.
        """
        try:
            assistant = self._build()
            assistant.warm()
        except ExplainedError as error:
            self._failed(error)
            raise
        self._opened, self._problem = (name, assistant), ""
        return self._opened

    def _failed(self, error: ExplainedError) -> None:
        """Say so; where a server is away for a while, what is open stays so for its return."""
        if not isinstance(error, IndexUnreachable):
            self._opened = None
        self._problem = _CANNOT
        _log.warning("the library cannot be opened: %s; %s", error.message, error.hint)

    @property
    def generation(self) -> str:
        """The generation that is open with its models loaded; empty if none is."""
        opened = self._opened
        return opened[1].index.generation if opened else ""

    @property
    def problem(self) -> str:
        """Why none is open, without paths or names, since nobody need have a key to read it; empty if one is."""
        return "" if self.generation else self._problem

    def open_soon(self) -> None:
        """Open it in a thread, so that the first question does not wait; what goes wrong is said when it is asked.

        What could not be opened is tried again no sooner than after some seconds, however often this is called.
        """
        if self._opening.locked() or time.monotonic() < self._again_at:
            return
        self._again_at = time.monotonic() + _AGAIN_S

        def opening() -> None:
            try:
                self.assistant()
            except ExplainedError:
                return

        threading.Thread(target=opening, name="open-library", daemon=True).start()
