"""What the fixed texts of the program rest on: the texts stand in assistant/messages.py, and their pinpoints here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from corpus.once import once
from corpus.statements.sentences import OURS, ReviewedSentence, SentenceRow, check_unique, read_file


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


class _FixedRow(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    says: tuple[SentenceRow, ...] = Field(min_length=1)


class _FixedFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    fixed: tuple[_FixedRow, ...]


@once
def load_fixed() -> tuple[FixedText, ...]:
    """Load what every fixed text rests on.

    Raises
    ------
    StatementError
        If the file cannot be read, or an id stands twice.
    """
    texts = read_file(OURS / "fixed.toml", _texts)
    check_unique((text.text_id for text in texts), "the fixed text")
    return texts


def _texts(data: dict[str, Any]) -> tuple[FixedText, ...]:
    rows = _FixedFile.model_validate(data).fixed
    return tuple(FixedText(text_id=row.id, sentences=tuple(one.sentence() for one in row.says)) for row in rows)
