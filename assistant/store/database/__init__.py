"""The database: its tables, and answers with their evidence as they are stored."""

from assistant.store.database import evaluation_runs, evidence_snapshot, restored_answer
from assistant.store.database.evaluation_runs import Run
from assistant.store.database.evidence_files import SHA256, sha256_of
from assistant.store.database.evidence_snapshot import Shown, overtaken
from assistant.store.database.schema import (
    check_pdfs,
    checks,
    conversations,
    decisions,
    feedback,
    forgotten_pdfs,
    reviews,
    runs,
    unanswered,
    verdicts,
)
from assistant.store.database.store import Store, open_store
from assistant.store.database.stored_words import MAX_CHARS, storable

__all__ = [
    "MAX_CHARS", "SHA256", "Run", "Shown", "Store", "check_pdfs", "checks", "conversations", "decisions",
    "evaluation_runs", "evidence_snapshot", "feedback", "forgotten_pdfs", "open_store", "overtaken", "restored_answer",
    "reviews", "runs", "sha256_of", "storable", "unanswered", "verdicts",
]  # fmt: skip
