"""Answers for other programs: over HTTP, as an OpenAI-compatible server and as an MCP server. Needs the extra ``server``.

Nothing here is imported before a command of it runs: the rest of the assistant does without.
"""

from assistant.api.commands import add_server_commands

__all__ = ["add_server_commands"]
