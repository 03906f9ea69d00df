"""Conversations that a person chose to keep."""

from assistant.store.conversations import conversations
from assistant.store.conversations.conversations import Heading, KeepFor, StoredExchange

__all__ = ["Heading", "KeepFor", "StoredExchange", "conversations"]
