"""How much paragraphs are alike, and what is compared at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.crosswalk.likeness import Likeness
from ingest.crosswalk.paragraphs import Paragraph, paragraphs_of
from ingest.crosswalk.shingles import Rarity, bag_of
from tests.doubles import a_passage

WORDS = ("keeper", "boat", "must", "light", "the", "of", "and", "rope", "not", "ferry")
TEXT = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


def paragraphs(*texts: str) -> tuple[Paragraph, ...]:
    return paragraphs_of([a_passage(text or "–") for text in texts])


def alike(one: str, other: str) -> float:
    return Likeness(paragraphs(one), paragraphs(other)).of([0], [0])


def test_the_same_words_are_wholly_alike_and_other_words_never() -> None:
    assert alike("Ring the bell, twice.", "ring the bell twice") == 1
    assert alike("Ring the bell of the hall twice.", "Ring the bell of a hall twice.") < 1
    assert alike("the of and", "the of") < 1


def test_words_that_few_paragraphs_have_count_for_more() -> None:
    keepers = ["The keeper sleeps.", "The keeper mends oars.", "The keeper counts buoys.", "The keeper paints."]
    likeness = Likeness(
        paragraphs("The walrus sleeps.", *keepers), paragraphs("The walrus snores.", "The keeper snores.")
    )
    assert likeness.of([0], [0]) > likeness.of([1], [1])


@given(TEXT, TEXT)
def test_it_does_not_matter_which_is_the_earlier(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
    assert 0 <= alike(one, other) <= 1


def test_several_paragraphs_are_compared_as_one() -> None:
    likeness = Likeness(paragraphs("Ring it twice. Oil it weekly."), paragraphs("Ring it twice.", "Oil it weekly."))
    assert likeness.of([0], [1, 0]) == 1


def test_candidates_share_something_rare_or_have_the_same_words() -> None:
    likeness = Likeness(
        paragraphs("The bell rings.", "Of the.", "Salt eats iron."), paragraphs("Bells ring.", "of the")
    )
    assert set(likeness.candidates()) == {(0, 0), (1, 1)}


@pytest.mark.parametrize(("piece", "share"), [("ring bells", 1.0), ("oil chains", 0.0), ("", 0.0)])
def test_the_share_of_a_piece_that_is_in_a_whole(piece: str, share: float) -> None:
    bags = [bag_of("ring bells loudly"), bag_of("oil chains")]
    assert Likeness(paragraphs("ring bells loudly"), paragraphs("oil chains")).inside(bag_of(piece), bags[0]) == share


def test_the_rarer_shingle_weighs_more() -> None:
    rarity = Rarity([bag_of("rope bell"), bag_of("rope oar"), bag_of("rope sail")])
    assert rarity.weight(bag_of("bell")) > rarity.weight(bag_of("rope")) > 0
