"""How far a piece of work has come: what a caller learns of it, and bars on a terminal that show it."""

from __future__ import annotations

import sys
from typing import Any, Protocol

from tqdm import tqdm

READING = "Reading"
EMBEDDING = "Making passages searchable"
STAFF_WORDS = "Linking staff’s words to them"
WRITING = "Writing the library"
CHECKING = "Checking what was written"


class Progress(Protocol):
    """Learns how far a stage has come."""

    def __call__(self, stage: str, done: int, of: int, /) -> None:
        """Take note.

        Parameters
        ----------
        stage : str
            The stage, in a person's words.
        done, of : int
            How many of its steps are done; equal when the stage ends.
        """


def silent(_stage: str, _done: int, _of: int, /) -> None:
    """Show nothing."""


class Bars:
    """Shows a bar for each stage on standard error; it goes when the stage ends."""

    def __init__(self) -> None:
        self._bar: Any = None  # tqdm is generic in what it goes over, and this one goes over nothing
        self._stage = ""

    def __call__(self, stage: str, done: int, of: int, /) -> None:
        """Show how far a stage has come."""
        if stage != self._stage:
            self._close()
        self._stage = stage
        if of == 0:
            return
        self._bar = self._bar or tqdm(desc=stage, total=of, leave=False)
        self._bar.update(done - self._bar.n)
        if done >= of:
            self._close()

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def on_terminal() -> Progress:
    """Return bars where standard error is a terminal, and nothing else."""
    return Bars() if sys.stderr.isatty() else silent
