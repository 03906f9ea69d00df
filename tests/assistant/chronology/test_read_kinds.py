"""What a small model reads in an entry beside the patterns: only where it is sure, and with its own embedder alone."""

from __future__ import annotations

import pytest

from assistant.chronology import kinds_read, load_entry_model, told_in
from assistant.chronology.kind_patterns import SHOWN
from assistant.chronology.kinds import kinds_in
from assistant.chronology.read_kinds import clause_of
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


@pytest.mark.parametrize(
    ("text", "words", "kind", "told"),
    [
        ("Mum was barely awake at the gate.", "Mum was barely awake at the gate.", "tired", False),
        ("Class teacher barely awake.", "Class teacher barely awake.", "tired", False),
        ("Puppy limping, scalded paw wrapped up.", "scalded paw wrapped up.", "injury", False),
        ("Mum said barely awake, up all night.", "Mum said barely awake, up all night.", "tired", True),
        ("Dog bit through his sleeve.", "Dog bit through his sleeve.", "injury", True),
        ("Scalded hand, wrapped in kitchen roll.", "Scalded hand,", "injury", True),
    ],
)
def test_what_is_read_of_an_adult_or_an_animal_is_not_of_the_child(
    text: str, words: str, kind: str, *, told: bool
) -> None:
    read = {kind: clause_of(text, words)}
    assert (kind in {found.kind_id for found, _ in kinds_in(text, read)}) is told


def test_nothing_is_read_where_nothing_is_told() -> None:
    assert not kinds_read("Lovely fortnight, no worries.", SentenceTransformerEmbedder())


def test_the_words_are_shown_with_their_sentence() -> None:
    clause = kinds_read("Good start. Barely awake in tutor, up all night.", SentenceTransformerEmbedder())["tired"]
    assert clause.words in clause.sentence
    assert clause.sentence.startswith("Barely")
