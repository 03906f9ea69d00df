"""Questions under way on the page: stages, a second question that waits, Stop, and urgent help before the answer."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.types import Answer, Question
from assistant.ui.ask import ask_page
from assistant.ui.ask.queue import running_view
from tests.assistant.ui.doubles import FakeAssistant, FakeIndex, an_urgent_answer

APP = Path(__file__).parents[5] / "app.py"
DANGER = "He is at the gate with a knife now, what do I do?"


class WaitingAssistant(FakeAssistant):
    """Answers once it is let; danger is heard before."""

    let = threading.Event()

    def ask(self, question: Question, *args: object, **watchers: Callable[..., None]) -> Answer:  # type: ignore[override]
        watchers["on_stage"]("Searching the guidance")
        if question.text == DANGER:
            watchers["on_danger"]()
        assert self.let.wait(30)
        return super().ask(question, on_stage=watchers["on_stage"])


@pytest.fixture
def assistant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WaitingAssistant]:
    fake = WaitingAssistant(FakeIndex(tmp_path))
    fake.let = threading.Event()
    monkeypatch.setattr(ask_page, "open_assistant", lambda settings: fake)
    monkeypatch.setattr(running_view, "LOOK_S", 0.3)
    yield fake
    fake.let.set()


@pytest.fixture
def page(assistant: WaitingAssistant) -> AppTest:
    return AppTest.from_file(str(APP), default_timeout=60).run()


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def send(page: AppTest, text: str) -> AppTest:
    page.chat_input(key="question").set_value(text).run()
    assert not page.exception
    return page


def answered(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Wait for all that is under way; return the questions that the page shows answers of."""
    monkeypatch.setattr(running_view, "LOOK_S", 60.0)
    while len(page.session_state["visit"].questions):
        page.run()
    return [exchange.question for exchange in page.session_state["exchanges"] if exchange.answer]


def test_a_question_under_way_is_a_message_with_its_stages(page: AppTest) -> None:
    send(page, "Whom do I tell?")
    assert [message.name for message in page.chat_message] == ["user", "assistant"]
    assert "Whom do I tell?" in html(page)
    assert "<strong>Searching the guidance</strong>" in html(page)
    assert page.button(key="stop-1").label == "Stop"
    assert "exchanges" not in page.session_state or not page.session_state["exchanges"]


def test_a_second_question_waits_and_both_are_answered(
    page: AppTest, assistant: WaitingAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(page, "First?")
    send(page, "Second?")
    assert "Waiting for the question before it" in html(page)
    assert html(page).index("First?") < html(page).index("Second?")
    assistant.let.set()
    assert answered(page, monkeypatch) == ["First?", "Second?"]
    assert [turn.content for turn in assistant.asked[1].history if turn.role == "user"] == ["First?"]
    assert "Waiting for the question before it" not in html(page)


def test_stop_ends_the_wait_and_gives_the_text_back(
    page: AppTest, assistant: WaitingAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(page, "First?")
    send(page, "Second?")
    page.button(key="stop-1").click().run()
    assert page.chat_input(key="question").proto.value == "First?"
    assert page.button(key="stop-2").label == "Stop", "the second question has not begun"
    assistant.let.set()
    assert answered(page, monkeypatch) == ["Second?"]


def test_urgent_help_is_shown_before_the_answer_and_stays_when_it_is_stopped(
    page: AppTest, assistant: WaitingAssistant
) -> None:
    assistant.reply = an_urgent_answer
    send(page, DANGER)
    assert '<div class="dsl-at-once">' in html(page)
    page.button(key="stop-1").click().run()
    assert '<div class="dsl-at-once">' not in html(page)
    assert html(page).count('class="dsl-urgent"') == 2
    assert "ou stopped this question" in html(page)


def test_urgent_help_is_shown_for_danger_in_a_question_that_waits(page: AppTest) -> None:
    send(page, "First?")
    send(page, DANGER)
    _, waiting = page.session_state["visit"].questions
    for _ in range(200):
        if waiting.danger:
            break
        threading.Event().wait(0.1)
    page.run()
    assert '<div class="dsl-at-once">' in html(page)


def test_no_more_than_three_wait_and_the_next_stays_in_the_box(page: AppTest) -> None:
    for text in ("One?", "Two?", "Three?", "Four?"):
        send(page, text)
    send(page, "Five?")
    assert "hree questions wait already" in html(page)
    assert page.chat_input(key="question").proto.value == "Five?"
    assert len(page.session_state["visit"].questions) == 4


def test_clearing_the_conversation_stops_what_is_under_way(page: AppTest) -> None:
    send(page, "First?")
    page.button(key="clear").click().run()
    assert len(page.session_state["visit"].questions) == 0
    assert ask_page.EXAMPLES[0] in [button.label for button in page.button]
