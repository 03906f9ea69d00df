"""Letters to begin from: each clause names the sentence of guidance that bears it out; what nobody has given is left open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from corpus.errors import StatementError
from corpus.once import once
from corpus.statements.sentences import OURS, ReviewedSentence, SentenceRow, check_unique, read_file

GAPS = ("child", "year", "missing", "story")
"""What is filled in from what was asked, where it was given."""
_GAP = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter.

    Parameters
    ----------
    letter_id : str
        A slug.
    title : str
        What it is.
    to : str
        Whom it goes to.
    about : tuple of str
        The lines that say whom and what it is about.
    opening : str
        Its first sentence.
    clauses : tuple of ReviewedSentence
        What it says; each with its bindings.
    """

    letter_id: str
    title: str
    to: str
    about: tuple[str, ...]
    opening: str
    clauses: tuple[ReviewedSentence, ...]


class _LetterRow(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str = Field(min_length=1)
    to: str = Field(min_length=1)
    about: tuple[str, ...] = Field(min_length=1)
    opening: str = Field(min_length=1)
    clauses: tuple[SentenceRow, ...] = Field(min_length=3)

    def letter(self) -> Letter:
        clauses = tuple(row.sentence() for row in self.clauses)
        for clause in clauses:
            if not clause.bindings:
                raise StatementError(f"nothing bears out the clause {clause.text[:60]!r}", "a clause has ‘cites’")
        unknown = set(_GAP.findall(" ".join((self.opening, *self.about, *(one.text for one in clauses))))) - set(GAPS)
        if unknown:
            raise StatementError(f"nothing fills in {{{min(unknown)}}}", f"what can be filled in: {', '.join(GAPS)}")
        return Letter(
            letter_id=self.id, title=self.title, to=self.to, about=self.about, opening=self.opening, clauses=clauses
        )


class _LetterFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    letter: tuple[_LetterRow, ...]


@once
def load_letters(file: Path | None = None) -> tuple[Letter, ...]:
    """Load the letters.

    Parameters
    ----------
    file : Path or None
        ``None`` for those that come with the project.

    Raises
    ------
    StatementError
        If the file cannot be read, an id stands twice, or a clause names nothing that bears it out.
    """
    letters = read_file(
        file or OURS / "letters.toml",
        lambda data: tuple(row.letter() for row in _LetterFile.model_validate(data).letter),
    )
    check_unique((letter.letter_id for letter in letters), "the letter")
    return letters
