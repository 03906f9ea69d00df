"""Which part of a message asks: the sentence that ends in a question mark, or begins as a question does."""

from __future__ import annotations

import re

_ASKS = re.compile(
    r"\s*(?:and |so |but |ok |please |also )*(?:what|which|who|whose|when|where|how|why|can|could|do|does|did|is|are|am|"
    r"should|shall|must|will|would|may|has|have we|any|"
    r"write|draft|explain|give|recommend|number|phone)\b",
    re.IGNORECASE,
)


def asked_part(question: str) -> str:
    """Return the sentence of a question that asks: the last that ends in a question mark or begins as a question does."""
    parts = [part for part in re.split(r"(?<=[.?!;])\s+|\s[-–]\s|\n", question) if part.strip()]
    return ([part for part in parts if asks(part)] or parts or [question])[-1]


def asks(sentence: str) -> bool:
    """Whether a sentence asks something."""
    return "?" in sentence or _ASKS.match(sentence) is not None
