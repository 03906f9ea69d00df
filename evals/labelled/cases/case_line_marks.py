"""Which sentences of ours belong in the answer to a case: readers’ marks against what is said, and the training of the model.

``python -m evals lines`` prints, on the hand kept aside, how many of the sentences that are said belong, and how many do not
fit. ``--train`` learns the model from the other hands first. A mark is 2 where a sentence belongs, 1 where it is true and no
more, 0 where it does not fit. What an answer leaves out since it stands there already is counted as said.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter
from sklearn.linear_model import LogisticRegression

from assistant.answer import RecognisedCase, chosen_lines
from assistant.understand import (
    CaseLine,
    LineRecord,
    LineRole,
    line_features,
    lines_of,
    load_line_model,
    read_notification,
    recognise,
    signs_perhaps_in,
    told_part,
    weighed,
)
from corpus.models import Embedder, SentenceTransformerEmbedder
from evals.labelled.labelled_sets import QUESTIONS, LabelledRow, add_set_arguments, read_labelled, share_cells
from evals.metrics import Interval, exact

MARKS = QUESTIONS / "case-lines.jsonl"
MODEL = Path(__file__).parents[3] / "assistant" / "understand" / "case" / "case_lines.json"
_STRENGTH = 0.3
_BELONGS, _UNFIT = 2, 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedCase(LabelledRow):
    """A message by one hand, whether the police sent it, and by a sentence’s key what a reader made of it."""

    hand: str
    text: str
    notification: bool
    marks: Mapping[str, int]


def train(rows: Sequence[MarkedCase], embedder: Embedder, to: Path) -> None:
    """Learn the model, and write it: each hand’s sentences are judged by what others made of them."""
    marked = [(row.hand, line, row.marks[line.key]) for row in rows for line in _lines(row, embedder)]
    record = record_of((line, mark) for _, line, mark in marked)
    stored = {
        "belongs": _learned(marked, _BELONGS, 0),
        "unfit": _learned(marked, _UNFIT, 1),
        "record": {"of_sentence": record.of_sentence, "of_source": record.of_source, "of_role": record.of_role},
    }
    to.write_text(json.dumps(stored, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def _learned(marked: Sequence[tuple[str, CaseLine, int]], wanted: int, of_shares: int) -> dict[str, float]:
    """Return the weights by which it is told how likely a sentence gets a mark."""
    features, right = [], []
    for hand in dict.fromkeys(hand for hand, _, _ in marked):
        record = record_of((line, mark) for other, line, mark in marked if other != hand)
        for other, line, mark in marked:
            if other == hand:
                features.append(line_features(line, record.shares(line)[of_shares]))
                right.append(mark == wanted)
    names = list(features[0])
    read = np.array([[one[name] for name in names] for one in features])
    spread = np.maximum(read.std(axis=0), 1e-6)
    learned = LogisticRegression(C=_STRENGTH, max_iter=2000).fit(read / spread, right)
    weights = dict(zip(names, (float(one) for one in learned.coef_[0] / spread), strict=True))
    return {name: round(weight, 4) for name, weight in (*weights.items(), ("bias", float(learned.intercept_[0])))}


def record_of(marked: Iterable[tuple[CaseLine, int]]) -> LineRecord:
    """Return how often sentences were marked, belonged and did not fit: by sentence, by what they are of, by role."""
    counts: tuple[dict[str, list[int]], ...] = tuple(defaultdict(lambda: [0, 0, 0]) for _ in range(3))
    for line, mark in marked:
        for counted, key in zip(counts, (line.key, line.of, line.role_key), strict=True):
            counted[key][0] += 1
            counted[key][1] += mark == _BELONGS
            counted[key][2] += mark == _UNFIT
    of_sentence, of_source, of_role = (
        {key: (n, belonged, unfit) for key, (n, belonged, unfit) in one.items()} for one in counts
    )
    return LineRecord(of_sentence=of_sentence, of_source=of_source, of_role=of_role)


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what can be asked for."""
    add_set_arguments(command, "--marks", MARKS)
    command.set_defaults(part="kept")
    command.add_argument("--train", action="store_true", help="learn the model from the other part first")


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON."""
    embedder = SentenceTransformerEmbedder()
    adapter = TypeAdapter(MarkedCase)
    if chosen.train:
        train(read_labelled(chosen.labelled, adapter, "tune"), embedder, MODEL)
        load_line_model.cache_clear()
    figures = _figures(read_labelled(chosen.labelled, adapter, chosen.part), embedder)
    if chosen.json:
        return json.dumps({name: {"n": share.n, "mean": share.mean} for name, share in figures.items()})
    lines = ["| | share | n |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {share_cells(one)[0]} | {one.n} |" for name, one in figures.items())])


def _figures(rows: Sequence[MarkedCase], embedder: Embedder) -> dict[str, Interval]:
    said: list[tuple[LineRole, int]] = []
    belonging = 0
    for row in rows:
        case = _case(row, embedder)
        shown = [line for role in LineRole for line in chosen_lines(case, role, ())]
        said += [(line.role, row.marks[line.key]) for line in shown if line.key in row.marks]
        belonging += sum(row.marks.get(line.key) == _BELONGS for line in case.lines)
    right = [mark == _BELONGS for _, mark in said]
    figures = {
        "sentences said that belong": exact(sum(right), len(said)),
        "sentences said that do not fit": exact(sum(mark == 0 for _, mark in said), len(said)),
        "sentences that belong, said": exact(sum(right), belonging),
    }
    for role in LineRole:
        of_role = [mark == _BELONGS for one, mark in said if one is role]
        figures[f"{role} that belong"] = exact(sum(of_role), len(of_role))
    return figures


def _case(row: MarkedCase, embedder: Embedder) -> RecognisedCase:
    """Return a message as the recogniser understands it, with every sentence that might be said of it."""
    known, perhaps = recognise(row.text, embedder), signs_perhaps_in(told_part(row.text), embedder)
    return RecognisedCase(
        situations=known.situations,
        unsure=known.unsure,
        told_in=known.told_in,
        notification=read_notification(row.text) if row.notification else None,
        signs=tuple(one for one in perhaps if one.surely),
        lines=tuple(weighed(lines_of(known, perhaps, notification=row.notification), load_line_model())),
    )


def _lines(row: MarkedCase, embedder: Embedder) -> list[CaseLine]:
    """Return the sentences that might be said of a message and were marked."""
    known, perhaps = recognise(row.text, embedder), signs_perhaps_in(told_part(row.text), embedder)
    lines = lines_of(known, perhaps, notification=row.notification)
    return [line for line in dict.fromkeys(lines) if line.key in row.marks]
