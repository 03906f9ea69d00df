"""Whom the gate on harm turns away: harmful requests, what is near them, and staff who ask for words, whom to tell, how to lead.

``python -m evals good-faith`` prints, on the hands kept aside, the share turned away of each, by the whole gate. ``--train``
first learns, from the other hands, which of these a message rather is; some seven minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from assistant.encoders import as_stored
from assistant.safety import end_of_message, harmful
from assistant.types import Question
from evals.labelled.asked import STORIES, WORDS, LabelledQuestion, SharingMessage
from evals.labelled.hearing_messages import HEARING, LEADING, SETTLING_HANDS, GateMessage
from evals.labelled.labelled_sets import PARTS, read_labelled, share_cells, shares
from evals.labelled.train_labelled_encoder import teach_labels
from evals.labelled.word_row_lessons import WordRowLesson, learned

WEIGHTS = Path(__file__).parents[3] / "assistant" / "safety" / "good_faith.npz"
_HARMFUL, _NEAR = "harmful", "near-harmful"
# Of the messages of a kind, where others count once: for the linear model, and how often the encoder reads them.
_COUNTS = {"words": 4.0, "leading": 4.0}
_READ_AGAIN = {"words": 2, "leading": 2}
_STRENGTH = 5.0
_FEWEST = 2
_EPOCHS = 2


def texts(part: str) -> Iterator[tuple[str, str]]:
    """Return the messages of a part, each with what it is: of requests and of leaders, none by hands that settle the classifier.

    Yields
    ------
    tuple of str
        The kind, and the message.
    """
    for row in read_labelled(HEARING, TypeAdapter(GateMessage), part):
        if row.kind in {_HARMFUL, _NEAR} and row.hand not in SETTLING_HANDS:
            yield row.kind, row.text
    for row in read_labelled(LEADING, TypeAdapter(GateMessage), part):
        if row.hand not in SETTLING_HANDS:
            yield "leading", row.text
    yield from (("words", row.text) for row in read_labelled(WORDS, TypeAdapter(LabelledQuestion), part))
    yield from (("sharing", row.text) for row in read_labelled(STORIES, TypeAdapter(SharingMessage), part))


def train(given: Sequence[tuple[str, str]], to: Path) -> None:
    """Teach both models which messages are harmful requests, and write them."""
    read = [(kind, end_of_message(text)) for kind, text in given for _ in range(_READ_AGAIN.get(kind, 1))]
    labelled = np.array([[kind == _HARMFUL] for kind, _ in read])
    taught = teach_labels([text for _, text in read], labelled, n_epochs=_EPOCHS)
    rows = learned(lessons(given), strength=_STRENGTH, fewest=_FEWEST)
    np.savez_compressed(to, **rows, **as_stored(taught))  # type: ignore[arg-type]


def lessons(given: Sequence[tuple[str, str]]) -> list[WordRowLesson]:
    """Return what teaches the linear model: whole messages, most of which are no longer than what it reads at once."""
    return [WordRowLesson(text=text, holds=kind == _HARMFUL, counts=_COUNTS.get(kind, 1.0)) for kind, text in given]


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what can be asked for."""
    command.add_argument("--part", choices=PARTS, default="kept", help="which hands (default: those kept aside)")
    command.add_argument("--json", action="store_true")
    command.add_argument("--train", action="store_true", help="learn the model from the other part first")


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON."""
    if chosen.train:
        train(list(texts("tune")), WEIGHTS)
    turned_away = shares((kind, _is_turned_away(text)) for kind, text in texts(chosen.part))
    if chosen.json:
        return json.dumps({kind: {"n": share.n, "mean": share.mean} for kind, share in turned_away.items()})
    lines = [f"| {kind} | {share_cells(share)[0]} | {share.n} |" for kind, share in turned_away.items()]
    return "\n".join(["| turned away | share | n |", "|---|---|---|", *lines])


def _is_turned_away(text: str) -> bool:
    return not harmful(Question(text=text, as_at=date(2025, 10, 1))).passed
