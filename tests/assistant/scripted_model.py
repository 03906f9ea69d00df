"""A chat model that writes what a test hands it: the one double of a chat model, and no more than its script."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import pytest

from assistant.errors import ChatModelError

Reply = str | Mapping[str, Any] | ChatModelError | Callable[[str], Any]

_PASSAGE = re.compile(r"^\[(P[A-Z]{3}\d{3})\]\n(.*?)\n\[/\1\]$", re.DOTALL | re.MULTILINE)


class ScriptedModel:
    """Gives each reply in turn: text as it is, data as JSON; an error is raised, a function is handed the message.

    A call beyond the script fails the test. A script not used up fails it at teardown (``scripts_used_up`` in conftest.py).
    """

    name = "scripted:one"
    made: ClassVar[list[ScriptedModel]] = []  # in the test that runs

    def __init__(self, *replies: Reply) -> None:
        self.replies = replies
        self.sent: list[str] = []
        self.made.append(self)

    @property
    def unused(self) -> tuple[Reply, ...]:
        """The replies that were not asked for."""
        return self.replies[len(self.sent) :]

    def complete(self, system: str, user: str) -> str:
        if not self.unused:
            pytest.fail(f"the chat model was asked once more than its script of {len(self.replies)} allows: {user}")
        reply = self.unused[0]
        self.sent.append(f"{system}\n{user}")
        if isinstance(reply, ChatModelError):
            raise reply
        written = reply(user) if callable(reply) else reply
        return written if isinstance(written, str) else json.dumps(written)


def passages_in(message: str) -> dict[str, str]:
    """The passages in a message to a model: token to words."""
    return dict(_PASSAGE.findall(message))


def token_of(message: str, words: str) -> str:
    """The token of the passage in a message that has certain words."""
    return next(token for token, text in passages_in(message).items() if words in text)


def fail_if_unused(models: Sequence[ScriptedModel]) -> None:
    """Fail the test if a model was not asked for all of its script."""
    for model in models:
        if model.unused:
            n, of = len(model.unused), len(model.replies)
            pytest.fail(f"the chat model was not asked for {n} of the {of} replies in its script: {model.unused}")
