"""Which telling facts are in a sentence: labelled sentences against what is seen, and the training of the model.

``python -m evals signs`` prints, on the hands kept aside, in how many sentences that tell a fact it is seen, and how much of what
is seen is right. ``--train`` learns the model from the other hands first.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter
from sklearn.linear_model import LogisticRegression

from assistant.understand import load_sign_model, sign_features, signs_in
from corpus.models import Embedder, SentenceTransformerEmbedder
from evals.labelled.labelled_sets import QUESTIONS, LabelledRow, add_set_arguments, read_labelled, share_cells
from evals.labelled.word_counts import counted_words
from evals.metrics import Interval, exact

SENTENCES = QUESTIONS / "signs.jsonl"
WEIGHTS = Path(__file__).parents[2] / "assistant" / "understand" / "signs.npz"
_STRENGTH = 30.0
_FEWEST = 2  # sentences in which a word must stand, to count


@dataclass(frozen=True, slots=True, kw_only=True)
class SignSentence(LabelledRow):
    """A sentence by one hand, and the sign that it tells; empty where it tells none, whatever its words share."""

    hand: str
    text: str
    sign: str
    near: str = ""


def train(rows: Sequence[SignSentence], embedder: Embedder, to: Path) -> None:
    """Learn the model, and write it."""
    texts = [row.text for row in rows]
    stems, rarity = counted_words(texts, _FEWEST)
    inputs = zip(texts, embedder.embed(texts), strict=True)
    read = np.stack([sign_features(text, vector, stems, rarity) for text, vector in inputs])
    learned = LogisticRegression(C=_STRENGTH, max_iter=2000).fit(read[:, :-1], [row.sign for row in rows])
    np.savez_compressed(
        to,
        embedder=np.array(embedder.name),
        names=np.array(learned.classes_),
        stems=np.array(list(stems)),
        rarity=rarity.astype(np.float16),
        weights=np.vstack([learned.coef_.T, learned.intercept_]).astype(np.float16),
    )


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what can be asked for."""
    add_set_arguments(command, "--sentences", SENTENCES)
    command.set_defaults(part="kept")
    command.add_argument("--train", action="store_true", help="learn the model from the other part first")


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON."""
    embedder = SentenceTransformerEmbedder()
    adapter = TypeAdapter(SignSentence)
    if chosen.train:
        train(read_labelled(chosen.labelled, adapter, "tune"), embedder, WEIGHTS)
        load_sign_model.cache_clear()
    rows = read_labelled(chosen.labelled, adapter, chosen.part)
    seen = [next((one.sign.sign_id for one in signs_in(row.text, embedder)), "") for row in rows]
    figures = _figures(list(zip(rows, seen, strict=True)))
    if chosen.json:
        return json.dumps({name: {"n": share.n, "mean": share.mean} for name, share in figures.items()})
    lines = ["| | share | n |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {share_cells(one)[0]} | {one.n} |" for name, one in figures.items())])


def _figures(judged: Sequence[tuple[SignSentence, str]]) -> dict[str, Interval]:
    telling = [sign == row.sign for row, sign in judged if row.sign]
    given = [sign == row.sign for row, sign in judged if sign]
    near = [bool(sign) for row, sign in judged if row.near and not row.sign]
    plain = [bool(sign) for row, sign in judged if not row.near and not row.sign]
    return {
        "sentences that tell a fact, in which it is seen": _share(telling),
        "signs that are right": _share(given),
        "sentences that share its words, in which a sign is seen": _share(near),
        "other sentences, in which a sign is seen": _share(plain),
    }


def _share(holds: Sequence[bool]) -> Interval:
    return exact(sum(holds), max(1, len(holds)))
