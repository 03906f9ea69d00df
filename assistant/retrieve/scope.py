"""Which sources may answer, by the person's choice: everything, official publications, or local procedures."""

from __future__ import annotations

from collections.abc import Mapping

from assistant import messages
from assistant.types import Library, Notice
from corpus.types import Authority, Source

_OURS = frozenset({Authority.DIGEST, Authority.LOCAL})


def admits(library: Library, source: Source) -> bool:
    """Whether a source may answer: our digests are neither official nor local."""
    if library == "all":
        return True
    return (source.authority is Authority.LOCAL) if library == "local" else (source.authority not in _OURS)


def chosen_notices(library: Library, sources: Mapping[str, Source]) -> tuple[Notice, ...]:
    """Return what was not searched because of the choice, and whether anything was left to search."""
    if library == "all":
        return ()
    left = any(admits(library, source) for source in sources.values())
    text = messages.CHOSEN_LIBRARY[library] if left else messages.CHOSEN_NOTHING[library]
    return (Notice("library", text),)
