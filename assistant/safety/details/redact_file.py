"""``python -m assistant redact``: take details out of a file of messages, one JSON object a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from assistant.errors import QuestionError
from assistant.safety.details.redaction import Redacted, Redactor, describe

STDIN = Path("-")


class MessageLine(BaseModel):
    """One line: a message, and the conversation it belongs to if it is not alone."""

    id: str | int
    text: str
    conversation: str | int | None = None


def read_lines(path: Path) -> tuple[MessageLine, ...]:
    """Read the messages of a file, or of standard input where the path is ``-``.

    Raises
    ------
    QuestionError
        If the file cannot be read or a line is not a message; names the line and never quotes it.
    """
    name, lines = _name(path), read_text(path).split("\n")
    return tuple(_message(name, number, line) for number, line in enumerate(lines, start=1) if line.strip())


def read_text(path: Path) -> str:
    """Return the text of a file, or of standard input where the path is ``-``.

    Raises
    ------
    QuestionError
        If it cannot be read, or is not UTF-8.
    """
    try:
        raw = sys.stdin.buffer.read() if path == STDIN else path.read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise QuestionError(
            f"{_name(path)} cannot be read: {error.strerror}", "check the path, or give - and pipe the lines in"
        ) from error
    except UnicodeDecodeError as error:
        raise QuestionError(f"{_name(path)} is not UTF-8 text", "save it as UTF-8") from error


def _name(path: Path) -> str:
    return "standard input" if path == STDIN else path.name


def redacted_lines(messages: tuple[MessageLine, ...], new: Callable[[], Redactor], *, as_json: bool) -> Iterator[str]:
    """Return one line of output a message: its id, spans and redacted text, as JSON or to read; see ``redacted_messages``.

    Yields
    ------
    str
        A line without its end.
    """
    for message, redacted in redacted_messages(messages, new):
        row: dict[str, Any] = {
            "id": message.id,
            "spans": [{"start": span.start, "end": span.end, "type": span.kind.value} for span in redacted.spans],
            "text": redacted.text,
        }
        readable = f"{message.id}: {redacted.text}  ({describe(redacted.spans) or 'nothing replaced'})"
        yield json.dumps(row, ensure_ascii=False) if as_json else readable


def redacted_messages(
    messages: Iterable[MessageLine], new: Callable[[], Redactor]
) -> Iterator[tuple[MessageLine, Redacted]]:
    """Return each message with what is left of it.

    ``new`` makes the redactor of a conversation.
    Messages of one ``conversation`` share their placeholders; one without is a conversation of its own.

    Yields
    ------
    tuple of MessageLine and Redacted
        In the order of the messages.
    """
    conversations: dict[str | int, Redactor] = {}
    for message in messages:
        redactor = new()
        if message.conversation is not None:
            redactor = conversations.setdefault(message.conversation, redactor)
        yield message, redactor.redact(message.text)


def _message(name: str, number: int, line: str) -> MessageLine:
    """Read one line.

    Raises
    ------
    QuestionError
        If it is not a message.
    """
    try:
        return MessageLine.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        problem = f"{where}: {first['msg']}" if where else "it is not a JSON object"
        # `from None`: pydantic's own message quotes the line, which holds somebody's details
        raise QuestionError(
            f"line {number} of {name} is not a message ({problem})", 'a line is {"id": "…", "text": "…"}'
        ) from None
