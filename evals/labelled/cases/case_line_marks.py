"""Which sentences of ours belong in the answer to a case: readers’ marks against what is said, and the training of the model.

``python -m evals lines`` prints, on the hands kept aside, how many of the sentences that are said belong, and how many do not
fit; and of messages for which advisers searched all sentences (line_choices.py), how many they chose. ``--chooser`` teaches what
chooses sentences, five minutes, and nothing else. ``--train`` learns what readers made of each sentence, and then what weighs all
that is known, by choices of hands that did not teach the chooser; ``--weigh`` learns the weights alone. Both give new sentences a
place among what is chosen. A mark is 2 where a sentence belongs, 1 where it is true and no more, 0 where it does not fit. What an
answer leaves out since it stands there already is counted as said. With ``--part tune`` a message has its own marks beside it, so
that says nothing.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter
from sklearn.linear_model import LogisticRegression

from assistant.answer import RecognisedCase, chosen_lines, general_steps_said
from assistant.understand import (
    MARK_BELONGS,
    MARK_SCALE,
    MARK_TRUE,
    MARK_UNFIT,
    CaseLine,
    KnownMarks,
    LineRecord,
    LineRole,
    MarksNear,
    general_lines,
    line_features,
    lines_of,
    load_known_marks,
    load_line_chooser,
    load_line_model,
    marks_beside,
    read_notification,
    recognise,
    sentences_of_cases,
    signs_perhaps_in,
    told_part,
    weighed,
)
from corpus.models import Embedder, SentenceTransformerEmbedder
from evals.labelled.cases.line_choices import CHOICES_WEIGHING, LineChoice, line_choices
from evals.labelled.cases.teach_line_chooser import place_new_lines, teach_line_chooser
from evals.labelled.labelled_sets import QUESTIONS, LabelledRow, add_set_arguments, read_labelled, share_cells
from evals.metrics import Interval, exact

MARKS = QUESTIONS / "case-lines.jsonl"
_CASE = Path(__file__).parents[3] / "assistant" / "understand" / "case"
MODEL, KNOWN_MARKS = _CASE / "case_lines.json", _CASE / "known_marks.npz"
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
    """A sentence that might be said of a message, and its mark."""

    text: str
    line: CaseLine
    mark: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceOfLine(MarkedLine):
    """The same, with how likely it is chosen and how likely the likeliest of all sentences is."""

    chosen: float
    highest: float

    def features(self, wanted: int, record: LineRecord, near: MarksNear | None) -> dict[str, float]:
        """Return what it is judged by, where it is asked how likely it gets a mark."""
        at = 0 if wanted == MARK_BELONGS else 1
        in_all = record.shares(self.line)
        like_this = in_all if near is None else near.shares(self.line.key, in_all)
        return line_features(self.line, in_all[at], like_this[at], self.chosen, self.highest)


def marked_lines(rows: Sequence[MarkedCase], embedder: Embedder) -> list[MarkedLine]:
    """Return the sentences that might be said of messages and were marked; some minutes for a thousand messages."""
    return [
        MarkedLine(text=row.text, line=line, mark=row.marks[line.key])
        for row in rows
        for line in _lines_of(row, embedder)
        if line.key in row.marks
    ]


def train(marked: Sequence[MarkedLine], to: Path, embedder: Embedder) -> None:
    """Learn what was made of sentences, and write it and the marks beside it; what weighs them is kept.

    Parameters
    ----------
    marked : sequence of MarkedLine
        What teaches.
    to : Path
        The file of the model; the marks are written beside it.
    embedder : Embedder
        Says which messages are near each other.
    """
    record = record_of((one.line, one.mark) for one in marked)
    texts = list(dict.fromkeys(one.text for one in marked))
    known = KnownMarks(embedder=embedder.name, messages=embedder.embed(texts), of_sentence=_by_sentence(marked, texts))
    _save(known, to.with_name(KNOWN_MARKS.name))
    made = {"of_sentence": record.of_sentence, "of_source": record.of_source, "of_role": record.of_role}
    _write(to, json.loads(MODEL.read_text(encoding="utf-8")) | {"record": made})


def weigh(to: Path, embedder: Embedder) -> None:
    """Learn what a sentence is judged by, from what advisers chose of all; what was made of sentences is kept."""
    record = load_line_model().record
    choices = choices_that_weigh(embedder)
    near = {text: marks_beside(text, embedder) for text in dict.fromkeys(one.text for one in choices)}
    learned = {
        name: _learned((one.features(wanted, record, near[one.text]), one.mark == wanted) for one in choices)
        for name, wanted in (("belongs", MARK_BELONGS), ("unfit", MARK_UNFIT))
    }
    _write(to, learned | {"record": json.loads(to.read_text(encoding="utf-8"))["record"]})


def choices_that_weigh(embedder: Embedder) -> list[ChoiceOfLine]:
    """Return the sentences that might be said, of hands that weigh: chosen, or misleading by an adviser’s word, or neither."""
    found = []
    for row in line_choices():
        if row.hand in CHOICES_WEIGHING:
            chosen = load_line_chooser().by_name(row.text)
            highest = max(chosen.values())
            for line in _lines_of(row, embedder):
                mark = MARK_BELONGS if line.key in row.lines else MARK_UNFIT if line.key in row.wrong else MARK_TRUE
                one = ChoiceOfLine(text=row.text, line=line, mark=mark, chosen=chosen[line.key], highest=highest)
                found.append(one)
    return found


def _write(to: Path, model: Mapping[str, object]) -> None:
    to.write_text(json.dumps(model, indent=0, sort_keys=True) + "\n", encoding="utf-8")


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


def _learned(some: Iterable[tuple[dict[str, float], bool]]) -> dict[str, float]:
    """Return the weights by which it is told how likely a sentence gets a mark, from features and whether it has it."""
    features, right = zip(*some, strict=True)
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
    command.add_argument("--chooser", action="store_true", help="teach what chooses sentences, and nothing else")
    command.add_argument(
        "--train",
        action="store_true",
        help="learn what readers made of sentences first, and all that --weigh does",
    )
    command.add_argument("--weigh", action="store_true", help="learn what weighs all that is known first")


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON."""
    embedder = SentenceTransformerEmbedder()
    adapter = TypeAdapter(MarkedCase)
    if chosen.chooser:
        return f"{teach_line_chooser()} Now learn what weighs the sentences (--weigh)."
    if chosen.train:
        train(marked_lines(read_labelled(chosen.labelled, adapter, "tune"), embedder), MODEL, embedder)
        load_line_model.cache_clear()
        load_known_marks.cache_clear()
    if chosen.train or chosen.weigh:
        place_new_lines()
        load_line_chooser.cache_clear()
        weigh(MODEL, embedder)
        load_line_model.cache_clear()
    figures = _figures(read_labelled(chosen.labelled, adapter, chosen.part), embedder)
    if chosen.part == "kept":
        figures |= _figures_of_choices(embedder)
    if chosen.json:
        return json.dumps({name: {"n": share.n, "mean": share.mean} for name, share in figures.items()})
    lines = ["| | share | n |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {share_cells(one)[0]} | {one.n} |" for name, one in figures.items())])


