"""Which paragraphs of an edition a later one in the same generation has otherwise, as a build found them.

The crosswalk that finds them belongs to ingest (docs/adr/0020); who answers reads what it came to.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from corpus.errors import IndexDamaged
from corpus.index.checksums import MEND

_FILE = "editions.json"


class Became(StrEnum):
    """What a later edition made of a paragraph that it does not have as it was."""

    REWORDED = "reworded"
    MOVED = "moved"  # with other words
    SPLIT = "split"
    MERGED = "merged"
    UNSURE = "unsure"  # less sure than what is carried: for a person to look at
    GONE = "gone"


class ChangedParagraph(BaseModel):
    """A paragraph, or several that were merged, that a later edition has otherwise.

    Parameters
    ----------
    confidence : float
        How sure it is that they belong together, 0 to 1; not a probability. 0 for what is gone.
    earlier, later : tuple of str
        The ids of the passages that they consist of; of what is gone, ``later`` is empty.
    """

    model_config = ConfigDict(frozen=True)

    became: Became
    confidence: float
    earlier: tuple[str, ...]
    later: tuple[str, ...] = ()


class EditionPair(BaseModel):
    """Two editions of one publication, and what the later has otherwise."""

    model_config = ConfigDict(frozen=True)

    earlier: str
    later: str
    changed: tuple[ChangedParagraph, ...]


_PAIRS = TypeAdapter(tuple[EditionPair, ...])


def write_edition_links(folder: Path, pairs: Iterable[EditionPair]) -> None:
    """Write what was found into a generation's folder."""
    (folder / _FILE).write_bytes(_PAIRS.dump_json(tuple(pairs)))


def read_edition_links(folder: Path) -> tuple[EditionPair, ...]:
    """Read what was found; nothing, where an earlier version of this program built the generation.

    Raises
    ------
    IndexDamaged
        If it cannot be read.
    """
    try:
        return _PAIRS.validate_json((folder / _FILE).read_bytes())
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        raise IndexDamaged(f"what was found of editions in {folder.name} cannot be read", MEND) from error
