"""The questions of supervision: themes, the questions of each, and why each is asked.

They are asked one at a time of somebody who thinks a worry through (assistant/supervision/). A question is never leading and
names no finding. Why it is asked is a sentence with its pinpoint, or a rule of ours.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import Field

from corpus.errors import StatementError
from corpus.once import once
from corpus.statements.cards import load_cards
from corpus.statements.cues import Cue, WrittenCue, sentences_of
from corpus.statements.sentences import ReviewedSentence, Sentence
from corpus.statements.statement_file import OURS, Asks, Row, Slug, Words, check_unique, read_file


class Position(StrEnum):
    """When in a sequence a theme is asked."""

    FREE = "free"
    LAST_BUT_ONE = "last_but_one"
    LAST = "last"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectiveQuestion:
    """One question.

    Parameters
    ----------
    question_id : str
        A slug.
    theme_id : str
        Of the theme that it belongs to; the card’s id, for a question of a situation card.
    asks : str
        The question.
    why : ReviewedSentence
        Why it is asked.
    when_grave : bool
        Whether it goes before others, last of those that are free and last of all, where a high-risk feature is told.
    """

    question_id: str
    theme_id: str
    asks: str
    why: ReviewedSentence
    when_grave: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionTheme:
    """What several questions are about.

    Parameters
    ----------
    theme_id : str
        A slug.
    title : str
        For whoever reads the sheet.
    position : Position
        When in a sequence it is asked.
    questions : tuple of ReflectiveQuestion
        One way or another of asking it.
    at_most : int
        How many of them are asked.
    unless_grave : bool
        Whether none of them is asked where a high-risk feature may be told.
    """

    theme_id: str
    title: str
    position: Position
    questions: tuple[ReflectiveQuestion, ...]
    at_most: int = 1
    unless_grave: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordless:
    """Children who do not speak, of whom no question wants words.

    Parameters
    ----------
    cards : frozenset of str
        The ids of situation cards that are about such a child, whatever else is recognised.
    alone : frozenset of str
        Of those that are, where no other is recognised.
    asks : tuple of Cue
        Found in a question that wants the child’s words.
    """

    cards: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    asks: tuple[Cue, ...] = ()

    def is_of(self, card_ids: Collection[str]) -> bool:
        """Whether the child spoken of does not speak, by the cards that were recognised."""
        return bool(self.cards & set(card_ids)) or (bool(card_ids) and set(card_ids) <= self.alone)

    def wants_words(self, question: str) -> bool:
        """Whether a question wants the child’s words."""
        return any_in(self.asks, sentences_of(question))


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionQuestions:
    """All that can be asked besides the questions of the situation cards."""

    themes: tuple[SupervisionTheme, ...]
    wordless: Wordless = Wordless()

    @property
    def questions(self) -> tuple[ReflectiveQuestion, ...]:
        """Every question, theme by theme."""
        return tuple(question for theme in self.themes for question in theme.questions)

    def at(self, position: Position) -> tuple[SupervisionTheme, ...]:
        """Return the themes that are asked at a position."""
        return tuple(theme for theme in self.themes if theme.position is position)


def any_in(cues: Collection[Cue], sentences: Sequence[str]) -> bool:
    """Whether one of some sentences, as ``sentences_of`` returns them, has one of some cues."""
    return any(cue.is_in(sentence) for cue in cues for sentence in sentences)


class _ReflectiveRow(Row):
    id: Slug
    asks: Asks
    why: Sentence
    when_grave: bool = False

    def question(self, theme_id: str) -> ReflectiveQuestion:
        return ReflectiveQuestion(question_id=self.id, theme_id=theme_id, **self.besides_id)


class _ThemeRow(Row):
    id: Slug
    title: Words
    position: Position = Position.FREE
    unless_grave: bool = False
    question: tuple[_ReflectiveRow, ...] = Field(min_length=2)

    def theme(self) -> SupervisionTheme:
        return SupervisionTheme(
            theme_id=self.id,
            title=self.title,
            position=self.position,
            unless_grave=self.unless_grave,
            questions=tuple(row.question(self.id) for row in self.question),
        )


class _WordlessRow(Row):
    cards: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    asks: tuple[WrittenCue, ...] = ()


class _SupervisionFile(Row):
    theme: tuple[_ThemeRow, ...] = Field(min_length=1)
    wordless: _WordlessRow = _WordlessRow()


@once
def load_supervision(file: Path | None = None) -> SupervisionQuestions:
    """Load the questions of supervision.

    Parameters
    ----------
    file : Path or None
        ``None`` for the one that comes with the project.

    Raises
    ------
    StatementError
        If the file cannot be read, something stands twice, a card is named that there is not, or a sequence has no end.
    """
    return read_file(file or OURS / "supervision.toml", _checked)


def _checked(data: dict[str, Any]) -> SupervisionQuestions:
    rows = _SupervisionFile.model_validate(data)
    loaded = SupervisionQuestions(
        themes=tuple(row.theme() for row in rows.theme),
        wordless=Wordless(**dict(rows.wordless)),
    )
    check_unique((theme.theme_id for theme in loaded.themes), "the theme")
    check_unique((question.question_id for question in loaded.questions), "the question")
    check_unique((question.asks for question in loaded.questions), "the question")
    unknown = (loaded.wordless.cards | loaded.wordless.alone) - {one.card_id for one in load_cards()}
    if unknown:
        raise StatementError(f"of {min(unknown)!r}, which is no card, no words are wanted", "mend ‘wordless’")
    for position in (Position.LAST_BUT_ONE, Position.LAST):
        if not loaded.at(position):
            raise StatementError(f"no question stands {position.value!r}", "let a theme have this ‘position’")
    return loaded
