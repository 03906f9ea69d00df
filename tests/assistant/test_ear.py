"""The second ear: what it hears, that it gives its reasons, and that it does not change by itself."""

from __future__ import annotations

import math

import numpy as np
import pytest

from assistant.ear import N_BUCKETS, Ear, features, load_ear, pieces, words


def test_numbers_and_capitals_are_the_same_word() -> None:
    assert words("He’s 14, HE'S 9!") == ["he's", "0", "he's", "0"]


def test_a_word_is_its_runs_of_letters_with_its_ends() -> None:
    assert len(list(pieces("dad"))) == 4 + 3 + 2 + 1
    assert len(list(pieces("a"))) == 2 + 1
    assert all(0 <= bucket < N_BUCKETS for bucket in pieces("screaming"))


def test_features_have_length_one_and_none_for_nothing() -> None:
    rare = np.ones(N_BUCKETS, dtype=np.float32)
    assert math.isclose(sum(value**2 for value in features("dad hit dad", rare).values()), 1, rel_tol=1e-6)
    assert features("…", rare) == {}


@pytest.fixture
def ear() -> Ear:
    """An ear that was told one word."""
    weights = np.zeros(N_BUCKETS, dtype=np.float32)
    weights[list(pieces("knife"))] = 2.0
    rare = np.ones(N_BUCKETS, dtype=np.float32)
    return Ear(rarity=rare, weights={"urgent": weights}, enough={"urgent": -1.0}, sure={"urgent": -40.0})


def test_the_loudest_word_is_the_reason(ear: Ear) -> None:
    heard = ear.hear("urgent", "there is a knife on the table")
    assert heard.because[0] == "knife"
    assert (heard.enough, heard.sure) == (True, False)


def test_nothing_loud_is_not_heard(ear: Ear) -> None:
    heard = ear.hear("urgent", "pub")
    assert (heard.enough, heard.sure, heard.because) == (False, False, ())


@pytest.mark.parametrize("kind", ["urgent", "harmful"])
def test_what_was_learned_loads_once_and_is_finite(kind: str) -> None:
    learned = load_ear()
    assert learned is load_ear()
    assert np.isfinite(learned.weights[kind]).all()
    assert learned.sure[kind] <= learned.enough[kind]
    assert not learned.hear(kind, "").sure
