"""What was chosen for a known question speaks for what fits one like it."""

from __future__ import annotations

import numpy as np

from assistant.understand import KnownQuestions, load_match_model
from assistant.understand.known_questions import N_NEAREST
from tests.doubles import WordEmbedder

EMBEDDER = WordEmbedder()
ASKED = ("may the office tell the father", "when does the file move", "who is told of the referral")
KNOWN = KnownQuestions(
    asked=EMBEDDER.embed(ASKED),
    told=EMBEDDER.embed(ASKED),
    fits=np.array([[0, 0], [1, 1], [2, 2], [2, 3]], dtype=np.int16),
)


def votes(asked: str, told: str = "", known: KnownQuestions = KNOWN) -> np.ndarray:
    first, second = EMBEDDER.embed([asked, told or asked])
    return known.votes(first, second, 5)


def test_what_fitted_the_nearest_has_the_most_votes_and_what_nobody_graded_the_fewest() -> None:
    found = votes("when does his file move")
    assert found.argmax() == 1
    assert found.argmin() == 4
    assert np.isfinite(found).all()


def test_a_question_divides_its_vote_among_those_that_fitted_it() -> None:
    alone, shared = votes(ASKED[0]), votes(ASKED[2])
    assert shared[2] == shared[3]
    assert alone[0] > shared[2]


def test_the_whole_message_counts_beside_what_is_asked() -> None:
    assert votes("and then", "who is told of the referral today").argmax() in {2, 3}
    assert votes("when does the file move", "may the office tell the father").argmax() == 0


def test_what_is_like_nothing_known_has_fewer_votes_than_what_is_known() -> None:
    assert votes("asdf qwer").max() < votes("when does a file then move").max() <= votes(ASKED[1]).max()


def test_only_the_nearest_vote() -> None:
    one, other = EMBEDDER.embed(["the file", "a knife"])
    asked = np.stack([one] * N_NEAREST + [other])
    pairs = [(n, 0) for n in range(N_NEAREST)] + [(N_NEAREST, 1)]
    known = KnownQuestions(asked=asked, told=asked, fits=np.array(pairs, dtype=np.int16))
    assert known.votes(one, one, 3)[1] == known.votes(one, one, 3)[2]
    assert known.votes(other, other, 3)[1] > known.votes(one, one, 3)[1]


def test_where_none_is_known_all_are_alike() -> None:
    nothing = np.zeros(0, dtype=np.float32)  # what the encoder makes of no texts
    none = KnownQuestions(asked=nothing, told=nothing, fits=np.zeros((0, 2), dtype=np.int16))
    assert len(set(votes("when", known=none))) == 1


def test_those_that_come_with_the_project_name_answers_that_there_are() -> None:
    model = load_match_model()
    of_question, answers = model.known.fits.T
    assert len(model.known.asked) == len(model.known.told) > 500
    assert set(of_question) == set(range(len(model.known.asked)))
    assert answers.max() < len(model.answer_ids)


def test_how_near_the_nearest_lies_for_which_an_answer_was_chosen_is_said_and_for_how_many_it_was() -> None:
    asked, told = EMBEDDER.embed(["when does the file move", "who is told of the referral"])
    found = KNOWN.nearest(asked, told, 5)
    assert found[1, 0] > found[0, 0]
    assert found[2, 1] > found[0, 1]
    assert found[1, 2] < found[1, 0]  # of another case
    assert found[:, 3].tolist() == np.log1p([1, 1, 1, 1, 0]).astype(np.float32).tolist()
    assert not found[4].any()


def test_where_nothing_is_known_nothing_is_near() -> None:
    asked = EMBEDDER.embed(["when does the file move"])[0]
    none = KnownQuestions(asked=EMBEDDER.embed([]), told=EMBEDDER.embed([]), fits=np.zeros((0, 2), dtype=np.int16))
    assert not none.nearest(asked, asked, 3).any()
