"""The characters of one page through PDFium's C interface: codes, boxes as the page is shown, fonts, and what draws them.

What is asked about every character is asked here at once, with plain addresses: PDFium's own types cost more to make than
the answers, and the answers to ``GetCharBox`` are written straight into one table.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Collection, Iterable, Sequence
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from ingest.pdf.lines import Rectangle

_BOLD_WEIGHT = 600
_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int


def _plain(function: Any, answer: Any, *of: Any) -> Any:
    """Return a function of PDFium's that takes and gives addresses as numbers."""
    return ctypes.CFUNCTYPE(answer, *of)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_code = _plain(pdfium_c.FPDFText_GetUnicode, ctypes.c_uint, _ADDRESS, _INT)
_map_error = _plain(pdfium_c.FPDFText_HasUnicodeMapError, _INT, _ADDRESS, _INT)
_drawn_by = _plain(pdfium_c.FPDFText_GetTextObject, ctypes.c_size_t, _ADDRESS, _INT)
_box = _plain(pdfium_c.FPDFText_GetCharBox, _INT, _ADDRESS, _INT, *[_ADDRESS] * 4)
_render_mode = _plain(pdfium_c.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
_fill_colour = _plain(pdfium_c.FPDFPageObj_GetFillColor, _INT, _ADDRESS, *[_ADDRESS] * 4)
_is_see_through = _plain(pdfium_c.FPDFPageObj_HasTransparency, _INT, _ADDRESS)


class Ink(NamedTuple):
    """How a text object is drawn: PDF's render mode, red, green, blue and alpha of 255, and whether it is blended or masked.

    A colour that PDFium does not know, as of a pattern, is given as white, which is looked at.
    """

    mode: int
    colour: tuple[int, int, int, int]
    blended: bool


class PageGlyphs:
    """The characters of one page; ``page`` and ``textpage`` must stay open."""

    def __init__(self, page: Any, textpage: Any) -> None:
        self._text = textpage.raw
        self._address = ctypes.cast(self._text, ctypes.c_void_p)
        self._keep = textpage
        self._count = max(int(pdfium_c.FPDFText_CountChars(self._text)), 0)
        self.codes: list[int] = list(map(_code, repeat(self._address), range(self._count)))
        self._rotation = page.get_rotation()
        self._crop = page.get_bbox()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._origin = (ctypes.byref(self._x), ctypes.byref(self._y))
        self._matrix = pdfium_c.FS_MATRIX()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._colour = (ctypes.c_uint * 4)()
        self._colour_parts = [ctypes.addressof(self._colour) + 4 * at for at in range(4)]
        self.table = self._boxes()
        self.debris: Collection[int] = ()
        self._rectangles: list[Rectangle] = list(zip(*self.table.T.tolist(), strict=True))

    def _boxes(self) -> NDArray[Any]:
        """Return the boxes of all characters, one in a row: left, bottom, right, top."""
        boxes = np.zeros((self._count, 4))
        start, end = boxes.ctypes.data, boxes.ctypes.data + 32 * self._count
        left, bottom, right, top = (range(start + 8 * at, end + 8 * at, 32) for at in range(4))
        # PDFium answers left, right, bottom, top
        deque(map(_box, repeat(self._address), range(self._count), left, right, bottom, top), maxlen=0)
        if self._rotation == 0:
            return boxes - np.tile(self._crop[:2], 2) if self._crop[:2] != (0, 0) else boxes
        x0, y0 = self._shown(boxes[:, 0], boxes[:, 1])
        x1, y1 = self._shown(boxes[:, 2], boxes[:, 3])
        return np.stack((np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1)), axis=1)

    def count(self) -> int:
        """Return the number of characters."""
        return self._count

    def code(self, index: int) -> int:
        """Return the code point."""
        return self.codes[index] if index >= 0 else 0x20

    def box(self, index: int) -> Rectangle:
        """Return left, bottom, right, top in points."""
        return self._rectangles[index]

    def size(self, index: int) -> float:
        """Return the font size in points, as shown."""
        size = float(pdfium_c.FPDFText_GetFontSize(self._text, index))
        if pdfium_c.FPDFText_GetMatrix(self._text, index, self._matrix):
            size *= float((self._matrix.c**2 + self._matrix.d**2) ** 0.5)
        return size

    def smallest(self, index: int) -> float:
        """Return the font size, as shown, along the line or across it: the lesser where letters are squeezed."""
        size, matrix = float(pdfium_c.FPDFText_GetFontSize(self._text, index)), self._matrix
        if pdfium_c.FPDFText_GetMatrix(self._text, index, matrix):
            size *= float(min(matrix.a**2 + matrix.b**2, matrix.c**2 + matrix.d**2) ** 0.5)
        return size

    def baseline(self, index: int) -> float:
        """Return the height of the baseline."""
        pdfium_c.FPDFText_GetCharOrigin(self._text, index, *self._origin)
        return float(self._shown(self._x.value, self._y.value)[1])

    def bold(self, index: int) -> bool:
        """Whether the font is bold."""
        if pdfium_c.FPDFText_GetFontWeight(self._text, index) >= _BOLD_WEIGHT:
            return True
        pdfium_c.FPDFText_GetFontInfo(self._text, index, self._name, len(self._name), ctypes.byref(self._flags))
        return b"bold" in self._name.value.lower()

    def drawn_by(self) -> NDArray[Any]:
        """Return for each character the address of the text object that draws it; 0 for what PDFium adds."""
        return np.fromiter(map(_drawn_by, repeat(self._address), range(self._count)), np.uintp, self._count)

    def ink(self, drawing: int) -> Ink:
        """Return how a text object is drawn, which ``drawn_by`` names by its address."""
        known = _fill_colour(drawing, *self._colour_parts)  # a pattern has none
        red, green, blue, alpha = self._colour if known else (255, 255, 255, 255)
        return Ink(_render_mode(drawing), (red, green, blue, alpha), bool(_is_see_through(drawing)))

    def without_letters(self, indices: Sequence[int] | None = None) -> list[int]:
        """Return the characters, of some or of all, whose font does not say which letters they are."""
        among = range(self._count) if indices is None else indices
        errors = np.fromiter(map(_map_error, repeat(self._address), among), np.int32, len(among))
        return [among[at] for at in np.flatnonzero(errors > 0).tolist()]

    def leave_out(self, indices: Iterable[int]) -> None:
        """Make characters none: a reader of lines passes over them."""
        for index in indices:
            self.codes[index] = 0

    def _shown(self, x: Any, y: Any) -> tuple[Any, Any]:
        """Return where a point of the page's own space stands in the picture a renderer makes."""
        left, bottom, right, top = self._crop
        if self._rotation == 90:
            return y - bottom, right - x
        if self._rotation == 180:
            return right - x, top - y
        if self._rotation == 270:
            return top - y, x - left
        return x - left, y - bottom
