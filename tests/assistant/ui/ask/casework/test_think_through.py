"""Thinking a worry through on the page, beneath an answer and by itself: a question at a time, danger first, the sheet last."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant import messages
from assistant.supervision import N_QUESTIONS, Supervisor
from assistant.types import Answer, Outcome, Section, Statement, StatementKind
from assistant.ui.ask import ask_page
from corpus.errors import IndexMissing
from corpus.register.register import Register
from corpus.statements import Binding, ReviewedSentence, sentence_key
from tests.assistant.ui.doubles import WORDS, FakeAssistant, FakeIndex, a_citation, an_answer, an_urgent_answer
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

APP = Path(__file__).parents[5] / "app.py"
WORRY = "A Year 4 boy cries at home time, and his mum never speaks at the gate."
DANGER = "He is outside right now with a knife and the child is screaming"
RULES = a_source("rules-2025", names=("Rules 2025",), in_force_from=date(2025, 9, 1))


@pytest.fixture
def assistant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    """Questions whose reason is always the one sentence that the library has."""
    fake = FakeAssistant(FakeIndex(tmp_path), reply=about_a_worry)
    embedder = WordEmbedder()
    passage = a_passage(WORDS, "rules-2025", page=2, paragraph="7")
    index = MemoryIndex([passage], {"rules-2025": RULES}, embedder)
    fake.supervisor = Supervisor(index, Register({"rules-2025": RULES}), embedder, lambda _: {"rules-2025"})
    binding = Binding(source_id="rules-2025", where="page 2, paragraph 7", key=sentence_key(WORDS))
    why = ReviewedSentence(text="Staff tell the lead.", bindings=(binding,))
    drafted = fake.supervisor._bound.drafted
    monkeypatch.setattr(type(fake.supervisor._bound), "drafted", lambda self, _, allowed: drafted(why, allowed))
    monkeypatch.setattr(ask_page, "open_assistant", lambda settings: fake)
    return fake


def about_a_worry(text: str) -> Answer:
    ours = Statement(text="Tell the lead.", kind=StatementKind.REVIEWED, citations=(1,), verified=True)
    return an_answer(text, a_citation(), sections=(Section(heading=messages.DO_NOW_HEADING, statements=(ours,)),))


@pytest.fixture
def page(assistant: FakeAssistant) -> AppTest:
    return AppTest.from_file(str(APP), default_timeout=60).run()


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def keys(page: AppTest) -> set[str]:
    return {button.key or "" for button in page.button}


def write(page: AppTest, text: str) -> AppTest:
    (box,) = page.text_area
    box.set_value(text)
    return press(page, "reflection-next")


def by_itself(page: AppTest, worry: str = WORRY) -> AppTest:
    return write(press(page, "talk-through"), worry)


def beneath(page: AppTest) -> AppTest:
    page.chat_input(key="question").set_value(WORRY).run()
    return press(page, "think-open-1")


def test_it_is_offered_beneath_an_answer_about_a_worry_and_beneath_no_other(
    page: AppTest, assistant: FakeAssistant
) -> None:
    page.chat_input(key="question").set_value(WORRY).run()
    assert "think-open-1" in keys(page)
    assistant.reply = an_answer
    page.chat_input(key="question").set_value("Whom do I tell?").run()
    assistant.reply = an_urgent_answer
    page.chat_input(key="question").set_value("He has a knife").run()
    assert {key for key in keys(page) if key.startswith("think-open-")} == {"think-open-1"}


def test_beneath_an_answer_the_first_question_comes_with_its_reason_and_its_page(page: AppTest) -> None:
    shown = html(beneath(page))
    assert '<h4 class="dsl-reflection-now">1. ' in shown
    assert "Why it is asked:" in shown
    assert "talk-through" not in keys(page), "one worry at a time"
    assert "reflection-back" not in keys(page)
    press(page, "cite--1-why-1")
    assert page.subheader[0].value == "PDF page 2 of 3, the page quoted"
    assert f"“{WORDS}”" in html(page)


def test_by_itself_it_asks_for_the_worry_first(page: AppTest) -> None:
    press(page, "talk-through")
    assert "What worries you?" in html(page)
    assert '<h4 class="dsl-reflection-now">1. ' not in html(page)
    write(page, WORRY)
    assert '<h4 class="dsl-reflection-now">1. ' in html(page)


def test_question_after_question_to_the_sheet_in_the_persons_own_words(page: AppTest) -> None:
    by_itself(page)
    for number in range(1, N_QUESTIONS + 1):
        assert f'<h4 class="dsl-reflection-now">{number}. ' in html(page)
        assert page.text_area[0].value == ""
        write(page, f"Thought number {number}.")
    assert "Your sheet for supervision" in html(page)
    assert not page.text_area
    (sheet,) = (code.value for code in page.code)
    assert WORRY in sheet
    assert all(f"Thought number {number}." in sheet for number in range(1, N_QUESTIONS + 1))
    labels = [button.proto.label for button in page.get("download_button")]
    assert labels == ["Take the sheet (Word)", "Take the sheet (PDF)", "Take the sheet (plain text)"]
    assert dict(page.query_params) == {}


def test_skip_back_and_end(page: AppTest) -> None:
    by_itself(page)
    press(page, "reflection-skip")
    write(page, "Since September.")
    press(page, "reflection-back")
    assert '<h4 class="dsl-reflection-now">2. ' in html(page)
    assert page.text_area[0].value == "Since September."
    press(page, "reflection-next")
    press(page, "reflection-end")
    (sheet,) = (code.value for code in page.code)
    assert sheet.count("(left blank)") == 2, "what was skipped, and what will be done"
    assert "Since September." in sheet
    press(page, "reflection-back")
    assert '<h4 class="dsl-reflection-now">2. ' in html(page)


@pytest.mark.parametrize("skipped", [0, 2])
def test_danger_in_an_answer_shows_urgent_help_above_everything_and_keeps_what_was_written(
    page: AppTest, skipped: int
) -> None:
    by_itself(page)
    for _ in range(skipped):
        press(page, "reflection-skip")
    write(page, DANGER)
    shown = html(page)
    assert 'class="dsl-reflection-urgent"' in shown
    assert shown.index("dsl-reflection-urgent") < shown.index("Thinking it through")
    assert '<details open class="dsl-urgent">' in shown
    assert messages.REFLECTION_STOPPED in shown
    assert not page.text_area, "nothing more is asked"
    assert "reflection-back" not in keys(page)
    (sheet,) = (code.value for code in page.code)
    assert DANGER in sheet
    assert sheet.index("Call 999") < sheet.index(WORRY)
    press(page, "reflection-go-on")
    assert 'class="dsl-reflection-urgent"' in html(page), "urgent help stays"
    assert '<details class="dsl-urgent">' in html(page), "folded, since the person has said that nobody is in danger"
    assert f'<h4 class="dsl-reflection-now">{skipped + 2}. ' in html(page)


def test_danger_in_the_worry_is_heard_before_a_question_is_asked(page: AppTest) -> None:
    by_itself(page, DANGER)
    assert 'class="dsl-reflection-urgent"' in html(page)
    assert not page.text_area


def test_danger_is_heard_where_the_library_cannot_be_opened(
    assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_: object) -> None:
        raise IndexMissing("there is no index in here", "run 'make run'")

    monkeypatch.setattr(ask_page, "open_assistant", failing)
    page = by_itself(AppTest.from_file(str(APP), default_timeout=60).run(), DANGER)
    assert html(page).count('class="dsl-urgent"') == 2
    assert html(page).count("There is no index in here") == 2


def test_names_are_on_no_part_of_the_page(page: AppTest) -> None:
    by_itself(page, "Kayden Marsh in Year 4 cries at home time.")
    write(page, "Kayden told Mrs Osgood about it.")
    press(page, "reflection-end")
    everything = html(page) + "".join(code.value for code in page.code)
    for name in ("Kayden", "Marsh", "Osgood"):
        assert name not in everything
    assert "Child A" in everything


def test_what_a_high_risk_feature_urges_stands_before_the_questions(page: AppTest) -> None:
    shown = html(by_itself(page, "Her mum is planning to leave her husband in half term."))
    assert shown.index("show the other adult a plan to leave") < shown.index('<h4 class="dsl-reflection-now">1. ')
    assert "these questions do not replace it" in shown


def test_what_could_do_harm_is_said(page: AppTest) -> None:
    shown = html(by_itself(page, "They fled to a refuge last week and dad does not know where."))
    assert messages.CAUTIONS_HEADING in shown


def test_hostile_text_is_shown_as_text(page: AppTest) -> None:
    hostile = "<script>alert(1)</script> at home time"
    by_itself(page, hostile)
    write(page, hostile)
    assert "&lt;script&gt;alert(1)" in html(page)
    assert hostile not in html(page)


def test_an_answer_that_cannot_be_read_stays_in_its_box(page: AppTest) -> None:
    by_itself(page)
    write(page, "?!")
    assert "There is a problem" in html(page)
    assert page.text_area[0].value == "?!"
    assert '<h4 class="dsl-reflection-now">1. ' in html(page)


def test_clear_forgets_everything_and_so_does_clearing_the_conversation(page: AppTest) -> None:
    by_itself(page)
    press(page, "reflection-end")
    press(page, "reflection-clear")
    assert "reflection" not in page.session_state
    assert WORRY not in html(page)
    beneath(page)
    press(page, "clear")
    assert "reflection" not in page.session_state


def test_it_stays_while_something_is_asked_and_stands_beneath_its_answer(
    page: AppTest, assistant: FakeAssistant
) -> None:
    beneath(page)
    write(page, "He is quieter since March.")
    page.chat_input(key="question").set_value("Whom do I tell?").run()
    assert '<h4 class="dsl-reflection-now">2. ' in html(page)
    assert html(page).index("Thinking it through") < html(page).index("Whom do I tell?")


def test_an_unexpected_failure_shows_no_traceback_and_logs_no_word(
    page: AppTest, assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    by_itself(page)

    def broken(*_: object) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr(assistant.supervisor, "answer", broken)
    write(page, "A private thought")
    assert not page.exception
    assert "There is a problem" in html(page)
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text + html(page)
    assert "private" not in caplog.text


def test_nothing_is_asked_of_the_assistant_itself(page: AppTest, assistant: FakeAssistant) -> None:
    by_itself(page)
    write(page, "Since September.")
    assert assistant.asked == []
    assert page.session_state["reflection"].reflection.as_at == page.date_input(key="as_at_box").value


def test_an_answer_that_is_no_answer_offers_nothing(page: AppTest, assistant: FakeAssistant) -> None:
    assistant.reply = lambda text: an_answer(
        text,
        outcome=Outcome.ESCALATED,
        sections=(
            Section(
                heading=messages.URGENT_HEADING,
                statements=(Statement(text=messages.URGENT_HELP[0], kind=StatementKind.FIXED, verified=True),),
            ),
            *about_a_worry(text).sections,
        ),
    )
    page.chat_input(key="question").set_value(WORRY).run()
    assert not [key for key in keys(page) if key.startswith("think-open-")]
