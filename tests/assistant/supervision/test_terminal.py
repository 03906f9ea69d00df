"""``python -m assistant supervise``: question after question on a terminal, to the sheet."""

from __future__ import annotations

import io
from datetime import datetime

import pytest

from assistant import __main__ as command
from assistant import messages
from assistant.pipeline import Assistant
from assistant.safety import Redactor
from assistant.supervision import N_QUESTIONS, talk_through
from assistant.supervision.terminal import ASKS_FOR_THE_WORRY
from corpus.register.register import Register
from tests.assistant.supervision.test_supervisor import DANGER, RULES, WORDS, WORRY, a_supervisor
from tests.doubles import MemoryIndex, WordEmbedder, a_passage

NOW = datetime(2026, 11, 27, 14, 30)  # noqa: DTZ001  # a sheet says the time in England


def said(*lines: str) -> list[str]:
    texts: list[str] = []
    talk_through(a_supervisor(), iter(lines), texts.append, Redactor(), NOW)
    return texts


def test_it_asks_for_the_worry_then_one_question_after_another_and_gives_the_sheet() -> None:
    texts = said(WORRY, *(f"Thought {number}" for number in range(1, N_QUESTIONS + 1)))
    assert texts[0].startswith(ASKS_FOR_THE_WORRY)
    assert [text.split(".")[0] for text in texts[1 : N_QUESTIONS + 1]] == [str(n) for n in range(1, N_QUESTIONS + 1)]
    assert all("Why it is asked: " in text for text in texts[1 : N_QUESTIONS + 1])
    assert texts[-1].startswith("A worry to talk over in supervision")
    assert f"Thought {N_QUESTIONS}" in texts[-1]


def test_the_end_of_what_is_typed_ends_it_and_an_empty_line_skips() -> None:
    texts = said(WORRY, "", "Since March")
    assert "Since March" in texts[-1]
    assert texts[-1].count("(left blank)") == 2


def test_nothing_typed_gives_nothing() -> None:
    assert len(said()) == 1


def test_danger_is_said_before_everything_and_ends_it() -> None:
    texts = said(WORRY, DANGER, "And more")
    assert texts[2].startswith(messages.URGENT_HEADING)
    assert len(texts) == 4
    assert "And more" not in texts[-1]


def test_what_could_do_harm_is_said_as_it_is_told_and_not_with_every_question() -> None:
    texts = said("He squeezed her neck on Saturday, a Year 4 boy says.", "I do not know yet", "Nor that")
    assert messages.CAUTIONS_HEADING in texts[1]
    assert messages.CAUTIONS_HEADING not in texts[2]


def test_a_line_that_cannot_be_read_is_asked_for_again() -> None:
    texts = said("?!", WORRY, "?!", "Since March")
    assert sum("question is empty" in text for text in texts) == 2
    assert "Since March" in texts[-1]


def test_the_command_reads_lines_and_prints_the_sheet(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    embedder = WordEmbedder()
    index = MemoryIndex([a_passage(WORDS, "rules-2025")], {"rules-2025": RULES}, embedder)
    built = Assistant(index, Register({"rules-2025": RULES}), embedder)
    monkeypatch.setattr(command, "build_assistant", lambda settings: built)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{WORRY}\nSince March\n"))
    assert command.main(["supervise"]) == 0
    out = capsys.readouterr().out
    assert out.index(ASKS_FOR_THE_WORRY) < out.index("\n1. ") < out.index("\n2. ") < out.index("A worry to talk over")
