"""Taking an answer away, choosing the library, asking on: as a person meets them, with a fake assistant."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from streamlit.testing.v1 import AppTest

from assistant import messages
from assistant.export import FORMATS, ExportFormat
from assistant.export.evidence_pack import Pack
from assistant.types import Outcome
from assistant.ui.ask import ask_page, export_buttons, suggestion_buttons
from corpus.practice.practice_data import StaffQuestions
from tests.assistant.ui.doubles import WORDS, FakeAssistant, FakeIndex, a_fixed_answer, an_answer

APP = Path(__file__).parents[4] / "app.py"


@pytest.fixture
def assistant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    fake = FakeAssistant(FakeIndex(tmp_path))
    monkeypatch.setattr(ask_page, "open_assistant", lambda settings: fake)
    known = StaffQuestions(
        source_id="rules-2025", paragraph="7", page=2, heading="Telling", questions=("who writes the record",)
    )
    questions = (*known.questions, "when does a visitor sign the register")
    asked = StaffQuestions(source_id="rules-2025", paragraph="7", page=2, heading="Telling", questions=questions)
    monkeypatch.setattr(suggestion_buttons, "_asked", lambda: (asked,))
    return fake


@pytest.fixture
def page(assistant: FakeAssistant) -> AppTest:
    opened = AppTest.from_file(str(APP), default_timeout=30).run()
    return opened.chat_input(key="question").set_value("Whom do I tell?").run()


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.ending)
def test_a_pack_is_made_when_asked_for_and_not_before(page: AppTest, form: ExportFormat) -> None:
    assert not page.get("download_button")
    page.button(key=f"pack-{form.ending}-1").click().run()
    assert not page.exception
    assert page.status[0].label == "The evidence pack is ready"
    made = page.session_state["pack"]
    assert re.fullmatch(rf"guidance-20\d\d-\d\d-\d\d-\d{{4}}-[0-9a-f]{{4}}\.{form.ending}", made.name)
    (button,) = page.get("download_button")
    assert dict(page.query_params) == {}
    assert f"({form.label}, " in button.proto.label


def test_two_packs_of_one_minute_have_two_names(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_buttons.session, "now", lambda: datetime(2026, 11, 26, 15, 34, tzinfo=UTC))
    names = set()
    for _ in range(2):
        page.button(key="pack-docx-1").click().run()
        names.add(page.session_state["pack"].name)
    assert len(names) == 2
    assert all(name.startswith("guidance-2026-11-26-1534-") for name in names)


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.ESCALATED, Outcome.FAILED])
def test_a_refusal_and_a_failure_have_nothing_to_take_away(
    page: AppTest, assistant: FakeAssistant, outcome: Outcome
) -> None:
    heading = messages.FAILED_HEADING if outcome is Outcome.FAILED else messages.REFUSED_HEADING
    assistant.reply = lambda text: a_fixed_answer(outcome, heading, messages.REFUSED)
    page.chat_input(key="question").set_value("Where does she live now?").run()
    assert not page.exception
    packs = {button.key for button in page.button if (button.key or "").startswith("pack-")}
    assert packs == {"pack-docx-1", "pack-pdf-1"}, "of the answer before it alone"
    assert len(page.code) == 1


def as_titles(pack: Pack) -> bytes:
    """A writer of a format of the test's own."""
    return pack.title.encode()


def test_a_format_is_on_the_page_once_it_has_a_row(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    titles = ExportFormat(label="Titles", ending="titles", mime="text/x-titles", writer=f"{__name__}:as_titles")
    monkeypatch.setattr(export_buttons, "FORMATS", (*FORMATS, titles))
    page.run()
    labels = [button.label for button in page.button if (button.key or "").startswith("pack-")]
    assert labels == [f"Make evidence pack ({name})" for name in (*(one.label for one in FORMATS), "Titles")]
    page.button(key="pack-titles-1").click().run()
    made = page.session_state["pack"]
    assert made.data.startswith(b"Guidance evidence pack")
    assert made.name.endswith(".titles")
    (button,) = page.get("download_button")
    assert "(Titles, " in button.proto.label


def test_the_pack_holds_the_answers_words(page: AppTest) -> None:
    page.button(key="pack-docx-1").click().run()
    document = docx.Document(io.BytesIO(page.session_state["pack"].data))
    assert any(WORDS in paragraph.text for paragraph in document.paragraphs)
    assert len(document.inline_shapes) == 1


def test_a_page_that_is_gone_is_named_in_the_pack(page: AppTest, assistant: FakeAssistant) -> None:
    (assistant.index.folder / "made.pdf").unlink()
    page.button(key="pack-docx-1").click().run()
    document = docx.Document(io.BytesIO(page.session_state["pack"].data))
    assert any("is not pictured" in paragraph.text for paragraph in document.paragraphs)


def test_a_pack_that_cannot_be_made_is_reported_without_the_question(
    page: AppTest, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise RuntimeError("Whom do I tell?")

    monkeypatch.setattr(export_buttons, "draw_page", failing)
    page.button(key="pack-pdf-1").click().run()
    assert not page.exception
    assert "The evidence pack could not be made" in html(page)
    assert "RuntimeError" in caplog.text
    assert "Whom" not in caplog.text


def test_clearing_the_conversation_takes_the_pack_with_it(page: AppTest) -> None:
    page.button(key="pack-docx-1").click().run()
    page.button(key="clear").click().run()
    assert "pack" not in page.session_state


def test_the_record_can_be_copied(page: AppTest) -> None:
    (record,) = (code.value for code in page.code if "References" in code.value)
    for part in ("Question: Whom do I tell?", f"“{WORDS}” [1]", "paragraph 7", "0001-test", "My reasons and decision"):
        assert part in record


def test_the_library_chosen_is_asked_and_stays_chosen(page: AppTest, assistant: FakeAssistant) -> None:
    assert assistant.asked[-1].library == "all"
    page.selectbox(key="library_box").set_value("local").run()
    page.chat_input(key="question").set_value("And then?").run()
    assert assistant.asked[-1].library == "local"
    assert page.selectbox(key="library_box").value == "local"


def test_a_question_on_the_same_paragraph_is_asked_alone(page: AppTest, assistant: FakeAssistant) -> None:
    page.button(key="next-1-1").click().run()
    assert assistant.asked[-1].text == "Who writes the record?"
    assert assistant.asked[-1].history == ()
    assert not [button for button in page.button if (button.key or "").startswith("next-1-")]


def test_ask_again_puts_the_stored_question_into_the_box(page: AppTest, assistant: FakeAssistant) -> None:
    assistant.reply = lambda text: an_answer("About Child A?")
    page.chat_input(key="question").set_value("About Kayden Marsh?").run()
    page.button(key="again-2").click().run()
    assert not page.exception
    assert page.chat_input(key="question").proto.value == "About Child A?"
    assert len(assistant.asked) == 2


def test_two_ways_out_stand_on_every_page(page: AppTest) -> None:
    shown = html(page)
    assert shown.index('class="dsl-skip"') < shown.index('class="dsl-exit"') < shown.index("dsl-question")
    assert 'id="urgent-help"' in shown
