"""The model beside the patterns: it adds to them, belongs to one embedder, and is left out where that cannot be used."""

from __future__ import annotations

from assistant.safety.caution_classifier import cautions_of, load_caution_classifier
from assistant.safety.caution_patterns import CAUTIONS, cautions_in
from corpus.models import SentenceTransformerEmbedder
from tests.doubles import WordEmbedder

UNLISTED = "Mum and the children have been moved to a place we may not name, and his sister works in our office."


def test_it_finds_what_no_pattern_lists_and_takes_nothing_away(embedder: SentenceTransformerEmbedder) -> None:
    assert cautions_in(UNLISTED) == ()
    assert cautions_of(UNLISTED, embedder) == ("refuge",)
    listed = "he goes through her phone every night"
    assert set(cautions_in(listed)) <= set(cautions_of(listed, embedder))


def test_with_another_embedder_or_none_the_patterns_stand_alone() -> None:
    for other in (None, WordEmbedder()):
        assert cautions_of(UNLISTED, other) == ()


def test_it_knows_the_same_situations_as_the_patterns() -> None:
    assert load_caution_classifier().names == tuple(CAUTIONS)
