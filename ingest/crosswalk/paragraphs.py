"""The paragraphs of an edition: its passages put together again across pages, without the numbers before them.

A passage ends where its page does and holds no more than the embedder reads, so two editions cut one text at different words.
What is compared between editions is the paragraph: the passages that follow each other with one number under one heading. Text
without a number is taken by its heading: all of it that stands there together is one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.practice import HEADING_WORDS
from corpus.text import fold, one_line
from corpus.types import Passage, PassageKind

_STREAMS = {PassageKind.FOOTNOTE: PassageKind.FOOTNOTE, PassageKind.NOTE: PassageKind.NOTE}
_DIGITS = re.compile(r"(?:fn )?(\d+)")  # sections of Acts are printed with their titles and stay as they are
_EDGE = ".,;:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of one edition.

    Parameters
    ----------
    at : int
        Its position among the edition's paragraphs, from 0.
    passages : tuple of Passage
        What it consists of, at least one, in order.
    text : str
        Its words in one line, without its number.
    words : tuple of str
        Its words as they are compared: folded, without the punctuation at their ends.
    """

    at: int
    passages: tuple[Passage, ...]
    text: str = field(repr=False)
    words: tuple[str, ...] = field(repr=False)

    @property
    def number(self) -> str:
        """Its number or section, as cited, or empty."""
        return self.passages[0].paragraph

    @property
    def heading(self) -> str:
        """The innermost heading over it, or empty."""
        return self.passages[0].heading

    @property
    def stream(self) -> PassageKind:
        """What it is read with: the footnotes, the editorial notes of an Act, or the body."""
        return _stream(self.passages[0])

    @property
    def pages(self) -> tuple[int, ...]:
        """The PDF pages that it stands on."""
        return tuple(dict.fromkeys(passage.page for passage in self.passages))

    def as_dict(self) -> dict[str, Any]:
        """Return where the paragraph stands, as JSON has it; none of its words but the first ones of its heading."""
        return {
            "paragraph": self.number,
            "heading": " ".join(self.heading.split()[:HEADING_WORDS]),
            "pages": list(self.pages),
            "passages": [passage.passage_id for passage in self.passages],
        }


def paragraphs_of(passages: Sequence[Passage]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of an edition, in reading order.

    Parameters
    ----------
    passages : sequence of Passage
        All of one source, in reading order.
    """
    groups: list[list[Passage]] = []
    latest: dict[tuple[PassageKind, bool], list[Passage]] = {}  # numbered or not: a box may stand inside a paragraph
    for passage in passages:
        stream, numbered = _stream(passage), bool(passage.paragraph)
        group = latest.get((stream, numbered))
        if group is None or not _continues(group[-1], passage):
            group = latest[stream, numbered] = []
            groups.append(group)
        if numbered:
            latest.pop((stream, False), None)
        group.append(passage)
    return tuple(_paragraph(at, group) for at, group in enumerate(groups))


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared: a comma more or less is no change.

    Examples
    --------
    >>> words_of("Ring the bell, twice.")
    ('ring', 'the', 'bell', 'twice')
    """
    return tuple(word for word in (word.strip(_EDGE) for word in fold(text).split()) if word)


def _stream(passage: Passage) -> PassageKind:
    return _STREAMS.get(passage.kind, PassageKind.BODY)


def _continues(last: Passage, passage: Passage) -> bool:
    """Whether a passage goes on with the paragraph that the last one of its stream belongs to."""
    if last.paragraph != passage.paragraph or _number_before(passage):
        return False
    if _stream(passage) is PassageKind.FOOTNOTE:  # it stands under whatever heading the foot of its page does
        return bool(passage.paragraph)
    return last.heading_path == passage.heading_path and bool(passage.paragraph or passage.heading_path)


def _number_before(passage: Passage) -> str:
    """Return the paragraph's number as printed before a passage's words, or empty if it does not start there."""
    digits = _DIGITS.fullmatch(passage.paragraph)
    found = re.match(rf"\W*{digits[1]}(?!\d)[.)]?\s*", passage.text) if digits else None
    return found[0] if found else ""


def _paragraph(at: int, group: Sequence[Passage]) -> Paragraph:
    first, *rest = group
    text = one_line(" ".join([first.text[len(_number_before(first)) :], *(passage.text for passage in rest)]))
    return Paragraph(at=at, passages=tuple(group), text=text, words=words_of(text))
