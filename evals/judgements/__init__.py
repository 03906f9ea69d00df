"""People’s verdicts as files, and as judged questions."""

from evals.judgements.practice_answers import add_practice
from evals.judgements.review_exports import (
    DrawResult,
    JudgedQuestionsFile,
    RunDraw,
    VerdictFiles,
    export_judged_questions,
    export_verdicts,
    queue_from_run,
)

__all__ = [
    "DrawResult", "JudgedQuestionsFile", "RunDraw", "VerdictFiles", "add_practice", "export_judged_questions", "export_verdicts",
    "queue_from_run",
]  # fmt: skip
