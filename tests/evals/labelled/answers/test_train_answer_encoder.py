"""Teaching the encoder of short answers: what has the same answer comes nearer, what only looks alike does not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from pydantic import TypeAdapter

from assistant.encoders import TaughtEncoder
from corpus.statements import ReviewedSentence, ShortAnswer, load_short_answers
from evals.labelled.answers import train_answer_encoder
from evals.labelled.answers.shown_questions import GRADES, WEIGHING, ShownQuestion, all_graded
from evals.labelled.answers.train_answer_encoder import _loss, lessons, of_cases, teach_encoder
from evals.labelled.answers.train_matcher import untaught
from evals.labelled.labelled_sets import QUESTIONS, read_labelled


def an_answer(name: str, says: str, *asked: str) -> ShortAnswer:
    sentence = ReviewedSentence(text=says, bindings=(), ours=True)
    return ShortAnswer(answer_id=name, asked=asked, near=(f"Who pays for the {name}?",), sentences=(sentence,))


ANSWERS = (
    an_answer("gate", "The caretaker locks it.", "who locks the gate", "is the way in shut", "gate key, whose job"),
    an_answer("lunch", "At noon.", "when is lunch", "what time do we eat", "dinner bell"),
    an_answer("bus", "From the front.", "where does the bus stop", "coach pick up point", "which stop"),
)


def test_what_has_the_same_answer_comes_nearer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(train_answer_encoder, "load_short_answers", lambda: ANSWERS)
    monkeypatch.setattr(train_answer_encoder, "read_labelled", lambda *_: ())
    monkeypatch.setattr(train_answer_encoder, "_EPOCHS", 40)
    assert "9 questions that have one of 3 answers" in teach_encoder(tmp_path / "one.npz")
    teach_encoder(tmp_path / "two.npz")
    with np.load(tmp_path / "one.npz") as one, np.load(tmp_path / "two.npz") as two:
        learned = {name: one[name] for name in one.files}
        assert all(np.array_equal(learned[name], two[name]) for name in learned)
    untaught = {name: some if name.endswith(".a") else some * 0 for name, some in learned.items()}
    texts = [text for answer in ANSWERS for text in answer.asked]
    of = np.repeat(np.arange(3), 3)

    def apart(encoder: TaughtEncoder) -> float:
        vectors = encoder.embed(texts)
        cosines = vectors @ vectors.T
        return float(cosines[of[:, None] == of].mean() - cosines[of[:, None] != of].mean())

    assert apart(TaughtEncoder(learned)) > apart(TaughtEncoder(untaught)) + 0.1


def test_it_is_taught_wordings_and_what_was_graded_as_answered_and_no_question_kept_aside() -> None:
    answers = load_short_answers()
    given = list(lessons(answers))
    assert len(given) > sum(len(answer.asked) for answer in answers)
    adapter = TypeAdapter(ShownQuestion)
    kept = read_labelled(QUESTIONS / "short-answers.jsonl", adapter, "kept")
    aside = {row.text.casefold() for row in untaught((*kept, *read_labelled(GRADES, adapter)))}
    assert len(aside) > 1500
    asked_by_two = {"what does an idva do"}
    assert {text.casefold() for text, _ in given} & aside == asked_by_two


def a_case(told: str, *fits: str) -> ShownQuestion:
    return ShownQuestion(id=told, part="tune", text="so what now", shown=fits, fits=fits, hand="one", told=told)


def test_going_on_brings_a_case_nearer_to_each_answer_that_fits_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [
        a_case(f"It was {n} o’clock, the crowd was cold and hungry, nobody had come", "gate", "lunch") for n in range(9)
    ]
    monkeypatch.setattr(train_answer_encoder, "load_short_answers", lambda: ANSWERS)
    monkeypatch.setattr(train_answer_encoder, "read_labelled", lambda *_: ())
    monkeypatch.setattr(train_answer_encoder, "graded", lambda **_: cases)
    file = tmp_path / "one.npz"
    teach_encoder(file)

    def nearness() -> dict[str, float]:
        with np.load(file) as stored:
            encoder = TaughtEncoder({name: stored[name] for name in stored.files})
        case = encoder.embed([cases[0].told])[0]
        return {one.answer_id: float((encoder.embed(one.asked) @ case).mean()) for one in ANSWERS}

    before = nearness()
    for _ in range(6):
        teach_encoder(file, go_on=True)
    gained = {name: now - before[name] for name, now in nearness().items()}
    assert min(gained["gate"], gained["lunch"]) > gained["bus"]


def test_what_fits_as_well_is_not_wrong_for_a_question() -> None:
    near, far = torch.tensor([[1.0, 0.0]]), torch.tensor([[0.0, 1.0]])
    read = torch.cat([near, far])
    others = torch.cat([near, near])  # the second question’s other is as near to the first as its own
    alone, both = torch.eye(2, dtype=torch.bool), torch.tensor([[True, True], [False, True]])
    assert _loss(read, others, both) < _loss(read, others, alone)


def test_cases_teach_it_that_are_neither_kept_nor_weighed_by_and_no_end_of_one_that_says_little() -> None:
    taught = {text for text, _ in of_cases(load_short_answers())}
    rows = [row for row in all_graded() if row.hand in WEIGHING]
    rows += read_labelled(GRADES, TypeAdapter(ShownQuestion), "kept")
    out = {row.told for row in rows if row.told}
    assert len(out) > 500
    assert len(taught) > 2000
    assert not taught & out
    assert min(len(text.split()) for text in taught) >= 6
