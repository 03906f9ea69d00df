"""Two editions side by side: the pairs of passages, what became of each, and all of it as text and as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from assistant.types import Citation
from corpus.types import Source
from corpus.word_diff import WordRun, marked

_MARKS = "Marked: [-words taken out-], {+words put in+}, {=words that stand elsewhere in the other edition=}."


class PairKind(StrEnum):
    """What became of a passage between the editions."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MOVED = "moved"  # the same words, but not all in one place
    ONLY_LATER = "only_in_later"
    ONLY_EARLIER = "only_in_earlier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One edition's words, with their citation and what changed in them marked."""

    citation: Citation
    words: tuple[WordRun, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the side as JSON has it."""
        return {"citation": self.citation.as_dict(), "words": [asdict(one) for one in self.words]}


@dataclass(frozen=True, slots=True, kw_only=True)
class PassagePair:
    """What the two editions say of one thing; one side is missing where only one edition says it.

    Parameters
    ----------
    description : tuple of str
        What changed, in sentences: for those who cannot see marks.
    """

    kind: PairKind
    description: tuple[str, ...]
    earlier: Side | None = None
    later: Side | None = None
    likeness: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """Return the pair as JSON has it."""
        return {
            "kind": self.kind.value,
            "told": list(self.description),
            "likeness": round(self.likeness, 3),
            "earlier": self.earlier.as_dict() if self.earlier else None,
            "later": self.later.as_dict() if self.later else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Two editions on one subject."""

    topic: str
    as_at: date
    earlier: Source
    later: Source
    editions: tuple[dict[str, Any], ...]
    pairs: tuple[PassagePair, ...]

    @property
    def summary(self) -> str:
        """What was found, in one sentence."""
        counts = {kind: sum(pair.kind is kind for pair in self.pairs) for kind in PairKind}
        if not self.pairs:
            return f"Neither {self.earlier.name} nor {self.later.name} was found to speak of this."
        parts = [
            (counts[PairKind.UNCHANGED], "the same in both"),
            (counts[PairKind.MOVED], "the same in other places"),
            (counts[PairKind.CHANGED], "in other words"),
            (counts[PairKind.ONLY_LATER], f"found in {self.later.name} only"),
            (counts[PairKind.ONLY_EARLIER], f"found in {self.earlier.name} only"),
        ]
        return "Passages: " + ", ".join(f"{n} {what}" for n, what in parts if n) + "."

    def as_dict(self) -> dict[str, Any]:
        """Return the comparison as JSON has it."""
        return {
            "topic": self.topic,
            "as_at": self.as_at.isoformat(),
            "earlier": self.earlier.source_id,
            "later": self.later.source_id,
            "editions": list(self.editions),
            "told": self.summary,
            "pairs": [pair.as_dict() for pair in self.pairs],
        }


def readable(compared: SideBySide) -> str:
    """Return a comparison in plain text: both wordings, marked, with their references, and what changed in words."""
    parts = [f"{compared.later.name} and {compared.earlier.name} on: {compared.topic}", compared.summary]
    parts += [_MARKS] if compared.pairs else []
    for edition in compared.editions:
        until = f" to {edition['to']}" if edition["to"] else ""
        stands = edition["standing"].replace("_", " ")
        parts.append(
            f"{edition['name']}: from {edition['from'] or 'a day not known'}{until}; {stands} as at {compared.as_at}"
        )
    for number, pair in enumerate(compared.pairs, 1):
        lines = [f"{number}. {' '.join(pair.description)}"]
        for side in (pair.later, pair.earlier):
            if side is not None:
                lines += [f"   {marked(side.words)}", f"   — {side.citation.reference}"]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)
