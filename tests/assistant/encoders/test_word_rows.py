"""A model over words in a row reads what it was taught, whatever the case of its letters."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.encoders import read_word_rows, words_in_a_row
from evals.labelled.word_row_lessons import WordRowLesson, learned

TEXTS = [
    ("Who trims the lamps?", True),
    ("who trims the wick?", True),
    ("The lamps are lit.", False),
    ("The wick is lit.", False),
]


def test_words_in_a_row_are_up_to_three_and_the_question_mark() -> None:
    assert {"say", "do i say", "say ?", "?", "don't"} <= set(words_in_a_row("Don’t! What do I say?"))
    assert not words_in_a_row("")


def test_it_says_how_likely_a_text_is_what_was_learned() -> None:
    lessons = [WordRowLesson(text=text, holds=holds) for text, holds in TEXTS]
    model = read_word_rows(learned(lessons, strength=10, fewest=2))
    assert "the lamps" in model.columns
    assert "trims the lamps" not in model.columns  # it stands in one alone
    assert model.likely("WHO TRIMS the oars?") > 0.5 > model.likely("The oars are lit.")
    assert model.likely("") == pytest.approx(1 / (1 + np.exp(-model.bias)))


def test_what_counts_more_is_learned_more() -> None:
    plain = [WordRowLesson(text=text, holds=holds) for text, holds in TEXTS]
    heavy = [WordRowLesson(text=text, holds=holds, counts=1 + 9 * holds) for text, holds in TEXTS]
    unknown = [read_word_rows(learned(some, strength=1, fewest=2)).likely("oars") for some in (plain, heavy)]
    assert unknown[0] < unknown[1]
