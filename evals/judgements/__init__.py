"""People’s verdicts as files, and as judged questions."""

from evals.judgements.feedback_questions import export_feedback
from evals.judgements.judged_questions import JudgedQuestionsFile
from evals.judgements.practice_answers import add_practice
from evals.judgements.review_exports import (
    DrawResult,
    RunDraw,
    VerdictFiles,
    export_judged_questions,
    export_verdicts,
    queue_from_run,
)

__all__ = [
    "DrawResult", "JudgedQuestionsFile", "RunDraw", "VerdictFiles", "add_practice", "export_feedback", "export_judged_questions",
    "export_verdicts", "queue_from_run",
]  # fmt: skip
