"""From a question to the passages of the right editions, and whether they are enough."""

from assistant.retrieve.retriever import Editions, Evidence, Retriever
from assistant.retrieve.scope import chosen_notices
from assistant.retrieve.sufficiency import NOT_MENTIONED, premise, strength

__all__ = ["NOT_MENTIONED", "Editions", "Evidence", "Retriever", "chosen_notices", "premise", "strength"]
