"""The page for training: a subject, its files, the self-check and the year, over a library that holds little."""

from __future__ import annotations

import io
from pathlib import Path

import pptx
import pytest
from streamlit.testing.v1 import AppTest

from assistant.errors import NotAllowed
from assistant.people import Person, Role
from assistant.ui.shared import session
from assistant.ui.training import training_page
from corpus.errors import IndexMissing
from corpus.settings import LibrarySettings
from corpus.statements import CheckForm, TrainingSubject, load_training
from tests.assistant.training.test_briefing import a_composer
from tests.assistant.ui.doubles import FakeAssistant, FakeIndex

SUBJECTS = load_training().subjects
FIRST = SUBJECTS[0]


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    fake = FakeAssistant(FakeIndex(tmp_path), composer=a_composer())
    monkeypatch.setattr(training_page, "open_assistant", lambda settings: fake)
    return AppTest.from_function(_page, default_timeout=30).run()


def _page() -> None:
    from assistant.people import Person, Role  # the page's script knows no name of this file
    from assistant.ui.training.training_page import show
    from corpus.settings import LibrarySettings

    show(LibrarySettings.read(), Person(id="t", name="T", roles=frozenset({Role.TRAINER})))


def html(page: AppTest) -> str:
    """All that the page shows as HTML, in order."""
    return "\n".join(element.proto.body for element in page.get("html"))


def view(page: AppTest, name: str) -> AppTest:
    return page.radio(key="training-view").set_value(name).run()


def check_of(page: AppTest, subject: TrainingSubject, form: CheckForm, right: int) -> AppTest:
    """Answer one form, the first few questions right and the others wrong, and see how it went."""
    for at, check in enumerate(subject.form(form)):
        chosen = check.right if at < right else (check.right + 1) % len(check.options)
        page.radio(key=f"training-{check.question_id}").set_value(chosen)
    return next(button for button in page.button if button.label == "See how it went").click().run()


def test_the_subjects_stand_in_the_order_of_the_year(page: AppTest) -> None:
    assert not page.exception
    assert page.selectbox(key="training-subject").options == [f"{one.month}: {one.title}" for one in SUBJECTS]


def test_a_briefing_is_shown_in_the_order_in_which_it_is_given(page: AppTest) -> None:
    shown = html(page)
    parts = [
        "Ten minutes",
        "Say first",
        "To begin with",
        "Three things to remember",
        "The case",
        "One thing to do",
        "Where to ask",
    ]
    at = [shown.index(f">{part}<") for part in parts]
    assert at == sorted(at)
    assert [one.label for one in page.expander] == ["Key to case 1", "Key to case 2", "Key to case 3"]
    assert not any(one.proto.expanded for one in page.expander), "the case can be read aloud before its key"
    assert "not in this library" in shown


def test_another_subject_is_shown(page: AppTest) -> None:
    page.selectbox(key="training-subject").set_value("send").run()
    assert not page.exception
    assert "<h2>SEND, and children who do not speak</h2>" in html(page)


def test_the_files_are_offered_and_the_key_apart(page: AppTest) -> None:
    labels = [button.proto.label for button in page.get("download_button")]
    assert labels == ["Handout (Word)", "Handout (PDF)", "Slides (PowerPoint)", "Key (Word)", "Key (PDF)"]


def test_a_file_is_made_when_it_is_taken() -> None:
    briefing = a_composer().compose(FIRST, session.today())
    (slides,) = [f for f in training_page.files_of(briefing, session.now()) if f.name.endswith("pptx")]
    opened = pptx.Presentation(io.BytesIO(training_page.made(slides)))
    assert opened.slides[0].shapes.title.text == FIRST.title


def test_a_self_check_says_how_it_went_and_why(page: AppTest) -> None:
    view(page, "Self-check")
    assert "of 3 right" not in html(page)
    check_of(page, FIRST, CheckForm.BEFORE, right=2)
    assert not page.exception
    shown = html(page)
    assert "2 of 3 right" in shown
    assert shown.count("<strong>Right:</strong>") == 2
    assert shown.count("<strong>Not right:</strong>") == 1


def test_what_was_not_answered_is_not_wrong_but_not_answered(page: AppTest) -> None:
    view(page, "Self-check")
    next(button for button in page.button if button.label == "See how it went").click().run()
    assert html(page).count("<strong>Not answered.</strong>") == 3
    assert "0 of 3 right" in html(page)


def test_after_it_other_questions_are_asked(page: AppTest) -> None:
    view(page, "Self-check")
    before = [radio.label for radio in page.radio][3:]
    check_of(page, FIRST, CheckForm.BEFORE, right=3)
    page.radio(key="training-form").set_value(CheckForm.AFTER).run()
    after = [radio.label for radio in page.radio][3:]
    assert not {label[3:] for label in before} & {label[3:] for label in after}
    assert "of 3 right" not in html(page)
    assert all(radio.value is None for radio in page.radio if radio.label in after)


def test_the_answers_are_cleared_and_stored_nowhere(page: AppTest) -> None:
    view(page, "Self-check")
    check_of(page, FIRST, CheckForm.BEFORE, right=3)
    page.button(key="training-clear").click().run()
    assert not page.exception
    assert "of 3 right" not in html(page)
    assert all(radio.value is None for radio in page.radio if (radio.key or "").startswith("training-victims"))


def test_the_year_is_a_table_with_its_files(page: AppTest) -> None:
    view(page, "Year plan")
    shown = html(page)
    assert shown.count('<th scope="row">') == len(SUBJECTS)
    assert [b.proto.label for b in page.get("download_button")] == ["Year plan (Word)", "Year plan (PDF)"]


def test_a_pinpoint_opens_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    composer = a_composer()
    composed = composer.compose
    from tests.assistant.training.test_briefing import a_subject

    monkeypatch.setattr(composer, "compose", lambda _, day: composed(a_subject(), day))
    fake = FakeAssistant(FakeIndex(tmp_path), composer=composer)
    monkeypatch.setattr(training_page, "open_assistant", lambda settings: fake)
    page = AppTest.from_function(_page, default_timeout=30).run()
    page.button(key="cite--2-points-1").click().run()
    assert not page.exception
    assert page.subheader[0].value == "PDF page 1 of 3, the page quoted"


def test_a_library_that_cannot_be_opened_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(settings: LibrarySettings) -> None:
        raise IndexMissing("there is no index", "build one")

    monkeypatch.setattr(training_page, "open_assistant", missing)
    page = AppTest.from_function(_page, default_timeout=30).run()
    assert not page.exception
    assert "There is no index" in html(page)


def test_whoever_is_neither_trainer_nor_lead_is_refused() -> None:
    with pytest.raises(NotAllowed):
        training_page.show(LibrarySettings.read(), Person(id="m", name="M", roles=frozenset({Role.MAINTAINER})))
