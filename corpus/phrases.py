"""Practitioner phrases: what staff say, and what it would be called in guidance.

``say`` is a message as typed; ``means`` the question in guidance's vocabulary; ``passage`` some sentences as guidance might
put it. They bridge two ways of speaking and belong to no edition: a build links each to the passages of its library, whatever
they are, and learns an adapter from them. Never shown, never quoted: ``corpus/phrases/README.md`` says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import PhraseError


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


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1)
    say: str = Field(min_length=1)
    means: str = Field(min_length=1)
    queries: tuple[str, ...] = Field(min_length=1)
    passage: str = Field(min_length=1)
    topics: tuple[str, ...] = ()


def load_phrases(folder: Path | None = None) -> tuple[Phrase, ...]:
    """Load every file of phrases, in order.

    Parameters
    ----------
    folder : Path or None
        Where the files are; ``None`` for those that come with the project.

    Raises
    ------
    PhraseError
        If a line cannot be read; names the file and the line.
    """
    place = folder if folder is not None else Path(str(resources.files("corpus") / "phrases"))
    return tuple(phrase for file in sorted(place.glob("*.jsonl")) for phrase in _read(file))


def _read(file: Path) -> list[Phrase]:
    phrases = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = _Row.model_validate_json(line)
        except ValidationError as error:
            raise PhraseError(
                f"{file.name} line {number}: {error.errors()[0]['msg']}",
                'each line is {"id": "P1001", "say": "…", "means": "…", "queries": ["…"], "passage": "…", "topics": ["…"]}',
            ) from error
        phrases.append(Phrase(say=row.say, means=row.means, queries=row.queries, passage=row.passage))
    return phrases
