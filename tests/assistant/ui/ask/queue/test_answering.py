"""What comes of a question in its thread: whatever breaks, an exchange without details, and danger is not passed over."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import ChatModelError
from assistant.safety.details.redaction import Redactor
from assistant.types import Message
from assistant.ui.ask.queue.answering import answering, hears_danger
from assistant.ui.ask.queue.running import RunningQuestion
from assistant.ui.shared.session import Exchange, PendingQuestion
from corpus.errors import IndexMissing
from tests.assistant.ui.doubles import FakeAssistant, FakeIndex, an_answer

DANGER = "He is at the gate with a knife now, what do I do?"
BEFORE = (Message("user", "First?"), Message("assistant", "Tell the lead."))


def came_of(assistant: Any, text: str, *, alone: bool = False) -> Exchange:
    work = answering(assistant, Redactor(), "official")
    running = RunningQuestion(PendingQuestion(text=text, alone=alone), date(2025, 10, 1), work, hears_danger)
    return work(running, BEFORE)


def test_a_question_is_asked_with_what_was_chosen(tmp_path: Path) -> None:
    assistant = FakeAssistant(FakeIndex(tmp_path))
    exchange = came_of(assistant, "Whom do I tell?")
    came_of(assistant, "Whom do I tell?", alone=True)
    assert exchange.answer == an_answer("Whom do I tell?")
    assert exchange.pdfs == {"rules-2025": tmp_path / "made.pdf"}
    assert [(one.library, one.as_at, one.history) for one in assistant.asked] == [
        ("official", date(2025, 10, 1), BEFORE),
        ("official", date(2025, 10, 1), ()),
    ]


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (ChatModelError("the model is silent", "wait"), "the model is silent"),
        (ValueError("secret"), "the assistant could not answer this question"),
    ],
)
def test_what_goes_wrong_becomes_words_without_details(tmp_path: Path, error: Exception, message: str) -> None:
    def fails(_: str) -> Any:
        raise error

    exchange = came_of(FakeAssistant(FakeIndex(tmp_path), fails), f"My pupil Kayden Marsh. {DANGER}")
    assert exchange.message == message
    assert "Kayden" not in exchange.question
    assert exchange.danger


def test_a_library_that_is_not_there_is_said(tmp_path: Path) -> None:
    exchange = came_of(IndexMissing("there is no index", "build it"), "Whom do I tell?")
    assert (exchange.message, exchange.hint, exchange.danger) == ("there is no index", "build it", False)
