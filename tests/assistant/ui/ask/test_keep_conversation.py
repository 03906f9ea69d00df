"""A conversation stored for as long as its owner chose, gone on with in another visit, and deleted when they say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.people import ALL_ROLES, Person, Role
from assistant.store.conversations import conversations
from assistant.store.conversations.conversations import KeepFor
from assistant.store.database.store import Store
from assistant.types import Answer
from assistant.ui.access import signin
from assistant.ui.ask import ask_page, keep_conversation
from corpus.types import Authority
from tests.assistant.store.conftest import Clock
from tests.assistant.ui.doubles import FakeAssistant, FakeIndex, a_citation, an_answer
from tests.doubles import a_source

APP = Path(__file__).parents[4] / "app.py"
DEE = Person(id="dee", name="Dee", roles=frozenset({Role.DSL}))
MEG = Person(id="meg", name="Meg", roles=ALL_ROLES)
WHOM = "Whom do I tell about Child A?"


@pytest.fixture
def fake(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    monkeypatch.setenv("DSL_INDEX_DIR", str(tmp_path / "index"))  # not the library of whoever runs the tests
    fake = FakeAssistant(FakeIndex(tmp_path))
    for page in (ask_page, keep_conversation):
        monkeypatch.setattr(page, "open_assistant", lambda settings: fake)
    monkeypatch.setattr(signin, "person_now", lambda: DEE)
    return fake


@pytest.fixture
def clock(store: Store, monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(keep_conversation, "open_store_for_pages", lambda settings: replace(store, now=clock))
    return clock


def visit() -> AppTest:
    return AppTest.from_file(str(APP), default_timeout=30).run()


def ask(page: AppTest, question: str = WHOM) -> AppTest:
    page.chat_input(key="question").set_value(question).run()
    assert not page.exception
    return page


def keep(page: AppTest, how_long: KeepFor) -> AppTest:
    box = next(box for box in page.selectbox if box.label == "Keep this conversation")
    box.set_value(how_long).run()
    assert not page.exception
    return page


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def test_nothing_is_stored_unless_the_person_chooses_it(fake: FakeAssistant, store: Store) -> None:
    ask(visit())
    assert conversations.mine(store, DEE) == ()


def test_what_is_stored_is_gone_on_with_in_another_visit(fake: FakeAssistant, store: Store) -> None:
    first = ask(keep(ask(visit()), KeepFor.DAY), "And who else?")
    (heading,) = conversations.mine(store, DEE)
    assert [stored.question for stored in conversations.read(store, DEE, heading.id).exchanges] == [
        WHOM,
        "And who else?",
    ]
    assert "(this conversation)" in "".join(text.value for text in first.markdown)
    again = press(visit(), f"go-on-{heading.id}")
    assert again.get("html")
    assert WHOM in html(again)
    assert "And who else?" in html(again)
    ask(again, "What then?")
    assert [turn.content for turn in fake.asked[-1].history if turn.role == "user"] == [WHOM, "And who else?"]
    assert len(conversations.read(store, DEE, heading.id).exchanges) == 3


def test_a_letter_that_stood_for_somebody_is_not_given_to_somebody_else(fake: FakeAssistant, store: Store) -> None:
    keep(ask(visit()), KeepFor.WEEK)
    (heading,) = conversations.mine(store, DEE)
    again = ask(press(visit(), f"go-on-{heading.id}"), "What then?")
    redactor = again.session_state["redactor"]
    assert redactor.redact("Our pupil Kayden told me.").text == "Our pupil Child B told me."


def test_the_page_says_that_it_is_kept_and_until_which_day(fake: FakeAssistant, clock: Clock) -> None:
    page = ask(visit())
    assert "is kept until" not in html(page)
    keep(page, KeepFor.WEEK)
    said = "This conversation is kept until 12 January 2026, for you alone."
    assert said in html(page)
    assert "region.textContent" in html(page), "it is read aloud"
    press(page, "again-1")
    assert said in html(page), "it is said for as long as it is so"
    keep(page, KeepFor.DAY)
    assert "kept until 6 January 2026" in html(page)
    keep(page, KeepFor.SESSION)
    assert "is not kept any more" in html(page)
    assert "is not kept any more" not in html(press(page, "again-1"))


def test_before_anything_is_asked_it_says_what_will_be_kept(fake: FakeAssistant, clock: Clock) -> None:
    assert "What you ask is kept until 12 January 2026" in html(keep(visit(), KeepFor.WEEK))


def test_the_day_is_that_of_englands_clocks(fake: FakeAssistant, clock: Clock) -> None:
    clock.now = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # half past midnight of 2 July in England
    assert "is kept until 3 July 2026" in html(keep(ask(visit()), KeepFor.DAY))


def test_when_a_question_was_answered_comes_back_with_it(fake: FakeAssistant, store: Store) -> None:
    first = keep(ask(visit()), KeepFor.DAY)
    (heading,) = conversations.mine(store, DEE)
    again = press(visit(), f"go-on-{heading.id}")
    assert again.session_state["exchanges"][0].asked_at == first.session_state["exchanges"][0].asked_at


@pytest.mark.parametrize("how", ["clear", "delete", "choose"])
def test_it_is_deleted_when_the_person_says_so(fake: FakeAssistant, store: Store, how: str) -> None:
    page = keep(ask(visit()), KeepFor.MONTH)
    (heading,) = conversations.mine(store, DEE)
    if how == "choose":
        keep(page, KeepFor.SESSION)
    else:
        press(page, "clear" if how == "clear" else f"delete-{heading.id}")
    assert conversations.mine(store, DEE) == ()
    assert (WHOM in html(page)) == (how == "choose"), "what is not kept may still be on the page"


def test_all_are_deleted_at_once_and_only_the_persons_own(fake: FakeAssistant, store: Store) -> None:
    theirs = conversations.begin(store, MEG, KeepFor.DAY)
    for _ in range(2):
        keep(ask(visit()), KeepFor.DAY)
    press(visit(), "delete-all")
    assert conversations.mine(store, DEE) == ()
    assert [heading.id for heading in conversations.mine(store, MEG)] == [theirs]


def test_an_answer_from_a_document_of_ones_own_is_not_stored(fake: FakeAssistant, store: Store) -> None:
    def local(question: str) -> Answer:
        return an_answer(question, replace(a_citation(), source=a_source("local-policy", authority=Authority.LOCAL)))

    fake.reply = local
    keep(ask(visit()), KeepFor.DAY)
    (heading,) = conversations.mine(store, DEE)
    (stored,) = conversations.read(store, DEE, heading.id).exchanges
    assert (stored.answer, stored.shown) == (None, ())
    assert "was not kept" in stored.message


def test_what_was_deleted_elsewhere_is_shown_and_not_gone_on_with(fake: FakeAssistant, store: Store) -> None:
    keep(ask(visit()), KeepFor.DAY)
    (heading,) = conversations.mine(store, DEE)
    other = visit()
    conversations.remove(store, DEE, heading.id)
    press(other, f"go-on-{heading.id}")
    assert "not stored any more" in html(other)
    assert WHOM not in html(other)
