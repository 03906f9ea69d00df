"""Signs: telling facts of a case, each with what it may point to and one thing to do about that very fact."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from corpus.once import once
from corpus.statements.sentences import OURS, ReviewedSentence, SentenceRow, check_unique, read_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One telling fact: “he answers every message to her” says more than what is said of every worry.

    Parameters
    ----------
    sign_id : str
        A slug.
    title : str
        The fact in a few words.
    points_to : ReviewedSentence
        What it may point to, as a possibility.
    step : ReviewedSentence
        What to do about it today.
    """

    sign_id: str
    title: str
    points_to: ReviewedSentence
    step: ReviewedSentence


class _SignRow(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str = Field(min_length=1)
    points_to: SentenceRow
    step: SentenceRow

    def sign(self) -> Sign:
        return Sign(sign_id=self.id, title=self.title, points_to=self.points_to.sentence(), step=self.step.sentence())


class _SignFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    sign: tuple[_SignRow, ...]


@once
def load_signs(file: Path | None = None) -> tuple[Sign, ...]:
    """Load every sign.

    Parameters
    ----------
    file : Path or None
        ``None`` for the one that comes with the project.

    Raises
    ------
    StatementError
        If it cannot be read, or an id stands twice.
    """
    signs = read_file(file or OURS / "signs.toml", _signs)
    check_unique((sign.sign_id for sign in signs), "the sign")
    return signs


def _signs(data: dict[str, Any]) -> tuple[Sign, ...]:
    return tuple(row.sign() for row in _SignFile.model_validate(data).sign)
