"""Labelled messages, questions and statements against what listens to them, and the training of what was learned from them."""

from evals.labelled import support_scores
from evals.labelled.answers import answer_readings, train_matcher, train_question_encoder
from evals.labelled.asked import asked_kinds, sharing_questions, words_wanted
from evals.labelled.cases import (
    case_line_marks,
    chronology_records,
    conversation_messages,
    entry_sentences,
    notification_messages,
    reflective_questions,
    sign_sentences,
    situation_messages,
)
from evals.labelled.details import redaction_scores, train_tagger
from evals.labelled.gates import caution_messages, gate_messages, good_faith, train_classifier

__all__ = [
    "answer_readings",
    "asked_kinds",
    "case_line_marks",
    "caution_messages",
    "chronology_records",
    "conversation_messages",
    "entry_sentences",
    "gate_messages",
    "good_faith",
    "notification_messages",
    "redaction_scores",
    "reflective_questions",
    "sharing_questions",
    "sign_sentences",
    "situation_messages",
    "support_scores",
    "train_classifier",
    "train_matcher",
    "train_question_encoder",
    "train_tagger",
    "words_wanted",
]
