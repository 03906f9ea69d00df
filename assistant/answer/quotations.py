"""Passages to a Draft with no model: quotations, grouped by authority, in order of relevance.

A short passage is quoted whole. From a long one, the run of sentences is taken that is nearest the question. At most five
quotations, at most four of one kind: two minutes' reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.answer.draft import Draft, DraftSection, Quotation
from assistant.messages import SECTION_HEADINGS
from corpus.text import find_quote, sentences
from corpus.types import Authority, Passage, PassageKind, RetrievedPassage, Source

Similarity = Callable[[str, Sequence[str]], NDArray[np.float32]]

_N_QUOTATIONS = 5
_N_CONSIDERED = 10  # what ranks below is padding
_SELDOM = {Authority.RESEARCH, Authority.DATA_GUIDE, Authority.CONSULTATION_RESPONSE}  # quoted only from the best three
_N_BEST = 3
_MIN_WORDS = 5  # fewer are a heading or a contact line that was taken for text
_N_PER_KIND = 4
_WHOLE_CHARS = 520
_QUOTE_CHARS = 420


def compose(
    question: str,
    found: Sequence[RetrievedPassage],
    sources: Mapping[str, Source],
    similarity: Similarity,
    compared: Collection[str] = (),
) -> Draft:
    """Choose and order quotations.

    Parameters
    ----------
    question : str
        The standalone question.
    found : sequence of RetrievedPassage
        In order of relevance; those marked as duplicates are named with the first instead of quoted.
    sources : mapping of str to Source
        By id.
    similarity : callable
        Scores texts against the question; shape ``(len(texts),)``.
    compared : collection of str
        Editions that the question sets side by side: the best passage of each is quoted, twins or not.
    """
    by_authority: dict[str, list[Quotation]] = {}
    n = 0
    for candidate in _best_first(found, compared):
        if n == _N_QUOTATIONS:
            break
        if candidate.duplicate_of is not None and candidate.passage.source_id not in compared:
            continue
        authority = sources[candidate.passage.source_id].authority
        if len(by_authority.get(authority, [])) == _N_PER_KIND or (authority in _SELDOM and candidate.rank > _N_BEST):
            continue
        quote = choose_quote(question, candidate.passage, similarity)
        if len(quote.split()) < _MIN_WORDS:
            continue
        also_on = tuple(
            anchor_words(twin, sources[twin.source_id])
            for twin in _twins(candidate, found)
            if find_quote(quote, twin.text)
        )
        by_authority.setdefault(authority, []).append(
            Quotation(passage=candidate.passage, quote=quote, also_on=also_on)
        )
        n += 1
    order = sorted(by_authority, key=lambda value: list(SECTION_HEADINGS).index(value))
    return Draft(
        sections=tuple(DraftSection(heading=SECTION_HEADINGS[a], quotations=tuple(by_authority[a])) for a in order)
    )


def _best_first(found: Sequence[RetrievedPassage], compared: Collection[str]) -> list[RetrievedPassage]:
    """Return the passages worth quoting, in order, after the best of each edition that is compared."""
    firsts = [next((f for f in found if f.passage.source_id == source_id), None) for source_id in sorted(compared)]
    leading = [candidate for candidate in firsts if candidate is not None]
    return [*leading, *(candidate for candidate in found[:_N_CONSIDERED] if candidate not in leading)]


def _twins(candidate: RetrievedPassage, found: Sequence[RetrievedPassage]) -> list[Passage]:
    return [other.passage for other in found if other.duplicate_of == candidate.rank]


def choose_quote(question: str, passage: Passage, similarity: Similarity) -> str:
    """Return the passage's text, or the run of its sentences nearest the question if it is long."""
    text = own_words(passage)
    if passage.kind is PassageKind.TABLE:
        return text
    spans = _whole_sentences(text, passage)
    if spans[-1][1] - spans[0][0] <= _WHOLE_CHARS:
        return text[spans[0][0] : spans[-1][1]]
    scores = similarity(question, [text[start:end] for start, end in spans])
    first = last = 0 if _asked_for(passage, question) else int(np.argmax(scores))
    while True:
        grown = _grow(spans, scores, first, last)
        if grown is None:
            return text[spans[first][0] : spans[last][1]]
        first, last = grown


def _asked_for(passage: Passage, question: str) -> bool:
    """Whether the question names the passage's paragraph or section, which is then quoted from its start."""
    number = re.match(r"(?:s\.)?(\d+[A-Z]*)", passage.paragraph)
    return number is not None and re.search(rf"(?<![\w.]){number[1]}(?!\w)", question) is not None


def own_words(passage: Passage) -> str:
    """Return the text without what the reference says anyway: the paragraph's number, and a digest's source line."""
    text = passage.text
    number = passage.paragraph.removeprefix("fn ")
    if number[:1].isdigit():
        text = re.sub(rf"^{re.escape(number)}[.)]?\s+", "", text)
    if passage.pinpoint is not None:
        text = re.sub(r"\s+Source: .*\Z", "", text, flags=re.DOTALL)
    return text.strip()


def _whole_sentences(text: str, passage: Passage) -> list[tuple[int, int]]:
    """Return the spans of a text's sentences, less those that the page's edge cut, if others remain."""
    spans = sentences(text)
    if len(spans) > 1 and text[spans[0][0]].islower():
        spans = spans[1:]
    if len(spans) > 1 and passage.kind is PassageKind.BODY and text[spans[-1][1] - 1] not in ".!?:;”’\"')":
        spans = spans[:-1]
    return spans


def _grow(
    spans: Sequence[tuple[int, int]], scores: NDArray[np.float32], first: int, last: int
) -> tuple[int, int] | None:
    """Take in the better neighbour that still fits; a list's first item takes its lead-in with it."""
    options = []
    if first > 0 and spans[last][1] - spans[first - 1][0] <= _QUOTE_CHARS:
        options.append((float(scores[first - 1]), first - 1, last))
    if last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= _QUOTE_CHARS:
        options.append((float(scores[last + 1]), first, last + 1))
    if not options:
        return None
    _, first, last = max(options)
    return first, last


def anchor_words(passage: Passage, source: Source) -> str:
    """Return where a passage stands, in short: ``KCSIE 2025, page 16, paragraph 41``."""
    paragraph = f", paragraph {passage.paragraph}" if passage.paragraph[:1].isdigit() else ""
    return f"{source.name}, page {passage.printed or passage.page}{paragraph}"
