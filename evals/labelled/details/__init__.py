"""Messages with their details marked, and how well these are found; how the tagger is taught."""

from evals.labelled.details import redaction_scores, train_tagger

__all__ = [
    "redaction_scores",
    "train_tagger",
]
