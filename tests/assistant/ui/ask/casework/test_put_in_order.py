"""Dated entries put in order on the page: facts, pinpoints, danger first; what cannot be read stays in the box."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant import messages
from assistant.chronology import Chronologist
from assistant.safety import gates
from assistant.types import Finding
from assistant.ui.ask import ask_page
from corpus.errors import IndexMissing
from corpus.register.register import Register
from tests.assistant.ui.doubles import WORDS, FakeAssistant, FakeIndex
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

APP = Path(__file__).parents[5] / "app.py"
RULES = a_source("rules-2025", names=("Rules 2025",), in_force_from=date(2025, 9, 1))
RECORD = "3/9/2025 Kayden was late.\n8/10/2025 Dad held mum by the throat. Rang MASH.\n20/10/2025 No reply from MASH."


@pytest.fixture
def assistant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    """A library of one sentence, and a gate that hears a knife alone."""
    fake = FakeAssistant(FakeIndex(tmp_path))
    index = MemoryIndex([a_passage(WORDS, "rules-2025", page=2)], {"rules-2025": RULES}, WordEmbedder())
    fake.chronologist = Chronologist(index, Register({"rules-2025": RULES}), lambda _: {"rules-2025"})
    monkeypatch.setattr(gates, "danger_now", lambda question: Finding("danger_now", "knife" not in question.text, ""))
    monkeypatch.setattr(ask_page, "open_assistant", lambda settings: fake)
    return fake


@pytest.fixture
def page(assistant: FakeAssistant) -> AppTest:
    return AppTest.from_file(str(APP), default_timeout=60).run()


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def paste(page: AppTest, text: str) -> AppTest:
    press(page, "put-in-order")
    page.text_area[0].set_value(text)
    return press(page, "record-order")


def test_entries_come_back_as_facts_without_names(page: AppTest) -> None:
    shown = html(paste(page, RECORD))
    assert "Strangulation or suffocation: 8 October 2025." in shown
    assert "Children’s social care: told or asked on 8 October 2025" in shown
    assert messages.CHRONOLOGY_GUIDANCE_HEADING in shown
    assert "Kayden" not in shown
    assert "put-in-order" not in {button.key for button in page.button}
    press(page, "record-clear")
    assert "Strangulation" not in html(page)


def test_danger_in_the_newest_entry_comes_first(page: AppTest) -> None:
    shown = html(paste(page, RECORD + "\n21/10/2025 He is outside with a knife."))
    assert shown.index("dsl-record-urgent") < shown.index("Strangulation or suffocation: 8 October 2025.")


def test_what_cannot_be_read_stays_in_the_box_and_danger_is_shown_with_it(page: AppTest) -> None:
    shown = html(paste(page, "He came with a knife last Tuesday."))
    assert "date was found" in shown
    assert messages.URGENT_HEADING in shown
    assert page.text_area[0].value == "He came with a knife last Tuesday."


def test_a_library_that_cannot_be_opened_is_said(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(settings: object) -> object:
        raise IndexMissing("there is no index", "build one")

    press(page, "put-in-order")
    monkeypatch.setattr(ask_page, "open_assistant", missing)
    page.text_area[0].set_value(RECORD)
    press(page, "record-order")
    assert "no index" in html(page)


def test_clear_conversation_forgets_the_record(page: AppTest) -> None:
    paste(page, RECORD)
    page.chat_input(key="question").set_value("Whom do I tell?").run()
    press(page, "clear")
    assert "Strangulation" not in html(page)
