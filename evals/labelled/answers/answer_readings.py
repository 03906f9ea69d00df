"""How well the reader (assistant/understand/answer_reader.py) says which texts answer which questions.

An index of the official PDFs is wanted (``--index``, or DSL_INDEX_DIR), since the words of graded quotations stand there alone.
``python -m evals reader --train`` teaches the reader anew.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter
from sklearn.metrics import roc_auc_score

from assistant.understand import load_reader
from corpus.index import store_of
from corpus.models import SentenceTransformerEmbedder
from corpus.settings import LibrarySettings
from evals.errors import EvalsError
from evals.labelled.answers.graded_texts import ANSWERS, HELPS, READINGS, Pair, ReadQuestion, pairs
from evals.labelled.answers.train_reader import teach_reader
from evals.labelled.labelled_sets import add_set_arguments, add_teaching_arguments, read_labelled


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
    command.add_argument("--hands", nargs="+", default=(), help="with --go-on: the cases of these hands alone")


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON.

    Raises
    ------
    EvalsError
        If the bundled reranker, of which the reader is made, is not installed, or hands are named for another teaching.
    """
    if chosen.hands and not chosen.go_on:
        raise EvalsError("hands are named only for going on", "say --go-on --hands …")
    settings = LibrarySettings.read()
    embedder = SentenceTransformerEmbedder(settings.embedding_model, settings.n_threads)
    index = store_of(settings.at(chosen.index) if chosen.index else settings).open(embedder.name)
    adapter = TypeAdapter(ReadQuestion)
    if chosen.train or chosen.go_on:
        lessons = list(pairs(read_labelled(chosen.labelled, adapter, "tune"), index))
        teach_reader(lessons, go_on=chosen.go_on, hands=chosen.hands)
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
