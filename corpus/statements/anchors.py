"""Which sentence of a page is meant, without its words: by a hash, so that no sentence of guidance is copied here.

A sentence that is worded anew has another hash. So a statement bound to it is never shown with words that do not bear it out.
"""

from __future__ import annotations

import hashlib
import re

from corpus.text import fold, sentences
from corpus.types import Passage

_N_DIGITS = 10  # two of a million sentences share a key once in two


def sentence_key(sentence: str) -> str:
    """Return the key of a sentence: ten hexadecimal digits of the hash of its folded words."""
    return hashlib.sha256(fold(sentence).encode()).hexdigest()[:_N_DIGITS]


def own_words(passage: Passage) -> str:
    """Return the text without what the reference says anyway: the paragraph's number, and a digest's source line."""
    text = passage.text
    number = passage.paragraph.removeprefix("fn ")
    if number[:1].isdigit():
        text = re.sub(rf"^{re.escape(number)}[.)]?\s+", "", text)
    if passage.pinpoint is not None:
        text = re.sub(r"\s+Source: .*\Z", "", text, flags=re.DOTALL)
    return text.strip()


def sentence_spans(passage: Passage) -> tuple[tuple[str, str], ...]:
    """Return a passage's sentences, each with its key: ``(key, words)``, in the order printed."""
    text = own_words(passage)
    return tuple((sentence_key(text[start:end]), text[start:end]) for start, end in sentences(text))
