"""Which question a supervisor asks next: labelled worries against what is chosen, and the models' training.

``python -m evals reflections`` prints, on the worries kept aside, how many of the questions that are asked a supervisor would
ask, and how many a supervisor named as wrong; then in how many answers to such questions danger is heard. ``--train`` teaches
the models with the other worries first.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from assistant.encoders import MAX_CHOOSER_TOKENS, TaughtEncoder, read_additions, taught_in
from assistant.safety import gates
from assistant.supervision import (
    Likely,
    Reply,
    likely_asked,
    load_question_chooser,
    load_question_model,
    next_question,
    question_of,
)
from assistant.types import Message, Question
from assistant.understand import LESS_SURE, recognise
from corpus.models import Embedder, SentenceTransformerEmbedder
from evals.labelled.answers import CHOOSER as ANSWER_CHOOSER
from evals.labelled.labelled_sets import QUESTIONS, LabelledRow, add_set_arguments, read_labelled, share_cells
from evals.labelled.train_chooser import ChoiceLesson, ChosenTexts, teach_chooser
from evals.labelled.train_labelled_encoder import teach_named
from evals.metrics import Interval, exact

REFLECTIONS = QUESTIONS / "reflections.jsonl"
ANSWERS = QUESTIONS / "reflection-answers.jsonl"
WEIGHTS = Path(__file__).parents[3] / "assistant" / "supervision" / "questions.npz"
CHOOSER = WEIGHTS.with_name("question_chooser.npz")
_N_IN_TURN = 4
_TOLD = {"now": "now", "doubt": "perhaps now", "today": "grave, and no minutes count", "no": "neither"}
_EPOCHS = 4
_WRITTEN_FIFTH = frozenset({
    "adult-at-risk", "come-back-to-it", "first-words-to-them", "what-to-have-filled-in", "while-they-are-here",
    "who-brings-and-collects", "who-noticed-it", "who-puts-it-off",
})  # fmt: skip
_WRITTEN_FOURTH = frozenset({
    "after-it-ended", "behind-the-word", "may-it-be-left", "noticed-in-the-children", "remembers-and-carries",
    "said-in-passing", "ways-to-reach", "what-is-new-in-it", "what-made-uneasy", "where-it-may-come-up",
    "who-is-afraid-of-whom",
})  # fmt: skip
_STOPS = frozenset({
    "a-parents-trust", "asked-to-keep-it", "child-or-adults", "culture-faith-community", "job-money-home",
    "making-it-worse", "no-time", "not-sure", "others-did-not-take-it-up", "somebody-of-this-school",
    "somebody-with-standing", "tell-a-colleague", "what-would-need-to-be-there",
})  # fmt: skip
"""What stops the person: the first sixteen hands gave it two places in each list, whatever had been written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledReflection(LabelledRow):
    """A worry as far as it was told, and what one supervisor made of the questions.

    Parameters
    ----------
    hand : str
        Who supervised.
    worry : str
        As written.
    replies : tuple of tuple of str
        The ids of the questions asked before, each with what was answered.
    asks : tuple of str
        The ids of the questions that this supervisor would ask now, best first.
    wrong : tuple of str
        The ids of some that would be wrong now.
    """

    hand: str
    worry: str
    replies: tuple[tuple[str, str], ...] = ()
    asks: tuple[str, ...]
    wrong: tuple[str, ...] = ()

    @property
    def unknown(self) -> frozenset[str]:
        """The questions of which this choice says nothing: what was written after it, and what all had to have."""
        if not self.hand.startswith("p"):
            return _WRITTEN_FOURTH | _WRITTEN_FIFTH | _STOPS
        return _WRITTEN_FIFTH if self.hand in {"p1", "p2", "p3", "p4", "p5"} else frozenset()

    @property
    def text(self) -> str:
        """What the model reads."""
        return "\n".join([self.worry, *(text for _, text in self.replies)])

    @property
    def answered(self) -> list[Reply]:
        """What was asked and answered, as the assistant holds it."""
        return [Reply(question=question_of(asked), text=text) for asked, text in self.replies]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledReply(LabelledRow):
    """What a lead answered to a question about a worry, and whether it tells of danger now.

    Parameters
    ----------
    hand : str
        Who wrote it.
    danger : str
        ``now``: a lead should ring 999 or act within minutes. ``doubt``: between that and ``today``, which is grave, and no
        minutes count. ``no``: neither.
    """

    hand: str
    worry: str
    asked: str
    answer: str
    danger: Literal["now", "doubt", "today", "no"]


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what can be asked for."""
    add_set_arguments(command, "--reflections", REFLECTIONS)
    command.set_defaults(part="kept")
    command.add_argument("--train", action="store_true", help="teach the model with the other part first")


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON."""
    adapter = TypeAdapter(LabelledReflection)
    if chosen.train:
        _teach(read_labelled(chosen.labelled, adapter, "tune"))
    found = figures(read_labelled(chosen.labelled, adapter, chosen.part), SentenceTransformerEmbedder())
    found |= heard(read_labelled(ANSWERS, TypeAdapter(LabelledReply), chosen.part))
    if chosen.json:
        return json.dumps({name: {"n": share.n, "mean": share.mean} for name, share in found.items()})
    lines = ["| | share | n |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {' | '.join(share_cells(one))} |" for name, one in found.items())])


def _teach(rows: Sequence[LabelledReflection]) -> None:
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


def heard(rows: Sequence[LabelledReply]) -> dict[str, Interval]:
    """Return in how many answers danger is heard, by what they tell."""
    told: dict[str, list[bool]] = {}
    for row in rows:
        question = Question(text=row.answer, as_at=date.max, history=(Message("user", row.worry),))
        told.setdefault(row.danger, []).append(not gates.danger_in_answer(question).passed)
    return {f"danger is heard in an answer: {name}": _share(told[key]) for key, name in _TOLD.items() if key in told}


def figures(rows: Sequence[LabelledReflection], embedder: Embedder) -> dict[str, Interval]:
    """Return how many of the next questions, and of the next four if all are skipped, were chosen, or named as wrong."""
    first, in_turn = [], []
    for row in rows:
        asked = _in_turn(row, embedder)
        first += [(row, one) for one in asked[:1]]
        in_turn += [(row, one) for one in asked]
    return {
        "the next question, which a supervisor would ask": _share([one in row.asks for row, one in first]),
        "the next question, named as wrong": _share([one in row.wrong for row, one in first]),
        "the next four, which a supervisor would ask": _share([one in row.asks for row, one in in_turn]),
        "the next four, named as wrong": _share([one in row.wrong for row, one in in_turn]),
    }


def _in_turn(row: LabelledReflection, embedder: Embedder) -> list[str]:
    cards = recognise(row.text, embedder, LESS_SURE).situations
    replies = row.answered
    while len(replies) < len(row.replies) + _N_IN_TURN:
        question = next_question(
            row.worry, cards, replies, at_most=len(row.replies) + _N_IN_TURN + 2, likely=_known_to(row)
        )
        if question is None:
            break
        replies.append(Reply(question=question))
    return [reply.question.question_id for reply in replies[len(row.replies) :]]


def _known_to(row: LabelledReflection) -> Likely:
    """Return how likely the questions are asked that this supervisor could choose."""

    def likely(text: str) -> Mapping[str, float]:
        return {name: one for name, one in likely_asked(text).items() if name not in row.unknown}

    return likely


def _share(holds: Sequence[bool]) -> Interval:
    return exact(sum(holds), max(1, len(holds)))
