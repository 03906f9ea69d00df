"""Teach what chooses a short answer (assistant/understand/answer_chooser.py): ``python -m evals answers --chooser``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.encoders import TaughtEncoder
from assistant.understand import load_answer_encoder
from corpus.statements import ShortAnswer, load_short_answers
from evals.labelled.answers.shown_questions import CHOICES_WEIGHING, all_choices, written_later
from evals.labelled.answers.train_answer_encoder import ENCODER
from evals.labelled.train_chooser import ChoiceLesson, ChosenTexts, place_new, teach_chooser

CHOOSER = ENCODER.with_name("answer_chooser.npz")
_SAYS = 0.35  # of where an answer begins: what it says; the rest are its wordings
_ASKED = 0.3  # of the cases, what is asked is a lesson too
_FEWEST_WORDS = 6  # of what is asked that says something without its case


def choice_lessons(answers: Sequence[ShortAnswer], seed: int = 0) -> list[ChoiceLesson]:
    """Return the messages for which an answer was chosen; none of the hands by which an answer that was read is judged."""
    drawn = np.random.default_rng(seed)
    at = {answer.answer_id: place for place, answer in enumerate(answers)}
    rows, found = all_choices(), []
    later = {hand: tuple(at[one] for one in sorted(some) if one in at) for hand, some in written_later(rows).items()}
    for row in rows:
        chosen = tuple(at[one] for one in row.fits if one in at)
        if chosen and row.hand not in CHOICES_WEIGHING:
            found.append(ChoiceLesson(text=row.told or row.text, chosen=chosen, unknown=later[row.hand]))
            if row.told and len(row.text.split()) >= _FEWEST_WORDS and drawn.random() < _ASKED:
                found.append(ChoiceLesson(text=row.text, chosen=chosen, unknown=later[row.hand]))
    return found


def teach_answer_chooser(to: Path = CHOOSER) -> str:
    """Teach it and write what it learned; return what it was taught with."""
    answers = load_short_answers()
    lessons = choice_lessons(answers)
    own_words = [(text, at) for at, answer in enumerate(answers) for text in answer.asked]
    names = tuple(answer.answer_id for answer in answers)
    texts = ChosenTexts(names=names, own_words=own_words, begins=places_by_words(answers, load_answer_encoder()))
    teach_chooser(lessons, texts, ENCODER, to)
    return f"Taught with {len(lessons):,} messages for which some of {len(answers):,} answers were chosen; written to {to}."


def place_new_answers(to: Path = CHOOSER) -> None:
    """Give new answers a place by their own words, as the chooser reads them, and take out those that are gone."""
    answers = {answer.answer_id: answer for answer in load_short_answers()}
    hint = "run 'python -m evals answers --chooser' to teach it anew"
    place_new(
        to, hint, list(answers), lambda names, encoder: places_by_words([answers[name] for name in names], encoder)
    )


def places_by_words(answers: Sequence[ShortAnswer], encoder: TaughtEncoder) -> NDArray[np.float32]:
    """Return where each answer lies by its own words: between its wordings and what it says; rows of length 1."""
    wordings = [_unit(encoder.embed(answer.asked).sum(axis=0)) for answer in answers]
    says = encoder.embed([" ".join(sentence.text for sentence in answer.sentences) for answer in answers])
    return _unit(_SAYS * says + (1 - _SAYS) * np.array(wordings))


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True), dtype=np.float32)
