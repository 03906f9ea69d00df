"""A verdict that is written for a child is not said of an adult student; on a doubt one stands before a sure answer."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.answer.recognised import FoundFor, Recognised
from assistant.answer.recognised_case import RecognisedCase
from assistant.answer.verdict import with_verdict
from assistant.understand import AskedPart
from corpus.models import SentenceTransformerEmbedder
from corpus.statements import ReviewedSentence, ShortAnswer, load_verdicts

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


DOUBTS = "She says he shouts at home every night and she hides with her little brother. Am I overreacting?"


def beside(
    text: str, embedder: SentenceTransformerEmbedder, says: str = "Note what she does.", **given: Any
) -> Recognised:
    asked = [FoundFor(part=AskedPart(words=text, question=text, text=text), passages=())]
    answer = ShortAnswer(
        answer_id="one", asked=("What?",), near=(), sentences=(ReviewedSentence(text=says, ours=True),)
    )
    found = Recognised(asked=text, answer=answer, sure=0.9, **given)
    return with_verdict(found, asked, embedder, of_a_case=False, of_somebody=True)


def test_whoever_doubts_is_told_first_and_then_what_answers(embedder: SentenceTransformerEmbedder) -> None:
    found = beside(DOUBTS, embedder, case=RecognisedCase())
    assert found.answer is not None
    assert [sentence.text for sentence in found.verdict] == [load_verdicts()["overreacting"].sentences[0].text]


def test_nothing_is_said_before_an_answer_that_says_it_or_that_is_to_something_else(
    embedder: SentenceTransformerEmbedder,
) -> None:
    said = load_verdicts()["overreacting"].sentences[0].text
    assert beside(DOUBTS, embedder, says=said, case=RecognisedCase()).verdict == ()
    assert beside("She says he shouts. Who should I tell about it?", embedder, case=RecognisedCase()).verdict == ()
    assert beside(DOUBTS, embedder).verdict == (), "no case is told"
