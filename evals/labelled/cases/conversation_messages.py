"""Which messages go on with the conversation: labelled conversations against the rules and the model, and the model's training.

``python -m evals conversations`` prints how many of the messages that go on were taken so, and how many that stand alone were
joined to what came before, with exact intervals, on the author kept aside. ``--train`` learns the model from the others first:
from their conversations, and from messages of many hands put behind one another, which never go on.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter
from sklearn.linear_model import LogisticRegression

from assistant.understand import begins_with_pronoun, goes_on, read_message
from corpus.models import Embedder, SentenceTransformerEmbedder
from evals.labelled.hearing_messages import HEARING, STORY_HANDS, GateMessage
from evals.labelled.labelled_sets import (
    QUESTIONS,
    LabelledRow,
    Part,
    add_set_arguments,
    read_labelled,
    share_cells,
    shares,
)
from evals.metrics import Interval

CONVERSATIONS = QUESTIONS / "conversations.jsonl"
WEIGHTS = Path(__file__).parents[3] / "assistant" / "understand" / "conversation" / "continuation.npz"
FALSE_SHARE = 0.12
"""The share of new cases and questions that may be joined to what came before, in hands left out of the teaching."""
PAIR = "pair"
# Hands that came after the weights: most of what they wrote tells of nobody, or is a whole story with its question.
_STANDING_ALONE = STORY_HANDS | {f"h{n}" for n in range(32, 39)}
_N_PAIRS = 1500
_N_KEPT_PAIRS = 500
_PAIR_WEIGHT = 1.0
_STRENGTH = 3.0
_SEED = 3
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationMessage(LabelledRow):
    """The last message of a conversation, what the person wrote before it, and whether it goes on with that."""

    hand: str
    kind: str
    before: tuple[str, ...]
    text: str
    goes_on: bool


def pairs(part: Part, n: int) -> tuple[ConversationMessage, ...]:
    """Return messages of many hands, each put behind another one: none goes on with what stands before it.

    Those that begin with a pronoun are left out: behind another message, anybody would take them to go on.
    """
    heard = read_labelled(HEARING, TypeAdapter(GateMessage), part)
    rows = [row for row in heard if row.kind != "outside" and row.hand not in _STANDING_ALONE]
    drawn = np.random.default_rng(_SEED).integers(len(rows), size=(n, 2))
    return tuple(
        ConversationMessage(
            id=f"{PAIR}-{at}",
            part=part,
            hand=PAIR,
            kind=PAIR,
            before=(rows[first].text,),
            text=rows[second].text,
            goes_on=False,
        )
        for at, (first, second) in enumerate(drawn)
        if not begins_with_pronoun(rows[second].text)
    )


def train(rows: Sequence[ConversationMessage], embedder: Embedder, to: Path) -> None:
    """Learn the model, its threshold from hands that it had not learned from, and write it."""
    rows = (*rows, *pairs("tune", _N_PAIRS))
    read = np.array([read_message(row.text, row.before, embedder) for row in rows], dtype=float)
    labels = np.array([row.goes_on for row in rows])
    hands = np.array([row.hand for row in rows])
    unseen = np.zeros(len(rows))
    for hand in sorted(set(hands) - {PAIR}):
        aside = hands == hand
        unseen[aside] = _fit(read[~aside], labels[~aside], hands[~aside]).decision_function(read[aside])
    learned = _fit(read, labels, hands)
    np.savez(
        to,
        embedder=np.array(embedder.name),
        weights=learned.coef_[0].astype(np.float32),
        bias=np.float32(learned.intercept_[0] - np.quantile(unseen[~labels & (hands != PAIR)], 1 - FALSE_SHARE)),
    )


def _fit(read: Matrix, labels: NDArray[np.bool_], hands: NDArray[np.str_]) -> LogisticRegression:
    """Return the one best fit: a solver that stops near it stops elsewhere on another computer."""
    weights = np.where(hands == PAIR, _PAIR_WEIGHT, 1.0)
    return LogisticRegression(C=_STRENGTH, solver="newton-cholesky").fit(read, labels, sample_weight=weights)


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what can be asked for."""
    add_set_arguments(command, "--messages", CONVERSATIONS)
    command.set_defaults(part="kept")
    command.add_argument("--train", action="store_true", help="learn the model from the other part first")


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON."""
    embedder = SentenceTransformerEmbedder()
    adapter = TypeAdapter(ConversationMessage)
    if chosen.train:
        train(read_labelled(chosen.labelled, adapter, "tune"), embedder, WEIGHTS)
    rows = read_labelled(chosen.labelled, adapter, chosen.part)
    if chosen.labelled == CONVERSATIONS and chosen.part == "kept":
        rows = (*rows, *pairs("kept", _N_KEPT_PAIRS))
    by_model, by_rules = (joined(rows, one) for one in (embedder, None))
    if chosen.json:
        return json.dumps({name: {"n": share.n, "joined": share.mean} for name, share in by_model.items()})
    lines = ["| messages | joined to what came before | by the rules alone | n |", "|---|---|---|---|"]
    lines += [
        f"| {name} | {share_cells(share)[0]} | {by_rules[name].mean:.3f} | {share.n} |"
        for name, share in by_model.items()
    ]
    return "\n".join(lines)


def joined(rows: Sequence[ConversationMessage], embedder: Embedder | None) -> dict[str, Interval]:
    """Return the share of messages joined to what came before them: of those that go on, of those that do not, and by kind."""
    found = [(row, goes_on(row.text, row.before, embedder)) for row in rows]
    both = shares((_all(row), is_joined) for row, is_joined in found if row.kind != PAIR)
    return both | shares((f"{_all(row)}: {row.kind}", is_joined) for row, is_joined in found)


def _all(row: ConversationMessage) -> str:
    return "goes on" if row.goes_on else "stands alone"
