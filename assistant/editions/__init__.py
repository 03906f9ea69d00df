"""Two editions side by side: what stayed, what changed, what is in one of them only."""

from assistant.editions.choices import ComparisonRequest, Publication, asked_about, publications
from assistant.editions.comparer import EditionComparer
from assistant.editions.comparison import PairKind, PassagePair, Side, SideBySide, readable

__all__ = [
    "ComparisonRequest", "EditionComparer", "PairKind", "PassagePair", "Publication", "Side", "SideBySide",
    "asked_about", "publications", "readable",
]  # fmt: skip
