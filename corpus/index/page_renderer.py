"""A page of a source as a picture, with the cited lines marked as by a marker pen."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from corpus.errors import IndexDamaged
from corpus.types import Box

_YELLOW = (255, 236, 92)
_OUTLINE = (11, 12, 12)
_PAD_POINTS = 1.5  # joins the boxes of neighbouring lines into one mark
_REBUILD = "run 'make index' to make the index anew"
_PDFIUM = threading.Lock()  # PDFium keeps global state: two readers' pages must not be drawn at once


def page_image(pdf: Path, page: int, boxes: Sequence[Box] = (), scale: float = 1.5) -> bytes:
    """Return a page as a PNG, with boxes highlighted and outlined.

    Parameters
    ----------
    pdf : Path
        The source's PDF.
    page : int
        The 1-based PDF page.
    boxes : sequence of Box
        Rectangles in PDF points, origin at the bottom left, before the page's rotation and crop are applied.
    scale : float
        Pixels per point.

    Returns
    -------
    bytes
        The PNG.

    Raises
    ------
    IndexDamaged
        If the PDF is missing or cannot be read, or has no such page.
    """
    if not pdf.is_file():
        raise IndexDamaged(f"the PDF that page {page} was read from is missing ({pdf.name})", _REBUILD)
    try:
        with _PDFIUM:
            picture, rectangles = _draw(pdf, page, boxes, scale)
    except pypdfium2.PdfiumError as error:
        raise IndexDamaged(f"page {page} of {pdf.name} cannot be drawn: {error}", _REBUILD) from error
    if rectangles:
        picture = _marked(picture, rectangles, outline=max(2, round(1.2 * scale)))
    png = io.BytesIO()
    picture.save(png, "PNG")
    return png.getvalue()


def page_count(pdf: Path) -> int:
    """Return the number of pages of a PDF.

    Raises
    ------
    IndexDamaged
        If the PDF is missing or cannot be read.
    """
    try:
        with _PDFIUM, pypdfium2.PdfDocument(pdf) as document:
            return len(document)
    except (pypdfium2.PdfiumError, FileNotFoundError) as error:
        raise IndexDamaged(f"the PDF {pdf.name} is missing or cannot be read", _REBUILD) from error


_Rectangle = tuple[int, int, int, int]


def _draw(pdf: Path, page: int, boxes: Sequence[Box], scale: float) -> tuple[Image.Image, list[_Rectangle]]:
    """Draw the page, and place the boxes on the drawing in pixels.

    Raises
    ------
    IndexDamaged
        If there is no such page.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        if not 1 <= page <= len(document):
            raise IndexDamaged(f"{pdf.name} has {len(document)} pages and no page {page}", _REBUILD)
        sheet = document[page - 1]
        bitmap = sheet.render(scale=scale)
        position = bitmap.get_posconv(sheet)  # knows the page's rotation and crop box
        picture = bitmap.to_pil().convert("RGB")
        rectangles = [_rectangle(position, box, picture.size) for box in boxes]
    return picture, [r for r in rectangles if r[0] < r[2] and r[1] < r[3]]


def _rectangle(position: Any, box: Box, size: tuple[int, int]) -> _Rectangle:  # pypdfium2 is untyped
    """Return a box in pixels: left, top, right, bottom, within the picture."""
    corners = (
        position.to_bitmap(box.x0 - _PAD_POINTS, box.y0 - _PAD_POINTS),
        position.to_bitmap(box.x1 + _PAD_POINTS, box.y1 + _PAD_POINTS),
    )
    across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    width, height = size
    return max(0, across[0]), max(0, down[0]), min(width - 1, across[1]), min(height - 1, down[1])


def _marked(picture: Image.Image, rectangles: Sequence[_Rectangle], outline: int) -> Image.Image:
    """Tint the rectangles yellow, keeping black print black, and outline the shape that they make together."""
    mask = Image.new("L", picture.size, 0)
    pen = ImageDraw.Draw(mask)
    for rectangle in rectangles:
        pen.rectangle(rectangle, fill=255)
    tinted = ImageChops.multiply(picture, Image.new("RGB", picture.size, _YELLOW))
    marked = Image.composite(tinted, picture, mask)
    edge = ImageChops.subtract(mask.filter(ImageFilter.MaxFilter(2 * outline + 1)), mask)
    marked.paste(_OUTLINE, mask=edge)
    return marked
