"""Which kind of question ends a case: labelled questions against what is recognised, and the training of the model.

``python -m evals asks`` prints, on the hands kept aside, how many questions get a verdict, and how many of those the right one.
``--train`` learns the model from the other hands first.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from assistant.understand import (
    NO_VERDICT,
    AskedPart,
    WordTable,
    asked_features,
    asked_kind,
    asked_parts,
    told_end,
    words_of,
)
from corpus.models import Embedder, SentenceTransformerEmbedder, Vectors
from evals.labelled.hearing_messages import LEADING, GateMessage
from evals.labelled.labelled_sets import QUESTIONS, LabelledRow, add_set_arguments, read_labelled, share_cells
from evals.metrics import Interval, exact

ASKS = QUESTIONS / "asks.jsonl"
WEIGHTS = Path(__file__).parents[3] / "assistant" / "understand" / "asked_kinds.npz"
_STRENGTH = 15.0
_FEWEST = (2, 2, 3)  # questions in which a word must stand, to count: of each table
_OTHER = 0.35  # how much the other kind that would do counts
_OF_NO_CASE = "other"
_LEADING_COUNTS = 0.25  # so much what people ask who lead: there is much of it, and cases are what verdicts are for


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledQuestion(LabelledRow):
    """What is asked, the end of what was told with it, its kind, another that would do (or none), and whose hand it is.

    ``direction`` is which way a question about sharing goes, and empty where it goes none.
    """

    words: str
    text: str
    kind: str
    also: str
    hand: str
    direction: str = ""


def train(cases: Sequence[LabelledQuestion], leading: Sequence[LabelledQuestion], embedder: Embedder, to: Path) -> None:
    """Learn the model from what ends cases and, counting for less, from what is asked about none; and write it."""
    rows, counts = [*cases, *leading], [1.0] * len(cases) + [_LEADING_COUNTS] * len(leading)
    asked, told = [" ".join(row.words.split()) for row in rows], [told_end(row.text) for row in rows]
    tables = word_tables(asked, told)
    inputs = zip(asked, told, embedder.embed(asked), embedder.embed(told), strict=True)
    read = np.stack([asked_features(*one, tables) for one in inputs])[:, :-1]
    other = [at for at, row in enumerate(rows) if row.also]
    learned = LogisticRegression(C=_STRENGTH, max_iter=500).fit(
        csr_matrix(np.vstack([read, read[other]])),
        [row.kind for row in rows] + [rows[at].also for at in other],
        sample_weight=[n - _OTHER if row.also else n for row, n in zip(rows, counts, strict=True)]
        + [_OTHER] * len(other),
    )
    write(learned, tables, embedder.name, to)


def of_leading(rows: Sequence[GateMessage]) -> list[LabelledQuestion]:
    """Return what people ask who lead, each as a question that gets no verdict: it is about staff, and not about a case."""
    return [
        LabelledQuestion(
            id=f"{row.id}-{at}",
            part=row.part,
            words=part.words,
            text=part.text,
            kind=_OF_NO_CASE,
            also="",
            hand=row.hand,
        )
        for row in rows
        for at, part in enumerate(asked_parts(row.text))
    ]


def word_tables(asked: Sequence[str], told: Sequence[str]) -> tuple[WordTable, ...]:
    """Return the words that count, of what is asked and what was told."""
    counted = zip(*(words_of(*one) for one in zip(asked, told, strict=True)), strict=True)
    return tuple(_table(texts, fewest) for texts, fewest in zip(counted, _FEWEST, strict=True))


def write(learned: LogisticRegression, tables: Sequence[WordTable], embedder: str, to: Path) -> None:
    """Write what ``AskedKindModel`` reads."""
    np.savez_compressed(
        to,
        allow_pickle=False,
        embedder=np.array(embedder),
        kinds=np.array(learned.classes_),
        n_tables=np.array(len(tables)),
        **{f"words_{which}": np.array(list(table.columns)) for which, table in enumerate(tables)},
        **{f"rarity_{which}": table.rarity.astype(np.float16) for which, table in enumerate(tables)},
        weights=_weights(learned).astype(np.float16),
    )


def _table(texts: Sequence[Collection[str]], fewest: int) -> WordTable:
    counts = Counter(word for text in texts for word in text)
    columns = {word: at for at, word in enumerate(sorted(word for word, n in counts.items() if n >= fewest))}
    rarity = np.array([np.log(len(texts) / counts[word]) for word in columns], dtype=np.float32)
    return WordTable(columns=columns, rarity=rarity)


def _weights(learned: LogisticRegression) -> Vectors:
    return np.vstack([learned.coef_.T, learned.intercept_]).astype(np.float32)


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what can be asked for."""
    add_set_arguments(command, "--asks", ASKS)
    command.set_defaults(part="kept")
    command.add_argument("--train", action="store_true", help="learn the model from the other part first")


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON."""
    embedder = SentenceTransformerEmbedder()
    adapter = TypeAdapter(LabelledQuestion)
    if chosen.train:
        leading = of_leading(read_labelled(LEADING, TypeAdapter(GateMessage), "tune"))
        train(read_labelled(chosen.labelled, adapter, "tune"), leading, embedder, WEIGHTS)
    rows = read_labelled(chosen.labelled, adapter, chosen.part)
    return kind_table(rows, [asked_kind(part_of(row), embedder) for row in rows], NO_VERDICT, as_json=chosen.json)


def part_of(row: LabelledQuestion) -> AskedPart:
    """Return what a question asks, as what recognises kinds reads it."""
    return AskedPart(words=row.words, question=row.words, text=row.text)


def kind_table(
    rows: Sequence[LabelledQuestion], found: Sequence[str], without: Collection[str], *, as_json: bool
) -> str:
    """Return how often what is recognised is right, of all hands and each, as a table or as JSON.

    Parameters
    ----------
    rows : sequence of LabelledQuestion
        The questions.
    found : sequence of str
        The kind of each, or nothing.
    without : collection of str
        Kinds of which nothing is to be recognised.
    as_json : bool
        Whether it is JSON.
    """
    hands = sorted({row.hand for row in rows})
    figures = {
        f"{what}, {name}": share
        for name in ("all", *hands)
        for what, share in _figures(rows, found, without, name).items()
    }
    if as_json:
        return json.dumps({name: {"n": share.n, "mean": share.mean} for name, share in figures.items()})
    lines = ["| | share | n |", "|---|---|---|"]
    return "\n".join([
        *lines,
        *(f"| {name} | {share_cells(share)[0]} | {share.n} |" for name, share in figures.items()),
    ])


def _figures(
    rows: Sequence[LabelledQuestion], found: Sequence[str], without: Collection[str], hand: str
) -> dict[str, Interval]:
    chosen = [(row, kind) for row, kind in zip(rows, found, strict=True) if hand in {"all", row.hand}]
    given = [kind in {row.kind, row.also} for row, kind in chosen if kind]
    wanted = [bool(kind) and kind in {row.kind, row.also} for row, kind in chosen if row.kind not in without]
    spared = [not kind for row, kind in chosen if {row.kind, row.also} - {""} <= set(without)]
    return {
        "of those recognised, right": _share(given),
        "recognised rightly, of those to be": _share(wanted),
        "let alone, of the others": _share(spared),
    }


def _share(holds: Sequence[bool]) -> Interval:
    return exact(sum(holds), max(1, len(holds)))
