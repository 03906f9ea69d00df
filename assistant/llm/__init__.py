"""The chat model: one protocol, LangChain behind it, the prompts, replies as data."""

from assistant.llm.chat_model import ChatModel, load_chat_model
from assistant.llm.json_reply import ask_for
from assistant.llm.prompts import render

__all__ = ["ChatModel", "ask_for", "load_chat_model", "render"]
