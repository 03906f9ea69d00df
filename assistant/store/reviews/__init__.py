"""Answers checked by people: the queue, verdicts, decisions, and the evidence they need."""

from assistant.store.reviews import checks, decisions, submission, totals, verdicts
from assistant.store.reviews.checks import Check, Origin, Queued, Sent, Settled, queue, settled
from assistant.store.reviews.decisions import Decision, Ruling
from assistant.store.reviews.evidence_pdfs import forget_pdf
from assistant.store.reviews.labels import WHOLE, Aspect, CheckState, Label, ToCheck
from assistant.store.reviews.submission import Recorded, Sending
from assistant.store.reviews.verdict_rows import Importance, Missing, Nugget, Verdict
from assistant.store.reviews.verdicts import MAX_MISSING, Judgement

__all__ = [
    "MAX_MISSING", "WHOLE", "Aspect", "Check", "CheckState", "Decision", "Importance", "Judgement", "Label", "Missing",
    "Nugget", "Origin", "Queued",
    "Recorded", "Ruling", "Sending", "Sent", "Settled", "ToCheck", "Verdict", "checks", "decisions", "forget_pdf",
    "queue", "settled", "submission", "totals", "verdicts",
]  # fmt: skip
