"""What the fixed texts of the program rest on: the texts stand in assistant/messages.py, and their pinpoints here."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from corpus.once import once
from corpus.statements.sentences import ReviewedSentence, Sentence
from corpus.statements.statement_file import OURS, Row, Slug, check_unique, read_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedText:
    """One fixed text.

    Parameters
    ----------
    text_id : str
        A slug.
    sentences : tuple of ReviewedSentence
        What it takes from guidance, point by point.
    """

    text_id: str
    sentences: tuple[ReviewedSentence, ...]


class _FixedRow(Row):
    id: Slug
    says: tuple[Sentence, ...] = Field(min_length=1)


@once
def load_fixed() -> tuple[FixedText, ...]:
    """Load what every fixed text rests on.

    Raises
    ------
    StatementError
        If the file cannot be read, or an id stands twice.
    """
    texts = read_tables(
        OURS / "fixed.toml", "fixed", _FixedRow, lambda row: FixedText(text_id=row.id, sentences=row.says)
    )
    check_unique((text.text_id for text in texts), "the fixed text")
    return texts
