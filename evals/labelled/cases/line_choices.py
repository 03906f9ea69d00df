"""Messages for which advisers searched all sentences that may be said of a case, and what they chose."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter

from evals.labelled.labelled_sets import QUESTIONS, LabelledRow, read_labelled

LINE_CHOICES = QUESTIONS / "line-choices.jsonl"
CHOICES_WEIGHING = frozenset({"j12", "j13", "i02", "h05"})
"""The hands by whose choices sentences are weighed; they do not teach what chooses them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChoice(LabelledRow):
    """A message by one hand, and what an adviser chose for it of all sentences.

    Parameters
    ----------
    notification : bool
        Whether it is read as one of the police’s.
    lines : tuple of str
        The keys of the sentences that belong most, best first.
    wrong : tuple of str
        Those of some that would mislead, which words that are alike may suggest.
    """

    hand: str
    text: str
    notification: bool
    lines: tuple[str, ...]
    wrong: tuple[str, ...] = ()


def line_choices(part: str = "tune") -> tuple[LineChoice, ...]:
    """Return the messages of the hands that something may be learned from, or of those kept aside (``kept``)."""
    return tuple(read_labelled(LINE_CHOICES, TypeAdapter(LineChoice), part))
