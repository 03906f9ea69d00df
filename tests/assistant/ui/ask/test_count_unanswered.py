from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.people import ALL_ROLES, Person
from assistant.settings import StoreSettings
from assistant.store import unanswered
from assistant.store.database.store import Store, open_store
from assistant.types import Answer, Outcome
from assistant.ui.access import signin
from assistant.ui.ask import ask_page
from tests.assistant.ui.doubles import FakeAssistant, FakeIndex, a_fixed_answer, an_answer

APP = Path(__file__).parents[4] / "app.py"
WHO = Person(id="dee", name="Dee", roles=ALL_ROLES)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("DSL_DATABASE_URL", f"sqlite:///{tmp_path / 'desk.sqlite'}")
    opened = open_store(StoreSettings.read())
    yield opened
    opened.close()


def reply(text: str) -> Answer:
    if "lamps" in text:
        return a_fixed_answer(Outcome.ABSTAINED, "Not found", ("The library does not say.",), text)
    return an_answer(text)


def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> AppTest:
    fake = FakeAssistant(FakeIndex(tmp_path), reply)
    monkeypatch.setattr(ask_page, "open_assistant", lambda settings: fake)
    monkeypatch.setattr(signin, "person_now", lambda: WHO)
    page = AppTest.from_file(str(APP), default_timeout=30).run()
    page.chat_input(key="question").set_value(text).run()
    assert not page.exception
    return page


def test_an_abstention_is_counted_once_and_an_answer_not(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(tmp_path, monkeypatch, "Whom do I tell?")
    assert unanswered.counts(store, WHO) == ()
    page = ask(tmp_path, monkeypatch, "Which lamps?")
    page.run()
    assert [(one.subject, one.n) for one in unanswered.counts(store, WHO)] == [(unanswered.SUBJECTS_UNKNOWN, 1)]
    files = b"".join(file.read_bytes() for file in tmp_path.glob("desk.sqlite*"))
    assert b"lamps" not in files


def test_a_setting_stops_it(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DSL_COUNT_UNANSWERED", "off")
    ask(tmp_path, monkeypatch, "Which lamps?")
    assert unanswered.counts(store, WHO) == ()


def test_a_database_that_cannot_be_had_costs_nobody_their_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DSL_DATABASE_URL", f"sqlite:///{tmp_path / 'made.pdf' / 'desk.sqlite'}")
    page = ask(tmp_path, monkeypatch, "Which lamps?")
    assert any("The library does not say." in element.proto.body for element in page.get("html"))
