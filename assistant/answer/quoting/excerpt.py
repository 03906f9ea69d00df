"""Which words of a passage answer a question: the sentence that answers, and what it cannot be understood without."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.statements import own_words
from corpus.text import one_line, sentences
from corpus.types import Passage, PassageKind

_LIST_CHARS, _JOINED_CHARS = 620, 460
_FEWEST_WORDS, _FEWEST_WORDS_ITEM = 6, 4
_ENDS = ".!?:;”’\"')"
_ITEM = re.compile(r"\s*(?:[•▪◦]|o\s|[–-]\s|\(\w{1,4}\)\s)")
# A sentence that begins so is not understood without the one before it, and completes it.
_LEANS = re.compile(
    r"(?:This|That|These|Those|They|It|Such|He|She|However|But|Therefore|Similarly|Otherwise|Instead|In (?:this"
    r"|these|such|that)\b"
    r"|For example|Where this|If (?:so|not|this|they|it)\b|Either|Both|All of (?:this|these|which)|Any such"
    r"|The (?:legal bas[ei]s|system|same|latter|former)"
    r"|Unless|Nor|As (?:such|part of (?:this|these)))\b"
)
_LINKS = re.compile(r"https?://|www\.|\.(?:gov|org|co)\.uk|\bclick here\b|@", re.IGNORECASE)


def can_stand(sentence: str) -> bool:
    """Whether a sentence says something by itself: no heading, no fragment, no list of links."""
    words = sentence.split()
    fewest = _FEWEST_WORDS_ITEM if _ITEM.match(sentence) else _FEWEST_WORDS
    if len(words) < fewest or sentence[:1].islower() or sentence.rstrip()[-1:] == "?":
        return False
    links = len(_LINKS.findall(sentence))
    return links == 0 or len(words) > 15 * links


def is_item(sentence: str) -> bool:
    """Whether a sentence is an item of a list."""
    return _ITEM.match(sentence) is not None


def candidates(passage: Passage) -> list[tuple[int, str]]:
    """Return the sentences of a passage that may be quoted, each with its place among all; a table row is one."""
    if passage.kind is PassageKind.TABLE:
        return [(0, one_line(own_words(passage)))]
    text = own_words(passage)
    spans = sentences(text)
    found = []
    for at, (start, end) in enumerate(spans):
        cut = at == len(spans) - 1 and passage.kind is PassageKind.BODY and text[end - 1] not in _ENDS
        if not cut and can_stand(text[start:end]):
            found.append((at, one_line(text[start:end])))
    return found


def excerpt(passage: Passage, at: int) -> str:
    """Return the sentence at a place, with what it leans on and what completes it.

    An item of a list brings the words that begin the list, and as much of it as stands before it; a sentence that ends in a
    colon brings what it announces; a sentence that leans on another brings that one, and is brought by it.

    Parameters
    ----------
    passage : Passage
        Where it stands.
    at : int
        Which of its sentences, as ``candidates`` counts them.
    """
    text = own_words(passage)
    if passage.kind is PassageKind.TABLE:
        return text
    spans = sentences(text)
    first, last = _with_list(text, spans, at) if _is_listed(text, spans, at) else _with_neighbours(text, spans, at)
    return re.sub(r"[,;]?\s+(?:and|or)$|[,;]$", "", text[spans[first][0] : spans[last][1]])


def _is_listed(text: str, spans: Sequence[tuple[int, int]], at: int) -> bool:
    return _ITEM.match(text[spans[at][0] :]) is not None or text[spans[at][1] - 1] in ":—"


def _with_list(text: str, spans: Sequence[tuple[int, int]], at: int) -> tuple[int, int]:
    """Return the run from the words that begin a list to the item meant, and on to the list's end if there is room."""
    first = at
    while first > 0 and _ITEM.match(text[spans[first][0] :]):
        first -= 1
    if spans[at][1] - spans[first][0] > _LIST_CHARS:
        return at, at
    last = at
    while last + 1 < len(spans) and _ITEM.match(text[spans[last + 1][0] :]) is not None:
        if spans[last + 1][1] - spans[first][0] > _LIST_CHARS:
            break
        last += 1
    return first, last


def _with_neighbours(text: str, spans: Sequence[tuple[int, int]], at: int) -> tuple[int, int]:
    first = last = at
    while first > 0 and _LEANS.match(text[spans[first][0] :]) and not text[spans[first - 1][0]].islower():
        if spans[last][1] - spans[first - 1][0] > _JOINED_CHARS:
            break
        first -= 1
    while last + 1 < len(spans) and _LEANS.match(text[spans[last + 1][0] :]):
        if spans[last + 1][1] - spans[first][0] > _JOINED_CHARS or text[spans[last + 1][1] - 1] not in _ENDS:
            break
        last += 1
    return first, last
