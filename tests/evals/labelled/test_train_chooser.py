"""Teaching what chooses a text for a message: what was chosen comes before what was not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from assistant.encoders import TaughtEncoder, read_chooser
from evals.labelled import train_chooser
from evals.labelled.answers.train_answer_encoder import ENCODER
from evals.labelled.train_chooser import ChoiceLesson, ChosenTexts, chosen_before_others, teach_chooser

WORDS = ("the gate is locked by the caretaker", "lunch is at noon", "the bus stops at the front")
MESSAGES = (
    "It was dark and a stranger walked straight in",
    "They were starving by then",
    "Nobody was there to fetch him",
)


def the_texts() -> ChosenTexts:
    with np.load(ENCODER) as stored:
        begins = TaughtEncoder({name: stored[name] for name in stored.files}).embed(WORDS)
    return ChosenTexts(
        names=("gate", "lunch", "bus"), own_words=[(text, at) for at, text in enumerate(WORDS)], begins=begins
    )


def test_a_message_comes_nearer_to_what_was_chosen_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lessons = [
        ChoiceLesson(text=f"{text}, week {n}", chosen=(at,)) for n in range(4) for at, text in enumerate(MESSAGES)
    ]
    monkeypatch.setattr(train_chooser, "_EPOCHS", 20)
    for file in ("one.npz", "two.npz"):
        teach_chooser(lessons, the_texts(), ENCODER, tmp_path / file)
    learned = read_chooser(tmp_path / "one.npz", "")
    assert learned.names == ("gate", "lunch", "bus")
    assert [int(learned.scores(text).argmax()) for text in MESSAGES] == [0, 1, 2]
    assert [int(learned.scores(text).argmax()) for text in WORDS] == [0, 1, 2]
    with np.load(tmp_path / "one.npz") as one, np.load(tmp_path / "two.npz") as two:
        assert all(np.array_equal(one[name], two[name]) for name in one.files)


def test_what_was_chosen_as_well_is_not_what_it_is_told_from() -> None:
    both_high, one_high = torch.tensor([[5.0, 5.0, 0.0]]), torch.tensor([[5.0, 0.0, 5.0]])
    assert chosen_before_others(both_high, [(0, 1)], [()]) < chosen_before_others(one_high, [(0, 1)], [()])
    assert chosen_before_others(both_high, [(0,)], [()]) > chosen_before_others(both_high, [(0, 1)], [()])


def test_what_stands_first_counts_most() -> None:
    first, last = torch.tensor([[3.0, 0.0, 0.0]]), torch.tensor([[0.0, 3.0, 0.0]])
    assert chosen_before_others(first, [(0, 1)], [()]) < chosen_before_others(last, [(0, 1)], [()])


def test_what_was_written_after_the_choice_is_not_what_it_is_told_from() -> None:
    scores = torch.tensor([[1.0, 5.0, 0.0]])
    assert chosen_before_others(scores, [(0,)], [(1,)]) < chosen_before_others(scores, [(0,)], [()])
    assert chosen_before_others(scores, [(0,)], [(1,)]) == chosen_before_others(scores[:, [0, 2]], [(0,)], [()])
