"""The practitioner's lexicon: what staff say, and what guidance calls it. General to the field; it belongs to no edition.

Entries are heard in a question as runs of stems, so that "referrals" is heard as "referral" is. What was heard widens the
search and is named in the answer's trace; it is never shown as guidance.
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


class Entry(BaseModel):
    """What is heard, and what it is called in guidance."""

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
    """Hears entries in questions.

    Parameters
    ----------
    entries : sequence of Entry
        In any order; the longest that is heard at a place counts.
    """

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        self.entries = tuple(entries)

    @cached_property
    def _by_stems(self) -> dict[tuple[str, ...], tuple[str, str]]:
        return {tuple(tokens(heard)): (heard, entry.means) for entry in self.entries for heard in entry.heard}

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._by_stems), default=0)

    def hear(self, question: str) -> tuple[Term, ...]:
        """Return what is heard in a question, in its order; each meaning once."""
        stems = tokens(question)
        heard: dict[str, Term] = {}
        at = 0
        while at < len(stems):
            lengths = range(min(self._longest, len(stems) - at), 0, -1)
            run = next((n for n in lengths if tuple(stems[at : at + n]) in self._by_stems), 0)
            if run:
                words, means = self._by_stems[tuple(stems[at : at + run])]
                heard.setdefault(means, Term(words, means))
            at += run or 1
        return tuple(heard.values())


def load_lexicon(file: Path | None = None) -> Lexicon:
    """Load the lexicon.

    Parameters
    ----------
    file : Path or None
        ``None`` for the one that comes with the project.

    Raises
    ------
    LexiconError
        If it cannot be read, an entry is incomplete, holds no word to hear, or is heard as another is.
    """
    file = file or Path(str(resources.files("corpus.practice") / _FILE))
    try:
        rows = tomllib.loads(file.read_text(encoding="utf-8")).get("entry", [])
        entries = [Entry.model_validate(row) for row in rows]
    except (OSError, ValueError) as error:  # TOMLDecodeError and ValidationError are ValueErrors
        what = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        raise LexiconError(f"{file.name} cannot be used: {what}", "each [[entry]] has heard, means and kind") from error
    _check(entries, file)
    return Lexicon(entries)


def _check(entries: Sequence[Entry], file: Path) -> None:
    known: dict[tuple[str, ...], str] = {}
    for entry in entries:
        for heard in entry.heard:
            stems = tuple(tokens(heard))
            if not stems:
                raise LexiconError(f"{file.name}: {heard!r} holds no word that can be heard", "use a more telling word")
            if known.setdefault(stems, entry.means) != entry.means:
                raise LexiconError(f"{file.name}: {heard!r} is heard as another entry is", "keep one of the two")
