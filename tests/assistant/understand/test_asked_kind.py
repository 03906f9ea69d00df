"""Which kind of question ends a case: plain ways to ask are known, and what asks for a fact gets no verdict."""

from __future__ import annotations

import pytest

from assistant.understand import AskedPart, asked_kind, asked_parts
from assistant.understand.asked_kind import NO_VERDICT, load_asked_kinds
from corpus.models import SentenceTransformerEmbedder
from corpus.statements import load_verdicts
from tests.doubles import WordEmbedder

STORY = "Y3 girl drew mummy crying behind a door and went quiet. Nobody has said anything. "


def kind(embedder: SentenceTransformerEmbedder, asked: str) -> str:
    return asked_kind(asked_parts(STORY + asked)[-1], embedder)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Is that enough to refer?", "is-it-enough"),
        ("Am I overreacting?", "overreacting"),
        ("Can it wait until Monday?", "can-it-wait"),
        ("Who do I tell first?", "who-to-tell"),
        ("How do I raise it with mum?", "speak-to-parent"),
        ("What do I do now?", "what-now"),
    ],
)
def test_what_is_asked_of_a_case_is_known(embedder: SentenceTransformerEmbedder, asked: str, expected: str) -> None:
    assert kind(embedder, asked) == expected


@pytest.mark.parametrize(
    "asked", ["What time does the office shut?", "Which section of the Act makes strangulation an offence?"]
)
def test_what_asks_for_a_fact_gets_no_verdict(embedder: SentenceTransformerEmbedder, asked: str) -> None:
    assert not kind(embedder, asked)


def test_it_may_have_to_be_surer(embedder: SentenceTransformerEmbedder) -> None:
    part = asked_parts(STORY + "Is that enough to refer?")[-1]
    assert asked_kind(part, embedder)
    assert not asked_kind(part, embedder, threshold=1.1)


def test_with_another_embedder_no_kind_is_recognised() -> None:
    part = AskedPart(words="Can it wait?", question="Can it wait?", text="Can it wait?")
    assert not asked_kind(part, WordEmbedder())


def test_each_kind_has_its_verdict() -> None:
    assert set(load_asked_kinds().kinds) - NO_VERDICT == set(load_verdicts())
