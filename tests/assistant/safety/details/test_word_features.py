"""What is seen of each word: its place, its shape, the lists it is on, its letters, and what rules found."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.safety.details.word_features import (
    LIKE_A_NAME,
    N_FEATURES,
    N_LETTER_BUCKETS,
    letter_buckets,
    places_of_words,
    word_features,
)
from corpus.pii import DetailKind, Span


@given(st.text(max_size=80))
def test_words_stand_in_order_apart_and_hold_every_letter(text: str) -> None:
    places = places_of_words(text)
    assert "".join(text[start:end] for start, end in places) == "".join(text.split())
    assert word_features(text, places, ()).shape == (len(places), N_FEATURES)


def test_a_name_a_word_and_an_unknown_word_look_different() -> None:
    text = "kayden told zqyvia"
    rows = word_features(text, places_of_words(text), ())
    assert len(np.unique(rows, axis=0)) == 3


def test_the_case_of_a_word_is_seen() -> None:
    lower, capital, upper = (word_features(word, ((0, 4),), ())[0] for word in ("hope", "Hope", "HOPE"))
    assert not np.array_equal(lower, capital)
    assert not np.array_equal(capital, upper)


def test_what_rules_found_is_seen_on_its_words_alone() -> None:
    text = "ask ollie b now"
    places = places_of_words(text)
    span = Span(start=4, end=11, kind=DetailKind.NAME)
    differing = (word_features(text, places, [span]) != word_features(text, places, ())).any(axis=1)
    assert differing.tolist() == [False, True, True, False]


def test_letters_are_weighed_of_words_on_no_list_alone_and_of_any_word() -> None:
    weights = np.zeros(N_LETTER_BUCKETS, dtype=np.float32)
    weights[letter_buckets("zqyvia")] = 1
    weights[letter_buckets("school")] = 1
    text = "zqyvia school"
    rows = word_features(text, places_of_words(text), (), weights)
    assert (rows[:, LIKE_A_NAME] > 0.5).all()
    assert rows[0, LIKE_A_NAME + 1] > 0.5
    assert rows[1, LIKE_A_NAME + 1] == 0
