"""Teaching the encoder of questions: what is right, what is wrong, and what is neither."""

from __future__ import annotations

import argparse
import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import torch
from pydantic import TypeAdapter

from assistant.retrieve import QuestionEncoder
from corpus.models import Vectors
from corpus.practice import load_practice
from evals.errors import RecordError
from evals.json_lines import read_rows
from evals.labelled.answers import question_lessons, train_question_encoder
from evals.labelled.answers.question_lessons import PASSAGES, MadePassage, QuestionLessons, lessons
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source


def unit(*angles: float) -> Vectors:
    """Return vectors of length 1 in a plane, by their angles in degrees."""
    return np.array([[math.cos(math.radians(one)), math.sin(math.radians(one))] for one in angles], dtype=np.float32)


def loss(read: float, vectors: Vectors, meant: int, right: set[int]) -> float:
    given = torch.from_numpy(unit(read))
    return float(train_question_encoder._loss(given, vectors, [meant], range(len(vectors)), [right]))


def test_the_nearer_a_question_is_to_its_passage_the_less_there_is_to_learn() -> None:
    vectors = unit(0, 90)
    assert loss(5, vectors, 0, {0}) < loss(40, vectors, 0, {0}) < loss(60, vectors, 0, {0})


def test_what_else_answers_a_question_is_not_wrong() -> None:
    vectors = unit(0, 60, 90)
    assert loss(60, vectors, 0, {0, 1}) < loss(60, vectors, 0, {0})


def test_the_same_words_in_another_edition_are_not_wrong() -> None:
    assert loss(10, unit(0, 10), 0, {0}) == pytest.approx(0)
    assert loss(10, unit(0, 40), 0, {0}) > 0


def test_what_is_most_alike_leaves_out_what_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train_question_encoder, "_N_NEAREST", 1)
    assert train_question_encoder._alike(unit(0, 5, 40, 100)).ravel().tolist() == [2, 2, 1, 2]


def test_each_text_is_taught_with_all_that_answers_it_and_nothing_of_what_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    passages = [
        a_passage("A gate.", "a-2025"),
        a_passage("A fence.", "a-2025", start=20),
        a_passage("A wall.", "b-2025"),
    ]
    sources = {source_id: a_source(source_id) for source_id in ("a-2025", "b-2025")}
    index = MemoryIndex(passages, sources, WordEmbedder())
    told = [("is it shut", one.passage_id) for one in passages]
    monkeypatch.setattr(question_lessons, "_of_staff", lambda _: iter(told))
    given = lessons(index, Path("index"), WordEmbedder(), {"b-2025"})
    assert [len(some) for text, some in zip(given.texts, given.answered_by, strict=True) if text == "is it shut"] == [2]
    made = read_rows(PASSAGES, TypeAdapter(MadePassage))
    assert len(given.vectors) == 2 + len(load_practice().phrases) + len(made)  # the wall is not what is wrong either
    at = given.texts.index(made[0].questions[0])
    assert np.allclose(given.vectors[given.answered_by[at][0]], WordEmbedder().embed([made[0].embedded_text])[0])


def test_a_source_that_is_not_there_cannot_be_left_out() -> None:
    index = MemoryIndex([a_passage("A gate.", "a-2025")], {"a-2025": a_source("a-2025")}, WordEmbedder())
    with pytest.raises(RecordError, match="b-2025"):
        lessons(index, Path("index"), WordEmbedder(), {"b-2025"})


def test_what_is_taught_without_something_never_takes_the_place_of_what_ships(tmp_path: Path) -> None:
    chosen = argparse.Namespace(index=tmp_path, leave_out=["a-2025"], to=None)
    with pytest.raises(RecordError, match="everything"):
        train_question_encoder.taught(chosen)


@pytest.mark.parametrize("to", ["encoder", "nowhere/encoder.npz"])
def test_where_it_cannot_be_written_nothing_is_taught(tmp_path: Path, to: str) -> None:
    with pytest.raises(RecordError, match="cannot be written"):
        train_question_encoder.teach_without(tmp_path, (), tmp_path / to)


def test_lessons_of_an_index_that_cannot_be_read_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no lessons could be read"):
        list(question_lessons._of_staff(tmp_path))


def test_teaching_draws_a_question_to_what_answers_it() -> None:
    vectors = np.eye(384, dtype=np.float32)[:6]
    texts = ("who locks the gate", "is the gate shut", "when is lunch", "what is for dinner")
    given = QuestionLessons(texts=texts, answered_by=((0,), (0,), (1,), (1,)), vectors=vectors)
    learned = train_question_encoder.teach(given, n_epochs=6)
    again = train_question_encoder.teach(given, n_epochs=6)
    assert all(np.array_equal(learned[name], again[name]) for name in learned)
    plain = QuestionEncoder({
        name: weights if name.endswith(".a") else weights * 0 for name, weights in learned.items()
    })
    meant = vectors[[some[0] for some in given.answered_by]]
    before, after = (float((encoder.embed(texts) * meant).sum()) for encoder in (plain, QuestionEncoder(learned)))
    assert after > before


def test_made_passages_and_their_questions_stand_once() -> None:
    made = read_rows(PASSAGES, TypeAdapter(MadePassage))
    assert max(Counter(one.id for one in made).values()) == 1
    assert max(Counter(one.passage for one in made).values()) == 1
    assert max(Counter(question.lower() for one in made for question in one.questions).values()) == 1
