"""A copy of a PDF in which some pages are empty: their words, pictures and everything that only they need are not in it.

What belongs to the file and to no page is left behind too: metadata, attachments, bookmarks, scripts, form fields, comments.
A page keeps its number and its size. A file may do harm here as in ``parser.py``, so this runs in the process of its own, too.
"""

from __future__ import annotations

import io
from collections.abc import Collection
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ContentStream, DictionaryObject, NameObject

from ingest.errors import UnreadablePdf
from ingest.pdf import read_file

_OF_A_PAGE = frozenset({"/Type", "/Contents", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group", "/Resources"})
_OF_A_PICTURE = ("/Metadata", "/PieceInfo", "/StructParent", "/StructParents", "/OPI")  # what these hold is not shown
_MOST_NESTED = 8


def blanked(path: Path, pages: Collection[int]) -> bytes:
    """Return a copy with some pages, numbered from 1, made empty.

    Raises
    ------
    UnreadablePdf
        If no copy can be made of it.
    """
    data = read_file(path)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            reader.decrypt("")
        writer = PdfWriter()
        for number, page in enumerate(reader.pages, start=1):
            if number in pages:
                writer.add_blank_page(*_shown_size(page))
            else:
                writer.add_page(_alone(page, reader))
        copy = io.BytesIO()
        writer.write(copy)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, NotImplementedError) as error:
        raise UnreadablePdf(
            f"no copy of {path.name} can be made without those pages", "Delete the pages in the document itself."
        ) from error
    return copy.getvalue()


def _shown_size(page: PageObject) -> tuple[float, float]:
    """Return a page's width and height as it is shown, so that an empty one looks alike."""
    width, height = float(page.cropbox.width), float(page.cropbox.height)
    return (height, width) if page.rotation % 180 else (width, height)


def _alone(page: PageObject, reader: PdfReader) -> PageObject:
    """Take from a page all that is not shown or leads to other pages: a link, a list of pictures that all pages share."""
    for key in set(page) - _OF_A_PAGE:
        del page[key]
    resources = page.get("/Resources", DictionaryObject()).get_object()
    page[NameObject("/Resources")] = _needed(resources, page.get_contents(), reader, _MOST_NESTED)
    return page


def _needed(resources: Any, contents: Any, reader: PdfReader, depth: int) -> DictionaryObject:
    """Return the resources with the pictures and forms that are drawn, and no others."""
    needed = DictionaryObject({NameObject(key): resources.raw_get(key) for key in resources})
    known = resources.get("/XObject", DictionaryObject()).get_object()
    drawn = DictionaryObject()
    todo = _drawn(contents, reader)
    while todo:
        name = todo.pop()
        if name not in known or name in drawn:
            continue
        drawn[NameObject(name)] = known.raw_get(name)
        item = known[name].get_object()
        for key in _OF_A_PICTURE:
            item.pop(key, None)
        if item.get("/Subtype") != "/Form" or depth == 0:
            continue
        if "/Resources" in item:
            item[NameObject("/Resources")] = _needed(item["/Resources"].get_object(), item, reader, depth - 1)
        else:
            todo |= _drawn(item, reader)  # it draws from the page's own list
    if drawn:
        needed[NameObject("/XObject")] = drawn
    else:
        needed.pop("/XObject", None)
    return needed


def _drawn(contents: Any, reader: PdfReader) -> set[str]:
    """Return the names of what a content stream draws."""
    if contents is None:
        return set()
    operations = ContentStream(contents, reader).operations
    return {str(operands[0]) for operands, operator in operations if operator == b"Do" and operands}
