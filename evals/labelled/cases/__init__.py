"""Worries, notifications, conversations and records, labelled; how what recognises them is taught."""

from evals.labelled.cases import (
    case_line_marks,
    chronology_records,
    conversation_messages,
    entry_sentences,
    long_ago_messages,
    notification_messages,
    reflective_questions,
    sign_sentences,
    situation_messages,
)

__all__ = [
    "case_line_marks",
    "chronology_records",
    "conversation_messages",
    "entry_sentences",
    "long_ago_messages",
    "notification_messages",
    "reflective_questions",
    "sign_sentences",
    "situation_messages",
]
