"""What the library could not answer: counts by day and subject, never a word of a question."""

from assistant.store.unanswered.counts_by_subject import UnansweredCount, add, counts
from assistant.store.unanswered.subjects import OTHER_NATION, OUTSIDE, SUBJECTS_UNKNOWN, subject_of, subject_words

__all__ = [
    "OTHER_NATION", "OUTSIDE", "SUBJECTS_UNKNOWN", "UnansweredCount", "add", "counts", "subject_of", "subject_words",
]  # fmt: skip
