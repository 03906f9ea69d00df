"""The characters of one page through PDFium's C interface: codes, boxes as the page is shown, fonts, and who draws them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from ingest.pdf.lines import Rectangle

_BOLD_WEIGHT = 600
_EMPTY: Rectangle = (0.0, 0.0, 0.0, 0.0)
# the address alone: PDFium's own type costs more to make for each character than all else that is asked about it
_drawn_by = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium_c.FPDFText_GetTextObject, ctypes.c_void_p).value
)


class PageGlyphs:
    """The characters of one page; ``page`` and ``textpage`` must stay open."""

    def __init__(self, page: Any, textpage: Any) -> None:
        self._text = textpage.raw
        self._keep = textpage
        self._count = max(int(pdfium_c.FPDFText_CountChars(self._text)), 0)
        self.codes: list[int] = list(map(pdfium_c.FPDFText_GetUnicode, repeat(self._text), range(self._count)))
        self._rotation = page.get_rotation()
        self._crop = page.get_bbox()
        self._upright = self._rotation == 0 and self._crop[:2] == (0, 0)
        self._edges = (ctypes.c_double * 4)()  # left, bottom, right, top; PDFium fills them in another order
        self._refs = tuple(ctypes.byref(ctypes.c_double.from_buffer(self._edges, 8 * at)) for at in (0, 2, 1, 3))
        self._matrix = pdfium_c.FS_MATRIX()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self.boxes: list[Rectangle] = [self._box(at) if code > 0x20 else _EMPTY for at, code in enumerate(self.codes)]

    def count(self) -> int:
        return self._count

    def code(self, index: int) -> int:
        return self.codes[index] if index >= 0 else 0x20

    def box(self, index: int) -> Rectangle:
        return self.boxes[index] if self.codes[index] > 0x20 else self._box(index)

    def _box(self, index: int) -> Rectangle:
        pdfium_c.FPDFText_GetCharBox(self._text, index, *self._refs)
        left, bottom, right, top = self._edges
        if self._upright:
            return left, bottom, right, top
        (x0, y0), (x1, y1) = self._shown(left, bottom), self._shown(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def size(self, index: int) -> float:
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
        pdfium_c.FPDFText_GetCharOrigin(self._text, index, self._refs[0], self._refs[2])
        return self._shown(self._edges[0], self._edges[1])[1]

    def bold(self, index: int) -> bool:
        if pdfium_c.FPDFText_GetFontWeight(self._text, index) >= _BOLD_WEIGHT:
            return True
        pdfium_c.FPDFText_GetFontInfo(self._text, index, self._name, len(self._name), ctypes.byref(self._flags))
        return b"bold" in self._name.value.lower()

    def drawn_by(self) -> NDArray[Any]:
        """Return for each character the address of the text object that draws it; 0 for what PDFium adds."""
        found = map(_drawn_by, repeat(ctypes.cast(self._text, ctypes.c_void_p)), range(self._count))
        return np.array([address or 0 for address in found], dtype=np.uintp)

    def boxes_of(self, indices: Sequence[int]) -> NDArray[Any]:
        """Return the boxes of some characters, one in a row."""
        return np.array([self.boxes[at] for at in indices], dtype=float).reshape(-1, 4)

    def without_letters(self) -> list[int]:
        """Return the characters whose font does not say which letters they are."""
        errors = map(pdfium_c.FPDFText_HasUnicodeMapError, repeat(self._text), range(self._count))
        return [at for at, error in enumerate(errors) if error > 0]

    def leave_out(self, indices: Iterable[int]) -> None:
        """Make characters none: a reader of lines passes over them."""
        for index in indices:
            self.codes[index] = 0

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page's own space stands in the picture a renderer makes."""
        left, bottom, right, top = self._crop
        if self._rotation == 90:
            return y - bottom, right - x
        if self._rotation == 180:
            return right - x, top - y
        if self._rotation == 270:
            return top - y, x - left
        return x - left, y - bottom
