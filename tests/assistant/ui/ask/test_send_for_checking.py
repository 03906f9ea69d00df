"""Sending an answer to the trainers from the page on which it was given, and what its sender sees of it afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.errors import NotAllowed
from assistant.people import ALL_ROLES, Person, Role
from assistant.store.conversations import conversations
from assistant.store.conversations.conversations import KeepFor, StoredExchange
from assistant.store.database.store import Store
from assistant.store.reviews import checks, verdicts
from assistant.store.reviews.checks import queue
from assistant.store.reviews.labels import WHOLE, Label
from assistant.store.reviews.verdicts import Judgement
from assistant.ui.access import signin
from assistant.ui.ask import ask_page
from tests.assistant.ui.doubles import AS_AT, FakeAssistant, FakeIndex, an_answer

APP = Path(__file__).parents[4] / "app.py"
DEE = Person(id="dee", name="Dee", roles=frozenset({Role.DSL}))
TOM = Person(id="tom", name="Tom", roles=frozenset({Role.TRAINER}))
TIA = Person(id="tia", name="Tia", roles=frozenset({Role.TRAINER}))


@pytest.fixture
def page(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    fake = FakeAssistant(FakeIndex(tmp_path))
    monkeypatch.setattr(ask_page, "open_assistant", lambda settings: fake)
    monkeypatch.setattr(signin, "person_now", lambda: DEE)
    page = AppTest.from_file(str(APP), default_timeout=30).run()
    return page.chat_input(key="question").set_value("Whom do I tell?").run()


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def test_nothing_is_sent_before_the_person_confirms(page: AppTest, store: Store) -> None:
    press(page, "send-open-1")
    assert "do not see the rest of your conversation" in html(page)
    assert queue(store, TOM) == ()
    press(page, "send-close-1")
    assert "send-1-note" not in {area.key for area in page.text_area}
    assert queue(store, TOM) == ()


def test_the_answer_is_sent_once_with_its_page_and_a_note_without_details(page: AppTest, store: Store) -> None:
    press(page, "send-open-1")
    page.text_area(key="send-1-note").input("Aiden Marsh of SW1A 1AA asked me.")
    press(page, "send-1-go")
    assert "Sent to the trainers." in html(page)
    assert "send-open-1" not in {button.key for button in page.button}
    (waiting,) = queue(store, TOM)
    check = checks.read(store, TOM, waiting.id)
    assert check.question == "Whom do I tell?"
    assert check.note
    assert "SW1A" not in check.note
    assert "Marsh" not in check.note
    assert checks.page_pdf(store, TOM, check.id, 1) is not None


def test_the_sender_is_shown_what_became_of_it_and_not_by_whom(page: AppTest, store: Store) -> None:
    press(press(page, "send-open-1"), "send-1-go")
    (waiting,) = queue(store, TOM)
    press(page, "sent-list")
    assert any("waiting for two trainers" in text.value for text in page.markdown)
    for who in (TOM, TIA):
        verdicts.submit(store, who, waiting.id, Judgement(labels={WHOLE: Label.ANSWERS_PARTLY}, comment="Between us."))
    press(page, "sent-list")
    shown = "\n".join(text.value for text in page.markdown)
    assert "the trainers agree. Does it answer the question? Partly." in shown
    assert "Tom" not in shown
    assert "Between us" not in shown


def test_an_answer_is_withdrawn_once_that_is_confirmed(page: AppTest, store: Store) -> None:
    press(press(page, "send-open-1"), "send-1-go")
    (waiting,) = queue(store, TOM)
    press(press(page, "sent-list"), f"sent-withdraw-{waiting.id}")
    press(page, "sent-list")
    assert len(queue(store, TOM)) == 1
    press(page, f"sent-remove-{waiting.id}")
    assert queue(store, TOM) == ()
    assert "send-open-1" in {button.key for button in page.button}


def test_a_trainer_cannot_read_the_conversation_that_it_came_from(store: Store) -> None:
    stored = conversations.begin(store, DEE, KeepFor.DAY)
    conversations.save(store, DEE, stored, [StoredExchange(question="Whom?", as_at=AS_AT, answer=an_answer())])
    for who in (TOM, Person(id="all", name="All", roles=ALL_ROLES)):
        with pytest.raises(NotAllowed):
            conversations.read(store, who, stored)
