"""The library as the server has it open: the generation that serves, and its models; a new generation is opened when it comes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from assistant.pipeline import Assistant
from corpus.errors import ExplainedError

_OPENING = "the library is being opened"
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
        self._assistant: Assistant | None = None
        self._name = ""
        self._problem = _OPENING

    def assistant(self) -> Assistant:
        """Return the assistant over the generation that serves now.

        Whoever asks while another generation takes over waits for it: what was taken out of the library is not answered from.

        Raises
        ------
        ExplainedError
            If the library cannot be opened.
        """
        with self._opening:
            try:
                name = self._current()
                if self._assistant is None or name != self._name:
                    opened = self._build()
                    opened.warm()
                    self._assistant, self._name, self._problem = opened, name, ""
            except ExplainedError as error:
                self._assistant, self._problem = None, _CANNOT
                _log.warning("the library cannot be opened: %s; %s", error.message, error.hint)
                raise
            return self._assistant

    @property
    def generation(self) -> str:
        """The generation that is open with its models loaded; empty if none is."""
        opened = self._assistant
        return opened.index.generation if opened else ""

    @property
    def problem(self) -> str:
        """Why none is open, without paths or names, since nobody need have a key to read it; empty if one is."""
        return "" if self.generation else self._problem

    def open_soon(self) -> None:
        """Open it in a thread, so that the first question does not wait; what goes wrong is said when it is asked."""

        def opening() -> None:
            try:
                self.assistant()
            except ExplainedError:
                return

        threading.Thread(target=opening, name="open-library", daemon=True).start()
