"""A matcher that finds the same answer to everything, and what is recognised with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.answer import FoundFor, Recognised, Recogniser
from assistant.types import Question
from assistant.understand import AskedPart, Match, QuestionMatcher, load_match_model
from corpus.statements import ReviewedSentence, ShortAnswer
from corpus.types import RetrievedPassage
from tests.doubles import WordEmbedder

EMBEDDER = WordEmbedder()


class OneAnswer(QuestionMatcher):
    """Finds the same answer to everything."""

    def __init__(self, asked: str, sure: float) -> None:
        super().__init__((), load_match_model(), EMBEDDER)
        sentence = ReviewedSentence(text="It is the fourth.", bindings=(), ours=True)
        self.match = Match(
            answer=ShortAnswer(answer_id="one", asked=(asked,), near=(), sentences=(sentence,)), sure=sure
        )

    def find(self, question: str, found: Sequence[RetrievedPassage], told: str = "") -> Match | None:
        return self.match


def whole(asked: str) -> tuple[FoundFor]:
    """Return all that is asked as one part, for which nothing was found."""
    return (FoundFor(part=AskedPart(words=asked, question=asked, text=asked), passages=()),)


def recognised(asked: str, written_for: str, sure: float) -> Recognised:
    """Return what is recognised where the one answer is found, written for a question and so sure."""
    recogniser = Recogniser(embedder=EMBEDDER, matcher=OneAnswer(written_for, sure))
    return recogniser.recognise(Question(text=asked, as_at=date(2025, 10, 1)), asked, (), whole(asked))
