"""What a small model reads in an entry beside the patterns: only where it is sure, and with its own embedder alone."""

from __future__ import annotations

from assistant.chronology import kinds_read, load_entry_model, told_in
from assistant.chronology.kind_patterns import SHOWN
from assistant.chronology.risk_features import FEATURES
from corpus.models import SentenceTransformerEmbedder
from tests.doubles import WordEmbedder


def test_with_another_embedder_nothing_is_read() -> None:
    assert not kinds_read("Fell asleep on the desk again.", WordEmbedder())
    assert not kinds_read("Fell asleep on the desk again.", None)


def test_what_it_reads_are_kinds_and_features() -> None:
    assert set(load_entry_model().names) <= {*SHOWN, *FEATURES}


def test_words_that_no_pattern_knows_are_read() -> None:
    text = "Scalded hand, wrapped in kitchen roll."
    assert "injury" not in told_in(text)
    assert "injury" in told_in(text, SentenceTransformerEmbedder())


def test_nothing_is_read_where_nothing_is_told() -> None:
    assert not kinds_read("Lovely fortnight, no worries.", SentenceTransformerEmbedder())


def test_the_words_are_shown_with_their_sentence() -> None:
    clause = kinds_read("Good start. Barely awake in tutor, up all night.", SentenceTransformerEmbedder())["tired"]
    assert clause.words in clause.sentence
    assert clause.sentence.startswith("Barely")
