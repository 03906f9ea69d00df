"""Situation cards: what we say about one kind of worry, each sentence with its pinpoint or marked as a rule of ours."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from corpus.errors import StatementError
from corpus.once import once
from corpus.statements.cues import Cue
from corpus.statements.sentences import ReviewedSentence, SentenceRow, check_unique, read_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationCard:
    """One card.

    Parameters
    ----------
    card_id : str
        A slug.
    title : str
        The situation in two to five words, as a reader sees it.
    grave : bool
        Whether it is a high-risk feature: act today, before the child goes home.
    points_to : ReviewedSentence
        What it may point to, as a possibility.
    steps, nevers, questions : tuple of ReviewedSentence
        What to do in the order of a day, what would do harm, and what a supervisor would ask.
    cues : tuple of Cue
        Words that speak of the situation.
    instead_of : tuple of str
        The ids of cards that are not shown beside this one: their steps are for somebody else in the same words, as a parent’s
        where a pupil is meant.
    """

    card_id: str
    title: str
    grave: bool
    points_to: ReviewedSentence
    steps: tuple[ReviewedSentence, ...]
    nevers: tuple[ReviewedSentence, ...]
    questions: tuple[ReviewedSentence, ...]
    cues: tuple[Cue, ...] = ()
    instead_of: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[ReviewedSentence, ...]:
        """Everything that the card says."""
        return (self.points_to, *self.steps, *self.nevers, *self.questions)


class _CardRow(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str = Field(min_length=1)
    grave: bool = False
    points_to: SentenceRow
    steps: tuple[SentenceRow, ...] = Field(min_length=2, max_length=3)
    nevers: tuple[SentenceRow, ...] = Field(min_length=1)
    questions: tuple[SentenceRow, ...] = Field(min_length=3, max_length=3)
    cues: tuple[str, ...] = ()
    instead_of: tuple[str, ...] = ()

    def card(self) -> SituationCard:
        return SituationCard(
            card_id=self.id,
            title=self.title,
            grave=self.grave,
            points_to=self.points_to.sentence(),
            steps=tuple(row.sentence() for row in self.steps),
            nevers=tuple(row.sentence() for row in self.nevers),
            questions=tuple(row.sentence() for row in self.questions),
            cues=tuple(map(Cue, self.cues)),
            instead_of=self.instead_of,
        )


class _CardFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    card: tuple[_CardRow, ...]


@once
def load_cards(folder: Path | None = None) -> tuple[SituationCard, ...]:
    """Load every card, in the order of the files' names.

    Parameters
    ----------
    folder : Path or None
        ``None`` for those that come with the project.

    Raises
    ------
    StatementError
        If a file cannot be read, an id stands twice, or a card stands instead of one that there is not.
    """
    cards = read_folder("cards", folder, lambda data: [row.card() for row in _CardFile.model_validate(data).card])
    check_unique((card.card_id for card in cards), "the card")
    unknown = {other for card in cards for other in card.instead_of} - {card.card_id for card in cards}
    if unknown:
        raise StatementError(f"a card stands instead of {min(unknown)!r}, which is no card", "mend its ‘instead_of’")
    return tuple(cards)
