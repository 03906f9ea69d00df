"""Putting right whether a question goes on with the case before it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.ui.ask import ask_page
from tests.assistant.ui.doubles import FakeAssistant, FakeIndex, an_answer, an_urgent_answer

APP = Path(__file__).parents[4] / "app.py"
FIRST = "A girl in Year 10 is followed by her ex."
NEXT = "The mother has rung, she wants no police."


@pytest.fixture
def assistant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    fake = FakeAssistant(FakeIndex(tmp_path))
    monkeypatch.setattr(ask_page, "open_assistant", lambda settings: fake)
    return fake


def asked(*questions: str) -> AppTest:
    page = AppTest.from_file(str(APP), default_timeout=60).run()
    for question in questions:
        page.chat_input(key="question").set_value(question).run()
    assert not page.exception
    return page


def offered(page: AppTest) -> list[str]:
    return [button.key or "" for button in page.button if "-case-" in (button.key or "")]


def test_a_question_taken_alone_can_be_joined_to_the_case_before(assistant: FakeAssistant) -> None:
    page = asked(FIRST)
    assert offered(page) == [], "nothing came before"
    page.chat_input(key="question").set_value(NEXT).run()
    assert offered(page) == ["same-case-2"]
    page.button(key="same-case-2").click().run()
    assert assistant.asked[-1].text == f"{FIRST} {NEXT}"
    assert assistant.asked[-1].history == ()
    assert offered(page) == [], "it has been said"


def test_a_question_that_was_joined_can_be_asked_as_a_new_case(assistant: FakeAssistant) -> None:
    assistant.reply = lambda text: replace(
        an_answer(text), standalone_question=f"{FIRST} {text}" if text == NEXT else text
    )
    page = asked(FIRST, NEXT)
    assert offered(page) == ["new-case-2"]
    page.button(key="new-case-2").click().run()
    assert (assistant.asked[-1].text, assistant.asked[-1].history) == (NEXT, ())


def test_an_emergency_is_joined_to_nothing(assistant: FakeAssistant) -> None:
    page = asked(FIRST)
    assistant.reply = an_urgent_answer
    page.chat_input(key="question").set_value(NEXT).run()
    assert offered(page) == []
