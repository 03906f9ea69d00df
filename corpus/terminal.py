"""What every command on a terminal shares: what it writes is private, and it ends quietly when nobody reads on."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable

from corpus.private import write_privately

PIPE_CLOSED = 128 + signal.SIGPIPE
"""The exit status that shells give a program whose reader went away, as with ``… | head``."""


def status_of(main: Callable[[], int]) -> int:
    """Run a command and return its exit status; ``PIPE_CLOSED``, and not a word, if its output is not wanted any more."""
    write_privately()
    try:
        try:
            return main()
        finally:
            sys.stdout.flush()  # here, and not when Python ends: nobody could catch it there
            sys.stderr.flush()
    except BrokenPipeError:
        _discard_the_rest()
        return PIPE_CLOSED


def _discard_the_rest() -> None:
    """Let what is still to be written to a closed pipe go nowhere, or Python would try once more as it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
