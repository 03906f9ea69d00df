"""Labelled messages and statements against the gates, the redaction and the support check."""

from evals.labelled import redaction_scores, support_scores

__all__ = ["redaction_scores", "support_scores"]
