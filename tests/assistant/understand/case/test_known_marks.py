"""What readers made of a sentence in messages like this one counts more than what they made of it in others."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.understand import KnownMarks, load_known_marks, load_line_model, marks_beside
from tests.doubles import WordEmbedder

EMBEDDER = WordEmbedder()
KNOWN = KnownMarks(
    embedder=EMBEDDER.name,
    messages=EMBEDDER.embed(["he took her phone", "he took her phone again", "the file moves in june"]),
    of_sentence={"phone": np.array([[0, 2], [1, 2], [2, 0]], dtype=np.int16)},
)
IN_ALL = (0.5, 0.3)


def test_what_belonged_in_a_message_like_it_is_likelier_to_belong() -> None:
    like, unlike = (
        KNOWN.beside(EMBEDDER.embed([text])[0]).shares("phone", IN_ALL)
        for text in ("he took her phone today", "when the file moves in june")
    )
    assert like[0] > 0.8 > 0.2 > unlike[0]
    assert unlike[1] > 0.8 > 0.2 > like[1]


def test_where_no_message_is_like_it_counts_what_was_made_of_it_in_all() -> None:
    far = KNOWN.beside(EMBEDDER.embed(["bruises"])[0])
    assert far.shares("phone", IN_ALL) == pytest.approx(IN_ALL, abs=0.01)


def test_a_sentence_without_marks_counts_as_before() -> None:
    assert KNOWN.beside(KNOWN.messages[0]).shares("new", IN_ALL) == IN_ALL


def test_with_another_embedder_none_counts() -> None:
    assert load_known_marks().embedder != EMBEDDER.name
    assert marks_beside("he took her phone", EMBEDDER) is None


def test_those_that_come_with_the_project_are_of_sentences_that_were_counted() -> None:
    known = load_known_marks()
    assert set(known.of_sentence) == set(load_line_model().record.of_sentence)
    for key, pairs in known.of_sentence.items():
        assert len(pairs) == load_line_model().record.of_sentence[key][0]
        assert set(pairs[:, 1]) <= {0, 1, 2}
        assert pairs[:, 0].max() < len(known.messages)
