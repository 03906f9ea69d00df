"""The walk of each role: offered once, never in the way, left and taken up again; nothing is sent by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import app
from assistant.people import Role
from assistant.ui.ask import ask_page
from assistant.ui.walk.steps import ENTRIES, QUESTION, WALKS, WORRY
from tests.assistant.ui.doubles import FakeAssistant, FakeIndex

APP = Path(app.__file__)


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


def keys(page: AppTest) -> set[str]:
    return {str(button.key) for button in page.button if str(button.key).startswith("walk")}


def press(page: AppTest, *pressed: str) -> AppTest:
    for key in pressed:
        page.button(key=key).click().run()
        assert not page.exception
    return page


def test_each_step_leads_to_a_page_of_its_role() -> None:
    pages = {one.address: one for one in vars(app).values() if isinstance(one, type(app.ask))}
    assert set(WALKS) == set(Role)
    for role, steps in WALKS.items():
        assert 5 <= len(steps) <= 7
        for step in steps:
            assert role in pages[step.address].roles, step.title
            assert step.do.endswith(".")
            assert step.notice.endswith(".")


def test_it_is_offered_small_and_dismissed_for_good(page: AppTest) -> None:
    assert "First time here?" in html(page)
    assert keys(page) == {"walk-begin", "walk-not-now"}
    press(page, "walk-not-now")
    assert "First time here?" not in html(page)
    assert keys(page) == {"walk-begin"}
    page.chat_input(key="question").set_value("Whom do I tell?").run()
    assert keys(page) == {"walk-begin"}
    press(page, "walk-begin")
    assert "walk-dsl" in keys(page)


def test_a_step_fills_a_question_in_and_sends_nothing(page: AppTest, assistant: FakeAssistant) -> None:
    press(page, "walk-begin", "walk-dsl")
    assert f"Step 1 of {len(WALKS[Role.DSL])}" in html(page)
    press(page, "walk-go")
    assert page.session_state["visit"].draft == QUESTION
    press(page, "walk-next", "walk-next", "walk-go")
    assert page.session_state["visit"].draft == WORRY  # instead of the first, which was not sent
    press(page, "walk-next", "walk-next", "walk-go")
    assert page.text_area[0].value == ENTRIES
    assert assistant.asked == []


def test_what_somebody_was_writing_stays_beneath_what_is_filled_in(page: AppTest) -> None:
    page.session_state["visit"].draft = "My own"
    press(page, "walk-begin", "walk-dsl", "walk-go")
    assert page.session_state["visit"].draft == f"{QUESTION}\n\nMy own"


def test_it_can_be_left_and_taken_up_again(page: AppTest) -> None:
    press(page, "walk-begin", "walk-dsl", "walk-next", "walk-leave")
    assert "dsl-walk-step" not in html(page).split("</style>")[-1]
    assert page.button(key="walk-begin").label == "Go on with the walk (step 2)"
    press(page, "walk-begin")
    assert "Step 2 of" in html(page)
    press(page, "walk-back")
    assert "Step 1 of" in html(page)
    assert "walk-back" not in keys(page)


@pytest.mark.parametrize("role", list(Role))
def test_each_walk_comes_to_an_end(page: AppTest, role: Role) -> None:
    press(page, "walk-begin", f"walk-{role}", *["walk-next"] * (len(WALKS[role]) - 1))
    assert "walk-next" not in keys(page)
    press(page, "walk-end")
    assert keys(page) == {"walk-begin"}
    assert page.button(key="walk-begin").label == "Show me round"


def test_where_to_ask_is_on_the_page_with_where_each_number_was_read(page: AppTest) -> None:
    shown = next(element.proto.body for element in page.get("html") if "dsl-where" in element.proto.body[:30])
    assert "<dt>A figure</dt>" in shown
    assert 'tel:08088005000">0808 800 5000</a>, help@nspcc.org.uk, can advise too' in shown
    assert "not checked with the helpline) (our digest “helplines and urgent help”" in shown
