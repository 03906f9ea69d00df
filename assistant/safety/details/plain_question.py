"""A question and its conversation without anybody's details: what is searched for, stored and sent to a model.

The gates read the person's own words; everything after them reads these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import messages
from assistant.safety.details.redaction import Redactor, describe
from assistant.types import Finding, Notice, Question, Review
from corpus.pii import Span
from corpus.text import fold

_QUOTED = re.compile(r"“([^”]*)”")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A question without details, and what was taken out of it."""

    question: Question
    spans: tuple[Span, ...]

    @property
    def notices(self) -> tuple[Notice, ...]:
        """That details were taken out, if any were."""
        what = describe(self.spans)
        return (Notice("redacted", messages.REDACTED.format(what=what)),) if what else ()


def without_details(question: Question, redactor: Redactor) -> Plain:
    """Replace the details in a conversation, turn by turn in its order, and then in the question.

    Parameters
    ----------
    question : Question
        As typed.
    redactor : Redactor
        That of the conversation, so that a child has one letter throughout; a new one for a conversation that is only
        handed in now. In an answer of ours only a name that was met already is replaced: guidance names ministers and authors.
    """
    history = tuple(
        replace(turn, content=redactor.redact(turn.content, only_met=turn.role == "assistant").text)
        for turn in question.history
    )
    redacted = redactor.redact(question.text)
    return Plain(question=replace(question, text=redacted.text, history=history), spans=redacted.spans)


def review_without_details(review: Review, plain: Plain) -> Review:
    """Keep of the gates' reasons only words that stand in the conversation without details.

    A reason quotes a stretch of what was typed. It may begin or end inside a number or a name, of which what is left is no
    longer seen to be one: so the stretch is looked up and not redacted.
    """
    turns = (turn.content for turn in plain.question.history)
    texts = [fold(text) for text in (plain.question.text, *turns)]
    return Review(tuple(_without_details(finding, texts) for finding in review.findings))


def _without_details(finding: Finding, texts: Sequence[str]) -> Finding:
    quoted = (fold(stretch).rstrip("…").strip() for stretch in _QUOTED.findall(finding.reason))
    if all(any(stretch in text for text in texts) for stretch in quoted):
        return finding
    return replace(finding, reason=messages.REASON_NOT_SHOWN)
