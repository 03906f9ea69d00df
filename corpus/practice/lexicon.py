"""The practitioner's lexicon: what staff say, and what guidance calls it. General to the field; it belongs to no edition.

Entries are found in a question as runs of stems, so that "referrals" is found as "referral" is. What was found widens the
search and is named in the answer's trace. It is never shown as guidance.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import LexiconError
from corpus.index import tokens

_FILE = "lexicon.toml"


class LexiconEntry(BaseModel):
    """What staff say (``heard``, the key in the file), and what it is called in guidance."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    heard: tuple[str, ...] = Field(min_length=1)
    means: str = Field(min_length=1)
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """Words of a question and what guidance calls them."""

    words: str
    means: str


class Lexicon:
    """Finds entries in questions.

    Parameters
    ----------
    entries : sequence of LexiconEntry
        In any order; the longest that is found at a position counts.
    """

    def __init__(self, entries: Sequence[LexiconEntry] = ()) -> None:
        self.entries = tuple(entries)

    @cached_property
    def _by_stems(self) -> dict[tuple[str, ...], tuple[str, str]]:
        return {tuple(tokens(words)): (words, entry.means) for entry in self.entries for words in entry.heard}

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._by_stems), default=0)

    def hear(self, question: str) -> tuple[Term, ...]:
        """Return the terms found in a question, in its order; each meaning once."""
        stems = tokens(question)
        found: dict[str, Term] = {}
        at = 0
        while at < len(stems):
            lengths = range(min(self._longest, len(stems) - at), 0, -1)
            run = next((n for n in lengths if tuple(stems[at : at + n]) in self._by_stems), 0)
            if run:
                words, means = self._by_stems[tuple(stems[at : at + run])]
                found.setdefault(means, Term(words, means))
            at += run or 1
        return tuple(found.values())


def load_lexicon(file: Path | None = None) -> Lexicon:
    """Load the lexicon.

    Parameters
    ----------
    file : Path or None
        ``None`` for the one that comes with the project.

    Raises
    ------
    LexiconError
        If it cannot be read, an entry is incomplete, holds no word to find, or is found where another is.
    """
    file = file or Path(str(resources.files("corpus.practice") / _FILE))
    try:
        rows = tomllib.loads(file.read_text(encoding="utf-8")).get("entry", [])
        entries = [LexiconEntry.model_validate(row) for row in rows]
    except (OSError, ValueError) as error:  # TOMLDecodeError and ValidationError are ValueErrors
        what = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        raise LexiconError(f"{file.name} cannot be used: {what}", "each [[entry]] has heard, means and kind") from error
    _check(entries, file)
    return Lexicon(entries)


def _check(entries: Sequence[LexiconEntry], file: Path) -> None:
    known: dict[tuple[str, ...], str] = {}
    for entry in entries:
        for words in entry.heard:
            stems = tuple(tokens(words))
            if not stems:
                raise LexiconError(f"{file.name}: {words!r} holds no word that can be heard", "use a more telling word")
            if known.setdefault(stems, entry.means) != entry.means:
                raise LexiconError(f"{file.name}: {words!r} is heard as another entry is", "keep one of the two")
