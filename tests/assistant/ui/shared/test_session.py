"""What a session remembers, as the page shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.types import Notice
from assistant.ui.ask import ask_page
from tests.assistant.ui.doubles import FakeAssistant, FakeIndex, an_answer

APP = Path(__file__).parents[4] / "app.py"
REPLACED = Notice("superseded", "Rules 2024 was replaced by Rules 2025.")


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def test_within_a_conversation_an_edition_notice_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = FakeAssistant(FakeIndex(tmp_path), reply=lambda text: an_answer(text, notices=(REPLACED,)))
    monkeypatch.setattr(ask_page, "open_assistant", lambda settings: fake)
    page = AppTest.from_file(str(APP), default_timeout=30).run()
    for question in ("First?", "Second?", "Third?"):
        page.chat_input(key="question").set_value(question).run()
    assert not page.exception
    shown = html(page)
    assert shown.count(REPLACED.text) == 1
    assert shown.index("First?") < shown.index(REPLACED.text) < shown.index("Second?")
    assert shown.count("What is said above about editions holds here too.") == 2
    page.button(key="clear").click().run()
    page.chat_input(key="question").set_value("Fourth?").run()
    assert html(page).count(REPLACED.text) == 1
    assert "said above" not in html(page)
