"""What became of the paragraphs of an edition: links, their kinds, and the whole crosswalk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from corpus.word_diff import Wordings, compare_words, describe_changes
from ingest.crosswalk.paragraphs import Paragraph

CARRIED_FROM = 0.5
"""The confidence from which a link is carried; one with less is listed for a person."""


class LinkKind(StrEnum):
    """What became of a paragraph that is in both editions.

    A number that shifted and a heading that was renamed are no change.
    """

    SAME = "same"  # a comma more or less is no change either
    REWORDED = "reworded"
    MOVED = "moved"  # out of the order of the others, in the same words or other ones
    SPLIT = "split"
    MERGED = "merged"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphLink:
    """Paragraphs of one edition that became paragraphs of the next: one and one, one and several, or several and one.

    Parameters
    ----------
    likeness : float
        How alike their words are, 0 to 1.
    confidence : float
        How sure it is that they belong together, 0 to 1; not a probability.
    """

    kind: LinkKind
    earlier: tuple[Paragraph, ...]
    later: tuple[Paragraph, ...]
    likeness: float
    confidence: float

    @property
    def is_carried(self) -> bool:
        """Whether it is sure enough to carry what we hold about the earlier paragraphs to the later ones."""
        return self.confidence >= CARRIED_FROM

    @property
    def wordings(self) -> Wordings:
        """Both wordings, word by word."""
        return compare_words(_text(self.earlier), _text(self.later))

    @property
    def changes(self) -> tuple[str, ...]:
        """What was taken out and what was put in, in sentences."""
        wordings = self.wordings
        return describe_changes(wordings.earlier, wordings.later)

    def as_dict(self) -> dict[str, Any]:
        """Return the link as JSON has it: where its paragraphs stand, and none of their words."""
        return {
            "kind": self.kind.value,
            "confidence": round(self.confidence, 3),
            "likeness": round(self.likeness, 3),
            "earlier": [paragraph.as_dict() for paragraph in self.earlier],
            "later": [paragraph.as_dict() for paragraph in self.later],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """What became of every paragraph of an edition; each is in one of the four, once.

    Parameters
    ----------
    links : tuple of ParagraphLink
        What may be carried, in the order of the earlier edition.
    to_check : tuple of ParagraphLink
        Listed for a person: links with less confidence than ``CARRIED_FROM``.
    gone : tuple of Paragraph
        Of the earlier edition, those that the later has nothing like.
    new : tuple of Paragraph
        Of the later edition, those that the earlier has nothing like.
    """

    links: tuple[ParagraphLink, ...]
    to_check: tuple[ParagraphLink, ...]
    gone: tuple[Paragraph, ...]
    new: tuple[Paragraph, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many links there are of each kind, how many paragraphs are gone and new, and how many links to check."""
        of_kind = {kind.value: sum(link.kind is kind for link in self.links) for kind in LinkKind}
        return of_kind | {"gone": len(self.gone), "new": len(self.new), "to_check": len(self.to_check)}

    def as_dict(self) -> dict[str, Any]:
        """Return the crosswalk as JSON has it: where paragraphs stand, and none of their words."""
        return {
            "carried_from": CARRIED_FROM,
            "counts": self.counts,
            "links": [link.as_dict() for link in self.links],
            "to_check": [link.as_dict() for link in self.to_check],
            "gone": [paragraph.as_dict() for paragraph in self.gone],
            "new": [paragraph.as_dict() for paragraph in self.new],
        }


def _text(paragraphs: Sequence[Paragraph]) -> str:
    return " ".join(paragraph.text for paragraph in paragraphs)
