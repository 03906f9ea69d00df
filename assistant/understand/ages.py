"""The ages that a question names, in the words that people use: “she's 15”, “17 yr old”, “aged 12”, “Y11”."""

from __future__ import annotations

import re

_BEFORE_AN_AGE = r"aged?|is|are|was|turned|just|only|both|boy|girl|lad|lass|pupil|of|he['’]?s|she['’]?s|they['’]?re"
_COUNTED = r"%|per cent|days?|weeks?|months?|hours?|minutes?|times?|schools?|pages?|of\b"
_AGE = re.compile(
    rf"\b(\d{{1,2}})\s*(?:-|–)?\s*(?:yo\b|y/o\b|yrs?\b|years?\b)|\b(?:{_BEFORE_AN_AGE})\s+(\d{{1,2}})\b(?!\s*(?:{_COUNTED}))",
    re.IGNORECASE,
)
_YEAR_GROUP = re.compile(r"\b(?:y|yr|year)\s?(\d{1,2})s?\b(?!\s*olds?\b)", re.IGNORECASE)
_STARTS_AT, _GROUPS = 4, range(1, 14)  # a child in Year 1 is five or six
_AGES = range(2, 26)


def ages_in(text: str) -> frozenset[int]:
    """Return the ages in years that a text names; of a year group both that its pupils may be."""
    named = {int(one or other) for one, other in _AGE.findall(text)} & set(_AGES)
    groups = {int(group) for group in _YEAR_GROUP.findall(text)} & set(_GROUPS)
    return frozenset(named | {group + _STARTS_AT + more for group in groups for more in (0, 1)})
