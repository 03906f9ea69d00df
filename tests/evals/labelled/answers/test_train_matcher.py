"""The matcher of short answers: reading the wordings anew keeps what was learned."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydantic import TypeAdapter

from assistant.understand import load_match_model
from assistant.understand.question_match import READ_FEATURES
from corpus.models import BUNDLED_NAME
from corpus.statements import ReviewedSentence, ShortAnswer, load_short_answers
from evals.labelled.answers import match_model_file, train_matcher
from evals.labelled.answers.shown_questions import (
    CHOICES,
    CHOICES_WEIGHING,
    GRADES,
    ShownQuestion,
    voting_questions,
)
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
    votes = READ_FEATURES.index("votes")
    assert model.told[votes] + model.told[n + votes] > 0


def test_no_hand_votes_for_its_own_questions() -> None:
    said = ReviewedSentence(text="The lead keeps it.", bindings=(), ours=True)
    rows = [row for row in voting_questions() if row.hand in {"e01", "e02"}][:80]
    ids = list(dict.fromkeys(one for row in rows for one in row.fits))
    answers = [ShortAnswer(answer_id=one, asked=(one,), near=(), sentences=(said,)) for one in ids]
    read = match_model_file.voted_by_other_hands(rows, answers, WordEmbedder())  # type: ignore[arg-type]
    voting = [row for row in voting_questions() if set(ids) & set(row.fits)]
    hands = set()
    for row, known in read:
        hands.add(row.hand)
        assert {voting[n].hand for n in known.fits[:, 0]} >= {"e01", "e02"} - {row.hand}
        assert row.hand not in {voting[n].hand for n in known.fits[:, 0]}
        own = [n for n, other in enumerate(voting) if other.hand == row.hand]
        assert not known.asked[own].any()
        assert not known.told[own].any()
    assert hands == {"e01", "e02"}


def test_what_was_chosen_of_all_answers_is_of_answers_that_there_are_and_votes_by_hand() -> None:
    rows = read_labelled(CHOICES, TypeAdapter(ShownQuestion))
    kept, tune = ([row for row in rows if row.part == part] for part in ("kept", "tune"))
    assert all(row.fits and not row.shown for row in rows)
    assert not {row.hand for row in kept} & {row.hand for row in tune}
    model = load_match_model()
    places = {answer_id: at for at, answer_id in enumerate(model.answer_ids)}
    chosen = [[places[one] for one in row.fits if one in places] for row in tune]
    pairs = [(n, at) for n, some in enumerate(one for one in chosen if one) for at in some]
    assert model.known.fits.tolist() == [list(pair) for pair in pairs]


def test_a_question_that_votes_names_what_was_chosen_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = ReviewedSentence(text="The lead keeps it.", bindings=(), ours=True)
    answers = tuple(
        ShortAnswer(answer_id=name, asked=(name,), near=("no",), sentences=(said,)) for name in ("one", "two")
    )
    rows = (
        ShownQuestion(id="a", part="tune", hand="h", text="who", shown=(), fits=("gone",)),
        ShownQuestion(
            id="b", part="tune", hand="h", text="who keeps it", shown=(), fits=("two", "gone", "one"), told="A file."
        ),
    )
    monkeypatch.setattr(match_model_file, "load_short_answers", lambda: answers)
    monkeypatch.setattr(match_model_file, "voting_questions", lambda: rows)
    match_model_file.read_wordings(WordEmbedder(), tmp_path / "matcher.npz")  # type: ignore[arg-type]
    with np.load(tmp_path / "matcher.npz") as stored:
        assert stored["known_fits"].tolist() == [[0, 1], [0, 0]]
        assert not np.array_equal(stored["known_asked"], stored["known_told"])


def test_no_message_that_votes_shares_six_words_with_one_that_is_kept() -> None:
    rows = read_labelled(CHOICES, TypeAdapter(ShownQuestion))
    kept, tune = ({run for row in rows if row.part == part for run in six_words(row)} for part in ("kept", "tune"))
    assert not kept & tune


def six_words(row: ShownQuestion) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9']+", (row.told or row.text).lower().replace("’", "'"))
    return {tuple(words[at : at + 6]) for at in range(len(words) - 5)}
