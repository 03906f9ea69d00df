"""Which texts answer which questions, as readers said; how what finds and chooses them is taught."""

from evals.labelled.answers import answer_readings, train_matcher, train_question_encoder
from evals.labelled.answers.question_lessons import PASSAGES
from evals.labelled.answers.shown_questions import all_choices, all_graded
from evals.labelled.answers.teach_answer_chooser import CHOOSER
from evals.labelled.answers.train_answer_encoder import ENCODER

__all__ = [
    "CHOOSER",
    "ENCODER",
    "PASSAGES",
    "all_choices",
    "all_graded",
    "answer_readings",
    "train_matcher",
    "train_question_encoder",
]
