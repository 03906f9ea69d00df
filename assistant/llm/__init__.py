"""The chat model: one protocol, LangChain behind it, the prompts, replies as data."""