def _figures_of_choices(embedder: Embedder) -> dict[str, Interval]:
    """Return how many of the sentences that are said of messages kept aside were chosen, and how many of the chosen are said."""
    of_case, of_many = np.zeros(4, dtype=int), np.zeros(4, dtype=int)
    general = {line.key for line in general_lines()}
    known = sentences_of_cases().keys()
    for row in line_choices("kept"):
        case = _case(row, embedder)
        said = _said(case)
        keys = {line.key for line in said}
        of_case += _counted(keys, (known - general) & set(row.lines), row)
        said_general = {line.key for line in general_steps_said(case, [line.sentence.text for line in said])}
        of_many += _counted(said_general, (general & set(row.lines)) - keys, row)
    return _figures_of(of_case, "sentences") | _figures_of(of_many, "sentences of many a case")


def _counted(said: set[str], chosen: set[str], row: LineChoice) -> tuple[int, int, int, int]:
    """Return how many sentences are said, how many of them were chosen, how many mislead, and how many of all were chosen."""
    return len(said), len(said & chosen), len(said & set(row.wrong)), len(chosen)


def _figures_of(counts: NDArray[np.int_], name: str) -> dict[str, Interval]:
    n_said, right, wrong, n_chosen = (int(one) for one in counts)
    return {
        f"{name} said that were chosen of all": exact(right, n_said),
        f"{name} said that would mislead": exact(wrong, n_said),
        f"{name} chosen of all, said": exact(right, n_chosen),
    }


def _said(case: RecognisedCase) -> list[CaseLine]:
    return [line for role in LineRole for line in chosen_lines(case, role, at_least=role is LineRole.STEP)]


def _figures(rows: Sequence[MarkedCase], embedder: Embedder) -> dict[str, Interval]:
    said: list[tuple[LineRole, int]] = []
    belonging = 0
    for row in rows:
        case = _case(row, embedder)
        shown = _said(case)
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


def _case(row: MarkedCase | LineChoice, embedder: Embedder) -> RecognisedCase:
    """Return a message as the recogniser understands it, with every sentence that might be said of it."""
    known, perhaps = recognise(row.text, embedder), signs_perhaps_in(told_part(row.text), embedder)
    chosen = load_line_chooser().by_name(row.text)
    lines = lines_of(known, perhaps, notification=row.notification)
    near = marks_beside(row.text, embedder)
    return RecognisedCase(
        situations=known.situations,
        unsure=known.unsure,
        told_in=known.told_in,
        notification=read_notification(row.text) if row.notification else None,
        signs=tuple(one for one in perhaps if one.surely),
        lines=tuple(weighed(lines, load_line_model(), chosen, near)),
    )


def _lines_of(row: MarkedCase | LineChoice, embedder: Embedder) -> list[CaseLine]:
    """Return the sentences that might be said of a message, each once."""
    known, perhaps = recognise(row.text, embedder), signs_perhaps_in(told_part(row.text), embedder)
    return list(dict.fromkeys(lines_of(known, perhaps, notification=row.notification)))
