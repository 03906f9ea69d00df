"""Text that is in a PDF's page and that nobody who looks at the page can read: it is left out, and counted.

A quotation is checked by looking at the page, so words that are not to be seen there are no evidence. Three looks, each
dearer than the one before and at fewer pages: what PDFium says of each text object (never drawn, transparent, tiny), the
page drawn small (is there anything where a word should be?), and the page drawn large with and without the text in doubt
(does it change the picture where it stands?). The last settles white on white, text under a box, outside its own
clip, in a hidden layer, or in a font whose letters are blank, without a rule for each.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from corpus.text import ORDER_CONTROLS, SHAPELESS
from ingest.pdf.glyphs import Ink, PageGlyphs
from ingest.pdf.parsed import LeftOut

_SMALLEST = 3.0  # in points, on a page as large as A4: a footnote mark has 5, and small print 6
_A4_HEIGHT = 842.0
_LIGHT = 150  # of 255: from here on, text may have the colour of the paper
_OPAQUE = 255
_EDGE = 8  # of 255: light grey small print has edges twice as strong, drawn small
_CHANGE = 12  # of 255: an eye sees about as little (WCAG contrast 1.1 on white)
_MOST_ALONE = 40  # text objects among or over others, drawn one at a time; more of them are not seen
_OVERLAP = 0.5  # of the smaller word
_ROW = 4.0  # in points
_MARGIN = 4.0
_INK = np.array([*(code > 0x20 and not chr(code).isspace() for code in range(0x10000)), True])
_LETTERS = np.array([*(chr(code).isalnum() for code in range(0x10000)), True])  # beyond, all count as letters
_BREAKS = frozenset({0xA, 0xD})
_HYPHENS = frozenset({0x2, 0xFFFE})
_SOFT_HYPHEN = 0xAD

_BLACK = Ink(pdfium_c.FPDF_TEXTRENDERMODE_FILL, (0, 0, 0, _OPAQUE), False)

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Words:
    """Characters side by side that one text object draws: an entry of each array is one word.

    ``spelt`` says whether it has a letter or digit: the picture of a full stop by itself decides nothing.
    """

    first: NDArray[Any]
    last: NDArray[Any]
    by: NDArray[Any]
    boxes: NDArray[Any]
    spelt: NDArray[Any]

    def of(self, objects: Collection[int]) -> NDArray[Any]:
        """Return which words some text objects draw."""
        return np.isin(self.by, list(objects)) if objects else np.zeros(len(self.by), dtype=bool)


def leave_out_hidden(page: Any, glyphs: PageGlyphs) -> LeftOut:
    """Take out of a page's characters those that cannot be read on it, and say how many they were.

    Parameters
    ----------
    page : PdfPage
        The open page; text objects of it are switched off and on again.
    glyphs : PageGlyphs
        Its characters.
    """
    shapeless = _shapeless(glyphs)
    turned = _turned(glyphs)
    glyphs.leave_out(shapeless)
    words = _words(glyphs)
    without_letters = _without_letters(glyphs, words)
    unseen, tiny = _unseen(page, glyphs, words)
    left_out = LeftOut(
        unseen=_n_letters(glyphs, unseen | tiny),
        turned=_n_letters(glyphs, turned - unseen - tiny),
        unknown=len(without_letters - turned - unseen - tiny),
        shapeless=len(shapeless),
    )
    glyphs.leave_out(turned | without_letters | unseen)
    glyphs.debris = tiny
    return left_out


def _n_letters(glyphs: PageGlyphs, indices: Collection[int]) -> int:
    return sum(not chr(glyphs.codes[at]).isspace() and glyphs.codes[at] > 0x20 for at in indices)


def _shapeless(glyphs: PageGlyphs) -> list[int]:
    """Return the characters that have no shape by their nature, and soft hyphens that show none."""
    here = {code for code in set(glyphs.codes) if code in SHAPELESS or code == _SOFT_HYPHEN} - _HYPHENS
    if not here:
        return []
    return [
        at
        for at, code in enumerate(glyphs.codes)
        if code in here and not (code == _SOFT_HYPHEN and _has_area(glyphs.box(at)))
    ]


def _has_area(box: tuple[float, float, float, float]) -> bool:
    return box[2] > box[0] and box[3] > box[1]


def _turned(glyphs: PageGlyphs) -> set[int]:
    """Return the characters of lines in which control characters turn the order of the letters."""
    found: set[int] = set()
    if ORDER_CONTROLS.isdisjoint(glyphs.codes):
        return found
    start = 0
    for at, code in enumerate([*glyphs.codes, 0xA]):
        if code in _BREAKS:
            if not ORDER_CONTROLS.isdisjoint(glyphs.codes[start:at]):
                found.update(range(start, at))
            start = at + 1
    return found


def _without_letters(glyphs: PageGlyphs, words: _Words) -> set[int]:
    """Return the characters of fonts that do not say which letters they draw; a bullet by itself is none."""
    if not glyphs.without_letters([*words.first.tolist(), *words.last.tolist()]):
        return set()
    found = set(glyphs.without_letters())
    return {
        at
        for at in found
        if at - 1 in found or at + 1 in found or chr(glyphs.codes[at]).isalnum() or glyphs.codes[at] < 0x20
    }


def _unseen(page: Any, glyphs: PageGlyphs, words: _Words) -> tuple[set[int], set[int]]:
    """Return the characters that are not to be seen, and those that are too small."""
    if not len(words.first):
        return set(), set()
    width, height = page.get_size()
    grown = max(1.0, _A4_HEIGHT / max(width, height, 1.0))  # a small page is shown larger
    drawings = _by_object(words, glyphs, grown)
    tiny = words.of(drawings.tiny)
    middles = (words.boxes[:, :2] + words.boxes[:, 2:]) / 2
    unseen = (middles < 0).any(axis=1) | (middles > (width, height)).any(axis=1)
    unseen |= words.of(drawings.not_drawn)
    unseen |= _looked_for(page, glyphs, words, ~(unseen | tiny), drawings.doubted)
    if unseen.any():  # with the letters goes what stands between them
        nothing_seen = set(words.by[unseen & words.spelt].tolist()) - set(words.by[~unseen & words.spelt].tolist())
        unseen |= words.of(nothing_seen)
    return _characters(words, unseen), _characters(words, tiny & ~unseen)


def _characters(words: _Words, chosen: NDArray[Any]) -> set[int]:
    return {
        at
        for first, last in zip(words.first[chosen].tolist(), words.last[chosen].tolist(), strict=True)
        for at in range(first, last + 1)
    }


def _words(glyphs: PageGlyphs) -> _Words:
    """Put the characters of a page together to words."""
    by = glyphs.drawn_by()
    codes = np.array(glyphs.codes, dtype=np.int64)
    codes = np.minimum(codes, len(_LETTERS) - 1)
    ink, spelt = _INK[codes] & (by != 0), _LETTERS[codes]
    joined = ink[1:] & ink[:-1] & (by[1:] == by[:-1])
    first = np.flatnonzero(ink & ~np.concatenate(([False], joined)))
    last = np.flatnonzero(ink & ~np.concatenate((joined, [False])))
    begin, end = glyphs.table[first], glyphs.table[last]
    boxes = np.concatenate((np.minimum(begin[:, :2], end[:, :2]), np.maximum(begin[:, 2:], end[:, 2:])), axis=1)
    up_to = np.concatenate(([0], np.cumsum(spelt)))
    return _Words(first, last, by[first], boxes, up_to[last + 1] > up_to[first])


@dataclass(frozen=True, slots=True)
class _Drawings:
    """The text objects that are not drawn, those that are tiny, and those that only a picture can decide about."""

    not_drawn: set[int] = field(default_factory=set)
    tiny: set[int] = field(default_factory=set)
    doubted: set[int] = field(default_factory=set)


def _by_object(words: _Words, glyphs: PageGlyphs, grown: float) -> _Drawings:
    """Sort the text objects of a page by what PDFium says of them."""
    drawings = _Drawings()
    spelt = set(words.by[words.spelt].tolist())
    objects, at = np.unique(words.by, return_index=True)
    wide, high = (words.boxes[at, 2:] - words.boxes[at, :2]).T * grown
    # asking for the size is dear, and letters so large cannot be of a tiny one
    small = (high < 2 * _SMALLEST) | (wide < _SMALLEST * (words.last[at] - words.first[at] + 1))
    for by, first, may_be_tiny in zip(objects.tolist(), words.first[at].tolist(), small.tolist(), strict=True):
        ink = glyphs.ink(by)
        if ink.mode == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE:
            drawings.not_drawn.add(by)
        elif may_be_tiny and by in spelt and glyphs.smallest(first) * grown < _SMALLEST:
            drawings.tiny.add(by)
        elif ink != _BLACK and (
            ink.blended
            or ink.mode != pdfium_c.FPDF_TEXTRENDERMODE_FILL
            or ink.colour[3] < _OPAQUE
            or min(ink.colour[:3]) >= _LIGHT
        ):
            drawings.doubted.add(by)
    return drawings


def _looked_for(
    page: Any, glyphs: PageGlyphs, words: _Words, wanted: NDArray[Any], doubted: Collection[int]
) -> NDArray[Any]:
    """Return which of the words wanted the page's picture does not show."""
    unseen = np.zeros(len(words.first), dtype=bool)
    looked = wanted & words.spelt
    if not looked.any():
        return unseen
    small = _Picture.of(page, words.boxes[looked], _SMALL)
    empty = looked.copy()
    empty[looked] = small.counts(_edges(small.pixels[:, :, 0]), words.boxes[looked]) == 0
    overlapping = _overlapping(words, looked, glyphs)
    in_doubt = {*words.by[empty].tolist(), *doubted, *overlapping}
    chosen = np.flatnonzero(looked & words.of(in_doubt))
    if not len(chosen):
        return unseen
    boxes, by = words.boxes[chosen], words.by[chosen]
    large = _Picture.of(page, boxes, _LARGE)
    bare = large.without(page, in_doubt)
    unseen[chosen] = large.counts(_changed(large.pixels, bare), boxes) == 0
    partly = set(by[unseen[chosen]].tolist()) & set(by[~unseen[chosen]].tolist())  # or touched by another's pixels
    for number, one in enumerate(sorted(overlapping | partly)):
        its = by == one
        if number < _MOST_ALONE:
            alone = _changed(large.without(page, in_doubt - {one}), bare)
            unseen[chosen[its]] = large.counts(alone, boxes[its]) == 0
        else:
            unseen[chosen[its]] = True
    return unseen


