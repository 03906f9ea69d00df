"""The matcher of short answers: reading the wordings anew keeps what was learned."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydantic import TypeAdapter

from assistant.encoders import read_chooser
from assistant.understand import load_match_model
from assistant.understand.question_match import READ_FEATURES
from corpus.models import BUNDLED_NAME
from corpus.statements import ReviewedSentence, ShortAnswer, load_short_answers
from evals.labelled.answers import match_model_file, shown_questions, teach_answer_chooser, train_matcher
from evals.labelled.answers.shown_questions import (
    CHOICES,
    CHOICES_WEIGHING,
    GRADES,
    ShownQuestion,
    all_choices,
    written_later,
)
from evals.labelled.answers.teach_answer_chooser import choice_lessons
from evals.labelled.labelled_sets import read_labelled
from tests.doubles import WordEmbedder


def test_wordings_are_read_anew_and_what_was_learned_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = ReviewedSentence(text="The lead keeps it.", bindings=(), ours=True)
    answer = ShortAnswer(
        answer_id="new", asked=("Who keeps it?", "who has it"), near=("Who reads it?",), sentences=(said,)
    )
    monkeypatch.setattr(match_model_file, "load_short_answers", lambda: (answer,))
    embedder, learned, to = WordEmbedder(), load_match_model(), tmp_path / "matcher.npz"
    match_model_file.read_wordings(embedder, to)  # type: ignore[arg-type]
    with np.load(to) as stored:
        assert list(stored["answer_ids"]) == ["new"]
        assert stored["asked"].shape == (2, embedder.dimension)
        assert str(stored["embedder"]) == BUNDLED_NAME
        for name in ("rank", "sure", "read", "told"):
            assert np.array_equal(stored[name], getattr(learned, name))


def test_a_hand_is_in_one_part_of_what_is_weighed() -> None:
    rows = read_labelled(GRADES, TypeAdapter(ShownQuestion))
    parts: dict[str, set[str]] = {}
    for row in rows:
        parts.setdefault(row.hand, set()).add(row.part)
    assert [hand for hand, some in parts.items() if len(some) > 1] == ["staff"]


def test_what_is_a_wording_of_an_answer_is_not_weighed() -> None:
    wordings = {text.casefold() for answer in load_short_answers() for text in answer.asked}
    weighed = train_matcher._weighing()
    assert weighed
    assert not {row.text.casefold() for row in weighed} & wordings


def test_a_message_that_is_a_wording_is_not_weighed_by_what_it_asks() -> None:
    wording = load_short_answers()[0].asked[0]
    row = ShownQuestion(id="a", part="tune", hand="h", text="and then?", shown=(), fits=(), told=wording)
    other = replace(row, told=f"{wording} And it rained.")
    assert train_matcher.untaught([row, other]) == [other]


def test_what_ends_a_case_is_weighed_apart() -> None:
    of_cases, others = (train_matcher.choices_that_weigh(told=told) for told in (True, False))
    assert of_cases
    assert others
    assert all(row.told for row in of_cases)
    assert not any(row.told for row in others)
    assert {row.hand for row in (*of_cases, *others)} == CHOICES_WEIGHING


def test_what_is_learned_of_scaled_features_holds_of_features_as_they_are() -> None:
    drawn = np.random.default_rng(0)
    rows = (drawn.normal(size=(400, 3)) * [1.0, 50.0, 0.02] + [5.0, -100.0, 0.0]).astype(np.float32)
    right = rows[:, 1] > -100.0
    weights = train_matcher._learned(rows, right)
    sure = rows @ weights[:-1] + weights[-1] > 0
    assert (sure == right).mean() > 0.95
    assert weights.shape == (4,)


def test_what_was_learned_weighs_what_is_known_of_an_answer_that_was_read() -> None:
    model = load_match_model()
    n = len(READ_FEATURES)
    assert model.read.shape == model.told.shape == (2 * n + 1,)
    assert np.isfinite([model.read, model.told]).all()
    chosen = READ_FEATURES.index("chosen")
    assert model.told[chosen] + model.told[n + chosen] > 0


def test_what_was_chosen_is_of_answers_that_there_are_and_every_hand_is_kept_or_not() -> None:
    rows = read_labelled(CHOICES, TypeAdapter(ShownQuestion))
    kept, tune = ([row for row in rows if row.part == part] for part in ("kept", "tune"))
    assert not any(row.shown for row in rows)
    assert not {row.hand for row in kept} & {row.hand for row in tune}
    assert {row.hand for row in tune} > CHOICES_WEIGHING
    answers = {answer.answer_id for answer in load_short_answers()}
    assert {one for row in rows for one in row.fits} <= answers
    assert 100 < sum(not row.fits for row in rows) < len(rows) / 10  # for some messages nothing answers


def test_what_chooses_is_taught_no_message_that_weighs_or_is_kept_and_none_that_nothing_answers() -> None:
    answers = load_short_answers()
    lessons = choice_lessons(answers)
    taught = {lesson.text for lesson in lessons}
    aside = [row for row in all_choices() if row.hand in CHOICES_WEIGHING]
    aside += read_labelled(CHOICES, TypeAdapter(ShownQuestion), "kept")
    assert len(taught) > 2500
    assert not taught & {row.told or row.text for row in aside}
    assert all(lesson.chosen for lesson in lessons)
    row = next(row for row in all_choices() if row.fits and row.hand not in CHOICES_WEIGHING)
    lesson = next(lesson for lesson in lessons if lesson.text == (row.told or row.text))
    assert [answers[at].answer_id for at in lesson.chosen] == list(row.fits)


def test_an_answer_that_is_new_gets_a_place_and_one_that_is_gone_loses_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = ReviewedSentence(text="The caretaker keeps it.", bindings=(), ours=True)
    new = ShortAnswer(answer_id="new", asked=("Who keeps the ladder?",), near=(), sentences=(said,))
    first, *_ = load_short_answers()
    monkeypatch.setattr(teach_answer_chooser, "load_short_answers", lambda: (new, first))
    file = tmp_path / "chooser.npz"
    shutil.copy(teach_answer_chooser.CHOOSER, file)
    before = read_chooser(file, "")
    teach_answer_chooser.place_new_answers(file)
    after = read_chooser(file, "")
    assert after.names == ("new", first.answer_id)
    assert np.array_equal(after.places[1], before.places[before.names.index(first.answer_id)])
    assert after.scores("Whose job is the ladder?").argmax() == 0


def test_no_message_that_teaches_shares_six_words_with_one_that_is_kept() -> None:
    rows = read_labelled(CHOICES, TypeAdapter(ShownQuestion))
    kept, tune = ({run for row in rows if row.part == part for run in six_words(row)} for part in ("kept", "tune"))
    assert not kept & tune


def six_words(row: ShownQuestion) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9']+", (row.told or row.text).lower().replace("’", "'"))
    return {tuple(words[at : at + 6]) for at in range(len(words) - 5)}


def test_what_only_a_later_round_chose_was_written_after_whoever_chose_before() -> None:
    later, before = min(shown_questions.LATER_ROUNDS[0] - CHOICES_WEIGHING), "e01"
    rows = [chosen_by(before, "old", "both"), chosen_by(later, "new", "both")]
    assert written_later(rows) == {before: {"new"}, later: set()}


def test_what_chooses_is_not_taught_against_what_was_written_after_the_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    later, answers = min(shown_questions.LATER_ROUNDS[0] - CHOICES_WEIGHING), load_short_answers()[:3]
    old, new, _ = (answer.answer_id for answer in answers)
    rows = (chosen_by("e01", old), chosen_by(later, new))
    monkeypatch.setattr(teach_answer_chooser, "all_choices", lambda: rows)
    assert [(lesson.chosen, lesson.unknown) for lesson in choice_lessons(answers)] == [((0,), (1,)), ((1,), ())]


def chosen_by(hand: str, *fits: str) -> ShownQuestion:
    return ShownQuestion(id=hand, part="tune", hand=hand, text="Who keeps it?", shown=(), fits=fits)
