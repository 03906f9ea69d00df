"""Letters beneath an answer about sharing, as a person meets them, with a fake assistant."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.types import Answer
from assistant.ui.ask import ask_page
from tests.assistant.ui.doubles import FakeAssistant, FakeIndex, an_answer

APP = Path(__file__).parents[4] / "app.py"


@pytest.fixture
def assistant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    fake = FakeAssistant(FakeIndex(tmp_path))
    monkeypatch.setattr(ask_page, "open_assistant", lambda settings: fake)
    return fake


def asked(assistant: FakeAssistant, *letters: str) -> AppTest:
    def reply(text: str) -> Answer:
        return an_answer(text, letters=letters)

    assistant.reply = reply
    page = AppTest.from_file(str(APP), default_timeout=30).run()
    return page.chat_input(key="question").set_value("Child A in Year 4 is on a plan. Who may know?").run()


def test_a_letter_that_fits_is_offered_as_a_draft_with_its_text(assistant: FakeAssistant) -> None:
    page = asked(assistant, "chase-outcome")
    assert not page.exception
    (expander,) = [one for one in page.expander if one.label.startswith("Draft: ")]
    assert expander.label == "Draft: Asking children’s social care for the outcome of a referral"
    (text,) = [code.value for code in page.code if code.value.startswith("Draft, not sent. Read every line.")]
    assert "Child: Child A, [date of birth], Year 4" in text


@pytest.mark.parametrize("letters", [(), ("no-such-letter",)])
def test_where_no_letter_fits_none_is_offered(assistant: FakeAssistant, letters: tuple[str, ...]) -> None:
    page = asked(assistant, *letters)
    assert not page.exception
    assert not [one for one in page.expander if one.label.startswith("Draft: ")]


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_a_file_is_made_when_asked_for_and_not_before(assistant: FakeAssistant, ending: str) -> None:
    page = asked(assistant, "chase-outcome", "police-request")
    assert not page.get("download_button")
    page.button(key=f"letter-police-request-{ending}-1").click().run()
    assert not page.exception
    (button,) = page.get("download_button")
    assert button.proto.label.startswith("Download draft (")
