"""Which situations a message tells of in which an ordinary step does harm: by a pattern, by two models, or surely by one.

The classifier of cautions (assistant/safety/caution_classifier.py) reads a vector alone, and took a family’s language or faith
for honour-based abuse. What it hears counts only if the models of situations (situations.py) find one of the same kind likely. Of
what these find likely enough, it counts without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from assistant.safety import cautions_in, cautions_of
from assistant.understand.case.situations import likely
from corpus.models import Embedder


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


def cautions_told(text: str, embedder: Embedder) -> tuple[str, ...]:
    """Return the situations, by their names in ``CAUTIONS``, in its order."""
    heard, plain, scores = cautions_of(text, embedder), cautions_in(text), likely(text, embedder)
    if not scores:
        return heard
    return tuple(
        name
        for name, kind in HEARD_AS.items()
        if name in plain or max(scores[card] for card in kind.cards) >= (kind.beside if name in heard else kind.alone)
    )
