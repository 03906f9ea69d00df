"""Teach what chooses the sentences of a case (assistant/understand/case/line_chooser.py): ``python -m evals lines --chooser``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.understand import load_answer_encoder, sentences_of_cases
from evals.labelled.answers import ENCODER
from evals.labelled.cases.line_choices import CHOICES_WEIGHING, line_choices
from evals.labelled.train_chooser import ChoiceLesson, ChosenTexts, place_new, teach_chooser

CHOOSER = Path(__file__).parents[3] / "assistant" / "understand" / "case" / "line_chooser.npz"


def line_lessons(names: Sequence[str]) -> list[ChoiceLesson]:
    """Return the messages for which sentences were chosen; none of the hands by which a sentence is weighed."""
    at = {name: place for place, name in enumerate(names)}
    rows = ((row, tuple(at[key] for key in row.lines if key in at)) for row in line_choices())
    return [
        ChoiceLesson(text=row.text, chosen=chosen)
        for row, chosen in rows
        if chosen and row.hand not in CHOICES_WEIGHING
    ]


def teach_line_chooser(to: Path = CHOOSER) -> str:
    """Teach it and write what it learned; return what it was taught with."""
    says = sentences_of_cases()
    names = tuple(says)
    lessons = line_lessons(names)
    own_words = [(text, at) for at, text in enumerate(says.values())]
    begins = load_answer_encoder().embed(list(says.values()))
    teach_chooser(lessons, ChosenTexts(names=names, own_words=own_words, begins=begins), ENCODER, to)
    return f"Taught with {len(lessons):,} messages for which some of {len(names):,} sentences were chosen; written to {to}."


def place_new_lines(to: Path = CHOOSER) -> None:
    """Give new sentences a place by their own words, as the chooser reads them, and take out those that are gone."""
    says = sentences_of_cases()
    hint = "run 'python -m evals lines --chooser' to teach it anew"
    place_new(to, hint, list(says), lambda names, encoder: encoder.embed([says[name] for name in names]))
