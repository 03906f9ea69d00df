"""A message and what was said before it: whether it goes on, and what it takes over."""

from assistant.understand.conversation.continuation import begins_with_pronoun, goes_on, read_message
from assistant.understand.conversation.rewrite import Understood, standalone, understand

__all__ = [
    "Understood",
    "begins_with_pronoun",
    "goes_on",
    "read_message",
    "standalone",
    "understand",
]
