"""Words that a lead could say: a few lines of speech for one listener and one wish, and what never to say.

“What do I actually say to her?” asks for none of our rules but for a sentence to begin with. Whose words are wanted is
recognised by assistant/understand/words_asked.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from corpus.once import once
from corpus.statements.sentences import ReviewedSentence, Sentence
from corpus.statements.statement_file import OURS, Row, Slug, Words, check_unique, read_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenWords:
    """What could be said.

    Parameters
    ----------
    words_id : str
        A slug, as the recogniser names it.
    to : str
        Whom it is for, after “Words you could use”: a misreading is seen at once.
    says : tuple of ReviewedSentence
        Lines that can be spoken or written as they stand, in order.
    never : ReviewedSentence
        What not to say or do here.
    """

    words_id: str
    to: str
    says: tuple[ReviewedSentence, ...]
    never: ReviewedSentence

    @property
    def sentences(self) -> tuple[ReviewedSentence, ...]:
        """Everything that it says."""
        return (*self.says, self.never)


class _WordsRow(Row):
    id: Slug
    to: Words
    says: tuple[Sentence, ...] = Field(min_length=2, max_length=3)
    never: Sentence

    def words(self) -> SpokenWords:
        return SpokenWords(words_id=self.id, **self.besides_id)


@once
def load_spoken_words(file: Path | None = None) -> Mapping[str, SpokenWords]:
    """Load all words, by their ids.

    Parameters
    ----------
    file : Path or None
        ``None`` for those that come with the project.

    Raises
    ------
    StatementError
        If the file cannot be read, or an id stands twice.
    """
    words = read_tables(file or OURS / "words.toml", "words", _WordsRow, _WordsRow.words)
    check_unique((one.words_id for one in words), "the words")
    return {one.words_id: one for one in words}
