"""A follow-up and its conversation become a question that stands alone.

No model: a question that leans on the one before it ("and what if she's 16?") is joined to it. The result is shown.
"""

from __future__ import annotations

import re

from assistant.types import Question

_OPENS = re.compile(
    r"^\s*(?:and|but|so|ok(?:ay)?|what\s+(?:if|about)|then|also|yes|no|same|why|how\s+soon)\b"
    r"|^\s*(?:does|is|do|will|would|can|should|must)\s+(?:that|it|this|they|he|she|we|i)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:they|them|he'?s?|she'?s?|him|her|those|these|though|still|instead|else)\b|\b(?:do|does|did|is|about|with|to|of|for|after|by|in)\s+(?:it|that|this)\b"
    r"|\bthe\s+(?:referral|notification|child|girl|boy|parents?|mum|dad|file|meeting|conference|report|same)\b",
    re.IGNORECASE,
)
_FEW_WORDS, _SHORT_WORDS, _MANY_WORDS = 3, 16, 40
_EARLIER_WORDS = 60  # what the embedder reads beside the question itself


def standalone(question: Question) -> str:
    """Give the question as it can be understood without the conversation.

    A question without history, or one that is long and leans on nothing, is given unchanged. Otherwise the last two
    questions of the person come first, as far as there is room for them.
    """
    earlier = [" ".join(turn.content.split()) for turn in question.history if turn.role == "user"]
    text = " ".join(question.text.split())
    n_words = len(text.split())
    leans = (
        n_words <= _FEW_WORDS
        or (n_words <= _SHORT_WORDS and _POINTS.search(text))
        or (n_words <= _MANY_WORDS and _OPENS.search(text))
    )
    if not earlier or not leans:
        return text
    before = " ".join(earlier[-2:]).split()[-_EARLIER_WORDS:]
    return " ".join([*before, text])
