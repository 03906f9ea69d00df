"""Which question a supervisor asks next: labelled worries against what is chosen, and the models' training.

``python -m evals reflections`` prints, on the worries kept aside, how many of the questions that are asked a supervisor would
ask, and how many a supervisor named as wrong; then in how many answers to such questions danger is heard. ``--train`` teaches
the models with the other worries first.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from datetime import date

from pydantic import TypeAdapter

from assistant.safety import gates
from assistant.supervision import Likely, Reply, likely_asked, next_question
from assistant.types import Message, Question
from assistant.understand import LESS_SURE, recognise
from corpus.models import Embedder, SentenceTransformerEmbedder
from evals.labelled.cases.labelled_reflections import ANSWERS, REFLECTIONS, LabelledReflection, LabelledReply
from evals.labelled.cases.teach_next_question import teach_next_question
from evals.labelled.labelled_sets import add_set_arguments, read_labelled, share_cells
from evals.metrics import Interval, exact

_N_IN_TURN = 4
_TOLD = {"now": "now", "doubt": "perhaps now", "today": "grave, and no minutes count", "no": "neither"}


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what can be asked for."""
    add_set_arguments(command, "--reflections", REFLECTIONS)
    command.set_defaults(part="kept")
    command.add_argument("--train", action="store_true", help="teach the model with the other part first")


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON."""
    adapter = TypeAdapter(LabelledReflection)
    if chosen.train:
        teach_next_question(read_labelled(chosen.labelled, adapter, "tune"))
    found = figures(read_labelled(chosen.labelled, adapter, chosen.part), SentenceTransformerEmbedder())
    found |= heard(read_labelled(ANSWERS, TypeAdapter(LabelledReply), chosen.part))
    if chosen.json:
        return json.dumps({name: {"n": share.n, "mean": share.mean} for name, share in found.items()})
    lines = ["| | share | n |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {' | '.join(share_cells(one))} |" for name, one in found.items())])


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
