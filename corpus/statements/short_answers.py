"""Short answers: what DSLs ask, and one to three sentences of ours that answer it.

Each has the wordings in which it is asked, and some that look alike and turn on another fact; the assistant learns from both
when an answer fits (assistant/understand/question_match.py). The README in the folder says who wrote and who checked them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from corpus.once import once
from corpus.statements.sentences import ReviewedSentence, Sentence
from corpus.statements.statement_file import OURS, Row, Slug, check_unique, read_tables


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
    ages : tuple of int or None
        The first and the last age in years of which it holds, where it turns on one.
    """

    answer_id: str
    asked: tuple[str, ...]
    near: tuple[str, ...]
    sentences: tuple[ReviewedSentence, ...]
    ages: tuple[int, int] | None = None


class _AnswerRow(Row):
    id: Slug
    asked: tuple[str, ...] = Field(min_length=1)
    near: tuple[str, ...] = ()
    says: tuple[Sentence, ...] = Field(min_length=1, max_length=4)
    ages: tuple[int, int] | None = None

    def answer(self) -> ShortAnswer:
        return ShortAnswer(answer_id=self.id, asked=self.asked, near=self.near, sentences=self.says, ages=self.ages)


@once
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
    files = sorted((folder or OURS / "answers").glob("*.toml"))
    answers = tuple(one for file in files for one in read_tables(file, "answer", _AnswerRow, _AnswerRow.answer))
    check_unique((answer.answer_id for answer in answers), "the answer")
    check_unique((question for answer in answers for question in answer.asked), "the question")
    return answers
