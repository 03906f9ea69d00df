"""Answers that did not help: what people said of them, and how a maintainer judged the question."""

from assistant.store.feedback import feedback
from assistant.store.feedback.feedback import (
    KEPT_DAYS,
    MAX_NOTE_CHARS,
    Complaint,
    JudgedPlace,
    QuestionJudgement,
    Unhelpful,
    WhyUnhelpful,
)

__all__ = [
    "KEPT_DAYS", "MAX_NOTE_CHARS", "Complaint", "JudgedPlace", "QuestionJudgement", "Unhelpful", "WhyUnhelpful",
    "feedback",
]  # fmt: skip