def _overlapping(words: _Words, looked: NDArray[Any], glyphs: PageGlyphs) -> set[int]:
    """Return the text objects with a word that stands over another word, of other letters."""
    found: set[int] = set()
    at = np.flatnonzero(looked)
    x0, y0, x1, y1 = words.boxes[at].T
    for phase in (0.0, 0.5):
        rows = np.floor((y0 + y1) / 2 / _ROW + phase)
        order = np.lexsort((x0, rows))
        one, other = order[:-1], order[1:]
        across = np.minimum(x1[one], x1[other]) - x0[other]
        along = np.minimum(y1[one], y1[other]) - np.maximum(y0[one], y0[other])
        over = across > np.maximum(_OVERLAP * np.minimum(x1[one] - x0[one], x1[other] - x0[other]), _ROW / 2)
        over &= (rows[one] == rows[other]) & (along > _OVERLAP * np.minimum(y1[one] - y0[one], y1[other] - y0[other]))
        for first, second in zip(at[one[over]].tolist(), at[other[over]].tolist(), strict=True):
            if words.by[first] != words.by[second] and _codes(words, first, glyphs) != _codes(words, second, glyphs):
                found |= {int(words.by[first]), int(words.by[second])}
    return found


def _codes(words: _Words, at: int, glyphs: PageGlyphs) -> list[int]:
    return glyphs.codes[int(words.first[at]) : int(words.last[at]) + 1]


