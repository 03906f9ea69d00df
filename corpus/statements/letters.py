"""Letters to begin from: each clause names the sentence of guidance that bears it out; what nobody has given is left open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from corpus.errors import StatementError
from corpus.once import once
from corpus.statements.sentences import ReviewedSentence, Sentence
from corpus.statements.statement_file import OURS, Row, Slug, Words, check_unique, read_tables

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


class _LetterRow(Row):
    id: Slug
    title: Words
    to: Words
    about: tuple[str, ...] = Field(min_length=1)
    opening: Words
    clauses: tuple[Sentence, ...] = Field(min_length=3)

    def letter(self) -> Letter:
        for clause in self.clauses:
            if not clause.bindings:
                raise StatementError(f"nothing bears out the clause {clause.text[:60]!r}", "a clause has ‘cites’")
        unknown = set(_GAP.findall(" ".join((self.opening, *self.about, *(one.text for one in self.clauses))))) - set(
            GAPS
        )
        if unknown:
            raise StatementError(f"nothing fills in {{{min(unknown)}}}", f"what can be filled in: {', '.join(GAPS)}")
        return Letter(letter_id=self.id, **self.besides_id)


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
    letters = read_tables(file or OURS / "letters.toml", "letter", _LetterRow, _LetterRow.letter)
    check_unique((letter.letter_id for letter in letters), "the letter")
    return letters
