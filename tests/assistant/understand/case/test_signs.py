"""Signs: a message in sentences and clauses, a model that belongs to the signs there are, and facts that are seen."""

from __future__ import annotations

import pytest

from assistant.understand import load_sign_model, signs_in
from assistant.understand.case.signs import pieces_of
from corpus.models import SentenceTransformerEmbedder
from corpus.statements import load_signs
from tests.doubles import WordEmbedder


@pytest.fixture(scope="module")
def embedder() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder()


def test_the_model_was_taught_for_the_signs_there_are() -> None:
    assert set(load_sign_model().names) == {"", *(sign.sign_id for sign in load_signs())}, (
        "python -m evals signs --train"
    )


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Every message that we send to mum is answered by him.", "partner-has-parents-phone"),
        ("He is ten. He sleeps across her bedroom door so that nobody can get in.", "guards-at-night"),
        ("The stepfather came to the meeting again and answered for her each time.", "partner-speaks-for-parent"),
        ("Nobody here has seen the mother since before Easter.", "parent-not-seen"),
        ("She is not allowed to see a doctor on her own.", "not-allowed-out"),
    ],
)
def test_a_telling_fact_is_seen_with_its_words(embedder: SentenceTransformerEmbedder, text: str, sign: str) -> None:
    seen = {one.sign.sign_id: one for one in signs_in(text, embedder)}
    assert sign in seen
    assert seen[sign].words in text


@pytest.mark.parametrize(
    "text",
    [
        "He is in Year 4 and his teacher came to see me on Tuesday at half past two.",
        "The policy was reviewed in September and the governors agreed it.",
        "Officers attended at 21:40 and left at 22:05. Two children, 7 and 9.",
    ],
)
def test_in_what_is_ordinary_no_sign_is_seen(embedder: SentenceTransformerEmbedder, text: str) -> None:
    assert signs_in(text, embedder) == ()


def test_with_another_embedder_no_sign_is_seen() -> None:
    assert signs_in("Every message that we send to mum is answered by him.", WordEmbedder()) == ()


def test_a_long_sentence_is_read_whole_and_by_its_clauses() -> None:
    text = (
        "Quiet boy. Since May he has been asleep on the desk most Mondays, and he flinches when anybody drops a thing"
    )
    assert pieces_of(text) == [
        "Since May he has been asleep on the desk most Mondays, and he flinches when anybody drops a thing",
        "Since May he has been asleep on the desk most Mondays",
        "and he flinches",
        "anybody drops a thing",
    ]


def test_two_clauses_of_a_sentence_may_each_tell_a_fact(embedder: SentenceTransformerEmbedder) -> None:
    text = "Stepdad answers every question for her, and she has to show him the receipts for all the shopping."
    seen = signs_in(text, embedder)
    assert {one.sign.sign_id for one in seen} >= {"partner-speaks-for-parent", "parent-shows-receipts"}
    assert not any(one.words.startswith("and ") for one in seen)


def test_of_nothing_nothing_is_seen(embedder: SentenceTransformerEmbedder) -> None:
    assert signs_in("", embedder) == ()
