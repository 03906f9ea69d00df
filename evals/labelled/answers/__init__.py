"""Which texts answer which questions, as readers said; how what finds and chooses them is taught."""

from evals.labelled.answers import answer_readings, train_matcher, train_question_encoder
from evals.labelled.answers.question_lessons import PASSAGES
from evals.labelled.answers.shown_questions import all_graded

__all__ = [
    "PASSAGES",
    "all_graded",
    "answer_readings",
    "train_matcher",
    "train_question_encoder",
]
