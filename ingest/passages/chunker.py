"""From blocks to passages: what is embedded, found and cited.

A passage never leaves its page and no two overlap. Neighbouring blocks that belong together (a numbered paragraph and
its list, short paragraphs under one heading) share a passage while it stays small; a long block is divided at the
ends of list items, then sentences, then words. Whatever is done, the text that stands for a passage in the vector
store fits the embedder.

``(1) A person must— (a) …, (b) …`` is divided between items when it is too long. The piece that starts at ``(b)`` then
says nothing of who must. Its lead-in is the last words before it, up to a dash or colon, that open items of its kind.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.text import one_line
from corpus.types import Box, Document, Page, Passage, PassageKind
from ingest.structure import Block, BlockKind

CHUNKER_VERSION = "3"

_TARGET_TOKENS = 180  # small enough to be about one thing, large enough to be understood alone
_SHORTEST_CHARS = 25
_FEWEST_LETTERS = 3
_LEAST_ROOM_TOKENS = 60  # for text, when headings and lead-in are long
_KINDS = {
    BlockKind.BODY: PassageKind.BODY,
    BlockKind.LIST: PassageKind.LIST,
    BlockKind.TABLE: PassageKind.TABLE,
    BlockKind.FOOTNOTE: PassageKind.FOOTNOTE,
    BlockKind.NOTE: PassageKind.NOTE,
}
_ITEM_END = re.compile(r"\n(?=(?:[•▪◦●–\uf0b7]|o |\([a-z0-9]{1,4}\) |\d{1,2}\. ))")
_SENTENCE_END = re.compile(r"(?<=[.?!;:])[”’)]?\s+")
_SPACE = re.compile(r"\s+")
_LEAD_IN_CHARS = 240
_ITEM = re.compile(
    r"(?:^|\n)[“‘\[]*(?:\((?P<label>[0-9]{1,2}[A-Z]{0,2}|[a-z]{1,4})\)|(?P<bullet>[•▪◦●–\uf0b7]|o(?= )))"
)
_OPENS = ("—", ":")
_ROMAN = re.compile(r"[ivx]+$")
_AMBIGUOUS = frozenset("ivx")  # a letter, or a numeral


@dataclass(frozen=True, slots=True)
class TokenLimit:
    """How much text the embedder reads: at most ``max_tokens`` as ``count`` counts them."""

    max_tokens: int
    count: Callable[[str], int]


@dataclass(frozen=True, slots=True)
class _Span:
    """Part of a page that will be a passage, unless it is divided."""

    start: int
    end: int
    block: Block


def chunk(document: Document, blocks: Sequence[Block], title: str, limit: TokenLimit) -> tuple[Passage, ...]:
    """Return a document's passages in reading order.

    Parameters
    ----------
    document : Document
        The parsed source.
    blocks : sequence of Block
        Its blocks in reading order.
    title : str
        The source's title, which is embedded with each passage.
    limit : TokenLimit
        What the embedder reads at most, title and headings included.

    Raises
    ------
    ValueError
        If the limit leaves no room for a single word beside the title.
    """
    pages = {page.number: page for page in document.pages}
    cutter = _Cutter(document.source_id, title, limit)
    passages: list[Passage] = []
    for group in _groups(blocks, pages, cutter):
        passages += cutter.cut(pages[group.block.page], group)
    return tuple(passages)


def _groups(blocks: Sequence[Block], pages: dict[int, Page], cutter: _Cutter) -> Iterator[_Span]:
    """Join neighbouring blocks that belong together and fit.

    Yields
    ------
    _Span
        In reading order.
    """
    current: _Span | None = None
    for block in blocks:
        if block.kind not in _KINDS:
            if current is not None:
                yield current
            current = None
            continue
        if current is not None and _belong(current, block) and cutter.fits(pages[block.page], current, block):
            current = _Span(current.start, block.end, current.block)
            continue
        if current is not None:
            yield current
        current = _Span(block.start, block.end, block)
    if current is not None:
        yield current


def _belong(span: _Span, block: Block) -> bool:
    """Whether a block may share the passage before it."""
    first = span.block
    if (first.page, first.heading_path, first.paragraph) != (block.page, block.heading_path, block.paragraph):
        return False
    flowing = {BlockKind.BODY, BlockKind.LIST}
    return first.kind in flowing and block.kind in flowing


class _Cutter:
    """Makes passages of spans, dividing what the embedder could not read."""

    def __init__(self, source_id: str, title: str, limit: TokenLimit) -> None:
        self._source_id = source_id
        self._title = title
        self._limit = limit
        self._counted: dict[str, int] = {}

    def fits(self, page: Page, span: _Span, block: Block) -> bool:
        """Whether a block can be added to a span."""
        tokens = self._tokens(page.text[span.start : span.end]) + self._tokens(page.text[block.start : block.end])
        return tokens <= min(_TARGET_TOKENS, self._room(span.block))

    def cut(self, page: Page, span: _Span) -> Iterator[Passage]:
        """Return the passages of a span.

        Yields
        ------
        Passage
            In reading order.
        """
        for block, start, end in self._pieces(page.text, span):
            passage = self._passage(page, block, start, end)
            if passage is not None:
                yield passage

    def _pieces(self, text: str, span: _Span) -> list[tuple[Block, int, int]]:
        """Divide a span; each piece comes with the block to cite it by, led in by what the piece hangs on."""
        block, whole = self._shortened(span.block), text[span.start : span.end]
        room = self._room(block)
        pieces = self._divide(text, span.start, span.end, room)
        openings = [opening_before(whole, low - span.start) for low, _ in pieces]
        reserved = max((self._tokens(opening) for opening in openings if opening), default=0)
        if reserved and room - reserved >= _LEAST_ROOM_TOKENS:
            pieces = self._divide(text, span.start, span.end, room - reserved)
            openings = [opening_before(whole, low - span.start) for low, _ in pieces]
        return [
            (self._led_in(block, opening, text[low:high]), low, high)
            for opening, (low, high) in zip(openings, pieces, strict=True)
        ]

    def _led_in(self, block: Block, opening: str, text: str) -> Block:
        led = replace(block, lead_in=opening or block.lead_in)
        return led if self._tokens(text) <= self._room(led) else block

    def _tokens(self, text: str) -> int:
        if text not in self._counted:
            self._counted[text] = self._limit.count(" ".join(text.split()))
        return self._counted[text]

    def _head(self, block: Block) -> int:
        """Count what stands before the text: title, headings, lead-in."""
        head = " › ".join(part for part in (self._title, *block.heading_path) if part)
        return self._tokens(f"{head}\n{block.lead_in}")

    def _room(self, block: Block) -> int:
        return self._limit.max_tokens - self._head(block) - 4

    def _shortened(self, block: Block) -> Block:
        """Leave out lead-in and outer headings until there is room for text."""
        least = min(_LEAST_ROOM_TOKENS, self._limit.max_tokens // 2)
        while self._room(block) < least and (block.lead_in or block.heading_path):
            block = replace(block, lead_in="") if block.lead_in else replace(block, heading_path=block.heading_path[1:])
        return block

    def _divide(self, text: str, start: int, end: int, room: int) -> list[tuple[int, int]]:
        """Divide a span into pieces that fit, at the best places there are.

        Raises
        ------
        ValueError
            If not even one character fits.
        """
        start, end = stripped(text, start, end)
        if start >= end:
            return []
        if self._tokens(text[start:end]) <= room:
            return [(start, end)]
        for pattern in (_ITEM_END, _SENTENCE_END, _SPACE):
            ends = [match.end() for match in pattern.finditer(text, start + 1, end)]
            if ends:
                pieces = self._packed(text, start, end, ends, min(room, _TARGET_TOKENS))
                return [part for piece in pieces for part in self._divide(text, *piece, room)]
        if end - start == 1:
            raise ValueError(f"no room for text beside the title {self._title!r}")
        middle = (start + end) // 2
        return [*self._divide(text, start, middle, room), *self._divide(text, middle, end, room)]

    def _packed(self, text: str, start: int, end: int, ends: Sequence[int], room: int) -> list[tuple[int, int]]:
        """Join parts while they fit together, at least dividing in two."""
        pieces: list[tuple[int, int]] = []
        used = 0
        for low, high in zip([start, *ends], [*ends, end], strict=True):
            tokens = self._tokens(text[low:high])
            if pieces and used + tokens <= room:
                pieces[-1] = (pieces[-1][0], high)
                used += tokens
            else:
                pieces.append((low, high))
                used = tokens
        if len(pieces) == 1:
            middle = ends[bisect_right(ends, (start + end) // 2) - 1] if ends[0] <= (start + end) // 2 else ends[0]
            return [(start, middle), (middle, end)]
        return pieces

    def _passage(self, page: Page, block: Block, start: int, end: int) -> Passage | None:
        text = page.text[start:end]
        if block.kind is not BlockKind.TABLE and sum(char.isalpha() for char in text) < _FEWEST_LETTERS:
            return None  # a repealed provision's dots; a table's row may be "No 24%"
        short = end - start < _SHORTEST_CHARS
        if short and block.kind is not BlockKind.TABLE and not block.paragraph:
            return None
        return Passage(
            source_id=self._source_id,
            page=page.number,
            start=start,
            end=end,
            text=text,
            kind=_KINDS[block.kind],
            printed=page.printed,
            paragraph=block.paragraph,
            heading_path=block.heading_path,
            lead_in=block.lead_in,
            jurisdiction=block.jurisdiction,
            boxes=boxes_of(page, start, end),
        )


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the white space at its ends.

    Examples
    --------
    >>> stripped(" ab ", 0, 4)
    (1, 3)
    """
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def boxes_of(page: Page, start: int, end: int) -> tuple[Box, ...]:
    """Return the printed lines that a span covers, as boxes with offsets in the span."""
    return tuple(
        Box(max(line.start, start) - start, min(line.end, end) - start, line.x0, line.y0, line.x1, line.y1)
        for line in page.lines
        if line.start < end and start < line.end
    )


