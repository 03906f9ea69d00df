"""Which texts answer which questions, as readers said, and how well the reader (assistant/understand/answer_reader.py) says it.

A quotation is named by its passage and the sentence it is taken from: its words stand in the official PDFs and not here. So an
index of those PDFs is wanted (``--index``, or DSL_INDEX_DIR). ``python -m evals reader --train`` teaches the reader anew.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter
from sklearn.metrics import roc_auc_score

from assistant.answer import as_read, candidates, excerpt
from assistant.understand import load_reader
from corpus.index import PassageIndex, store_of
from corpus.models import SentenceTransformerEmbedder
from corpus.settings import LibrarySettings
from corpus.statements import load_short_answers
from evals.errors import EvalsError
from evals.labelled.labelled_sets import (
    QUESTIONS,
    LabelledRow,
    add_set_arguments,
    add_teaching_arguments,
    read_labelled,
)

READINGS = QUESTIONS / "readings.jsonl"
ANSWERS, HELPS = 2, 1
"""The grades: it answers what was asked or a whole part of it; it is on the very point and helps; 0 is neither."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadQuestion(LabelledRow):
    """A question by one hand, and how texts that were found for it were graded.

    Parameters
    ----------
    answers : dict of str to int
        Grades of short answers, by id.
    quotations : tuple of (str, int, int)
        Passage, place of the sentence in it, and grade.
    """

    hand: str
    text: str
    answers: dict[str, int]
    quotations: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A question, a text, and the text's grade; ``kind`` is ``answer`` or ``quotation``."""

    question: str
    text: str
    grade: int
    kind: str


def pairs(rows: Sequence[ReadQuestion], index: PassageIndex) -> Iterator[Pair]:
    """Return every graded pair whose text is to be had: an answer that is no more, or a passage of another edition, is left out.

    Yields
    ------
    Pair
    """
    texts = {answer.answer_id: " ".join(one.text for one in answer.sentences) for answer in load_short_answers()}
    passages = {passage.passage_id: passage for source_id in index.sources for passage in index.of_source(source_id)}
    for row in rows:
        for answer_id, grade in row.answers.items():
            if answer_id in texts:
                yield Pair(question=row.text, text=texts[answer_id], grade=grade, kind="answer")
        for passage_id, at, grade in row.quotations:
            passage = passages.get(passage_id)
            if passage is not None and any(place == at for place, _ in candidates(passage)):
                text = as_read(passage, excerpt(passage, at))
                yield Pair(question=row.text, text=text, grade=grade, kind="quotation")


def figures(read: Sequence[Pair], logits: NDArray[np.float32]) -> dict[str, tuple[float, int]]:
    """Return how well log-odds part what answers, and what helps, from the rest: the area under the curve, with n, by kind."""
    grades, kinds = np.array([one.grade for one in read]), np.array([one.kind for one in read])
    found = {}
    for kind in sorted(set(kinds)):
        some = kinds == kind
        for name, column, least in (("answers", 0, ANSWERS), ("helps", 1, HELPS)):
            is_so = grades[some] >= least
            if 0 < is_so.sum() < len(is_so):
                found[f"{kind}: {name}"] = (float(roc_auc_score(is_so, logits[some, column])), int(some.sum()))
    return found


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what can be asked for."""
    add_set_arguments(command, "--questions", READINGS)
    add_teaching_arguments(command, "teach the reader")
    command.add_argument("--go-on", action="store_true", help="begin with what it learned, and teach what ends a case")


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON.

    Raises
    ------
    EvalsError
        If the bundled reranker, of which the reader is made, is not installed.
    """
    settings = LibrarySettings.read()
    embedder = SentenceTransformerEmbedder(settings.embedding_model, settings.n_threads)
    index = store_of(settings.at(chosen.index) if chosen.index else settings).open(embedder.name)
    adapter = TypeAdapter(ReadQuestion)
    if chosen.train or chosen.go_on:
        from evals.labelled.train_reader import teach_reader  # noqa: PLC0415  # seconds that scoring need not pay

        teach_reader(list(pairs(read_labelled(chosen.labelled, adapter, "tune"), index)), go_on=chosen.go_on)
    reader = load_reader(settings.n_threads)
    if reader is None:
        raise EvalsError("the bundled reranker is not installed", "run 'make setup RERANKER=yes'")
    read = list(pairs(read_labelled(chosen.labelled, adapter, chosen.part), index))
    logits = np.array(
        [(one.answers, one.helps) for pair in read for one in reader.read(pair.question, [pair.text])], dtype=np.float32
    )
    found = figures(read, logits)
    if chosen.json:
        return json.dumps({name: {"n": n, "area": area} for name, (area, n) in found.items()})
    lines = ["| | area under the curve | n |", "|---|---|---|"]
    return "\n".join((*lines, *(f"| {name} | {area:.3f} | {n} |" for name, (area, n) in found.items())))
