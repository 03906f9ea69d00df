"""Which situations a message tells of in which an ordinary step does harm: those that two models agree on, or a pattern finds.

The classifier of cautions (assistant/safety/caution_classifier.py) reads a vector alone, and took a family’s language or faith
for honour-based abuse. What it hears counts only if the models of situations find one of the same kind likely at all.
"""

from __future__ import annotations

from types import MappingProxyType

from assistant.safety import cautions_in, cautions_of
from assistant.understand.case.situations import likely
from corpus.models import Embedder

LIKELY = MappingProxyType({"strangulation": 0.05, "refuge": 0.05, "honour": 0.15, "watched_phone": 0.05})
"""How likely one of the situations must be, from 0 to 1: of 174 that were rightly heard this lost 8, of 19 wrongly heard 7
(by the models before 30 November 2026).

Of honour-based abuse it must be likelier: a false alarm there is set off by a family’s origin.
"""
_SITUATIONS = MappingProxyType({
    "strangulation": ("strangulation",),
    "refuge": ("refuge-or-flight", "moved-or-gone", "recent-separation"),
    "honour": ("honour-based", "forced-marriage", "fgm"),
    "watched_phone": ("phone-and-online-control", "parent-never-alone", "isolation-and-rules"),
})


def cautions_told(text: str, embedder: Embedder) -> tuple[str, ...]:
    """Return the situations, by their names in ``CAUTIONS``, in its order."""
    heard, plain = cautions_of(text, embedder), set(cautions_in(text))
    if plain.issuperset(heard):
        return heard
    scores = likely(text, embedder)
    return tuple(
        name
        for name in heard
        if name in plain or not scores or max(scores[card] for card in _SITUATIONS[name]) >= LIKELY[name]
    )
