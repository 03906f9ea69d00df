"""A follow-up and its conversation become a question that stands alone.

No model: a question that leans on the one before it ("and what if she's 16?") is joined to it. The result is shown.
"""

from __future__ import annotations

import re

from assistant.types import Question

_LEANS = re.compile(
    r"^\s*(?:and|but|so|ok(?:ay)?|what\s+(?:if|about)|then|also|yes|no|does\s+(?:that|it|this)|is\s+(?:that|it|this|he|she)|do\s+they|same|why|how\s+soon|when)\b"
    r"|\b(?:that|it|this|they|them|he|she|him|her|there|those|these|one)\b"
    r"|\bthe\s+(?:referral|notification|child|girl|boy|parents?|mum|dad|file|meeting|conference|report|same)\b",
    re.IGNORECASE,
)
_SHORT_WORDS = 30
_SHORTEST_WORDS = 5  # too few to be a question by themselves


def standalone(question: Question) -> str:
    """Give the question as it can be understood without the conversation.

    A question without history, or one that is long and leans on nothing, is given unchanged. Otherwise the last two
    questions of the person come first.
    """
    earlier = [" ".join(turn.content.split()) for turn in question.history if turn.role == "user"]
    text = " ".join(question.text.split())
    n_words = len(text.split())
    leans = n_words <= _SHORTEST_WORDS or (n_words <= _SHORT_WORDS and _LEANS.search(text))
    if not earlier or not leans:
        return text
    return " ".join([*earlier[-2:], text])
