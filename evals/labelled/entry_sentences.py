"""What sentences of records tell: labelled sentences against what patterns and the model find, and the training of the model.

``python -m evals entries`` prints, on the sentences kept aside, how much of what they tell is found, by the patterns alone and
with the model, and how much of what is found is right. ``--train`` learns the model from the other sentences first.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
from pydantic import TypeAdapter
from sklearn.linear_model import LogisticRegression

from assistant.chronology import load_entry_model, told_in
from assistant.understand import pieces_of, sign_features
from corpus.models import Embedder, SentenceTransformerEmbedder
from evals.labelled.chronology_records import RECORDS, ChronologyRecord
from evals.labelled.labelled_sets import QUESTIONS, LabelledRow, add_set_arguments, read_labelled, share_cells
from evals.labelled.sign_sentences import SENTENCES as SIGNS
from evals.labelled.sign_sentences import SignSentence
from evals.labelled.word_counts import counted_words
from evals.metrics import Interval, exact

SENTENCES = QUESTIONS / "entries.jsonl"
WEIGHTS = Path(__file__).parents[2] / "assistant" / "chronology" / "entries.npz"
BY_PATTERNS = frozenset({"words", "home-violence"})
"""What patterns alone find: who speaks, and of which house, is not in one sentence."""
SAME_AS: Mapping[str, str] = MappingProxyType({
    "does-not-want-to-go-home": "not-home",
    "tired-after-home-nights": "tired",
    "takes-or-hoards-food": "hunger",
    "parent-not-seen": "parent-not-reached",
    "child-called-for-help": "child-steps-in-or-calls-999",
    "steps-between": "child-steps-in-or-calls-999",
    "hurts-itself": "self-harm",
    "threatens-to-harm-self": "suicide-threat-by-abuser",
    "wedding-or-engagement": "forced-marriage",
    "afraid-of-men-or-shouting": "upset",
    "flinches-or-ducks": "upset",
    "has-stopped-speaking": "upset",
    "tracked-or-filmed": "stalking-or-harassment",
    "bombards-with-messages": "stalking-or-harassment",
})
"""Telling facts, with the kind or the feature that says the same."""
_STRENGTH = 30.0
_FEWEST = 2  # sentences in which a word must stand, to count
_OF_A_SIGN = 0.4  # what a sentence from a message weighs beside one from a record
_OF_A_RECORD = 0.7
_N_WITHOUT = 500  # sentences from messages that tell nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySentence(LabelledRow):
    """A sentence of a record, by one way of writing, and what it tells."""

    hand: str
    text: str
    tells: tuple[str, ...]


def train(
    rows: Sequence[EntrySentence], signs: Sequence[SignSentence], records: Sequence[str], embedder: Embedder, to: Path
) -> None:
    """Learn the model from sentences of records and telling facts, and write it.

    Whole records show what most entries are: their clauses tell what the patterns find in them, and nothing else.
    """
    same = [(row.text, (SAME_AS[row.sign],)) for row in signs if row.sign in SAME_AS]
    without = [(row.text, ()) for row in signs if not row.sign][:_N_WITHOUT]
    clauses = dict.fromkeys(piece for text in records for piece in pieces_of(text))
    common = [(piece, tuple(told_in(piece))) for piece in clauses]
    taught = [*((row.text, row.tells) for row in rows), *same, *without, *common]
    texts = [text for text, _ in taught]
    weights = np.array([1.0] * len(rows) + [_OF_A_SIGN] * (len(same) + len(without)) + [_OF_A_RECORD] * len(common))
    stems, rarity = counted_words(texts, _FEWEST)
    inputs = zip(texts, embedder.embed(texts), strict=True)
    read = np.stack([sign_features(text, vector, stems, rarity) for text, vector in inputs])
    names = sorted({name for row in rows for name in row.tells} - BY_PATTERNS)
    learned = [
        LogisticRegression(C=_STRENGTH, max_iter=500).fit(
            read[:, :-1], [name in tells for _, tells in taught], sample_weight=weights
        )
        for name in names
    ]
    columns = [np.append(one.coef_[0], one.intercept_) for one in learned]
    np.savez_compressed(
        to,
        embedder=np.array(embedder.name),
        names=np.array(names),
        stems=np.array(list(stems)),
        rarity=rarity.astype(np.float16),
        weights=np.stack(columns, axis=1).astype(np.float16),
    )


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what can be asked for."""
    add_set_arguments(command, "--sentences", SENTENCES)
    command.set_defaults(part="kept")
    command.add_argument("--train", action="store_true", help="learn the model from the other part first")


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON."""
    embedder = SentenceTransformerEmbedder()
    adapter = TypeAdapter(EntrySentence)
    if chosen.train:
        signs = read_labelled(SIGNS, TypeAdapter(SignSentence), "tune")
        records = [row.text for row in read_labelled(RECORDS, TypeAdapter(ChronologyRecord), "tune")]
        train(read_labelled(chosen.labelled, adapter, "tune"), signs, records, embedder, WEIGHTS)
        load_entry_model.cache_clear()
    rows = read_labelled(chosen.labelled, adapter, chosen.part)
    figures = {
        f"{name}, {how}": share
        for how, reader in (("patterns alone", None), ("with the model", embedder))
        for name, share in _figures(rows, reader).items()
    }
    if chosen.json:
        return json.dumps({name: {"n": share.n, "mean": share.mean} for name, share in figures.items()})
    lines = ["| | share | n |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {share_cells(one)[0]} | {one.n} |" for name, one in figures.items())])


def _figures(rows: Sequence[EntrySentence], embedder: Embedder | None) -> dict[str, Interval]:
    """Return how much is found, and in how many of the sentences that tell nothing something is."""
    names = {name for row in rows for name in row.tells} - BY_PATTERNS
    found = [told_in(row.text, embedder) & names for row in rows]
    told = [name in one for row, one in zip(rows, found, strict=True) for name in row.tells if name in names]
    given = [name in row.tells for row, one in zip(rows, found, strict=True) for name in one]
    plain = [bool(one) for row, one in zip(rows, found, strict=True) if not row.tells]
    return {
        "found of what is told": _share(told),
        "of what is found labelled so": _share(given),
        "sentences that tell nothing, in which something is found": _share(plain),
    }


def _share(holds: Sequence[bool]) -> Interval:
    return exact(sum(holds), max(1, len(holds)))
