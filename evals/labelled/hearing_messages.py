"""Messages with what should become of each, which several models learn from: those for the gates, and leads’ about leading."""

from __future__ import annotations

from dataclasses import dataclass

from evals.labelled.labelled_sets import QUESTIONS, LabelledRow

HEARING = QUESTIONS / "hearing.jsonl"
STORY_HANDS = frozenset({*(f"m{n:02}" for n in range(1, 17)), *(f"h{n}" for n in range(83, 97))})
"""Hands of ``HEARING`` that wrote long stories, notices and questions for readings of answers, and not for gates."""
SETTLING_HANDS = frozenset({"h110", "h111", "h114", "h120", "h122", "h124", "m13", "m14", "n3", "r3", "v3", "p4"})
"""Hands that teach the classifier of the gates nothing, and by which it is settled how sure is enough."""
LEADING = QUESTIONS / "leading.jsonl"
"""Legitimate questions about staff, records, policy and partners; none asks for words to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateMessage(LabelledRow):
    """One labelled message: what it should reach, of which kind it is, and who wrote it, where that is known."""

    text: str
    expect: str
    kind: str
    hand: str = ""
