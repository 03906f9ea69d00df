"""Situation cards: what we say about one kind of worry, each sentence with its pinpoint or marked as a rule of ours."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import Field

from corpus.errors import StatementError
from corpus.once import once
from corpus.statements.cues import Cue, WrittenCue
from corpus.statements.sentences import ReviewedSentence, Sentence
from corpus.statements.signs import load_signs
from corpus.statements.statement_file import OURS, Row, Slug, Words, check_unique, read_tables


class WhenPast(StrEnum):
    """What becomes of a situation that is told only of long ago, or of somebody who is in prison."""

    COUNTS = "counts"
    TOLD_SO = "told so"
    LEFT_OUT = "left out"


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
        Whether it is a high-risk feature: act today, before the child goes home, unless it urges another thing.
    urges : str
        What it urges in the place of that, by a rule of ours, as the end of a sentence: no capital, no full stop.
    points_to : ReviewedSentence
        What it may point to, as a possibility.
    steps, nevers, questions : tuple of ReviewedSentence
        What to do in the order of a day, what would do harm, and what a supervisor would ask.
    cues : tuple of Cue
        Words that speak of the situation.
    unless : tuple of Cue
        Words anywhere in a message with which it is not spoken of, whatever else says so.
    instead_of : tuple of str
        The ids of cards and signs that are not shown beside this one: their steps are for somebody else in the same words, as
        a parent’s where a pupil is meant.
    grave_alone : bool
        Whether it is a high-risk feature also where nothing else is told: a baby by itself is none.
    when_past : WhenPast
        Whether it counts as if it were of now, is told as past, or is left out, where only long ago is told of.
    """

    card_id: str
    title: str
    grave: bool
    urges: str = ""
    points_to: ReviewedSentence
    steps: tuple[ReviewedSentence, ...]
    nevers: tuple[ReviewedSentence, ...]
    questions: tuple[ReviewedSentence, ...]
    cues: tuple[Cue, ...] = ()
    unless: tuple[Cue, ...] = ()
    instead_of: tuple[str, ...] = ()
    grave_alone: bool = True
    when_past: WhenPast = WhenPast.COUNTS

    def is_ruled_out(self, message: str) -> bool:
        """Whether a message, as ``as_one_line`` gives it, has words with which the situation is not spoken of."""
        return any(cue.is_in(message) for cue in self.unless)

    @property
    def sentences(self) -> tuple[ReviewedSentence, ...]:
        """Everything that the card says."""
        return (self.points_to, *self.steps, *self.nevers, *self.questions)


class _CardRow(Row):
    id: Slug
    title: Words
    grave: bool = False
    urges: str = ""
    points_to: Sentence
    steps: tuple[Sentence, ...] = Field(min_length=2, max_length=3)
    nevers: tuple[Sentence, ...] = Field(min_length=1)
    questions: tuple[Sentence, ...] = Field(min_length=3, max_length=3)
    cues: tuple[WrittenCue, ...] = ()
    unless: tuple[WrittenCue, ...] = ()
    instead_of: tuple[str, ...] = ()
    grave_alone: bool = True
    when_past: WhenPast = WhenPast.COUNTS


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
        If a file cannot be read, an id stands twice, or a card stands instead of what there is not.
    """
    cards = tuple(
        card
        for file in sorted((folder or OURS / "cards").glob("*.toml"))
        for card in read_tables(file, "card", _CardRow, lambda row: SituationCard(card_id=row.id, **row.besides_id))
    )
    check_unique((card.card_id for card in cards), "the card")
    if tame := next((card.card_id for card in cards if card.urges and not card.grave), ""):
        raise StatementError(
            f"the card {tame!r} urges something and is not ‘grave’", "make it so, or leave out ‘urges’"
        )
    told = (card.card_id for card in cards if card.when_past is WhenPast.TOLD_SO and not card.grave)
    if tame := next(told, ""):
        raise StatementError(
            f"the card {tame!r} is told as past and is not ‘grave’", "make it so, or leave out ‘when_past’"
        )
    known = {card.card_id for card in cards} | {sign.sign_id for sign in load_signs()}
    if unknown := {other for card in cards for other in card.instead_of} - known:
        raise StatementError(
            f"a card stands instead of {min(unknown)!r}, which is no card or sign", "mend its ‘instead_of’"
        )
    return cards
