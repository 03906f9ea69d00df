"""The page as a person meets it, with a fake assistant: asking, opening a citation, looking back, what goes wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant import messages
from assistant.types import Answer, ExpandedWording, Outcome, Section, Shaped, Statement, StatementKind
from assistant.ui import resources
from assistant.ui.ask import ask_page
from assistant.ui.shared import citation_dialog, session
from assistant.ui.shared.button_names import with_buttons
from corpus.drawing import DrawnPage, draw_page
from corpus.errors import CorpusError, IndexDamaged, IndexMismatch, IndexMissing, ModelError, PageNotDrawn
from tests.assistant.ui.doubles import FakeAssistant, FakeIndex, a_citation, a_fixed_answer, an_answer, an_urgent_answer

APP = Path(__file__).parents[4] / "app.py"
Open = Callable[..., AppTest]


@pytest.fixture
def assistant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    fake = FakeAssistant(FakeIndex(tmp_path))
    monkeypatch.setattr(ask_page, "open_assistant", lambda settings: fake)
    return fake


@pytest.fixture
def page(assistant: FakeAssistant) -> AppTest:
    return AppTest.from_file(str(APP), default_timeout=30).run()


def html(page: AppTest) -> str:
    """All that the page shows as HTML, in order."""
    return "\n".join(element.proto.body for element in page.get("html"))


def ask(page: AppTest, question: str) -> AppTest:
    return page.chat_input(key="question").set_value(question).run()


def labels(page: AppTest) -> list[str]:
    return [button.label.replace("\\", "") for button in page.button]


def test_opens_with_what_it_is_urgent_help_and_examples(page: AppTest) -> None:
    assert not page.exception
    assert page.title[0].value == "Safeguarding guidance: domestic abuse"
    assert "does not decide" in html(page)
    assert "England" in html(page)
    assert "tel:999" in html(page)
    assert [label for label in labels(page) if label in ask_page.EXAMPLES] == list(ask_page.EXAMPLES)
    assert page.date_input(key="as_at_box").value == session.today()


def test_an_answer_is_quoted_and_cited(page: AppTest, assistant: FakeAssistant) -> None:
    ask(page, "Whom do I tell?")
    assert not page.exception
    assert [question.text for question in assistant.asked] == ["Whom do I tell?"]
    assert "Answered from the guidance" in html(page)
    assert "<blockquote>“Staff should tell the lead at once" in html(page)
    assert "[1] Rules 2025, page 2, paragraph 7: show the page" in labels(page)
    assert not set(ask_page.EXAMPLES) & set(labels(page))


def test_an_example_is_asked_with_one_press(page: AppTest, assistant: FakeAssistant) -> None:
    page.button(key="example-1").click().run()
    assert [question.text for question in assistant.asked] == [ask_page.EXAMPLES[0]]
    page.run()
    assert len(assistant.asked) == 1


def test_the_conversation_is_stored_handed_on_and_cleared(page: AppTest, assistant: FakeAssistant) -> None:
    ask(page, "First?")
    ask(page, "Second?")
    assert html(page).index("First?") < html(page).index("Second?")
    assert [(turn.role, turn.content) for turn in assistant.asked[1].history] == [
        ("user", "First?"),
        ("assistant", an_answer().text),
    ]
    page.button(key="clear").click().run()
    assert "First?" not in html(page)
    assert ask_page.EXAMPLES[0] in labels(page)
    ask(page, "Third?")
    assert assistant.asked[2].history == ()


def test_a_conversation_has_one_redactor_until_it_is_cleared(page: AppTest, assistant: FakeAssistant) -> None:
    ask(page, "First?")
    ask(page, "Second?")
    page.button(key="clear").click().run()
    ask(page, "Third?")
    first, second, third = assistant.redactors
    assert first is not None
    assert first is second
    assert third is not first


def test_what_was_understood_is_shown_and_can_be_put_right(page: AppTest, assistant: FakeAssistant) -> None:
    assistant.reply = lambda text: an_answer(text, standalone_question=f"girl of 15. {text}")
    ask(page, "and if 16?")
    assert "Understood as: girl of 15. and if 16?" in html(page)
    assert page.text_area(key="edit-1").value == "girl of 15. and if 16?"
    page.text_area(key="edit-1").set_value("Is a girl of 16 covered?").run()
    page.button(key="ask-edit-1").click().run()
    assert assistant.asked[-1].text == "Is a girl of 16 covered?"
    assert assistant.asked[-1].history == ()
    assert len(assistant.asked) == 2


def test_a_question_understood_as_asked_needs_no_correction(page: AppTest) -> None:
    ask(page, "Whom do I tell?")
    assert not page.text_area


def a_worry(text: str) -> Answer:
    citation = a_citation()
    quote = Statement(
        text=citation.quote, kind=StatementKind.QUOTE, citations=(1,), verified=True, label="Statutory guidance"
    )
    ours = Statement(text="Tell the lead.", kind=StatementKind.REVIEWED, citations=(1,), verified=True)
    sections = (Section(heading=messages.DO_NOW_HEADING, statements=(ours, quote)),)
    shapes = (Shaped("responding", "“what do I do”"),)
    heard = (ExpandedWording("kicked off", "violent behaviour at home"),)
    return an_answer(text, citation, sections=sections, shapes=shapes, expansions=heard)


def test_more_is_shown_on_request_for_the_newest_answer(page: AppTest, assistant: FakeAssistant) -> None:
    assistant.reply = a_worry
    ask(page, "Dad kicked off. What do I do?")
    page.button(key="more-1").click().run()
    assert [question.more for question in assistant.asked] == [False, True]
    assert assistant.asked[1].text == "Dad kicked off. What do I do?"
    assert [button.key for button in page.button if (button.key or "").startswith("more-")] == ["more-2"]


def test_a_plain_answer_offers_no_more(page: AppTest) -> None:
    ask(page, "Whom do I tell?")
    assert not [button.key for button in page.button if (button.key or "").startswith("more-")]


def test_how_an_answer_was_found_is_shown(page: AppTest, assistant: FakeAssistant) -> None:
    assistant.reply = a_worry
    ask(page, "Dad kicked off. What do I do?")
    assert "How this answer was found" in [expander.label for expander in page.expander]
    assert "responding: “what do I do”" in html(page)
    assert "kicked off; searched for: violent behaviour at home" in html(page)


def test_what_is_stored_of_a_question_that_failed_has_no_names(page: AppTest, assistant: FakeAssistant) -> None:
    assistant.reply = _fail(RuntimeError("broken"))
    ask(page, "My pupil Kayden Marsh has been hit. What now?")
    (stored,) = page.session_state["exchanges"]
    assert "Kayden" not in stored.question
    assert "Kayden" not in html(page)


def test_nothing_of_the_conversation_is_in_the_address(page: AppTest) -> None:
    ask(page, "First?")
    assert dict(page.query_params) == {}


def test_the_day_asked_about_is_stored(page: AppTest, assistant: FakeAssistant) -> None:
    page.date_input(key="as_at_box").set_value(date(2024, 10, 1)).run()
    ask(page, "First?")
    ask(page, "Second?")
    assert [question.as_at for question in assistant.asked] == [date(2024, 10, 1)] * 2
    assert "You asked, as at 1 October 2024" in html(page)


def test_a_citation_opens_its_page_and_the_pages_beside_it(page: AppTest) -> None:
    ask(page, "Whom do I tell?")
    page.button(key="cite-1-1-1-1").click().run()
    assert not page.exception
    assert page.subheader[0].value == "PDF page 2 of 3, the page quoted"
    assert a_citation().reference in [code.value for code in page.code]
    assert "The other book, page 9" in html(page)
    assert 'href="https://example.test/rules-2025.pdf#page=2"' in html(page)
    assert len(page.get("image")) == 1
    for key, number in (("page-next", 3), ("page-next", 3), ("page-previous", 2), ("page-previous", 1)):
        page.button(key=key).click().run()
        assert page.subheader[0].value.startswith(f"PDF page {number} of 3")
    page.button(key="page-page").click().run()
    assert page.subheader[0].value == "PDF page 2 of 3, the page quoted"


def test_one_citation_is_open_at_a_time(page: AppTest, assistant: FakeAssistant) -> None:
    two = (a_citation(), a_citation("Another rule altogether.", marker=2, page=3))
    assistant.reply = lambda text: an_answer(text, *two)
    ask(page, "Whom do I tell?")
    page.button(key="cite-1-1-1-1").click().run()
    page.button(key="cite-1-1-2-2").click().run()
    assert [header.value for header in page.subheader] == ["PDF page 3 of 3, the page quoted"]


def test_a_page_that_is_gone_is_shown_calmly(page: AppTest, assistant: FakeAssistant) -> None:
    ask(page, "Whom do I tell?")
    (assistant.index.folder / "made.pdf").unlink()
    page.button(key="cite-1-1-1-1").click().run()
    assert not page.exception
    assert "There is a problem" in html(page)
    assert a_citation().reference in [code.value for code in page.code]


def test_a_page_that_cannot_be_drawn_is_one_sentence_with_the_link_and_the_way_back(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_the_second(pdf: Path, number: int, *rest: object, **scale: object) -> DrawnPage:
        if number != 2:
            raise PageNotDrawn(f"page {number} cannot be shown: it takes too long to draw", "open the publication")
        return draw_page(pdf, number)

    monkeypatch.setattr(citation_dialog, "draw_page", only_the_second)
    ask(page, "Whom do I tell?")
    page.button(key="cite-1-1-1-1").click().run()
    page.button(key="page-next").click().run()
    assert not page.exception
    assert "<p>Page 3 cannot be shown: it takes too long to draw.</p>" in html(page)
    assert 'href="https://example.test/rules-2025.pdf#page=2"' in html(page)
    assert not page.get("image")
    page.button(key="page-page").click().run()
    assert page.subheader[0].value == "PDF page 2 of 3, the page quoted"


def test_urgent_help_stands_above_an_escalated_answer_and_its_notices(page: AppTest, assistant: FakeAssistant) -> None:
    assistant.reply = an_urgent_answer
    ask(page, "He is here with a knife")
    answer = html(page).split("Urgent: act before you read on")[1]
    assert answer.index("tel:999") < answer.index("replaced by Rules 2026") < answer.index("<blockquote>")
    assert html(page).count('class="dsl-urgent"') == 2


def test_an_abstention_is_no_answer_in_disguise(page: AppTest, assistant: FakeAssistant) -> None:
    reply = a_fixed_answer(Outcome.ABSTAINED, messages.ABSTAINED_HEADING, messages.ABSTAINED)
    assistant.reply = lambda text: reply
    ask(page, "The weather?")
    assert html(page).count(f">{messages.ABSTAINED_HEADING}<") == 1
    assert "Where to ask" in html(page)
    assert "Answered" not in html(page)


@pytest.mark.parametrize("question", ["?!", "x" * 4001])
def test_a_question_that_cannot_be_asked_is_reported(page: AppTest, question: str) -> None:
    ask(page, question)
    assert not page.exception
    assert "There is a problem" in html(page)
    assert "x" * 4001 not in html(page)
    ask(page, "Whom do I tell?")
    assert "Answered from the guidance" in html(page)


def test_hostile_text_is_shown_as_text(page: AppTest, assistant: FakeAssistant) -> None:
    hostile = "<script>alert(1)</script>"
    assistant.reply = lambda text: an_answer(text, a_citation(hostile))
    ask(page, hostile)
    ours = [h for h in page.get("html") if re.search("scrollIntoView|dsl-announced|urgent-help", h.proto.body)]
    assert not any("<script" in h.proto.body for h in page.get("html") if h not in ours)
    assert html(page).count("&lt;script&gt;alert(1)") >= 2
    assert all(hostile not in h.proto.body for h in ours)


def test_turns_are_messages_and_several_questions_are_listed(page: AppTest) -> None:
    ask(page, "First?")
    assert [message.name for message in page.chat_message] == ["user", "assistant"]
    assert "In this conversation" not in html(page)
    ask(page, "Second <b>?")
    assert [message.name for message in page.chat_message] == ["user", "assistant"] * 2
    listed = html(page).split("In this conversation")[1]
    assert '<a href="#question-1">First?</a>' in listed
    assert '<a href="#question-2">Second &lt;b&gt;?</a>' in listed
    assert 'id="question-1"' in html(page)


def _fail(error: Exception) -> Callable[[object], Answer]:
    def failing(_: object) -> Answer:
        raise error

    return failing


@pytest.mark.parametrize(
    "error",
    [
        IndexMissing("there is no index in here", "run 'make run'"),
        IndexMismatch("the index was built with another model", "build it again"),
        IndexDamaged("files are missing", "run doctor"),
        ModelError("the weights are missing", "install them"),
    ],
)
def test_a_library_that_cannot_be_opened_leaves_urgent_help(
    assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch, error: CorpusError
) -> None:
    monkeypatch.setattr(ask_page, "open_assistant", _fail(error))
    page = AppTest.from_file(str(APP), default_timeout=30).run()
    assert not page.exception
    shown = html(page)
    assert error.message[1:] in shown
    assert with_buttons(error.hint)[1:].replace("'", "&#x27;") in shown
    assert "tel:999" in shown
    assert html(page).count('class="dsl-urgent"') == 1
    ask(page, "Dad is in reception with a knife")
    assert not page.exception
    assert "Dad is in reception with a knife" in html(page)
    assert html(page).count(error.message[1:]) == 2
    assert html(page).count('class="dsl-urgent"') == 2


def test_an_unexpected_failure_shows_no_traceback_and_logs_no_question(
    page: AppTest, assistant: FakeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    assistant.reply = _fail(RuntimeError("secret inside"))
    ask(page, "A private question")
    assert not page.exception
    assert "There is a problem" in html(page)
    assert "secret inside" not in html(page)
    assert "RuntimeError" in caplog.text
    assert "private" not in caplog.text
    assert "secret" not in caplog.text
    assert "tel:999" in html(page)


def test_a_setting_that_cannot_be_used_leaves_urgent_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DSL_THREADS", "many")
    page = AppTest.from_file(str(APP), default_timeout=30).run()
    assert not page.exception
    assert "DSL_THREADS" in html(page)
    assert "tel:999" in html(page)


def test_a_new_generation_is_opened_and_an_old_one_is_not_built_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[str] = []
    pointer = tmp_path / "current"

    def build(settings: object) -> FakeAssistant:
        built.append(pointer.read_text())
        return FakeAssistant(FakeIndex(tmp_path, generation=pointer.read_text()))

    monkeypatch.setattr(resources, "build_assistant", build)
    monkeypatch.setenv("DSL_INDEX_DIR", str(tmp_path))
    st.cache_resource.clear()
    pointer.write_text("0001-a")
    page = AppTest.from_file(str(APP), default_timeout=30).run().run()
    assert built == ["0001-a"]
    pointer.write_text("0002-b")
    page.run()
    assert not page.exception
    assert built == ["0001-a", "0002-b"]
    st.cache_resource.clear()
