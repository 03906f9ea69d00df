"""Saying that an answer did not help, on the page on which it was given."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant import messages
from assistant.people import Person, Role
from assistant.store.database.store import Store
from assistant.store.feedback import feedback
from assistant.store.feedback.feedback import WhyUnhelpful
from assistant.types import Outcome
from assistant.ui.access import signin
from assistant.ui.ask import ask_page
from tests.assistant.ui.doubles import FakeAssistant, FakeIndex, a_fixed_answer, an_answer

APP = Path(__file__).parents[4] / "app.py"
DEE = Person(id="dee", name="Dee", roles=frozenset({Role.DSL}))
MEG = Person(id="meg", name="Meg", roles=frozenset({Role.MAINTAINER}))


@pytest.fixture
def assistant(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    fake = FakeAssistant(FakeIndex(tmp_path))
    monkeypatch.setattr(ask_page, "open_assistant", lambda settings: fake)
    monkeypatch.setattr(signin, "person_now", lambda: DEE)
    return fake


def asked(question: str = "Whom do I tell?") -> AppTest:
    page = AppTest.from_file(str(APP), default_timeout=60).run()
    return page.chat_input(key="question").set_value(question).run()


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def keys(page: AppTest) -> set[str]:
    return {button.key for button in page.button if (button.key or "").startswith("unhelpful-")}


def test_it_is_said_with_a_reason_and_a_line_and_can_be_taken_back(assistant: FakeAssistant, store: Store) -> None:
    page = press(asked(), "unhelpful-open-1")
    assert "with details taken out" in html(page)
    assert page.radio(key="unhelpful-1-why").options == [why.words for why in WhyUnhelpful]
    press(page, "unhelpful-1-go")
    assert "No reason was chosen" in html(page)
    assert feedback.queue(store, MEG) == (), "nothing is stored before a reason is sent"
    page.radio(key="unhelpful-1-why").set_value(WhyUnhelpful.TOO_GENERAL)
    page.text_input(key="unhelpful-1-note").set_value("Nothing on how our pupil Kayden gets home")
    press(page, "unhelpful-1-go")
    (one,) = feedback.queue(store, MEG)
    assert (one.why, one.question) == (WhyUnhelpful.TOO_GENERAL, "Whom do I tell?")
    assert "Kayden" not in one.note
    assert one.note.endswith("gets home")
    assert "Thank you." in html(page)
    assert keys(page) == {"unhelpful-back-1"}
    press(page, "unhelpful-back-1")
    assert feedback.queue(store, MEG) == ()
    assert keys(page) == {"unhelpful-open-1"}


def test_the_form_can_be_closed_and_the_focus_goes_with_each_step(assistant: FakeAssistant, store: Store) -> None:
    page = press(asked(), "unhelpful-open-1")
    assert '".st-key-unhelpful-1-form h3"' in html(page)
    press(page, "unhelpful-close-1")
    assert '".st-key-unhelpful-open-1 button"' in html(page)
    assert keys(page) == {"unhelpful-open-1"}
    assert feedback.queue(store, MEG) == ()
    press(page, "again-1")
    assert "st-key-unhelpful-open-1 button" not in html(page), "once"


def test_one_setting_turns_it_off(assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DSL_FEEDBACK", "off")
    assert keys(asked()) == set()


@pytest.mark.parametrize(
    ("outcome", "offered"), [(Outcome.ABSTAINED, True), (Outcome.REFUSED, True), (Outcome.FAILED, False)]
)
def test_it_is_offered_on_whatever_was_answered(assistant: FakeAssistant, outcome: Outcome, offered: bool) -> None:
    assistant.reply = lambda text: a_fixed_answer(outcome, messages.ABSTAINED_HEADING, messages.ABSTAINED)
    assert bool(keys(asked())) is offered


def test_the_question_that_is_kept_is_the_one_that_stands_alone(assistant: FakeAssistant, store: Store) -> None:
    assistant.reply = lambda text: an_answer(text, standalone_question="Whom do I tell about the log?")
    page = press(asked("And of that?"), "unhelpful-open-1")
    page.radio(key="unhelpful-1-why").set_value(WhyUnhelpful.NOT_ASKED)
    press(page, "unhelpful-1-go")
    assert [one.question for one in feedback.queue(store, MEG)] == ["Whom do I tell about the log?"]
