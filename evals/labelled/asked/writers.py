"""Who writes: labelled messages against what is recognised, and the training of the models.

``python -m evals writers`` prints, on the hands kept aside, how many messages are taken for one by staff who are not the
safeguarding lead: of those that are, and of others. ``--train`` teaches the models the other hands first, in three minutes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from pydantic import TypeAdapter

from assistant.encoders import as_stored, read_word_rows
from assistant.understand import sentences_as_typed, writes_without_the_lead
from evals.labelled.hearing_messages import HEARING, GateMessage
from evals.labelled.labelled_sets import (
    QUESTIONS,
    LabelledRow,
    add_set_arguments,
    read_labelled,
    share_cells,
    shares,
)
from evals.labelled.train_labelled_encoder import teach_labels
from evals.labelled.word_row_lessons import WordRowLesson, learned

WRITERS = QUESTIONS / "writers.jsonl"
WEIGHTS = Path(__file__).parents[3] / "assistant" / "understand" / "who_writes.npz"
_SEED = 0
_EPOCHS = 5
_N_ORDINARY = 1500  # messages of which nobody said who wrote them, for the words
_N_READ = 400  # others of them, for the encoder
_UNLIKELY = 0.15  # that it shows in one of their sentences, by its words
_STRENGTH = 30.0
_FEWEST = 3  # sentences in which words in a row must stand, to count
_PLAINLY = 2.0  # what a sentence counts that shows another writer
_PERHAPS = 0.5  # the other sentences of a message by staff who are not the lead
_ORDINARY = 0.3  # sentences of which nobody said who wrote them


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenMessage(LabelledRow):
    """One message, who wrote it, and the words that show it, if any do.

    Parameters
    ----------
    writer : str
        ``staff`` who are not the lead and say so, or somebody ``outside``; else ``lead``, also where nothing shows it.
    shows : str
        Words of the text; empty where nothing shows it.
    """

    text: str
    writer: Literal["staff", "lead", "outside"]
    shows: str
    hand: str


def lessons(rows: Sequence[WrittenMessage], ordinary: Sequence[str]) -> list[WordRowLesson]:
    """Return what teaches whether a sentence shows that staff write who are not the lead."""
    found = [
        WordRowLesson(text=sentence, holds=False, counts=_ORDINARY)
        for text in ordinary
        for sentence in sentences_as_typed(text)
    ]
    for row in rows:
        for sentence in sentences_as_typed(row.text):
            shown = bool(row.shows) and (row.shows in sentence or sentence in row.shows)
            holds = shown and row.writer == "staff"
            counts = 1.0 if holds else _PERHAPS if row.writer == "staff" else _PLAINLY if shown else 1.0
            found.append(WordRowLesson(text=sentence, holds=holds, counts=counts))
    return found


def train(rows: Sequence[WrittenMessage], ordinary: Sequence[str], to: Path) -> None:
    """Teach both models, and write them.

    Parameters
    ----------
    rows : sequence of WrittenMessage
        Messages of which it was said who wrote them.
    ordinary : sequence of str
        Others: staff who are not the lead write some, so the encoder reads sentences in whose words that does not show.
    to : Path
        The file.

    Raises
    ------
    ModelError
        If the bundled encoder is not installed, or its weights are not the expected ones.
    """
    drawn = [ordinary[at] for at in np.random.default_rng(_SEED).permutation(len(ordinary))[: _N_ORDINARY + _N_READ]]
    words = learned(lessons(rows, drawn[:_N_ORDINARY]), strength=_STRENGTH, fewest=_FEWEST)
    model = read_word_rows(words)
    sentences = [sentence for text in drawn[_N_ORDINARY:] for sentence in sentences_as_typed(text)]
    others = [sentence for sentence in sentences if model.likely(sentence) < _UNLIKELY]
    taught = lessons(rows, ())
    labelled = np.array([[one.holds] for one in taught] + [[False]] * len(others))
    encoder = teach_labels([*(one.text for one in taught), *others], labelled, n_epochs=_EPOCHS)
    np.savez_compressed(to, **words, **as_stored(encoder))  # type: ignore[arg-type]


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what can be asked for."""
    add_set_arguments(command, "--writers", WRITERS)
    command.set_defaults(part="kept")
    command.add_argument("--train", action="store_true", help="teach the models the other part first")


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON.

    Raises
    ------
    ModelError
        As ``train`` does.
    """
    adapter = TypeAdapter(WrittenMessage)
    if chosen.train:
        ordinary = [row.text for row in read_labelled(HEARING, TypeAdapter(GateMessage), "tune")]
        train(read_labelled(chosen.labelled, adapter, "tune"), ordinary, WEIGHTS)
    rows = read_labelled(chosen.labelled, adapter, chosen.part)
    found = shares((row.writer, writes_without_the_lead(row.text)) for row in rows)
    if chosen.json:
        return json.dumps({writer: asdict(share) for writer, share in found.items()})
    lines = ["| taken for staff who are not the lead, of what is written by | share | n |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {writer} | {' | '.join(share_cells(share))} |" for writer, share in found.items())])
