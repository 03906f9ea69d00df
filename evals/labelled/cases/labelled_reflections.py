"""Worries thought through, as labelled: what supervisors would ask, and what leads answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.supervision import Reply, question_of
from evals.labelled.labelled_sets import QUESTIONS, LabelledRow

REFLECTIONS = QUESTIONS / "reflections.jsonl"
ANSWERS = QUESTIONS / "reflection-answers.jsonl"
_AFTER_P5 = frozenset({
    "adult-at-risk", "come-back-to-it", "first-words-to-them", "what-to-have-filled-in", "while-they-are-here",
    "who-brings-and-collects", "who-noticed-it", "who-puts-it-off",
})  # fmt: skip
_AFTER_P9 = frozenset({
    "away-and-back", "colleague-safe-at-work", "colleagues-own-child", "does-the-ordinary-fit", "free-to-say-no",
    "how-they-are-found", "if-it-ends-or-is-known", "parts-you-have", "the-other-lead",
    "way-here-and-home", "what-holds-them", "who-decides", "your-own-question",
})  # fmt: skip
_BEFORE_P1 = frozenset({
    "after-it-ended", "behind-the-word", "may-it-be-left", "noticed-in-the-children", "remembers-and-carries",
    "said-in-passing", "ways-to-reach", "what-is-new-in-it", "what-made-uneasy", "where-it-may-come-up",
    "who-is-afraid-of-whom",
})  # fmt: skip
"""Questions of 2 December 2026: these before the first of thirteen later hands, those above after the fifth and the ninth."""
_STOPS = frozenset({
    "a-parents-trust", "asked-to-keep-it", "child-or-adults", "culture-faith-community", "job-money-home",
    "making-it-worse", "no-time", "not-sure", "others-did-not-take-it-up", "somebody-of-this-school",
    "somebody-with-standing", "tell-a-colleague", "what-would-need-to-be-there",
})  # fmt: skip
"""What stops the person: the first sixteen hands gave it two places in each list, whatever had been written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledReflection(LabelledRow):
    """A worry as far as it was told, and what one supervisor made of the questions.

    Parameters
    ----------
    hand : str
        Who supervised.
    worry : str
        As written.
    replies : tuple of tuple of str
        The ids of the questions asked before, each with what was answered.
    asks : tuple of str
        The ids of the questions that this supervisor would ask now, best first.
    wrong : tuple of str
        The ids of some that would be wrong now.
    """

    hand: str
    worry: str
    replies: tuple[tuple[str, str], ...] = ()
    asks: tuple[str, ...]
    wrong: tuple[str, ...] = ()

    @property
    def unknown(self) -> frozenset[str]:
        """The questions of which this choice says nothing: what was written after it, and what all had to have."""
        if not self.hand.startswith("p"):
            return _BEFORE_P1 | _AFTER_P5 | _AFTER_P9 | _STOPS
        number = int(self.hand.removeprefix("p"))
        return frozenset().union(*(late for last, late in ((5, _AFTER_P5), (9, _AFTER_P9)) if number <= last))

    @property
    def text(self) -> str:
        """What the model reads."""
        return "\n".join([self.worry, *(text for _, text in self.replies)])

    @property
    def answered(self) -> list[Reply]:
        """What was asked and answered, as the assistant holds it."""
        return [Reply(question=question_of(asked), text=text) for asked, text in self.replies]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledReply(LabelledRow):
    """What a lead answered to a question about a worry, and whether it tells of danger now.

    Parameters
    ----------
    hand : str
        Who wrote it.
    danger : str
        ``now``: a lead should ring 999 or act within minutes. ``doubt``: between that and ``today``, which is grave, and no
        minutes count. ``no``: neither.
    """

    hand: str
    worry: str
    asked: str
    answer: str
    danger: Literal["now", "doubt", "today", "no"]
