"""Which high-risk features are told as long ago: messages that tell of now, of long ago, or of somebody who may be near.

``python -m evals long-ago`` prints, on the hands kept aside, how many of the features that are found in messages of each kind are
said to be of long ago, with exact intervals. In a message of now an old matter may stand beside the new one.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import TypeAdapter

from assistant.understand import recognise
from corpus.models import SentenceTransformerEmbedder
from corpus.statements import WhenPast
from evals.labelled.labelled_sets import QUESTIONS, LabelledRow, add_set_arguments, read_labelled, share_cells, shares

MESSAGES = QUESTIONS / "told-of-long-ago.jsonl"
WRITTEN = date(2026, 12, 2)
"""The day on which the messages were written: it says which years are long ago."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LongAgoMessage(LabelledRow):
    """A message with a high-risk feature, and when it is told to have been.

    ``near`` is long ago, of somebody who may be near; ``sounds past`` is of now, in words that sound like long ago or prison.
    """

    hand: str
    told: Literal["now", "past", "near", "sounds past"]
    text: str


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what can be asked for."""
    add_set_arguments(command, "--messages", MESSAGES)
    command.set_defaults(part="kept")


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON."""
    embedder = SentenceTransformerEmbedder()
    said = []
    for row in read_labelled(chosen.labelled, TypeAdapter(LongAgoMessage), chosen.part):
        found = recognise(row.text, embedder, as_at=WRITTEN)
        features = [card.card_id for card in found.situations if card.when_past is WhenPast.TOLD_SO]
        said += [(row.told, name in found.past) for name in features]
    by_kind = shares(said)
    if chosen.json:
        return json.dumps({kind: {"n": share.n, "mean": share.mean} for kind, share in by_kind.items()})
    lines = ["| messages that tell of | features said to be of long ago | n |", "|---|---|---|"]
    lines += [f"| {kind} | {share_cells(share)[0]} | {share.n} |" for kind, share in by_kind.items()]
    return "\n".join(lines)
