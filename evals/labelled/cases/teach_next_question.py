"""Teach what chooses the next question (assistant/supervision/question_encoder.py): ``python -m evals reflections --train``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.encoders import MAX_CHOOSER_TOKENS, TaughtEncoder, read_additions, taught_in
from assistant.supervision import load_question_chooser, load_question_model, question_of
from evals.labelled.answers import CHOOSER as ANSWER_CHOOSER
from evals.labelled.cases.labelled_reflections import LabelledReflection
from evals.labelled.train_chooser import ChoiceLesson, ChosenTexts, teach_chooser
from evals.labelled.train_labelled_encoder import teach_named

WEIGHTS = Path(__file__).parents[3] / "assistant" / "supervision" / "questions.npz"
CHOOSER = WEIGHTS.with_name("question_chooser.npz")
_EPOCHS = 4


def teach_next_question(rows: Sequence[LabelledReflection]) -> None:
    """Teach both models the questions that somebody chose; of what a choice says nothing, nothing is learned from it."""
    known = [tuple(one for one in row.asks if one not in row.unknown) for row in rows]
    teach_named(
        [(row.text, asks) for row, asks in zip(rows, known, strict=True)],
        WEIGHTS,
        _EPOCHS,
        [row.unknown for row in rows],
    )
    names = tuple(sorted({one for asks in known for one in asks}))
    at = {name: place for place, name in enumerate(names)}
    lessons = [
        ChoiceLesson(
            text=row.text,
            chosen=tuple(at[one] for one in asks),
            unknown=tuple(at[one] for one in sorted(row.unknown) if one in at),
        )
        for row, asks in zip(rows, known, strict=True)
    ]
    asks = [question_of(name).asks for name in names]
    learned = read_additions(ANSWER_CHOOSER, "run 'python -m evals answers --chooser' first")
    begins = TaughtEncoder(taught_in(learned), max_tokens=MAX_CHOOSER_TOKENS).embed(asks)
    own_words = [(text, place) for place, text in enumerate(asks)]
    teach_chooser(lessons, ChosenTexts(names=names, own_words=own_words, begins=begins), ANSWER_CHOOSER, CHOOSER)
    load_question_model.cache_clear()
    load_question_chooser.cache_clear()
