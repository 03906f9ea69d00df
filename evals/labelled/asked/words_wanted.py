"""Whose words are wanted: labelled messages against what is recognised, and the training of the models.

``python -m evals words`` prints, on the hands kept aside, how many who ask for words get them, and how many of those the right
ones. ``--train`` teaches the models the other hands first, some ten minutes on two cores.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from assistant.encoders import as_stored, words_in_a_row
from assistant.understand import (
    sentences_as_typed,
    with_its_story,
    words_asked,
)
from evals.labelled.asked.asked_kinds import ASKS, LabelledQuestion, kind_table
from evals.labelled.hearing_messages import LEADING, GateMessage
from evals.labelled.labelled_sets import QUESTIONS, add_set_arguments, read_labelled
from evals.labelled.train_labelled_encoder import teach_labels
from evals.labelled.word_row_lessons import WordRowLesson, learned

WORDS = QUESTIONS / "words.jsonl"
ORDINARY = QUESTIONS / "words-ordinary.jsonl"
"""Sentences of messages written for other purposes; score them with ``--words``: they teach nothing."""
NO_WORDS = frozenset({"none", "other"})
"""Kinds of a question to which no words are given: it asks for none, or for some that we have not."""
WEIGHTS = Path(__file__).parents[3] / "assistant" / "understand" / "words_asked.npz"
_STRENGTH = 10.0
_EPOCHS = 10
_FEWEST = 2  # sentences in which words in a row must stand, to count
_FEWEST_OF_TOLD = 4  # words of a sentence that tells and teaches
_SPEAKS = frozenset({
    "say", "word", "words", "wording", "phrase", "script", "line", "draft", "put", "tell", "explain", "write", "raise",
    "broach", "begin", "start",
})  # fmt: skip


def train(
    rows: Sequence[LabelledQuestion], asks: Sequence[LabelledQuestion], leading: Sequence[GateMessage], to: Path
) -> None:
    """Teach both models, and write them.

    Parameters
    ----------
    rows : sequence of LabelledQuestion
        Messages of which most ask for words.
    asks : sequence of LabelledQuestion
        Questions that end a case, and ask for other things.
    leading : sequence of GateMessage
        Messages about staff, records and partners, none of which asks for words.
    to : Path
        The file.
    """
    wanted = [row for row in rows if row.kind not in NO_WORDS]
    names = sorted({row.kind for row in wanted})
    labelled = np.array([[name in {row.kind, row.also} for name in names] for row in wanted])
    taught = teach_labels([with_its_story(row.words, row.text) for row in wanted], labelled, n_epochs=_EPOCHS)
    asking = learned(lessons(rows, asks, leading), strength=_STRENGTH, fewest=_FEWEST)
    np.savez_compressed(to, names=np.array(names), **asking, **as_stored(taught))  # type: ignore[arg-type]


def lessons(
    rows: Sequence[LabelledQuestion], asks: Sequence[LabelledQuestion], leading: Sequence[GateMessage] = ()
) -> list[WordRowLesson]:
    """Return what teaches whether a sentence asks for words: of a message, the one that asks, and those that tell."""
    found = [WordRowLesson(text=row.words, holds=False) for row in asks if not _may_ask_too(row)]
    found += [WordRowLesson(text=one, holds=False) for row in leading for one in sentences_as_typed(row.text)]
    for row in rows:
        found.append(WordRowLesson(text=row.words, holds=row.kind != "none"))
        told = sentences_as_typed(row.text.replace(row.words, "\n"))
        found += [WordRowLesson(text=one, holds=False) for one in told if len(one.split()) >= _FEWEST_OF_TOLD]
    return found


def _may_ask_too(row: LabelledQuestion) -> bool:
    """Whether a question that was labelled for another purpose may ask for words as well."""
    return (
        row.kind.startswith("speak-to") or row.kind == "tell-family" or bool(_SPEAKS & set(words_in_a_row(row.words)))
    )


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what can be asked for."""
    add_set_arguments(command, "--words", WORDS)
    command.set_defaults(part="kept")
    command.add_argument("--train", action="store_true", help="teach the models the other part first")


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON."""
    adapter = TypeAdapter(LabelledQuestion)
    if chosen.train:
        asks = read_labelled(ASKS, adapter, "tune")
        leading = read_labelled(LEADING, TypeAdapter(GateMessage), "tune")
        train(read_labelled(chosen.labelled, adapter, "tune"), asks, leading, WEIGHTS)
    rows = read_labelled(chosen.labelled, adapter, chosen.part)
    found = [_given_to(row) for row in rows]
    return kind_table(rows, found, NO_WORDS, as_json=chosen.json)


def _given_to(row: LabelledQuestion) -> str:
    """Return which words are given to the sentence that asks, or else to another of its message; empty where none are."""
    given = words_asked(row.text)
    of_it = [words_id for sentence, words_id in given.items() if row.words in sentence or sentence in row.words]
    return next(iter((*of_it, *given.values())), "")
