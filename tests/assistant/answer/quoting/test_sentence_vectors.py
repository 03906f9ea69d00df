"""Vectors of sentences: read once, kept within a bound, and the same whatever was read before; a question is not kept."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from assistant.answer.quoting.sentence_vectors import SentenceVectors
from corpus.models import Vectors
from tests.doubles import WordEmbedder

REFERRAL, RECORD, BUS = "refer to social care", "keep a record", "the bus is late"


class CountingEmbedder(WordEmbedder):
    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.read += texts
        return super().embed(texts)


def test_the_sentence_that_shares_words_with_the_question_is_nearest() -> None:
    cosines = SentenceVectors(WordEmbedder()).cosines("who can refer to social care", [BUS, REFERRAL, RECORD])
    assert cosines.shape == (3,)
    assert int(cosines.argmax()) == 1


def test_a_sentence_is_read_once_and_a_question_each_time() -> None:
    embedder = CountingEmbedder()
    sentences = SentenceVectors(embedder)
    first = sentences.cosines("who refers", [REFERRAL, RECORD, REFERRAL])
    assert embedder.read == ["who refers", REFERRAL, RECORD]
    assert first[0] == first[2]
    again = sentences.cosines("who refers", [RECORD, BUS, REFERRAL])
    assert embedder.read[3:] == ["who refers", BUS]
    assert again[[2, 0]].tolist() == first[:2].tolist()


def test_what_was_not_wanted_for_long_is_forgotten_first() -> None:
    embedder = CountingEmbedder()
    sentences = SentenceVectors(embedder, n_kept=2)
    sentences.cosines("a", [REFERRAL, RECORD])
    sentences.cosines("b", [REFERRAL])
    sentences.cosines("c", [BUS])
    embedder.read.clear()
    sentences.cosines("d", [REFERRAL, BUS])
    assert embedder.read == ["d"]
    sentences.cosines("e", [RECORD])
    assert embedder.read[1:] == ["e", RECORD]


def test_more_sentences_than_are_kept_are_all_compared() -> None:
    cosines = SentenceVectors(WordEmbedder(), n_kept=1).cosines("refer", [REFERRAL, RECORD, BUS])
    assert cosines[0] > cosines[1]
    assert cosines[0] > cosines[2]


def test_nothing_is_read_where_there_is_nothing_to_compare() -> None:
    embedder = CountingEmbedder()
    assert SentenceVectors(embedder).cosines("who refers", []).shape == (0,)
    assert not embedder.read


def test_nothing_of_a_question_is_kept_with_the_vector_of_a_sentence() -> None:
    sentences = SentenceVectors(WordEmbedder())
    sentences.cosines("who refers", [REFERRAL])
    assert all(vector.base is None for vector in sentences._kept.values())


@pytest.mark.parametrize("noise", [1e-6, -1e-6])
def test_what_else_was_read_does_not_decide_between_sentences_as_near(noise: float) -> None:
    class Unsteady(WordEmbedder):
        def embed(self, texts: Sequence[str]) -> Vectors:
            exact = super().embed(texts)
            return exact + np.float32(noise) if len(texts) > 2 else exact

    alone, beside = SentenceVectors(Unsteady()), SentenceVectors(Unsteady())
    beside.cosines("x", [REFERRAL, BUS, RECORD])
    assert beside.cosines("refer", [REFERRAL]).tolist() == alone.cosines("refer", [REFERRAL]).tolist()
