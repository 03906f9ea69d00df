"""One page of a PDF through PDFium: its characters, what else it shows, its picture for the recogniser, and what was typed on it.

What was typed into a form or written as a comment is shown on the page and is no part of its text.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from corpus.text import one_line
from ingest.errors import UnreadablePdf
from ingest.pdf.glyphs import PageGlyphs
from ingest.pdf.hidden_text import leave_out_hidden
from ingest.pdf.lines import RawLine, read_lines
from ingest.pdf.ocr import ScanPicture
from ingest.pdf.parsed import LeftOut

MAX_CHARS = 200_000  # of one page; the fullest page of the guidance read so far has under 10,000
_FEW_LETTERS = 60  # a page of pictures may still carry its number and a caption
_COVERS = 0.7  # of the page's area; a figure in guidance leaves the margins free, a scan is the page
_UNREADABLE = 0.2  # of the characters
_DPI = 300
_MOST_PIXELS = 30_000_000
Typed = tuple[str, str]
_MOST_PER_PAGE = 2_000
_MOST_CHARS = 4_000  # of one field; a longer one is looked at in part
_COMMENTS = frozenset({
    pdfium_c.FPDF_ANNOT_TEXT,
    pdfium_c.FPDF_ANNOT_FREETEXT,
    pdfium_c.FPDF_ANNOT_HIGHLIGHT,
    pdfium_c.FPDF_ANNOT_STAMP,
})
_TYPED_ON = _COMMENTS | {pdfium_c.FPDF_ANNOT_WIDGET}
_WRITTEN_IN = frozenset({pdfium_c.FPDF_FORMFIELD_TEXTFIELD, pdfium_c.FPDF_FORMFIELD_COMBOBOX})


@dataclass(slots=True)
class PdfPage:
    """What PDFium gives for one page.

    Parameters
    ----------
    lines : list of RawLine
        The recogniser's, where it read them from the picture.
    image_only, unexplained : bool
        As in ``corpus.types.Page``.
    left_out : LeftOut
        What the file has on this page that nobody can read there.
    annotated : bool
        Something may have been typed on it.
    scanned : bool
        The page is a picture from edge to edge, or shows letters that are no text: worth recognising.
    own_text : str
        All its characters in PDFium's order, those that nobody can see included.
    """

    lines: list[RawLine]
    left_out: LeftOut
    annotated: bool
    size: tuple[float, float]
    image_only: bool
    unexplained: bool
    scanned: bool
    own_text: str
    _pdf: Any
    _index: int

    def picture(self) -> ScanPicture:
        """Draw the page for the recogniser, no larger than it can use."""
        width, height = self.size
        scale = min(_DPI / 72, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        page = self._pdf[self._index]
        try:
            image = page.render(scale=scale, grayscale=True).to_pil()
        finally:
            page.close()
        data = BytesIO()
        image.save(data, "PPM")
        return ScanPicture(data.getvalue(), scale, image.height)

    def recognise(self, lines: Sequence[RawLine]) -> bool:
        """Take recognised lines for the page's own if they say more than these; say whether they do."""
        if n_letters(lines) <= n_letters(self.lines) or not lines:
            return False
        self.lines, self.image_only, self.unexplained = list(lines), False, False
        return True


def read_page(pdf: Any, index: int, path: Path) -> PdfPage:
    """Read one page.

    Parameters
    ----------
    pdf : PdfDocument
        The open file; it must stay open while the page's picture may be asked for.
    index : int
        From 0.
    path : Path
        Its name is for errors.

    Raises
    ------
    UnreadablePdf
        If the page is damaged or too full to be a page.
    """
    try:
        page = pdf[index]
        textpage = page.get_textpage()
    except pdfium.PdfiumError as error:
        raise UnreadablePdf(f"page {index + 1} of {path.name} is damaged", "Download it again.") from error
    try:
        n_chars = textpage.count_chars()
        if n_chars > MAX_CHARS:
            raise UnreadablePdf(
                f"page {index + 1} of {path.name} has {n_chars:,} characters", f"No page over {MAX_CHARS:,} is read."
            )
        glyphs = PageGlyphs(page, textpage)
        left_out = leave_out_hidden(page, glyphs)
        lines = read_lines(glyphs)
        annotated = not _annotations(page).isdisjoint(_TYPED_ON)
        own_text = textpage.get_text_range()
        return PdfPage(
            lines, left_out, annotated, page.get_size(), *_shows(page, lines, left_out), own_text, pdf, index
        )
    finally:
        textpage.close()
        page.close()


def has_fields(pdf: Any, index: int) -> bool:
    """Whether a page (``index`` is from 0) has fields to fill in; one that cannot be opened has none."""
    try:
        page = pdf[index]
    except pdfium.PdfiumError:
        return False
    try:
        return pdfium_c.FPDF_ANNOT_WIDGET in _annotations(page)
    finally:
        page.close()


