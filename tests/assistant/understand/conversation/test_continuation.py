"""Whether a message goes on: the rules, and the model beside them that belongs to one embedder."""

from __future__ import annotations

import pytest

from assistant.understand.conversation.continuation import N_SIGNS, goes_on, leans, load_continuation, read_message
from corpus.models import SentenceTransformerEmbedder
from tests.doubles import WordEmbedder

EARLIER = ["Y9 lass, her mam's bloke smashed the telly. Do I refer?"]
NEW = "A Y2 boy has come in with a cut lip. He says his nan did it."


@pytest.mark.parametrize("text", ["and what if she's 16?", "does that count?", "who decides it?", "How soon?"])
def test_what_points_elsewhere_leans(text: str) -> None:
    assert leans(text)


def test_the_model_hears_a_new_case_that_the_rules_join(embedder: SentenceTransformerEmbedder) -> None:
    assert leans(NEW)
    assert not goes_on(NEW, EARLIER, embedder)
    assert goes_on("She says no.", EARLIER, embedder)


def test_nothing_goes_on_with_nothing(embedder: SentenceTransformerEmbedder) -> None:
    assert not goes_on("and if she says no?", [], embedder)


def test_with_another_embedder_or_none_the_rules_stand_alone() -> None:
    for other in (None, WordEmbedder()):
        assert goes_on(NEW, EARLIER, other)
        assert not goes_on("What is a Marac?", EARLIER, other)


def test_the_model_has_a_weight_for_each_sign_and_each_part_of_the_vector(
    embedder: SentenceTransformerEmbedder,
) -> None:
    model = load_continuation()
    assert read_message("Who decides?", EARLIER, embedder).shape == model.weights.shape
    assert len(model.weights) > N_SIGNS
