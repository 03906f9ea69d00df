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
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from assistant.encoders import as_stored
from assistant.understand import NO_VECTOR, load_sign_model, sign_features, signs_in
from corpus.models import Embedder, SentenceTransformerEmbedder
from evals.labelled.labelled_sets import QUESTIONS, LabelledRow, add_set_arguments, read_labelled, share_cells
from evals.labelled.train_labelled_encoder import teach_labels
from evals.labelled.word_counts import counted_words
from evals.metrics import Interval, exact

SENTENCES = QUESTIONS / "signs.jsonl"
WEIGHTS = Path(__file__).parents[3] / "assistant" / "understand" / "case" / "signs.npz"
_STRENGTH = 30.0
_FEWEST = 4  # sentences in which a word must stand, to count
_STEPS, _EPOCHS = 150, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SignSentence(LabelledRow):
    """A sentence by one hand, and the sign that it tells; empty where it tells none, whatever its words share.

    Of a message in which a reader marked every telling fact each sentence and clause is a row, with the message that it is of.
    """

    hand: str
    text: str
    sign: str
    near: str = ""
    message: str = ""


def train(rows: Sequence[SignSentence], embedder: Embedder, to: Path) -> None:
    """Learn the model, and write it: a quarter of an hour on two cores."""
    texts = [row.text for row in rows]
    stems, rarity = counted_words(texts, _FEWEST)
    read = vstack([csr_matrix(sign_features(text, NO_VECTOR, stems, rarity)[:-1]) for text in texts])
    learned = LogisticRegression(C=_STRENGTH, max_iter=_STEPS).fit(read, [row.sign for row in rows])
    told: dict[str, set[str]] = {}
    for row in rows:
        told.setdefault(row.text, set()).add(row.sign)
    spoken = np.array([[name in some for name in learned.classes_ if name] for some in told.values()])
    taught = teach_labels(list(told), spoken, n_epochs=_EPOCHS)
    np.savez_compressed(
        to,
        embedder=np.array(embedder.name),
        names=np.array(learned.classes_),
        stems=np.array(list(stems)),
        rarity=rarity.astype(np.float16),
        weights=np.vstack([learned.coef_.T, learned.intercept_]).astype(np.float16),
        **as_stored(taught),
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
    alone = [row for row in rows if not row.message]
    seen = [next((one.sign.sign_id for one in signs_in(row.text, embedder)), "") for row in alone]
    figures = _figures(list(zip(alone, seen, strict=True)))
    if len(alone) < len(rows):
        figures |= _in_messages([row for row in rows if row.message], embedder)
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


def _in_messages(rows: Sequence[SignSentence], embedder: Embedder) -> dict[str, Interval]:
    """Return how many of the facts of messages are seen, and how much of what is seen a reader had marked."""
    of_message: dict[str, list[SignSentence]] = {}
    for row in rows:
        of_message.setdefault(row.message, []).append(row)
    told, seen, both = 0, 0, 0
    for pieces in of_message.values():
        marked = {row.sign for row in pieces} - {""}
        found = {one.sign.sign_id for one in signs_in("\n".join(row.text for row in pieces), embedder)}
        told, seen, both = told + len(marked), seen + len(found), both + len(marked & found)
    return {
        "facts marked in messages that are seen": exact(both, told),
        "facts seen in them that were marked": exact(both, seen),
    }


def _share(holds: Sequence[bool]) -> Interval:
    return exact(sum(holds), max(1, len(holds)))
