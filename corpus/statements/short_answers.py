"""Short answers: what DSLs ask, and one to three sentences of ours that answer it.

Each has the wordings in which it is asked, and some that look alike and turn on another fact; the assistant learns from both
when an answer fits (assistant/answer/short_answer.py). The README in the folder says who wrote and who checked them.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from corpus.errors import StatementError
from corpus.statements.sentences import ReviewedSentence, SentenceRow, check_unique, unusable


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAnswer:
    """One answer.

    Parameters
    ----------
    answer_id : str
        A slug, never used again for another answer.
    asked : tuple of str
        Questions that it answers.
    near : tuple of str
        Questions that look alike and that it does not answer.
    sentences : tuple of ReviewedSentence
        What we say, in order.
    """

    answer_id: str
    asked: tuple[str, ...]
    near: tuple[str, ...]
    sentences: tuple[ReviewedSentence, ...]


class _AnswerRow(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    asked: tuple[str, ...] = Field(min_length=1)
    near: tuple[str, ...] = ()
    says: tuple[SentenceRow, ...] = Field(min_length=1, max_length=4)

    def answer(self) -> ShortAnswer:
        return ShortAnswer(
            answer_id=self.id, asked=self.asked, near=self.near, sentences=tuple(row.sentence() for row in self.says)
        )


class _AnswerFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    answer: tuple[_AnswerRow, ...]


@cache
def load_short_answers(folder: Path | None = None) -> tuple[ShortAnswer, ...]:
    """Load every short answer, in the order of the files' names.

    Parameters
    ----------
    folder : Path or None
        ``None`` for those that come with the project.

    Raises
    ------
    StatementError
        If a file cannot be read, or an id or a question stands twice.
    """
    folder = folder or Path(str(resources.files("corpus.statements") / "answers"))
    answers: list[ShortAnswer] = []
    for file in sorted(folder.glob("*.toml")):
        try:
            rows = _AnswerFile.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
            answers += [row.answer() for row in rows.answer]
        except (OSError, ValueError, StatementError) as error:  # TOMLDecodeError and ValidationError are ValueErrors
            raise StatementError(*unusable(file, error)) from error
    check_unique((answer.answer_id for answer in answers), folder, "the answer")
    check_unique((question for answer in answers for question in answer.asked), folder, "the question")
    return tuple(answers)
