"""Two editions of a handbook of ours, as passages, and what is known to have become of the paragraphs of the first."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.types import Passage
from ingest.crosswalk import LinkKind
from tests.ingest.crosswalk.printed import WORDS_ON_A_PAGE, Chapters, printed

GONE, NEW = "gone", "new"
SAME_AMONG_COPIES = (
    "b8",
    "c7",
    "d9",
    "e9",
    "f10",
    "h10",
    "x4",
    "x6",
)  # each stands in several places in the same words


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


_FIRST, _SECOND = _read("first_edition.toml"), _read("second_edition.toml")
_TEXTS: dict[str, str] = {key: text for part in _FIRST["chapter"] for key, text in part["paragraphs"].items()}
_TEXTS |= _FIRST["notes"]
KEYS = tuple(_TEXTS)
"""The paragraphs of the first edition, in order; a paragraph's position is its place in it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of paragraphs, by their positions in each edition; ``kind`` is a LinkKind, or gone or new."""

    kind: str
    earlier: tuple[int, ...]
    later: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.kind} {'+'.join(KEYS[at] for at in self.earlier)}"


def first_edition(n_words: int = WORDS_ON_A_PAGE) -> list[Passage]:
    chapters = [(part["heading"], list(part["paragraphs"].values())) for part in _FIRST["chapter"]]
    return printed("handbook-2025", chapters, list(_FIRST["notes"].values()), n_words)


def second_edition(n_words: int = WORDS_ON_A_PAGE) -> list[Passage]:
    *chapters, notes = [(part["heading"], [_text(row) for row in part["paragraphs"]]) for part in _SECOND["chapter"]]
    shown: Chapters = chapters
    return printed("handbook-2026", shown, notes[1], n_words)


def all_changes() -> list[Change]:
    """What became of every paragraph, the unchanged ones too."""
    found: dict[tuple[str, str], list[int]] = {}
    rows = [row for part in _SECOND["chapter"] for row in part["paragraphs"]]
    for at, row in enumerate(rows):
        kind = next(iter(row))
        found.setdefault((kind, row[kind] or f"{NEW} {at}"), []).append(at)
    changes = [Change(kind, () if kind == NEW else _positions(of), tuple(ats)) for (kind, of), ats in found.items()]
    left = set(range(len(KEYS))) - {at for change in changes for at in change.earlier}
    return [*changes, *(Change(GONE, (at,), ()) for at in sorted(left))]


def known_changes() -> list[Change]:
    """The sixty that are counted: all that changed, and what stayed the same among copies of itself."""
    same = {_positions(key) for key in SAME_AMONG_COPIES}
    return [change for change in all_changes() if change.kind != LinkKind.SAME or change.earlier in same]


def _positions(keys: str) -> tuple[int, ...]:
    return tuple(KEYS.index(key) for key in keys.split())


def _text(row: dict[str, str]) -> str:
    return row.get("text") or _TEXTS[next(iter(row.values()))]
