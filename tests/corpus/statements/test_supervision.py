"""The questions of supervision: each mistake in their file is named, ours are many and whole, and none of them leads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.errors import StatementError
from corpus.statements import Position, load_supervision

WHY = '{ text = "We ask it of all.", ours = true }'


def a_theme(name: str, position: str, more: str = "") -> str:
    return (
        f'[[theme]]\nid = "{name}"\ntitle = "T"\nposition = "{position}"\n{more}'
        f'[[theme.question]]\nid = "{name}-1"\nasks = "What of {name}?"\nwhy = {WHY}\n'
        f'[[theme.question]]\nid = "{name}-2"\nasks = "What else of {name}?"\nwhy = {WHY}\n'
    )


WHOLE = a_theme("any", "free") + a_theme("stops", "last_but_one") + a_theme("next", "last")


def written(folder: Path, text: str) -> Path:
    file = folder / "supervision.toml"
    file.write_text(text)
    return file


def test_a_file_is_read(tmp_path: Path) -> None:
    loaded = load_supervision(written(tmp_path, WHOLE))
    assert [theme.theme_id for theme in loaded.themes] == ["any", "stops", "next"]
    assert [theme.theme_id for theme in loaded.at(Position.LAST)] == ["next"]
    assert loaded.questions[0].theme_id == "any"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("[[theme]]", "[[theme]"), "supervision.toml cannot be used"),
        (('asks = "What of any?"', 'asks = "Say more."'), r"asks: String should match"),
        (('asks = "What of any?"', 'asks = "What else of any?"'), r"the question 'What else of any\?' stands twice"),
        (('id = "any-2"', 'id = "any-1"'), "the question 'any-1' stands twice"),
        (('id = "stops"', 'id = "any"'), "the theme 'any' stands twice"),
        ((", ours = true", ""), "nothing bears out"),
        (("ours = true", 'cites = ["p. 4"]'), "is no binding"),
        (('position = "last"', 'position = "free"'), "no question stands 'last'"),
        (('title = "T"', 'title = "T"\ncolour = 1'), "colour"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, change: tuple[str, str], words: str) -> None:
    with pytest.raises(StatementError, match=words):
        load_supervision(written(tmp_path, WHOLE.replace(*change)))


def test_there_are_enough_questions_for_a_second_worry_to_read_otherwise() -> None:
    loaded = load_supervision()
    assert len(loaded.questions) >= 30
    assert len(loaded.themes) >= 8
    assert all(len(theme.questions) >= 2 for theme in loaded.themes)
    bound = [question for question in loaded.questions if question.why.bindings]
    assert len(bound) >= len(loaded.questions) // 2, "most say where it is written why they are asked"
    assert all(question.why.bindings or question.why.ours for question in loaded.questions)


def test_no_question_leads_names_a_finding_or_scores() -> None:
    for question in load_supervision().questions:
        assert len(question.asks.split()) <= 30, question.asks
        assert not re.search(
            r"\b(?:victims?|abusers?|abused|perpetrators?|score|high risk|diagnos\w+)\b", question.asks
        ), question.asks
        assert not re.match(
            r"(?:Do|Does|Is|Are|Was|Were|Has|Have|Would)n[’']t\b|Surely\b|Should(?:n[’']t)?\b", question.asks
        ), question.asks
        assert not re.search(r"\bi(?:s|t)n[’']t it\b|\bdon[’']t you\b", question.asks), question.asks


QUESTIONS = {question.question_id: question for question in load_supervision().questions}


def test_of_somebody_of_this_school_it_is_said_that_it_goes_the_way_of_allegations() -> None:
    question = QUESTIONS["somebody-of-this-school"]
    for words in ("head", "chair of governors", "LADO"):
        assert words in question.asks
        assert words in question.why.text
    assert {binding.source_id for binding in question.why.bindings} == {"kcsie-2025"}


def test_a_card_of_children_without_words_is_one_of_ours(tmp_path: Path) -> None:
    with pytest.raises(StatementError, match="'no-such-card', which is no card"):
        load_supervision(written(tmp_path, WHOLE + '[wordless]\nalone = ["no-such-card"]\n'))
