"""Labelled messages and statements against the gates, the redaction and the support check."""

from evals.labelled import caution_messages, gate_messages, redaction_scores, support_scores, train_classifier

__all__ = ["caution_messages", "gate_messages", "redaction_scores", "support_scores", "train_classifier"]
