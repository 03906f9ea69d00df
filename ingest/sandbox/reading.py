"""What reading a file gives beside its text: how each page was read, and what the file carries that is not read."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.pdf import Parsed
from ingest.structure import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A PDF parsed, with its blocks."""

    parsed: Parsed
    blocks: tuple[Block, ...]
