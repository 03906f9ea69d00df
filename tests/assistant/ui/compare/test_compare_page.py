"""The page on which editions are compared, with a small library of two editions and no model."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.editions.choices import ComparisonRequest
from assistant.types import Answer, Shaped
from assistant.ui.ask import ask_page
from assistant.ui.compare import compare_page
from assistant.ui.shared import session
from corpus.errors import IndexMissing
from tests.assistant.ui.doubles import EDITIONS, FakeAssistant, FakeIndex, a_citation, an_answer, with_editions
from tests.doubles import a_source

APP = Path(__file__).parents[4] / "app.py"


@pytest.fixture
def assistant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    fake = with_editions(FakeAssistant(FakeIndex(tmp_path)))
    for page in (ask_page, compare_page):
        monkeypatch.setattr(page, "open_assistant", lambda settings: fake)
    return fake


@pytest.fixture
def page(assistant: FakeAssistant) -> AppTest:
    return AppTest.from_function(_compare_page, default_timeout=30).run()


def _compare_page() -> None:
    from assistant.ui.compare.compare_page import show  # the page's script knows no name of this file
    from corpus.settings import LibrarySettings

    show(LibrarySettings.read())


def html(page: AppTest) -> str:
    """All that the page shows as HTML, in order."""
    return "\n".join(element.proto.body for element in page.get("html"))


def lay(page: AppTest, topic: str) -> AppTest:
    page.text_input(key="compare-topic").set_value(topic)
    return next(button for button in page.button if button.label == "Lay side by side").click().run()


def test_the_edition_in_force_and_the_one_before_are_chosen(page: AppTest) -> None:
    assert not page.exception
    assert page.selectbox[0].options == ["The lamp book"]
    assert [box.label for box in page.selectbox] == ["Publication", "Edition", "Compare it with"]
    assert [box.value for box in page.selectbox] == ["book-2021", "book-2021", "book-2020"]


def test_both_wordings_are_shown_with_what_changed_marked_and_in_words(page: AppTest) -> None:
    lay(page, "storm lamp")
    assert not page.exception
    shown = html(page)
    assert '<del class="dsl-out"><span class="dsl-reader-only">[taken out: </span>should<' in shown
    assert '<ins class="dsl-in"><span class="dsl-reader-only">[put in: </span>must<' in shown
    assert "Taken out: “should”" in shown
    assert "From 1 September 2020 to 31 August 2021; has been replaced as at" in shown
    assert "From 1 September 2021; applies as at" in shown
    assert shown.index(">Book 2020</h4>") < shown.index(">Book 2021</h4>")
    assert "Nothing like it was found here." in shown
    assert "The same in both editions (1)" in [expander.label for expander in page.expander]
    assert 'href="https://example.test/book-2021.pdf#page=3"' in shown


def test_the_words_of_a_pdf_are_shown_as_text(page: AppTest) -> None:
    lay(page, "storm flag")
    assert "&lt;b&gt;is flown&lt;/b&gt;" in html(page)
    assert "<b>is flown" not in html(page)


def test_each_citation_opens_its_page_and_has_a_number_of_its_own(page: AppTest) -> None:
    lay(page, "storm lamp")
    labels = [button.label.replace("\\", "") for button in page.button if (button.key or "").startswith("cite-0-")]
    assert len({label.split("]")[0] for label in labels}) == len(labels) == 5
    position = next(n for n, label in enumerate(labels, 1) if label.endswith("Book 2020, page 2: show the page"))
    page.button(key=f"cite-0-{position}").click().run()
    assert not page.exception
    assert page.subheader[0].value == "PDF page 2 of 3, the page quoted"
    assert len(page.get("image")) == 1


def test_a_citation_of_the_conversation_does_not_open_here(page: AppTest) -> None:
    lay(page, "storm lamp")
    page.session_state["open_citation"] = session.OpenCitation(exchange=1, marker=1, page=2)
    page.run()
    assert not page.subheader
    assert "open_citation" not in page.session_state


def test_details_of_people_are_taken_out_of_the_subject_and_it_is_shown(page: AppTest) -> None:
    lay(page, "storm lamp for my pupil Kayden Marsh")
    assert not page.exception
    assert "Kayden" not in html(page)
    assert "Kayden" not in page.text_input(key="compare-topic").value
    assert "Taken out before anything was searched for" in html(page)
    assert "Kayden" not in str(page.session_state["comparison"])


def test_danger_in_the_subject_brings_urgent_help_before_all_that_was_found(page: AppTest) -> None:
    lay(page, "dad is in reception now with a knife, storm lamp")
    shown = html(page)
    assert shown.index("tel:999") < shown.index("Passages:")
    lay(page, "storm lamp")
    assert "tel:999" not in html(page)


def test_urgent_help_comes_first_though_nothing_can_be_compared(page: AppTest, assistant: FakeAssistant) -> None:
    assistant.comparer = None
    lay(page, "dad is in reception now with a knife")
    assert not page.exception
    shown = html(page)
    assert shown.index("tel:999") < shown.index("There is a problem")


@pytest.mark.parametrize("topic", ["", "the of", "?!", "x" * 4001])
def test_a_subject_that_cannot_be_looked_for_is_reported(page: AppTest, topic: str) -> None:
    lay(page, topic)
    assert not page.exception
    assert "There is a problem" in html(page)
    lay(page, "storm lamp")
    assert "There is a problem" not in html(page)


def test_a_subject_in_neither_edition_is_reported(page: AppTest) -> None:
    lay(page, "submarine cables")
    assert "Neither Book 2020 nor Book 2021 was found to speak of this." in html(page)
    assert "How changes are marked" not in html(page)


def test_an_unexpected_failure_shows_no_traceback_and_logs_no_subject(
    page: AppTest, assistant: FakeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    assistant.comparer = None
    lay(page, "a private subject")
    assert not page.exception
    assert "There is a problem" in html(page)
    assert "AttributeError" in caplog.text
    assert "private" not in caplog.text


def test_one_edition_alone_cannot_be_compared_and_it_is_shown_how_to_get_another(
    assistant: FakeAssistant,
) -> None:
    with_editions(assistant, EDITIONS[:1])
    page = AppTest.from_function(_compare_page, default_timeout=30).run()
    assert not page.exception
    assert "No publication has two editions in the library" in html(page)
    assert "Fetch official PDFs" in html(page)
    assert "make library" not in html(page)
    assert not page.selectbox


def test_a_library_that_cannot_be_opened_is_shown_calmly(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(settings: object) -> FakeAssistant:
        raise IndexMissing("there is no index in here", "run 'make run'")

    monkeypatch.setattr(compare_page, "open_assistant", fail)
    page = AppTest.from_function(_compare_page, default_timeout=30).run()
    assert not page.exception
    assert "There is no index in here" in html(page)


def test_what_is_handed_over_is_filled_in_and_compared_at_once(page: AppTest) -> None:
    page.session_state["to_compare"] = ComparisonRequest(topic="storm lamp", edition="book-2020", against="book-2021")
    page.run()
    assert not page.exception
    assert [box.value for box in page.selectbox] == ["book-2021", "book-2020", "book-2021"]
    assert page.text_input(key="compare-topic").value == "storm lamp"
    assert "Taken out: “should”" in html(page)


def test_the_record_to_copy_says_what_the_marks_mean(page: AppTest) -> None:
    lay(page, "storm lamp")
    (record,) = [code.value for code in page.code]
    assert "[-should-]" in record
    assert "words taken out" in record
    assert "Library: 0001-test" in record


def about_editions(text: str) -> Answer:
    return an_answer(text, a_citation(), shapes=(Shaped("edition", "names an edition"),))


def test_an_answer_about_editions_leads_to_them_side_by_side(assistant: FakeAssistant) -> None:
    assistant.reply = about_editions
    page = AppTest.from_file(str(APP), default_timeout=30).run()
    page.chat_input(key="question").set_value("What changed in Book 2021 on the storm lamp?").run()
    page.button(key="compare-1").click().run()
    assert not page.exception
    assert page.title[0].value == "Compare editions"
    assert "Taken out: “should”" in html(page)
    assert page.session_state["comparison"].asked == ComparisonRequest(
        topic="Book storm lamp", edition="book-2021", against="book-2020"
    )
    assert dict(page.query_params) == {}


@pytest.mark.parametrize(
    ("reply", "passages"), [(an_answer, EDITIONS), (about_editions, EDITIONS[:1])], ids=["no edition", "one edition"]
)
def test_other_answers_lead_to_no_comparison(
    assistant: FakeAssistant, reply: Callable[[str], Answer], passages: tuple[object, ...]
) -> None:
    with_editions(assistant, passages)  # type: ignore[arg-type]
    assistant.reply = reply
    page = AppTest.from_file(str(APP), default_timeout=30).run()
    page.chat_input(key="question").set_value("What changed in Book 2021 on the storm lamp?").run()
    assert not [button for button in page.button if (button.key or "").startswith("compare-")]


def test_clearing_the_conversation_forgets_the_comparison_that_shares_its_placeholders(page: AppTest) -> None:
    lay(page, "storm lamp")
    assert "comparison" in page.session_state

    def clearing() -> None:
        from assistant.ui.shared import session

        session.clear()

    cleared = AppTest.from_function(clearing)
    for key in ("comparison", "redactor"):
        cleared.session_state[key] = page.session_state[key]
    cleared.run()
    assert "comparison" not in cleared.session_state
    assert "redactor" not in cleared.session_state


def test_the_edition_that_applies_and_is_not_here_is_shown_with_what_was_found(assistant: FakeAssistant) -> None:
    newest = a_source("book-2022", names=("Book <2022>",), in_force_from=date(2022, 9, 1), supersedes=("book-2021",))
    assistant.register = assistant.register.with_sources([newest])
    page = AppTest.from_function(_compare_page, default_timeout=30).run()
    assert [box.value for box in page.selectbox][1:] == ["book-2021", "book-2020"]
    lay(page, "storm lamp")
    assert "Book &lt;2022&gt; applies as at" in html(page)
    assert "and is not in the library" in html(page)
