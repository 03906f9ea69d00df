"""Which question a supervisor asks next: labelled worries against what is chosen, and the model's training.

``python -m evals reflections`` prints, on the worries kept aside, how many of the questions that are asked a supervisor would
ask, and how many a supervisor named as wrong. ``--train`` teaches the model with the other worries first.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from assistant.supervision import Reply, load_question_model, next_question, question_of
from assistant.understand import LESS_SURE, recognise
from corpus.models import Embedder, SentenceTransformerEmbedder
from evals.labelled.labelled_sets import QUESTIONS, LabelledRow, add_set_arguments, read_labelled, share_cells
from evals.labelled.train_labelled_encoder import teach_named
from evals.metrics import Interval, exact

REFLECTIONS = QUESTIONS / "reflections.jsonl"
WEIGHTS = Path(__file__).parents[3] / "assistant" / "supervision" / "questions.npz"
_N_IN_TURN = 4
_EPOCHS = 8


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
    def text(self) -> str:
        """What the model reads."""
        return "\n".join([self.worry, *(text for _, text in self.replies)])

    @property
    def answered(self) -> list[Reply]:
        """What was asked and answered, as the assistant holds it."""
        return [Reply(question=question_of(asked), text=text) for asked, text in self.replies]


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what can be asked for."""
    add_set_arguments(command, "--reflections", REFLECTIONS)
    command.set_defaults(part="kept")
    command.add_argument("--train", action="store_true", help="teach the model with the other part first")


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON."""
    adapter = TypeAdapter(LabelledReflection)
    if chosen.train:
        rows = read_labelled(chosen.labelled, adapter, "tune")
        teach_named([(row.text, row.asks) for row in rows], WEIGHTS, _EPOCHS)
        load_question_model.cache_clear()
    found = figures(read_labelled(chosen.labelled, adapter, chosen.part), SentenceTransformerEmbedder())
    if chosen.json:
        return json.dumps({name: {"n": share.n, "mean": share.mean} for name, share in found.items()})
    lines = ["| | share | n |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {' | '.join(share_cells(one))} |" for name, one in found.items())])


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
        question = next_question(row.worry, cards, replies, at_most=len(row.replies) + _N_IN_TURN + 2)
        if question is None:
            break
        replies.append(Reply(question=question))
    return [reply.question.question_id for reply in replies[len(row.replies) :]]


def _share(holds: Sequence[bool]) -> Interval:
    return exact(sum(holds), max(1, len(holds)))
