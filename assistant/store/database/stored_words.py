"""Words that people typed, as they are stored: without details, and without what a database refuses."""

from __future__ import annotations

from assistant.errors import NotTaken
from assistant.safety import Redactor, new_redactor

MAX_CHARS = 4000


def storable(text: str, redactor: Redactor | None = None) -> str:
    """Return a note, a comment or a reason without anybody's details.

    Parameters
    ----------
    text : str
        As typed.
    redactor : Redactor, optional
        The conversation's own, which knows who was met in it.

    Raises
    ------
    NotTaken
        If it is too long.
    """
    if len(text) > MAX_CHARS:
        raise NotTaken(f"the text is {len(text):,} characters long", f"write at most {MAX_CHARS:,}")
    return (redactor or new_redactor()).redact(text.replace("\x00", "").strip()).text
