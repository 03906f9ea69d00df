"""The switch that stops all answers at once, without a restart: a file that is there, or is not."""

from __future__ import annotations

from pathlib import Path

from assistant.messages import SWITCHED_OFF
from corpus.text import one_line

_MAX_CHARS = 200


class KillSwitch:
    """Whether answers are switched off.

    Parameters
    ----------
    path : Path
        While this file is there they are. Its first line says by whom, its second what to see.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def words(self) -> str:
        """Return what is said instead of an answer; empty if nothing is switched off. A file that cannot be read counts."""
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").splitlines()[:2]
        except FileNotFoundError:
            return ""
        except OSError:
            lines = []
        by, see = (one_line(line)[:_MAX_CHARS] for line in (*lines, "", "")[:2])
        return SWITCHED_OFF.format(by=by or "whoever looks after it", see=see or "what they have told you, or ask them")
