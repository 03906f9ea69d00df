"""A chat model that says what a test hands it, and remembers what it was sent."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.errors import ChatModelError

Reply = str | ChatModelError | Callable[[str], str]


class ScriptedModel:
    """Gives each reply in turn, and the last of them from then on; an error is raised, a function is handed the message."""

    name = "scripted:one"

    def __init__(self, *replies: Reply) -> None:
        self._replies = list(replies)
        self.sent: list[str] = []

    def complete(self, system: str, user: str) -> str:
        self.sent.append(user)
        reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        if isinstance(reply, ChatModelError):
            raise reply
        return reply if isinstance(reply, str) else reply(user)


def tokens_of(message: str) -> dict[str, str]:
    """The passages in a message to a model: token to words."""
    return dict(re.findall(r"\[(P\w+)\]\n(.*?)\n\[/\1\]", message, re.DOTALL))
