"""The box: its draft comes back, what is too long is kept, and nobody's danger is passed over for being long."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from assistant.safety import MAX_QUESTION_CHARS
from assistant.ui.ask import ask_page
from tests.assistant.ui.doubles import FakeAssistant, FakeIndex

APP = Path(__file__).parents[5] / "app.py"
LONG = "word " * 900
DANGER = "He is at the gate with a knife now. "


@pytest.fixture
def assistant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    fake = FakeAssistant(FakeIndex(tmp_path))
    monkeypatch.setattr(ask_page, "open_assistant", lambda settings: fake)
    return fake


@pytest.fixture
def page(assistant: FakeAssistant) -> AppTest:
    return AppTest.from_file(str(APP), default_timeout=60).run()


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def in_box(page: AppTest) -> str:
    """What the page puts into the box on this run."""
    proto = page.chat_input(key="question").proto
    return proto.value if proto.set_value else ""


def send(page: AppTest, text: str) -> AppTest:
    return page.chat_input(key="question").set_value(text).run()


def test_what_is_too_long_goes_back_into_the_box(page: AppTest, assistant: FakeAssistant) -> None:
    send(page, LONG)
    assert not page.exception
    assert in_box(page) == LONG
    assert "the question has 4,500 characters"[1:] in html(page)
    assert assistant.asked == []
    send(page, LONG[:MAX_QUESTION_CHARS])
    assert len(assistant.asked) == 1
    assert "There is a problem" not in html(page)


def test_urgent_help_is_shown_for_danger_in_a_text_that_is_too_long(page: AppTest, assistant: FakeAssistant) -> None:
    urgent = html(page).count('class="dsl-urgent"')
    send(page, DANGER * 150)
    assert html(page).count('class="dsl-urgent"') == urgent + 1
    assert in_box(page) or page.session_state["visit"].draft == DANGER * 150
    assert assistant.asked == []


def test_a_draft_is_back_in_the_box_when_the_page_is_drawn_anew(page: AppTest) -> None:
    page.session_state["visit"].draft = "half a question"
    page.run()
    assert in_box(page) == ""  # it stands there already
    for address in ("compare", "ask"):
        page._page_hash = calc_hash(address)  # as the address of st.Page does in a browser
        page.run()
    assert in_box(page) == "half a question"


def test_a_draft_goes_with_the_question(page: AppTest) -> None:
    page.session_state["visit"].draft = "Whom do I"
    send(page, "Whom do I tell?")
    assert page.session_state["visit"].draft == ""


def test_a_text_is_put_above_a_draft_and_not_over_it(page: AppTest) -> None:
    send(page, "Whom do I tell?")
    page.session_state["visit"].draft = "And when?"
    page.button(key="again-1").click().run()
    assert in_box(page) == page.session_state["visit"].draft == "Whom do I tell?\n\nAnd when?"
