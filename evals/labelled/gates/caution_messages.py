"""Which messages are shown what never to do: labelled messages against the patterns and the model, and the model's training.

``python -m evals cautions`` prints for each situation how many of the messages that speak of it were found, and how many others
were, with exact intervals, on the authors kept aside. ``--train`` learns the model from the other authors first.
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
from scipy.optimize import minimize

from assistant.safety import CAUTIONS, cautions_in
from assistant.understand import cautions_told
from corpus.models import Embedder, SentenceTransformerEmbedder, Vectors
from evals.labelled.labelled_sets import QUESTIONS, LabelledRow, add_set_arguments, read_labelled, share_cells
from evals.metrics import exact

MESSAGES = QUESTIONS / "cautions.jsonl"
WEIGHTS = Path(__file__).parents[3] / "assistant" / "safety" / "cautions.npz"
FALSE_SHARE = 0.02
"""The share of messages of other authors that may be taken for a situation they do not speak of, in cross-validation."""
_STRENGTH = 0.2
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class CautionMessage(LabelledRow):
    """A message, the situations that it speaks of, and the hand it was written by."""

    text: str
    labels: tuple[str, ...]
    hand: str


def train(rows: Sequence[CautionMessage], embedder: Embedder, to: Path) -> None:
    """Learn a model for each situation, its threshold from authors that it had not learned from, and write it."""
    vectors = embedder.embed([row.text for row in rows])
    hands = np.array([row.hand for row in rows])
    weights, bias = [], []
    for name in CAUTIONS:
        speaks = np.array([name in row.labels for row in rows])
        unseen = np.zeros(len(rows))
        for hand in np.unique(hands):
            aside = hands == hand
            unseen[aside] = _scores(_fit(vectors[~aside], speaks[~aside]), vectors[aside])
        learned = _fit(vectors, speaks)
        weights.append(learned[:-1])
        bias.append(learned[-1] - np.quantile(unseen[~speaks], 1 - FALSE_SHARE))
    np.savez(
        to,
        embedder=np.array(embedder.name),
        names=np.array(list(CAUTIONS)),
        weights=np.array(weights, dtype=np.float32),
        bias=np.array(bias, dtype=np.float32),
    )


def _fit(vectors: Vectors, speaks: NDArray[np.bool_]) -> Vector:
    """Return the weights, and last the bias, of a ridge logistic regression in which both classes weigh the same."""
    rows = np.c_[vectors, np.ones(len(vectors))].astype(np.float64)
    sign = np.where(speaks, 1.0, -1.0)
    weigh = np.where(speaks, len(speaks) / (2 * speaks.sum()), len(speaks) / (2 * (~speaks).sum()))

    def loss(theta: Vector) -> tuple[float, Vector]:
        margin = sign * (rows @ theta)
        ridge = np.r_[theta[:-1], 0.0]
        value = float((weigh * np.logaddexp(0, -margin)).sum() + _STRENGTH / 2 * ridge @ ridge)
        return value, _STRENGTH * ridge - rows.T @ (weigh * sign / (1 + np.exp(margin)))

    found: Vector = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x
    return found


def _scores(theta: Vector, vectors: Vectors) -> Vector:
    scores: Vector = vectors @ theta[:-1] + theta[-1]
    return scores


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what can be asked for."""
    add_set_arguments(command, "--messages", MESSAGES)
    command.set_defaults(part="kept")
    command.add_argument("--train", action="store_true", help="learn the model from the other part first")


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON."""
    embedder = SentenceTransformerEmbedder()
    adapter = TypeAdapter(CautionMessage)
    if chosen.train:
        train(read_labelled(chosen.labelled, adapter, "tune"), embedder, WEIGHTS)
    rows = read_labelled(chosen.labelled, adapter, chosen.part)
    found = [(row, set(cautions_in(row.text)), set(cautions_told(row.text, embedder))) for row in rows]
    table = []
    for name in CAUTIONS:
        speaking = [(name in patterns, name in both) for row, patterns, both in found if name in row.labels]
        others = [(name in patterns, name in both) for row, patterns, both in found if name not in row.labels]
        for what, counted in (("found", speaking), ("others taken for it", others)):
            by_patterns, by_both = (exact(sum(hits), len(hits)) for hits in zip(*counted, strict=True))
            table.append((name, what, by_patterns, by_both))
    if chosen.json:
        return json.dumps([
            {"situation": name, "what": what, "n": both.n, "patterns": patterns.mean, "with_model": both.mean}
            for name, what, patterns, both in table
        ])
    lines = ["| situation | | n | patterns alone | with the model |", "|---|---|---|---|---|"]
    lines += [
        f"| {name} | {what} | {both.n} | {share_cells(patterns)[0]} | {share_cells(both)[0]} |"
        for name, what, patterns, both in table
    ]
    return "\n".join(lines)
