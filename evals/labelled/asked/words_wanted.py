"""Whose words are wanted: labelled messages against what is recognised, and the training of the models.

``python -m evals words`` prints, on the hands kept aside, how many who ask for words get them, and how many of those the right
ones. ``--train`` teaches both models the other hands first, some ten minutes on two cores; ``--train-asking`` only the first, in
a minute.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from assistant.encoders import as_stored, words_in_a_row
from assistant.understand import (
    sentences_as_typed,
    with_its_story,
    words_asked,
)
from evals.labelled.answers import all_choices
from evals.labelled.asked.asked_kinds import ASKS, LabelledQuestion, kind_table
from evals.labelled.hearing_messages import LEADING, GateMessage
from evals.labelled.labelled_sets import QUESTIONS, add_set_arguments, read_labelled
from evals.labelled.train_labelled_encoder import teach_labels
from evals.labelled.word_row_lessons import WordRowLesson, learned

WORDS = QUESTIONS / "words.jsonl"
ORDINARY = QUESTIONS / "words-ordinary.jsonl"
"""Sentences of messages written for other purposes, that sound as if they asked for words; ``--words`` scores those kept."""
NO_WORDS = frozenset({"none", "other"})
"""Kinds of a question to which no words are given: it asks for none, or for some that we have not."""
WEIGHTS = Path(__file__).parents[3] / "assistant" / "understand" / "words_asked.npz"
_STRENGTH = 10.0
_EPOCHS = 10
_OF_ASKING = frozenset({"words", "rarity", "weights", "bias"})  # what ``learned`` returns
_FEWEST = 2  # sentences in which words in a row must stand, to count
_FEWEST_OF_TOLD = 4  # words of a sentence that tells and teaches
_SPEAK_TO = (
    "speak-to",
    "tell-family",
)  # kinds of questions labelled for another purpose that may ask for words as well
_SPEAKS = frozenset({
    "say", "word", "words", "wording", "phrase", "script", "line", "draft", "put", "tell", "explain", "write", "raise",
    "broach", "begin", "start",
})  # fmt: skip


def train(
    rows: Sequence[LabelledQuestion], ordinary: Sequence[LabelledQuestion], ask_nothing: Sequence[str], to: Path
) -> None:
    """Teach both models, and write them.

    Parameters
    ----------
    rows : sequence of LabelledQuestion
        Messages of which most ask for words.
    ordinary : sequence of LabelledQuestion
        Sentences of messages that were written for other purposes.
    ask_nothing : sequence of str
        Sentences that ask for no words.
    to : Path
        The file.
    """
    wanted = [row for row in rows if row.kind not in NO_WORDS]
    names = sorted({row.kind for row in wanted})
    labelled = np.array([[name in {row.kind, row.also} for name in names] for row in wanted])
    taught = teach_labels([with_its_story(row.words, row.text) for row in wanted], labelled, n_epochs=_EPOCHS)
    _save({"names": np.array(names), **as_stored(taught)}, lessons(rows, ordinary, ask_nothing), to)


def train_asking(
    rows: Sequence[LabelledQuestion], ordinary: Sequence[LabelledQuestion], ask_nothing: Sequence[str], to: Path
) -> None:
    """Teach only whether a sentence asks for words, and keep what the file knows of listeners; as ``train`` else."""
    with np.load(to) as stored:
        known = {name: stored[name] for name in stored.files if name not in _OF_ASKING}
    _save(known, lessons(rows, ordinary, ask_nothing), to)


def _save(of_listeners: dict[str, NDArray[np.generic]], taught_by: Sequence[WordRowLesson], to: Path) -> None:
    asking = learned(taught_by, strength=_STRENGTH, fewest=_FEWEST)
    np.savez_compressed(to, **of_listeners, **asking)  # type: ignore[arg-type]


def lessons(
    rows: Sequence[LabelledQuestion], ordinary: Sequence[LabelledQuestion] = (), ask_nothing: Sequence[str] = ()
) -> list[WordRowLesson]:
    """Return what teaches whether a sentence asks for words: of a message, the one that asks, and those that tell."""
    found = [WordRowLesson(text=text, holds=False) for text in ask_nothing]
    found += [WordRowLesson(text=row.words, holds=row.kind != "none") for row in ordinary]
    for row in rows:
        found.append(WordRowLesson(text=row.words, holds=row.kind != "none"))
        told = sentences_as_typed(row.text.replace(row.words, "\n"))
        found += [WordRowLesson(text=one, holds=False) for one in told if len(one.split()) >= _FEWEST_OF_TOLD]
    return found


def sentences_that_ask_nothing(
    asks: Sequence[LabelledQuestion], leading: Sequence[GateMessage], messages: Sequence[str], labelled: Collection[str]
) -> list[str]:
    """Return sentences that ask for no words, of messages that were labelled for other purposes.

    Parameters
    ----------
    asks : sequence of LabelledQuestion
        Questions that end a case.
    leading : sequence of GateMessage
        Messages about staff, records and partners, none of which asks for words.
    messages : sequence of str
        What people write to the assistant; of these, sentences that speak of saying, telling or writing are passed over.
    labelled : collection of str
        Sentences of which somebody said whether they ask for words.
    """
    found = [row.words for row in asks if not (row.kind.startswith(_SPEAK_TO) or _speaks(row.words))]
    found += [one for row in leading for one in sentences_as_typed(row.text)]
    ordinary = (one for text in messages for one in sentences_as_typed(text))
    return found + [one for one in ordinary if one not in labelled and not _speaks(one)]


def _speaks(text: str) -> bool:
    return bool(_SPEAKS & set(words_in_a_row(text)))


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what can be asked for."""
    add_set_arguments(command, "--words", WORDS)
    command.set_defaults(part="kept")
    command.add_argument("--train", action="store_true", help="teach the models the other part first")
    command.add_argument(
        "--train-asking", action="store_true", help="teach only whether words are asked for, and keep the listeners"
    )


def scored(chosen: argparse.Namespace) -> str:
    """Return what was asked for as a table, or as JSON."""
    adapter = TypeAdapter(LabelledQuestion)
    if chosen.train or chosen.train_asking:
        ordinary = read_labelled(ORDINARY, adapter, "tune")
        ask_nothing = sentences_that_ask_nothing(
            read_labelled(ASKS, adapter, "tune"),
            read_labelled(LEADING, TypeAdapter(GateMessage), "tune"),
            [row.told or row.text for row in all_choices()],
            {row.words for row in ordinary},
        )
        teach = train if chosen.train else train_asking
        teach(read_labelled(chosen.labelled, adapter, "tune"), ordinary, ask_nothing, WEIGHTS)
    rows = read_labelled(chosen.labelled, adapter, chosen.part)
    found = [_given_to(row) for row in rows]
    return kind_table(rows, found, NO_WORDS, as_json=chosen.json)


def _given_to(row: LabelledQuestion) -> str:
    """Return which words are given to the sentence that asks, or else to another of its message; empty where none are."""
    given = words_asked(row.text)
    of_it = [words_id for sentence, words_id in given.items() if row.words in sentence or sentence in row.words]
    return next(iter((*of_it, *given.values())), "")
