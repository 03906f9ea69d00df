"""Practitioner phrases: what staff say, and what it would be called in guidance.

``say`` is a message as typed; ``means`` the question in guidance's vocabulary; ``passage`` some sentences as guidance might
put it. They bridge two ways of speaking and belong to no edition: a build links each to the passages of its library, whatever
they are, and learns an adapter from them. Never shown, never quoted: ``corpus/practice/phrases/README.md`` says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from corpus.practice.rows import read_rows

_FORM = '{"id": "P1001", "say": "…", "means": "…", "queries": ["…"], "passage": "…", "topics": ["…"]}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One phrase; ``queries`` are search queries in guidance's words."""

    say: str
    means: str
    queries: tuple[str, ...]
    passage: str

    @property
    def formal(self) -> str:
        """The phrase in guidance's words, to embed."""
        return f"{self.means} {self.passage}"

    @property
    def words(self) -> str:
        """All its words that guidance may share, for BM25."""
        return " ".join([self.means, *self.queries, self.passage])


class _PhraseRow(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1)
    say: str = Field(min_length=1)
    means: str = Field(min_length=1)
    queries: tuple[str, ...] = Field(min_length=1)
    passage: str = Field(min_length=1)
    topics: tuple[str, ...] = ()


def load_phrases(folder: Path | None = None) -> tuple[Phrase, ...]:
    """Load every file of phrases, in order; a ``StaffWordsError`` names the file and line that cannot be read.

    Parameters
    ----------
    folder : Path or None
        Where the files are; ``None`` for those that come with the project.
    """
    rows = read_rows("phrases", _PhraseRow, _FORM, folder)
    return tuple(Phrase(say=row.say, means=row.means, queries=row.queries, passage=row.passage) for _, row in rows)