@dataclass(frozen=True, slots=True)
class _Opening:
    """Words that open a list, where they start, and the kinds of mark that its first item may be of."""

    at: int
    words: str
    kinds: frozenset[str]


def opening_before(text: str, at: int) -> str:
    """Return the words that a piece of a provision hangs on, or empty if it stands by itself.

    Parameters
    ----------
    text : str
        The provision.
    at : int
        Where the piece starts in it.
    """
    items = list(_ITEM.finditer(text))
    here = _ITEM.match(text, at) or _ITEM.match(text, max(0, at - 1))
    if here is None or at == 0:
        return ""
    kinds = _kinds(here)
    outer = [item.start() for item in items if item.start() < at and "number" in _kinds(item)]
    since = outer[-1] if outer and "number" not in kinds else 0  # a letter or numeral stays in its subsection
    found = [opening for opening in _openings(text[:at], items) if opening.at >= since and opening.kinds & kinds]
    return _tail(found[-1].words) if found else ""


def _openings(text: str, items: list[re.Match[str]]) -> list[_Opening]:
    """Find what opens items: the text from one item to the next, if it ends in a dash or colon."""
    found: list[_Opening] = []
    starts = [0, *(item.start() for item in items if 0 < item.start() <= len(text))]
    following = {item.start(): item for item in items}
    for low, high in zip(starts, [*starts[1:], len(text)], strict=True):
        words = one_line(text[low:high])
        child = following.get(high)
        if words.endswith(_OPENS) and child is not None:
            found.append(_Opening(low, words, _kinds(child, first=True)))
    return found


def _kinds(item: re.Match[str], first: bool = False) -> frozenset[str]:
    """Return what kinds of mark an item may have; the first of a list that is ``(i)`` is a numeral."""
    label = item["label"]
    if label is None:
        return frozenset({"bullet"})
    if label[0].isdigit():
        return frozenset({"number"})
    if first or not _ROMAN.match(label):
        return frozenset({"numeral" if label == "i" else "letter"})
    return frozenset({"letter", "numeral"}) if label in _AMBIGUOUS else frozenset({"numeral"})


def _tail(words: str) -> str:
    return words if len(words) <= _LEAD_IN_CHARS else "… " + words[-_LEAD_IN_CHARS:].split(" ", 1)[-1]
