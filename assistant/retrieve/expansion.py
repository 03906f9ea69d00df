"""A question's other wordings: what it would be called in guidance, to search for beside its own words.

From the practitioner's lexicon, and for a child in danger the words of acting at once, which nobody types at such a moment.
The gates never see these: they read what the person wrote, and whoever retrieves says what they found.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.practice import Lexicon

_LEXICON_WEIGHT = 0.3
_DANGER_WEIGHT = 1.0
_AT_ONCE = (
    "a child in immediate danger or at risk of significant harm: refer at once to children’s social care and the police;"
    " anyone can refer"
)


@dataclass(frozen=True, slots=True)
class Expansion:
    """A further query, the terms that it stands for, and how much it counts against the question itself."""

    terms: tuple[str, ...]
    query: str
    weight: float


def expansions(question: str, lexicon: Lexicon, *, in_danger: bool = False) -> tuple[Expansion, ...]:
    """Return the further queries for a question: at most one from the lexicon, and one if someone may be in danger."""
    found = lexicon.hear(question)
    wordings = (
        [Expansion(tuple(h.words for h in found), "; ".join(h.means for h in found), _LEXICON_WEIGHT)] if found else []
    )
    if in_danger:
        wordings.append(Expansion(("danger",), _AT_ONCE, _DANGER_WEIGHT))
    return tuple(wordings)
