"""Which situations a message tells of in which an ordinary step does harm: by a pattern, by two models, or surely by one.

The classifier of cautions (assistant/safety/caution_classifier.py) reads a vector alone, and took a family’s language or faith
for honour-based abuse. What it hears counts only if the models of situations (situations.py) find one of the same kind likely. Of
what these find likely enough, it counts without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from assistant.safety import cautions_in, cautions_of
from assistant.understand.case.long_ago import told_apart
from assistant.understand.case.made_up import tells_what_is_made_up
from assistant.understand.case.situations import likely, told_as_past
from corpus.models import Embedder
from corpus.statements import load_cards


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardAs:
    """Which cards are of one kind with a caution, and how likely one of them must be, from 0 to 1.

    Parameters
    ----------
    cards : tuple of str
        Their ids.
    beside : float
        Where the classifier of cautions hears it too.
    alone : float
        Where it does not.
    """

    cards: tuple[str, ...]
    beside: float
    alone: float


HEARD_AS = MappingProxyType({
    "strangulation": HeardAs(cards=("strangulation",), beside=0.05, alone=0.7),
    "refuge": HeardAs(cards=("refuge-or-flight",), beside=0.5, alone=0.5),
    # a false alarm is set off by a family’s origin
    "honour": HeardAs(cards=("honour-based", "forced-marriage", "fgm"), beside=0.15, alone=0.8),
    "watched_phone": HeardAs(cards=("phone-and-online-control",), beside=0.1, alone=0.8),
})
"""Settled on ordinary messages of staff, of which a reader said what is told (docs/safety.md)."""


OF_NOW = "strangulation"
"""What is cautioned only where it is told of now and of somebody: to act today, and to see a doctor."""


def cautions_told(text: str, embedder: Embedder, as_at: date | None = None) -> tuple[str, ...]:
    """Return the situations, by their names in ``CAUTIONS``, in its order.

    Parameters
    ----------
    text : str
        A message.
    embedder : Embedder
        The one that the models were taught with; with another the patterns stand alone.
    as_at : date or None
        The day on which it is read; without one what was long ago is not told from what is now.
    """
    heard, plain, scores = cautions_of(text, embedder), cautions_in(text), likely(text, embedder)
    if not scores:
        return heard
    told = tuple(
        name
        for name, kind in HEARD_AS.items()
        if name in plain or max(scores[card] for card in kind.cards) >= (kind.beside if name in heard else kind.alone)
    )
    elsewhere = OF_NOW in told and (
        tells_what_is_made_up(text) or (as_at is not None and _is_past(text, embedder, as_at))
    )
    return tuple(name for name in told if not (elsewhere and name == OF_NOW))


def _is_past(text: str, embedder: Embedder, as_at: date) -> bool:
    """Whether pressure on the neck is told only of long ago: by the models, and by no pattern of now."""
    cards = [card for card in load_cards() if card.card_id in HEARD_AS[OF_NOW].cards]
    by_pattern = OF_NOW in cautions_in(told_apart(text, as_at).of_now)
    return not by_pattern and bool(told_as_past(text, cards, embedder, as_at))
