"""From a question to the passages of the right editions, and whether they are enough."""

from assistant.retrieve.question_encoder import QuestionEncoder, load_question_encoder
from assistant.retrieve.retriever import Editions, Evidence, Retriever
from assistant.retrieve.scope import chosen_notices
from assistant.retrieve.sufficiency import NOT_MENTIONED, asks_a_fact, beyond, premise, strength

__all__ = [
    "NOT_MENTIONED", "Editions", "Evidence", "QuestionEncoder", "Retriever", "asks_a_fact", "beyond", "chosen_notices",
    "load_question_encoder", "premise", "strength",
]  # fmt: skip
