"""What was typed into a PDF's form and written on it as comments: shown on its pages, and no part of their text."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from corpus.text import one_line

Typed = tuple[str, str]
_MOST_PER_PAGE = 2_000
_MOST_CHARS = 4_000  # of one field; a longer one is looked at in part
_COMMENTS = frozenset({
    pdfium_c.FPDF_ANNOT_TEXT,
    pdfium_c.FPDF_ANNOT_FREETEXT,
    pdfium_c.FPDF_ANNOT_HIGHLIGHT,
    pdfium_c.FPDF_ANNOT_STAMP,
})
_WRITTEN_IN = frozenset({pdfium_c.FPDF_FORMFIELD_TEXTFIELD, pdfium_c.FPDF_FORMFIELD_COMBOBOX})


def typed_by_page(pdf: Any) -> Mapping[int, tuple[Typed, ...]]:
    """Return what was typed on each page, as the field's name (a comment has none) and the words; pages without are left out.

    Parameters
    ----------
    pdf : PdfDocument
        The open file; no page of it is open.
    """
    try:
        pdf.init_forms()
    except pdfium.PdfiumError:
        return {}
    form = pdf.formenv.raw if pdf.formenv else None
    found = {index + 1: tuple(_on_page(pdf, index, form)) for index in range(len(pdf))}
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
