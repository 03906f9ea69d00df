"""From the bytes of a PDF to a Document: one Page per page, text with the boxes of its lines.

PDFium reads text, boxes, fonts and bookmarks (fast); pypdf reads metadata and notices damage and encryption. Nothing
else in this room imports either.

Boxes are in points as a renderer shows the page: a page turned by its ``/Rotate`` entry, or cropped, has its boxes
turned and moved the same way, and ``Page.width`` and ``height`` are those of the picture.
"""

from __future__ import annotations

import ctypes
import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from corpus.text import one_line
from corpus.types import Document, Page
from ingest.errors import EncryptedPdf, NoText, UnreadablePdf
from ingest.lines import RawLine, Rectangle, body_size, lay_out, read_lines
from ingest.printed import printed_numbers

PARSER_VERSION = "1"
MAX_BYTES = 200 * 1024 * 1024
MAX_PAGES = 5_000
_FEW_LETTERS = 60  # a page of pictures may still carry its number and a caption
_TAIL_BYTES = 4096
_HEAD_BYTES = 1024
_BOLD_WEIGHT = 600


def parse(path: Path, source_id: str) -> Document:
    """Give the pages of a PDF, with what the file says of itself.

    Parameters
    ----------
    path : Path
        The PDF.
    source_id : str
        The registered id of the source.

    Raises
    ------
    UnreadablePdf
        If the file is not a PDF, is empty, damaged or too large.
    EncryptedPdf
        If it needs a password.
    NoText
        If no page has text.
    """
    data = _read(path)
    metadata = _metadata(path)
    pdf = _open(path, data)
    try:
        if not 0 < len(pdf) <= MAX_PAGES:
            raise UnreadablePdf(
                f"{path.name} has {len(pdf)} pages", f"Split it into files of 1 to {MAX_PAGES:,} pages."
            )
        pages = _pages(pdf, path)
        outline = _outline(pdf)
    finally:
        pdf.close()
    if not any(page.text.strip() for page in pages):
        raise NoText(f"no page of {path.name} has text", "It is probably scanned: run it through OCR and try again.")
    return Document(
        source_id=source_id,
        pages=pages,
        sha256=hashlib.sha256(data).hexdigest(),
        outline=outline,
        metadata=metadata,
    )


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadablePdf(
                f"{path.name} is larger than {MAX_BYTES // 2**20} MB", "Split it or compress its pictures."
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadablePdf(
            f"{path.name} cannot be read: {error.strerror}", "Check the path and permissions."
        ) from error
    if not data:
        raise UnreadablePdf(f"{path.name} is empty (0 bytes)", "Download it again.")
    if b"%PDF-" not in data[:_HEAD_BYTES]:
        raise UnreadablePdf(f"{path.name} is not a PDF, whatever its name", "Download it again, or save it as PDF.")
    if b"%%EOF" not in data[-_TAIL_BYTES:]:
        raise UnreadablePdf(f"{path.name} is cut short: it has no end mark", "Download it again.")
    return data


def _open(path: Path, data: bytes) -> Any:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise EncryptedPdf(f"{path.name} needs a password", "Save a copy without a password.") from error
        raise UnreadablePdf(f"{path.name} is damaged and cannot be opened", "Download it again.") from error


def _metadata(path: Path) -> tuple[tuple[str, str], ...]:
    """Give the file's own metadata; none where it is broken, for a broken title must not stop the guidance."""
    with _quiet_pypdf():
        try:
            found = dict(pypdf.PdfReader(path).metadata or {})
            return tuple((str(key).lstrip("/"), one_line(str(value))) for key, value in sorted(found.items()))
        except Exception:  # noqa: BLE001, RUF100 - pypdf raises many kinds on broken files; PDFium then decides
            return ()


@contextmanager
def _quiet_pypdf() -> Iterator[None]:
    """Keep pypdf's warnings about odd files out of the log while it works."""
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def _outline(pdf: Any) -> tuple[tuple[int, str, int], ...]:
    """Give the bookmarks that have a title and a page; a broken outline gives what could be read of it."""
    found: list[tuple[int, str, int]] = []
    try:
        for item in pdf.get_toc():
            destination = item.get_dest()
            index = destination.get_index() if destination is not None else None
            title = one_line(item.get_title() or "")
            if title and index is not None:
                found.append((item.level + 1, title, index + 1))
    except (pdfium.PdfiumError, ValueError, RecursionError):
        return tuple(found)
    return tuple(found)


def _pages(pdf: Any, path: Path) -> tuple[Page, ...]:
    read = [_read_page(pdf, index, path) for index in range(len(pdf))]
    body = body_size(line for page in read for line in page.lines)
    laid_out = [lay_out(page.lines, body) for page in read]
    printed = printed_numbers([(text, lines, page.size) for (text, lines, _), page in zip(laid_out, read, strict=True)])
    return tuple(
        Page(
            number=index + 1,
            printed=printed[index],
            text=text,
            lines=lines,
            marks=marks,
            width=read[index].size[0],
            height=read[index].size[1],
            image_only=read[index].image_only,
            unexplained=read[index].unexplained,
        )
        for index, (text, lines, marks) in enumerate(laid_out)
    )


@dataclass(frozen=True, slots=True)
class _ReadPage:
    """What PDFium gives for one page."""

    lines: list[RawLine]
    size: tuple[float, float]
    image_only: bool
    unexplained: bool


def _read_page(pdf: Any, index: int, path: Path) -> _ReadPage:
    try:
        page = pdf[index]
        textpage = page.get_textpage()
        lines = read_lines(_PdfiumGlyphs(page, textpage))
    except pdfium.PdfiumError as error:
        raise UnreadablePdf(f"page {index + 1} of {path.name} is damaged", "Download it again.") from error
    read = _ReadPage(lines, page.get_size(), *_shows_without_text(page, lines))
    textpage.close()
    page.close()
    return read


def _shows_without_text(page: Any, lines: list[RawLine]) -> tuple[bool, bool]:
    """Say whether a page shows pictures and hardly any text, and whether it shows something that is neither."""
    letters = sum(char.isalpha() for line in lines for text, _ in line.pieces for char in text)
    if letters >= _FEW_LETTERS:
        return False, False
    kinds = {item.type for item in page.get_objects(max_depth=3)}
    if pdfium_c.FPDF_PAGEOBJ_IMAGE in kinds:
        return True, False
    return False, letters == 0 and bool(kinds)


class _PdfiumGlyphs:
    """The characters of one page through PDFium's C interface, boxes turned as the page is shown."""

    def __init__(self, page: Any, textpage: Any) -> None:
        self._text = textpage.raw
        self._keep = textpage
        self._count = max(int(pdfium_c.FPDFText_CountChars(self._text)), 0)
        self._codes = [int(pdfium_c.FPDFText_GetUnicode(self._text, index)) for index in range(self._count)]
        self._rotation = page.get_rotation()
        self._crop = page.get_bbox()
        self._upright = self._rotation == 0 and self._crop[:2] == (0, 0)
        self._left, self._right, self._bottom, self._top = (ctypes.c_double() for _ in range(4))
        self._refs = tuple(ctypes.byref(v) for v in (self._left, self._right, self._bottom, self._top))
        self._matrix = pdfium_c.FS_MATRIX()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()

    def count(self) -> int:
        return self._count

    def code(self, index: int) -> int:
        return self._codes[index] if index >= 0 else 0x20

    def box(self, index: int) -> Rectangle:
        pdfium_c.FPDFText_GetCharBox(self._text, index, *self._refs)
        left, bottom, right, top = self._left.value, self._bottom.value, self._right.value, self._top.value
        if self._upright:
            return left, bottom, right, top
        (x0, y0), (x1, y1) = self._shown(left, bottom), self._shown(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def size(self, index: int) -> float:
        size = float(pdfium_c.FPDFText_GetFontSize(self._text, index))
        if pdfium_c.FPDFText_GetMatrix(self._text, index, self._matrix):
            size *= float((self._matrix.c**2 + self._matrix.d**2) ** 0.5)
        return size

    def baseline(self, index: int) -> float:
        pdfium_c.FPDFText_GetCharOrigin(self._text, index, self._refs[0], self._refs[2])
        return self._shown(self._left.value, self._bottom.value)[1]

    def bold(self, index: int) -> bool:
        if pdfium_c.FPDFText_GetFontWeight(self._text, index) >= _BOLD_WEIGHT:
            return True
        pdfium_c.FPDFText_GetFontInfo(self._text, index, self._name, len(self._name), ctypes.byref(self._flags))
        return b"bold" in self._name.value.lower()

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        """Give where a point of the page's own space stands in the picture a renderer makes."""
        left, bottom, right, top = self._crop
        if self._rotation == 90:
            return y - bottom, right - x
        if self._rotation == 180:
            return right - x, top - y
        if self._rotation == 270:
            return top - y, x - left
        return x - left, y - bottom
