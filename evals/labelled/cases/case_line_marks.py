"""Which sentences of ours belong in the answer to a case: readers’ marks against what is said, and the training of the model.

``python -m evals lines`` prints, on the hands kept aside, how many of the sentences that are said belong, and how many do not
fit. ``--reader`` first teaches the reader of message and sentence, half an hour on two cores, and ``--train`` learns what weighs
all that is known: the reader’s part in it by hands that did not teach the reader. A mark is 2 where a sentence belongs, 1 where
it is true and no more, 0 where it does not fit. What an answer leaves out since it stands there already is counted as said.
With ``--part tune`` a message has its own marks beside it, so that says nothing.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter
from sklearn.linear_model import LogisticRegression

from assistant.answer import RecognisedCase, chosen_lines
from assistant.encoders import TaughtReranker
from assistant.understand import (
    MARK_BELONGS,
    MARK_SCALE,
    MARK_UNFIT,
    CaseLine,
    KnownMarks,
    LineRecord,
    LineRole,
    MarksNear,
    line_features,
    lines_of,
    load_known_marks,
    load_line_model,
    load_line_reader,
    marks_beside,
    read_notification,
    recognise,
    signs_perhaps_in,
    told_part,
    weighed,
)
from corpus.models import Embedder, SentenceTransformerEmbedder
from evals.labelled.labelled_sets import QUESTIONS, LabelledRow, add_set_arguments, read_labelled, share_cells
from evals.labelled.train_taught_reranker import ANSWER_READER, ReadLesson, teach_reranker
from evals.metrics import Interval, exact

MARKS = QUESTIONS / "case-lines.jsonl"
_CASE = Path(__file__).parents[3] / "assistant" / "understand" / "case"
MODEL, READER, KNOWN_MARKS = _CASE / "case_lines.json", _CASE / "line_reader.npz", _CASE / "known_marks.npz"
WEIGHING = frozenset({"m13", "m14", "n2", "w23", "w24"})
"""Hands by which what was read is weighed: they teach the reader nothing, which would be surer of what it was taught."""
_STRENGTH = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedCase(LabelledRow):
    """A message by one hand, whether the police sent it, and by a sentence’s key what a reader made of it."""

    hand: str
    text: str
    notification: bool
    marks: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedLine:
    """A sentence that might be said of a message by a hand, its mark, and what was read of it: that it belongs, that it fits."""

    hand: str
    text: str
    line: CaseLine
    mark: int
    read: tuple[float, float] | None = None

    def features(self, wanted: int, record: LineRecord, near: MarksNear) -> dict[str, float]:
        """Return what it is judged by, where it is asked how likely it gets a mark."""
        at = 0 if wanted == MARK_BELONGS else 1
        read = None if self.read is None else (self.read[0], -self.read[1])[at]
        in_all = record.shares(self.line)
        return line_features(self.line, in_all[at], near.shares(self.line.key, in_all)[at], read)


def marked_lines(rows: Sequence[MarkedCase], embedder: Embedder) -> list[MarkedLine]:
    """Return the sentences that might be said of messages and were marked; some minutes for a thousand messages."""
    return [
        MarkedLine(hand=row.hand, text=row.text, line=line, mark=row.marks[line.key])
        for row in rows
        for line in _lines(row, embedder)
    ]


def train(marked: Sequence[MarkedLine], to: Path, embedder: Embedder, reader: TaughtReranker | None = None) -> None:
    """Learn the model, and write it and the marks beside it: each hand’s sentences are judged by what others made of them.

    Parameters
    ----------
    marked : sequence of MarkedLine
        What teaches.
    to : Path
        The file of the model; the marks are written beside it.
    embedder : Embedder
        Says which messages are near each other.
    reader : TaughtReranker or None
        What it reads of the hands that weigh it is a feature more; without it what was learned of that before is kept.
    """
    record = record_of((one.line, one.mark) for one in marked)
    others = _others(marked, embedder)
    _save(others.known, to.with_name(KNOWN_MARKS.name))
    stored = {
        "belongs": _learned(marked, others, MARK_BELONGS),
        "unfit": _learned(marked, others, MARK_UNFIT),
        "record": {"of_sentence": record.of_sentence, "of_source": record.of_source, "of_role": record.of_role},
    }
    if reader is not None:
        weigh = _read([one for one in marked if one.hand in WEIGHING], reader)
        stored |= {
            "belongs_read": _learned(weigh, others, MARK_BELONGS),
            "unfit_read": _learned(weigh, others, MARK_UNFIT),
        }
    else:
        before = json.loads(MODEL.read_text(encoding="utf-8"))
        stored |= {name: before[name] for name in ("belongs_read", "unfit_read")}
    to.write_text(json.dumps(stored, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def teach_line_reader(marked: Sequence[MarkedLine], to: Path = READER) -> None:
    """Teach the reader, which begins with what reads questions and answers, by the marks of the hands that do not weigh it.

    Raises
    ------
    ModelError
        If the bundled reranker is not installed.
    """
    lessons = [
        ReadLesson(texts=(one.text, one.line.sentence.text), holds=(one.mark == MARK_BELONGS, one.mark > MARK_UNFIT))
        for one in marked
        if one.hand not in WEIGHING
    ]
    teach_reranker(lessons, to, drawn=np.random.default_rng(0), begin_with=ANSWER_READER)


def _read(marked: Sequence[MarkedLine], reader: TaughtReranker) -> list[MarkedLine]:
    """Return marked sentences with what was read of each."""
    rows = (reader.log_odds(one.text, [one.line.sentence.text])[0] for one in marked)
    return [replace(one, read=(float(belongs), float(fits))) for one, (belongs, fits) in zip(marked, rows, strict=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Others:
    """All that was marked, and what of it is not by one hand."""

    marked: Sequence[MarkedLine]
    known: KnownMarks
    places: Mapping[str, int]

    def record(self, hand: str) -> LineRecord:
        return record_of((one.line, one.mark) for one in self.marked if one.hand != hand)

    def beside(self, text: str, hand: str) -> MarksNear:
        """Return what others than a hand made of sentences, as it counts beside a message."""
        near = self.known.beside(self.known.messages[self.places[text]])
        theirs = {self.places[one.text] for one in self.marked if one.hand == hand}
        counts = near.counts.copy()
        counts[list(theirs)] = 0.0
        return replace(near, counts=counts)


def _others(marked: Sequence[MarkedLine], embedder: Embedder) -> _Others:
    texts = list(dict.fromkeys(one.text for one in marked))
    known = KnownMarks(embedder=embedder.name, messages=embedder.embed(texts), of_sentence=_by_sentence(marked, texts))
    return _Others(marked=marked, known=known, places={text: at for at, text in enumerate(texts)})


def _by_sentence(marked: Sequence[MarkedLine], texts: Sequence[str]) -> dict[str, NDArray[np.int16]]:
    """Return by each sentence’s key the places of the messages for which it was marked, with the mark."""
    places = {text: at for at, text in enumerate(texts)}
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in marked:
        found[one.line.key].append((places[one.text], one.mark))
    return {key: np.array(pairs, dtype=np.int16) for key, pairs in found.items()}


def _save(known: KnownMarks, to: Path) -> None:
    of_key = np.repeat(np.arange(len(known.of_sentence)), [len(pairs) for pairs in known.of_sentence.values()])
    np.savez_compressed(
        to,
        embedder=np.array(known.embedder),
        messages=np.round(known.messages * MARK_SCALE).astype(np.int8),
        keys=np.array(list(known.of_sentence)),
        of_key=of_key.astype(np.int16),
        pairs=np.concatenate(list(known.of_sentence.values())),
    )


def _learned(some: Sequence[MarkedLine], others: _Others, wanted: int) -> dict[str, float]:
    """Return the weights by which it is told how likely a sentence gets a mark: each hand’s by what the others made of it."""
    features, right = [], []
    for hand in dict.fromkeys(one.hand for one in some):
        record, of_hand = others.record(hand), [one for one in some if one.hand == hand]
        near = {text: others.beside(text, hand) for text in {one.text for one in of_hand}}
        features += [one.features(wanted, record, near[one.text]) for one in of_hand]
        right += [one.mark == wanted for one in of_hand]
    names = list(features[0])
    found = np.array([[one[name] for name in names] for one in features])
    spread = np.maximum(found.std(axis=0), 1e-6)
    learned = LogisticRegression(C=_STRENGTH, max_iter=2000).fit(found / spread, right)
    weights = dict(zip(names, (float(one) for one in learned.coef_[0] / spread), strict=True))
    return {name: round(weight, 4) for name, weight in (*weights.items(), ("bias", float(learned.intercept_[0])))}


def record_of(marked: Iterable[tuple[CaseLine, int]]) -> LineRecord:
    """Return how often sentences were marked, belonged and did not fit: by sentence, by what they are of, by role."""
    counts: tuple[dict[str, list[int]], ...] = tuple(defaultdict(lambda: [0, 0, 0]) for _ in range(3))
    for line, mark in marked:
        for counted, key in zip(counts, (line.key, line.of, line.role_key), strict=True):
            counted[key][0] += 1
            counted[key][1] += mark == MARK_BELONGS
            counted[key][2] += mark == MARK_UNFIT
    of_sentence, of_source, of_role = (
        {key: (n, belonged, unfit) for key, (n, belonged, unfit) in one.items()} for one in counts
    )
    return LineRecord(of_sentence=of_sentence, of_source=of_source, of_role=of_role)


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what can be asked for."""
    add_set_arguments(command, "--marks", MARKS)
    command.set_defaults(part="kept")
    command.add_argument(
        "--reader", action="store_true", help="teach the reader from the other part first, and weigh it"
    )
    command.add_argument("--train", action="store_true", help="learn what weighs all that is known first")


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON."""
    embedder = SentenceTransformerEmbedder()
    adapter = TypeAdapter(MarkedCase)
    if chosen.reader or chosen.train:
        marked = marked_lines(read_labelled(chosen.labelled, adapter, "tune"), embedder)
        if chosen.reader:
            teach_line_reader(marked)
            load_line_reader.cache_clear()
        train(marked, MODEL, embedder, load_line_reader())
        load_line_model.cache_clear()
        load_known_marks.cache_clear()
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
        shown = [line for role in LineRole for line in chosen_lines(case, role, at_least=role is LineRole.STEP)]
        said += [(line.role, row.marks[line.key]) for line in shown if line.key in row.marks]
        belonging += sum(row.marks.get(line.key) == MARK_BELONGS for line in case.lines)
    right = [mark == MARK_BELONGS for _, mark in said]
    figures = {
        "sentences said that belong": exact(sum(right), len(said)),
        "sentences said that do not fit": exact(sum(mark == MARK_UNFIT for _, mark in said), len(said)),
        "sentences that belong, said": exact(sum(right), belonging),
    }
    for role in LineRole:
        of_role = [mark == MARK_BELONGS for one, mark in said if one is role]
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
        lines=tuple(
            weighed(
                lines_of(known, perhaps, notification=row.notification),
                load_line_model(),
                row.text,
                load_line_reader(),
                marks_beside(row.text, embedder),
            )
        ),
    )


def _lines(row: MarkedCase, embedder: Embedder) -> list[CaseLine]:
    """Return the sentences that might be said of a message and were marked."""
    known, perhaps = recognise(row.text, embedder), signs_perhaps_in(told_part(row.text), embedder)
    lines = lines_of(known, perhaps, notification=row.notification)
    return [line for line in dict.fromkeys(lines) if line.key in row.marks]
