"""Questions that staff ask, each pointing to the paragraph that answers it: what bridges their words and guidance's.

Each is a further vector for its passage, and further words for BM25 (doc2query, Nogueira et al. 2019, but written by hand).
They are never quoted; those that can be asked as they stand are offered as next questions (assistant/answer/next_questions.py).
``corpus/practice/asked/README.md`` says who wrote them, how, and what they may not be used for.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from corpus.practice.rows import read_rows

HEADING_WORDS = 6
_FORM = '{"paragraph": "41", "page": 16, "heading": "…", "questions": ["…"]}'


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphAnchor:
    """A paragraph of one edition, as our data names it.

    Parameters
    ----------
    source_id : str
        The edition that was read.
    paragraph : str
        Its number or section, or empty for text that is not numbered.
    page : int
        Its PDF page, or 0 where the page is not fixed (our digests).
    heading : str
        The first words, at most six, of the innermost heading over it.
    part : int
        Which of the passages with this label, from 1; 0 for whichever is nearest.
    """

    source_id: str
    paragraph: str
    page: int
    heading: str
    part: int = 0

    @property
    def label(self) -> str:
        """The place in one line: the key of its known vector."""
        return "|".join((self.source_id, str(self.page), self.paragraph, self.heading, str(self.part)))


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffQuestions(ParagraphAnchor):
    """The questions for one paragraph."""

    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pointer:
    """A question and the passage it points to."""

    question: str
    passage_id: str


class _QuestionRow(BaseModel):
    model_config = ConfigDict(extra="forbid")

    paragraph: str
    page: int = Field(ge=0)
    heading: str
    questions: list[str] = Field(min_length=1)


def load_questions(folder: Path | None = None) -> tuple[StaffQuestions, ...]:
    """Load every file of questions; the stem of each names its source.

    A ``StaffWordsError`` names the file and line that cannot be read.

    Parameters
    ----------
    folder : Path or None
        Where the files are; ``None`` for those that come with the project.
    """
    return tuple(_asked(source_id, row) for source_id, row in read_rows("asked", _QuestionRow, _FORM, folder))


def _asked(source_id: str, row: _QuestionRow) -> StaffQuestions:
    return StaffQuestions(
        source_id=source_id,
        paragraph=row.paragraph,
        page=row.page,
        heading=row.heading,
        questions=tuple(row.questions),
    )
