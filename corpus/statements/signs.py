"""Signs: telling facts of a case, each with what it may point to and one thing to do about that very fact."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus.once import once
from corpus.statements.sentences import ReviewedSentence, Sentence
from corpus.statements.statement_file import OURS, Row, Slug, Words, check_unique, read_tables


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


class _SignRow(Row):
    id: Slug
    title: Words
    points_to: Sentence
    step: Sentence


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
    signs = read_tables(
        file or OURS / "signs.toml", "sign", _SignRow, lambda row: Sign(sign_id=row.id, **row.besides_id)
    )
    check_unique((sign.sign_id for sign in signs), "the sign")
    return signs