def _annotations(page: Any) -> set[int]:
    """Return the kinds of a page's annotations."""
    kinds: set[int] = set()
    for at in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), _MOST_PER_PAGE)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, at)
        if annotation:
            kinds.add(pdfium_c.FPDFAnnot_GetSubtype(annotation))
            pdfium_c.FPDFPage_CloseAnnot(annotation)
    return kinds


def n_letters(lines: Sequence[RawLine]) -> int:
    """Count the letters of some lines."""
    return sum(char.isalpha() for line in lines for text, _ in line.pieces for char in text)


def _shows(page: Any, lines: list[RawLine], left_out: LeftOut) -> tuple[bool, bool, bool]:
    """Whether a page is pictures with hardly any text, shows something that is neither, and is worth recognising."""
    garbled = _is_garbled(lines, left_out.unknown)
    if n_letters(lines) >= _FEW_LETTERS:
        return False, False, garbled and left_out.unknown > 0
    shown = list(page.get_objects(max_depth=3))
    pictures = [item for item in shown if item.type == pdfium_c.FPDF_PAGEOBJ_IMAGE]
    if pictures:
        return True, False, _covers(page, pictures) or garbled
    unexplained = n_letters(lines) == 0 and bool(shown)
    return False, unexplained, unexplained or garbled


def _covers(page: Any, pictures: Sequence[Any]) -> bool:
    """Whether pictures lie over nearly the whole page; scanners may cut one into strips."""
    left, bottom, right, top = page.get_bbox()
    covered = 0.0
    for picture in pictures:
        x0, y0, x1, y1 = picture.get_bounds()
        covered += max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, top) - max(y0, bottom))
    return bool(covered >= _COVERS * (right - left) * (top - bottom))


def _is_garbled(lines: Sequence[RawLine], n_unknown: int) -> bool:
    """Whether the characters belong to no alphabet: a font that does not say which letters it draws."""
    chars = [char for line in lines for text, _ in line.pieces for char in text if not char.isspace()]
    unreadable = sum("\ue000" <= char <= "\uf8ff" or char == "\ufffd" or char < " " for char in chars)
    return unreadable + n_unknown > _UNREADABLE * (len(chars) + n_unknown)


def typed_by_page(pdf: Any, indices: Sequence[int]) -> Mapping[int, tuple[Typed, ...]]:
    """Return what was typed on each page, as the field's name (a comment has none) and the words; pages without are left out.

    Parameters
    ----------
    pdf : PdfDocument
        The open file; no page of it is open.
    indices : sequence of int
        Of the pages that are looked at, from 0: those that are annotated.
    """
    if not indices:
        return {}
    try:
        pdf.init_forms()
    except pdfium.PdfiumError:
        return {}
    form = pdf.formenv.raw if pdf.formenv else None
    found = {index + 1: tuple(_on_page(pdf, index, form)) for index in indices}
    return {number: typed for number, typed in found.items() if typed}


def _on_page(pdf: Any, index: int, form: Any) -> Iterator[Typed]:
    """Return what was typed on a page; a page that cannot be opened has nothing.

    Yields
    ------
    tuple of str
        The field's name and the words.
    """
    try:
        page = pdf[index]
    except pdfium.PdfiumError:
        return
    try:
        for at in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), _MOST_PER_PAGE)):
            annotation = pdfium_c.FPDFPage_GetAnnot(page, at)
            if not annotation:
                continue
            try:
                name, words = _typed(annotation, form)
            finally:
                pdfium_c.FPDFPage_CloseAnnot(annotation)
            if words:
                yield name, words
    finally:
        page.close()


def _typed(annotation: Any, form: Any) -> Typed:
    kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
    if kind in _COMMENTS:
        return "", _string(lambda *to: pdfium_c.FPDFAnnot_GetStringValue(annotation, b"Contents", *to))
    if kind == pdfium_c.FPDF_ANNOT_WIDGET and form is not None:
        if pdfium_c.FPDFAnnot_GetFormFieldType(form, annotation) not in _WRITTEN_IN:
            return "", ""
        label = _string(lambda *to: pdfium_c.FPDFAnnot_GetFormFieldAlternateName(form, annotation, *to))
        name = label or _string(lambda *to: pdfium_c.FPDFAnnot_GetFormFieldName(form, annotation, *to))
        return name, _string(lambda *to: pdfium_c.FPDFAnnot_GetFormFieldValue(form, annotation, *to))
    return "", ""


def _string(ask: Callable[..., int]) -> str:
    """Return a string that PDFium writes into a buffer as UTF-16."""
    n_bytes = min(ask(None, 0), 2 * _MOST_CHARS)
    if n_bytes <= 2:
        return ""
    buffer = (ctypes.c_ushort * (n_bytes // 2))()
    if ask(buffer, n_bytes) > n_bytes:  # too long for the buffer, so nothing was written to it
        return "…"
    return one_line(bytes(buffer).decode("utf-16-le", errors="replace").rstrip("\0"))
