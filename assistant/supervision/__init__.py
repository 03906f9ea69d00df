"""A worry thought through: six questions, one at a time, as a supervisor would ask them, and a sheet to take away."""

from assistant.supervision.choose import (
    N_OF_A_CARD,
    N_QUESTIONS,
    Likely,
    next_question,
    question_of,
)
from assistant.supervision.question_encoder import likely_asked, load_question_chooser, load_question_model
from assistant.supervision.reflection import Reflection, Reply
from assistant.supervision.sheet import sheet_of
from assistant.supervision.supervisor import AskedQuestions, QuestionAndReply, Supervisor, back, end, go_on
from assistant.supervision.terminal import talk_through

__all__ = [
    "N_OF_A_CARD", "N_QUESTIONS", "AskedQuestions", "Likely", "QuestionAndReply", "Reflection", "Reply",
    "Supervisor", "back", "end", "go_on", "likely_asked", "load_question_chooser", "load_question_model", "next_question",
    "question_of", "sheet_of", "talk_through",
]  # fmt: skip
