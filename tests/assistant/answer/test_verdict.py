"""A verdict that is written for a child is not said of an adult student."""

from __future__ import annotations

import pytest

from assistant.answer.recognised import FoundFor, Recognised
from assistant.answer.recognised_case import RecognisedCase
from assistant.answer.verdict import with_verdict
from assistant.understand import AskedPart
from corpus.models import SentenceTransformerEmbedder

ASKED = "She says he shouts at home every night. Can it wait until Monday?"


@pytest.fixture(scope="module")
def embedder() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder()


def verdict_on(text: str, case: RecognisedCase, embedder: SentenceTransformerEmbedder) -> str:
    asked = [FoundFor(part=AskedPart(words=text, question=text, text=text), passages=())]
    found = with_verdict(Recognised(asked=text, case=case), asked, embedder, of_a_case=True, of_somebody=True)
    return " ".join(sentence.text for sentence in found.verdict)


def test_what_is_said_of_a_child_is_not_said_of_an_adult_student(embedder: SentenceTransformerEmbedder) -> None:
    assert verdict_on(ASKED, RecognisedCase(), embedder)
    assert not verdict_on(ASKED, RecognisedCase(of_an_adult=True), embedder)
