"""Labelled messages, questions and statements against what listens to them, and the training of what was learned from them."""

from evals.labelled import (
    answer_readings,
    asked_kinds,
    case_line_marks,
    caution_messages,
    chronology_records,
    conversation_messages,
    entry_sentences,
    gate_messages,
    notification_messages,
    redaction_scores,
    sign_sentences,
    situation_messages,
    support_scores,
    train_classifier,
    train_matcher,
    train_tagger,
)

__all__ = [
    "answer_readings",
    "asked_kinds",
    "case_line_marks",
    "caution_messages",
    "chronology_records",
    "conversation_messages",
    "entry_sentences",
    "gate_messages",
    "notification_messages",
    "redaction_scores",
    "sign_sentences",
    "situation_messages",
    "support_scores",
    "train_classifier",
    "train_matcher",
    "train_tagger",
]
