"""A question and its conversation without anybody's details: what is searched for, kept and sent to a model.

The gates read the person's own words; everything after them reads these.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant import fixed
from assistant.redact import Redactor, Span, describe
from assistant.types import Finding, Notice, Question, Review


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A question without details, and what was taken out of it."""

    question: Question
    spans: tuple[Span, ...]

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the person is told, if anything was taken out."""
        what = describe(self.spans)
        return (Notice("redacted", fixed.REDACTED.format(what=what)),) if what else ()


def without_details(question: Question, redactor: Redactor) -> Plain:
    """Replace the details in a conversation, turn by turn in its order, and then in the question.

    Parameters
    ----------
    question : Question
        As typed.
    redactor : Redactor
        That of the conversation, so that the same child keeps the same letter; a new one if it is only handed in now.
    """
    history = tuple(replace(turn, content=redactor.redact(turn.content).text) for turn in question.history)
    redacted = redactor.redact(question.text)
    return Plain(question=replace(question, text=redacted.text, history=history), spans=redacted.spans)


def review_without_details(review: Review, redactor: Redactor) -> Review:
    """Replace the details in the gates' reasons, which repeat words of the question."""
    return Review(
        tuple(
            Finding(finding.gate, finding.passed, redactor.redact(finding.reason).text) for finding in review.findings
        )
    )
