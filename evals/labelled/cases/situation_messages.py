"""Which situations are recognised in messages: labelled messages against the cues and the models, and the models' training.

``python -m evals situations`` prints, on the authors kept aside, the precision and the recall over all cards and of each, whether
messages that tell of somebody are taken so, and how many of those that speak of no situation get a card. ``--train`` learns the
models from the other authors first, half an hour on two cores.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter
from sklearn.linear_model import LogisticRegression

from assistant.encoders import LabelledEncoder, as_stored
from assistant.understand import (
    cues_in,
    features,
    mixed,
    recognise,
)
from corpus.models import Embedder, SentenceTransformerEmbedder, Vectors
from corpus.statements import load_cards, load_short_answers
from evals.labelled.labelled_sets import QUESTIONS, LabelledRow, add_set_arguments, read_labelled, share_cells
from evals.labelled.train_labelled_encoder import teach_labels
from evals.labelled.word_counts import counted_words
from evals.metrics import Interval, exact

MESSAGES = QUESTIONS / "situations.jsonl"
WEIGHTS = Path(__file__).parents[3] / "assistant" / "understand" / "case" / "situations.npz"
CUED_BY = frozenset("abc")
"""The hands whose messages the cues were written with: what a cue is worth is learned from the others."""
_FEWEST = 6  # messages in which a word must stand, to count
_STRENGTH = 1.0
_SPOKEN, _NOT = 3.0, -0.15  # what the models are to say of a situation that is spoken of, and of one that is not
_IN_DOUBT = 0.5  # what a doubtful situation teaches, of one that is spoken of
_FIRST_WEIGHS, _ONE_IN = 4, 8  # of the hands, in the order of their names
_EPOCHS = 5
_N_QUESTIONS = 2000  # of the short answers' wordings, that tell of nobody
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationMessage(LabelledRow):
    """A message, the situations that it speaks of, what kind it is, and the hand it was written by.

    Of those that are ``doubtful`` two readers would differ: they teach half, and are left out when precision is counted and
    when the models are weighed.
    """

    text: str
    labels: tuple[str, ...]
    kind: str
    hand: str
    doubtful: tuple[str, ...] = ()


def train(rows: Sequence[SituationMessage], embedder: Embedder, to: Path) -> None:
    """Learn the models of most hands, from the others what each is worth, and what a cue is from all but those it was made of."""
    names = [card.card_id for card in load_cards()]
    lines = [" ".join(row.text.split()) for row in rows]
    spoken, doubtful = (
        np.array([[name in some for name in names] for some in marks])
        for marks in ((row.labels for row in rows), (row.doubtful for row in rows))
    )
    cued = np.array([[name in cues for name in names] for cues in map(cues_in, (row.text for row in rows))])
    hands = np.array([row.hand for row in rows])
    fresh, weighs = ~np.isin(hands, list(CUED_BY)), np.isin(hands, list(weighing_hands(hands)))
    cue_precision = ((cued & spoken)[fresh].sum(axis=0) + 1) / ((cued & ~doubtful)[fresh].sum(axis=0) + 2)
    taught_by = [line for line, is_out in zip(lines, weighs, strict=True) if not is_out]
    told = np.where(doubtful, _IN_DOUBT, spoken)
    stems, rarity = counted_words(taught_by, _FEWEST)
    read = _read(lines, embedder.embed(lines), stems, rarity)
    weights = _ridge(read[~weighs], told[~weighs])
    taught = teach_labels(taught_by, told[~weighs], n_epochs=_EPOCHS)
    meant = LabelledEncoder(taught).log_odds([line for line, is_out in zip(lines, weighs, strict=True) if is_out])
    parts = (read[weighs] @ weights, meant, cued[weighs], cue_precision)
    rows_mixed = mixed(*(np.asarray(some, dtype=np.float32) for some in parts))
    sure = ~doubtful[weighs]
    mix = LogisticRegression(C=10, max_iter=2000).fit(rows_mixed[sure], spoken[weighs][sure])
    np.savez_compressed(
        to,
        embedder=np.array(embedder.name),
        names=np.array(names),
        stems=np.array(list(stems)),
        rarity=rarity.astype(np.float16),
        weights=weights.astype(np.float16),
        cue_precision=cue_precision.astype(np.float32),
        mix=np.array([*mix.coef_[0], *mix.intercept_], dtype=np.float32),
        tells=_tells(rows, read, embedder, stems, rarity),
        **as_stored(taught),
    )


def weighing_hands(hands: Collection[str]) -> frozenset[str]:
    """Return one hand in eight: they teach neither the linear model nor the encoder, and say what each is worth."""
    weighing = frozenset(sorted(set(hands))[_FIRST_WEIGHS::_ONE_IN])
    assert not weighing & CUED_BY, "the cues were written with these"
    return weighing


def _read(lines: Sequence[str], vectors: Vectors, stems: dict[str, int], rarity: Vectors) -> Matrix:
    return np.array(
        [features(line, vector, stems, rarity) for line, vector in zip(lines, vectors, strict=True)], dtype=float
    )


def _ridge(read: Matrix, told: Matrix) -> Matrix:
    """Return the weights of all situations at once: ridge regression, solved over messages."""
    kernel = read @ read.T + _STRENGTH * np.eye(len(read))
    return np.asarray(read.T @ np.linalg.solve(kernel, _NOT + (_SPOKEN - _NOT) * told))


def _tells(
    rows: Sequence[SituationMessage], read: Matrix, embedder: Embedder, stems: dict[str, int], rarity: Vectors
) -> Vectors:
    """Learn whether a message tells of somebody: messages that do, against general questions and everyday ones."""
    wordings = [text for answer in load_short_answers() for text in answer.asked]
    questions = [" ".join(text.split()) for text in wordings[:: max(1, len(wordings) // _N_QUESTIONS)]]
    asked = _read(questions, embedder.embed(questions), stems, rarity)
    clear = np.array([row.kind != "near" for row in rows])  # a near miss may tell of somebody all the same
    labels = np.r_[[row.kind == "worry" for row in rows if row.kind != "near"], np.zeros(len(asked), dtype=bool)]
    inputs = np.vstack([read[clear], asked])[:, :-1]
    learned = LogisticRegression(C=5.0, class_weight="balanced", max_iter=3000).fit(inputs, labels)
    return np.array([*learned.coef_[0], *learned.intercept_], dtype=np.float32)


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what can be asked for."""
    add_set_arguments(command, "--messages", MESSAGES)
    command.set_defaults(part="kept")
    command.add_argument("--train", action="store_true", help="learn the models from the other part first")


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON."""
    embedder = SentenceTransformerEmbedder()
    adapter = TypeAdapter(SituationMessage)
    if chosen.train:
        train(read_labelled(chosen.labelled, adapter, "tune"), embedder, WEIGHTS)
    rows = read_labelled(chosen.labelled, adapter, chosen.part)
    known = [recognise(row.text, embedder) for row in rows]
    both = [{card.card_id for card in one.situations} for one in known]
    cues = [cues_in(row.text) for row in rows]
    names = [card.card_id for card in load_cards()]
    figures = {
        "precision, cues and model": _precision(rows, both, names),
        "recall, cues and model": _recall(rows, both, names),
        "precision, cues alone": _precision(rows, cues, names),
        "recall, cues alone": _recall(rows, cues, names),
        "worries taken as such": _share([bool(one.tells) for one, row in zip(known, rows, strict=True) if row.labels]),
        "general questions taken for a worry with a card": _share([
            bool(one.tells and one.situations) for one, row in zip(known, rows, strict=True) if row.kind == "plain"
        ]),
    }
    if chosen.json:
        return json.dumps({name: {"n": share.n, "mean": share.mean} for name, share in figures.items()})
    lines = ["| | share | n |", "|---|---|---|"]
    lines += [f"| {name} | {share_cells(share)[0]} | {share.n} |" for name, share in figures.items()]
    lines += ["", "| situation | precision | recall | n |", "|---|---|---|---|"]
    for name in names:
        recall = _recall(rows, both, [name])
        lines.append(f"| {name} | {_precision(rows, both, [name]).mean:.2f} | {recall.mean:.2f} | {recall.n} |")
    return "\n".join(lines)


def _precision(
    rows: Sequence[SituationMessage], found: Sequence[set[str] | frozenset[str]], names: Sequence[str]
) -> Interval:
    return _share([
        name in row.labels
        for row, some in zip(rows, found, strict=True)
        for name in names
        if name in some and name not in row.doubtful
    ])


def _recall(
    rows: Sequence[SituationMessage], found: Sequence[set[str] | frozenset[str]], names: Sequence[str]
) -> Interval:
    return _share([name in some for row, some in zip(rows, found, strict=True) for name in names if name in row.labels])


def _share(holds: Sequence[bool]) -> Interval:
    return exact(sum(holds), max(1, len(holds)))
