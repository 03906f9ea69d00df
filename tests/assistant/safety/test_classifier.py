"""The classifier: what it scores, that it returns its reasons, and that it does not change by itself."""

from __future__ import annotations

import math

import numpy as np
import pytest

from assistant.safety.classifier import N_BUCKETS, MessageClassifier, features, load_classifier, pieces, words


def test_numbers_and_capitals_are_the_same_word() -> None:
    assert words("He’s 14, HE'S 9!") == ["he's", "0", "he's", "0"]


def test_a_word_is_itself_and_its_runs_of_letters_with_its_ends() -> None:
    assert len(list(pieces(["dad"]))) == 1 + 4 + 3 + 2 + 1
    assert len(list(pieces(["a"]))) == 1 + 2 + 1
    assert list(pieces([])) == []
    assert all(0 <= piece.bucket < N_BUCKETS for piece in pieces(["screaming"]))


def test_two_words_have_their_pair_and_the_letters_across_them() -> None:
    both = list(pieces(["he", "is"]))
    assert [(piece.first, piece.last) for piece in both].count((0, 1)) > 1  # the pair, and runs over the space
    alone = {piece.bucket for word in ("he", "is") for piece in pieces([word])}
    assert {piece.bucket for piece in both} - alone
    assert {piece.bucket for piece in pieces(["is", "he"])} != {piece.bucket for piece in both}


def test_features_have_length_one_and_none_for_nothing() -> None:
    rare = np.ones(N_BUCKETS, dtype=np.float32)
    assert math.isclose(sum(value**2 for value in features("dad hit dad", rare).values()), 1, rel_tol=1e-6)
    assert features("…", rare) == {}


@pytest.fixture
def classifier() -> MessageClassifier:
    """A classifier with a weight for one word."""
    weights = np.zeros(N_BUCKETS, dtype=np.float32)
    weights[[piece.bucket for piece in pieces(["knife"])]] = 2.0
    rare = np.ones(N_BUCKETS, dtype=np.float32)
    return MessageClassifier(
        rarity=rare,
        weights={"urgent": weights},
        hear=lambda text: {"urgent": 90.0 if text == "heard" else 0.0},
        enough={"urgent": -0.4},
        sure={"urgent": -40.0},
    )


def test_the_weightiest_stretch_is_the_reason_as_typed(classifier: MessageClassifier) -> None:
    scores = classifier.score("urgent", "There is, he says, a  Knife on the table in the hall and nobody near it")
    assert "Knife" in scores.because[0]
    assert len(scores.because[0].split()) == 4
    assert "  " not in scores.because[0]
    assert not any("Knife" in other for other in scores.because[1:])
    assert classifier.score("urgent", "Knife!").because == ("Knife",)


def test_enough_is_not_sure(classifier: MessageClassifier) -> None:
    scores = classifier.score("urgent", "there is a knife on the table")
    assert (scores.enough, scores.sure) == (True, False)


def test_what_the_encoder_hears_counts_without_a_word_that_weighs(classifier: MessageClassifier) -> None:
    scores = classifier.score("urgent", "heard")
    assert (scores.enough, scores.sure, scores.because) == (True, True, ())


def test_a_message_without_weight_is_neither(classifier: MessageClassifier) -> None:
    scores = classifier.score("urgent", "pub")
    assert (scores.enough, scores.sure, scores.because) == (False, False, ())


@pytest.mark.parametrize("kind", ["urgent", "harmful"])
def test_what_was_learned_loads_once_and_is_finite(kind: str) -> None:
    learned = load_classifier()
    assert learned is load_classifier()
    assert np.isfinite(learned.weights[kind]).all()
    assert learned.sure[kind] <= learned.enough.get(kind, learned.sure[kind])
    assert not learned.score(kind, "").sure
