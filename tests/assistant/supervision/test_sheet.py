"""From a worry thought through to its sheet: at its end, ended before it, or stopped by danger."""

from __future__ import annotations

from datetime import date, datetime

from assistant.export import sheet_as_text
from assistant.export.supervision_sheet import DO_HEADING, LEFT_BLANK
from assistant.safety import Redactor
from assistant.supervision import N_QUESTIONS, Reflection, end, sheet_of
from tests.assistant.supervision.test_supervisor import DANGER, WORRY, a_supervisor

NOW = datetime(2026, 11, 27, 14, 30)  # noqa: DTZ001  # a sheet says the time in England


def sheet(*answers: str, ended: bool = False) -> tuple[Reflection, str]:
    asks, redactor = a_supervisor(), Redactor()
    reflection = asks.begin(WORRY, date(2026, 11, 27), redactor)
    for text in answers:
        reflection = asks.answer(reflection, text, redactor)
    reflection = end(reflection) if ended else reflection
    return reflection, sheet_as_text(sheet_of(reflection, asks.cited(reflection), NOW))


def test_the_last_answer_is_what_will_be_done() -> None:
    reflection, text = sheet(*(f"Thought {number}" for number in range(1, N_QUESTIONS + 1)))
    before, after = text.split(DO_HEADING)
    assert f"Thought {N_QUESTIONS}" in after
    assert f"Thought {N_QUESTIONS}" not in before
    assert all(f"Thought {number}" in before for number in range(1, N_QUESTIONS))
    assert LEFT_BLANK not in text
    assert [reply.question.asks in text for reply in reflection.replies] == [True] * N_QUESTIONS


def test_one_that_was_ended_early_still_leaves_room_for_what_will_be_done() -> None:
    _, text = sheet("Since March", "", ended=True)
    after = text.split(DO_HEADING)[1]
    assert LEFT_BLANK in after
    assert "who will check" in after
    assert text.count(LEFT_BLANK) == 2


def test_one_that_danger_stopped_has_urgent_help_first_and_what_was_written() -> None:
    _, text = sheet("Since March", DANGER)
    assert text.index("Call 999") < text.index("Since March") < text.index(DANGER)
