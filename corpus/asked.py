"""Questions that staff ask, each pointing to the paragraph that answers it: what bridges their words and guidance's.

Each is a further vector for its passage, and further words for BM25 (doc2query, Nogueira et al. 2019, but written by hand).
They are never shown. ``corpus/asked/README.md`` says who wrote them, how, and what they may not be used for.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import AskedError

HEADING_WORDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
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
class Asked(Place):
    """The questions for one paragraph."""

    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pointer:
    """A question and the passage it points to."""

    question: str
    passage_id: str


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")

    paragraph: str
    page: int = Field(ge=0)
    heading: str
    questions: list[str] = Field(min_length=1)


def load_asked(folder: Path | None = None) -> tuple[Asked, ...]:
    """Load every file of questions; the stem of each names its source.

    Parameters
    ----------
    folder : Path or None
        Where the files are; ``None`` for those that come with the project.

    Raises
    ------
    AskedError
        If a line cannot be read; names the file and the line.
    """
    place = folder if folder is not None else Path(str(resources.files("corpus") / "asked"))
    return tuple(asked for file in sorted(place.glob("*.jsonl")) for asked in _read(file))


def _read(file: Path) -> list[Asked]:
    rows = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = _Row.model_validate_json(line)
        except ValidationError as error:
            raise AskedError(
                f"{file.name} line {number}: {error.errors()[0]['msg']}",
                'each line is {"paragraph": "41", "page": 16, "heading": "…", "questions": ["…"]}',
            ) from error
        rows.append(
            Asked(
                source_id=file.stem,
                paragraph=row.paragraph,
                page=row.page,
                heading=row.heading,
                questions=tuple(row.questions),
            )
        )
    return rows
