"""From a question to the passages of the right editions, and whether they are enough."""

from assistant.retrieve.retriever import Editions, Evidence, Retriever
from assistant.retrieve.scope import chosen_notices
from assistant.retrieve.sufficiency import premise, strength

__all__ = ["Editions", "Evidence", "Retriever", "chosen_notices", "premise", "strength"]