@dataclass(frozen=True, slots=True)
class _Look:
    """How a page is drawn: pixels per point, the most of them in all, and whether in shades of grey."""

    scale: float
    most_pixels: int
    grey: bool


_SMALL = _Look(0.5, 4_000_000, grey=True)
_LARGE = _Look(2.0, 16_000_000, grey=False)


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture of the part of a page that has words, and where that part begins."""

    pixels: Pixels
    scale: float
    left: float
    top: float
    crop: tuple[float, float, float, float]
    grey: bool

    @classmethod
    def of(cls, page: Any, boxes: NDArray[Any], look: _Look) -> _Picture:
        """Draw the part of a page that has some boxes."""
        width, height = page.get_size()
        left, bottom = (boxes[:, :2].min(axis=0) - _MARGIN).tolist()
        right, top = (boxes[:, 2:].max(axis=0) + _MARGIN).tolist()
        left, bottom, right, top = max(0.0, left), max(0.0, bottom), min(width, right), min(height, top)
        area = max(1.0, (right - left) * (top - bottom))
        scale = min(look.scale, (look.most_pixels / area) ** 0.5)
        # whole pixels, less a little so that rounding up comes back to them
        cut = [max(0.0, int(edge * scale) - 0.01) / scale for edge in (left, bottom, width - right, height - top)]
        x, y = (math.ceil(edge * scale) / scale for edge in (cut[0], cut[3]))
        crop = (cut[0], cut[1], cut[2], cut[3])
        return cls(_drawn(page, scale, crop, grey=look.grey), scale, x, height - y, crop, look.grey)

    def without(self, page: Any, objects: Iterable[int]) -> Pixels:
        """Return the same picture without some text objects."""
        handles = [ctypes.cast(by, pdfium_c.FPDF_PAGEOBJECT) for by in objects]
        for handle in handles:
            pdfium_c.FPDFPageObj_SetIsActive(handle, False)
        pixels = _drawn(page, self.scale, self.crop, grey=self.grey)
        for handle in handles:
            pdfium_c.FPDFPageObj_SetIsActive(handle, True)
        return pixels

    def counts(self, marked: NDArray[Any], boxes: NDArray[Any]) -> NDArray[Any]:
        """Return how many marked pixels each box has."""
        height, width = marked.shape
        total = np.zeros((height + 1, width + 1), dtype=np.int32)
        np.cumsum(marked, axis=0, dtype=np.int32, out=total[1:, 1:])
        np.cumsum(total[1:, 1:], axis=1, out=total[1:, 1:])
        x0 = np.clip(np.floor((boxes[:, 0] - self.left) * self.scale) - 1, 0, width).astype(np.intp)
        x1 = np.clip(np.ceil((boxes[:, 2] - self.left) * self.scale) + 1, 0, width).astype(np.intp)
        y0 = np.clip(np.floor((self.top - boxes[:, 3]) * self.scale), 0, height).astype(np.intp)
        y1 = np.clip(np.ceil((self.top - boxes[:, 1]) * self.scale), 0, height).astype(np.intp)
        return np.asarray(total[y1, x1] - total[y0, x1] - total[y1, x0] + total[y0, x0])


def _drawn(page: Any, scale: float, crop: tuple[float, float, float, float], *, grey: bool) -> Pixels:
    bitmap = page.render(scale=scale, crop=crop, grayscale=grey)
    try:
        pixels = np.array(bitmap.to_numpy())
    finally:
        bitmap.close()
    return pixels[:, :, np.newaxis] if pixels.ndim == 2 else pixels


def _changed(one: Pixels, other: Pixels) -> NDArray[Any]:
    """Return which pixels of two pictures an eye can tell apart."""
    changed = np.zeros(one.shape[:2], dtype=bool)
    for channel in range(min(3, one.shape[2])):
        changed |= _apart(one[:, :, channel], other[:, :, channel]) >= _CHANGE
    return changed


def _apart(one: Pixels, other: Pixels) -> Pixels:
    """Return how far apart the values of two pictures are."""
    return np.asarray(np.maximum(one, other) - np.minimum(one, other))


def _edges(pixels: Pixels) -> NDArray[Any]:
    """Return which pixels differ from the one to the right or below."""
    found = np.zeros(pixels.shape, dtype=bool)
    found[:, :-1] = _apart(pixels[:, 1:], pixels[:, :-1]) > _EDGE
    found[:-1] |= _apart(pixels[1:], pixels[:-1]) > _EDGE
    return found
