"""The process that draws one page, with the cited lines marked as by a marker pen: it may hang or crash, and ends afterwards.

``page_drawer.py`` starts one for each drawing. How large the picture is follows from the page's size before anything is drawn.
"""

from __future__ import annotations

import io
import math
import sys
from collections.abc import Sequence
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from corpus import bounded_process
from corpus.drawing.drawn_page import MAX_PIXELS, MAX_SIDE, DrawnPage, Mark, NotDrawn, PageRequest
from corpus.types import Box

_YELLOW = (255, 236, 92)
_OUTLINE = (11, 12, 12)
_PAD_POINTS = 1.5  # joins the boxes of neighbouring lines into one mark

_Rectangle = tuple[int, int, int, int]


def main() -> None:
    """Say that the process is ready, and draw what is asked for."""
    bounded_process.limit(int(sys.argv[1]), int(sys.argv[2]))
    bounded_process.answer("ready", sys.stdout.buffer)
    for request in bounded_process.requests(sys.stdin.buffer):
        bounded_process.answer(_answer(request), sys.stdout.buffer)


def _answer(request: PageRequest) -> DrawnPage | NotDrawn:
    try:
        return _draw(request)
    except pypdfium2.PdfiumError as error:
        locked = "Incorrect password" in str(error)
        return NotDrawn("its PDF needs a password" if locked else "its PDF is damaged")
    except MemoryError:
        return NotDrawn("it needs more memory than a page may")
    except Exception:  # whatever a hostile file brings about is a fact about the file
        return NotDrawn("it is put together in a way that cannot be drawn")


def _draw(request: PageRequest) -> DrawnPage | NotDrawn:
    with pypdfium2.PdfDocument(request.pdf) as document:
        n_pages = len(document)
        if not 1 <= request.page <= n_pages:
            return NotDrawn(f"its PDF has {n_pages} pages and no page {request.page}")
        sheet = document[request.page - 1]
        width, height = sheet.get_size()
        scale = fitting_scale(width, height, request.scale)
        bitmap = sheet.render(scale=scale)
        position = bitmap.get_posconv(sheet)  # knows the page's rotation and crop box
        picture = bitmap.to_pil().convert("RGB")
        placed = [_rectangle(position, box, picture.size) for box in request.boxes]
    rectangles = [r for r in placed if r[0] < r[2] and r[1] < r[3]]
    if rectangles:
        picture = _marked(picture, rectangles, outline=max(2, round(1.2 * scale)))
    png = io.BytesIO()
    picture.save(png, "PNG", compress_level=3)
    marks = tuple(_mark(rectangle, picture.size) for rectangle in rectangles)
    return DrawnPage(png=png.getvalue(), n_pages=n_pages, width=width, height=height, marks=marks)


def fitting_scale(width: float, height: float, wanted: float) -> float:
    """Return the pixels per point at which a page of a size in points gives no larger a picture than one may be."""
    most_side, most_pixels = MAX_SIDE - 1, MAX_PIXELS - 2 * MAX_SIDE  # a part of a pixel is drawn as a whole one
    return min(wanted, most_side / max(width, height), math.sqrt(most_pixels / (width * height)))


def _rectangle(position: Any, box: Box, size: tuple[int, int]) -> _Rectangle:  # pypdfium2 is untyped
    """Return a box in pixels: left, top, right, bottom, within the picture."""
    corners = (
        position.to_bitmap(box.x0 - _PAD_POINTS, box.y0 - _PAD_POINTS),
        position.to_bitmap(box.x1 + _PAD_POINTS, box.y1 + _PAD_POINTS),
    )
    across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    width, height = size
    return max(0, across[0]), max(0, down[0]), min(width - 1, across[1]), min(height - 1, down[1])


def _mark(rectangle: _Rectangle, size: tuple[int, int]) -> Mark:
    width, height = size
    left, top, right, bottom = rectangle
    return Mark(left=left / width, top=top / height, right=right / width, bottom=bottom / height)


def _marked(picture: Image.Image, rectangles: Sequence[_Rectangle], outline: int) -> Image.Image:
    """Tint the rectangles yellow, keeping black print black, and outline the shape that they make together."""
    inside = _mask(picture.size, rectangles)
    tinted = ImageChops.multiply(picture, Image.new("RGB", picture.size, _YELLOW))
    marked = Image.composite(tinted, picture, inside)
    marked.paste(_OUTLINE, mask=ImageChops.subtract(_mask(picture.size, rectangles, outline), inside))
    return marked


def _mask(size: tuple[int, int], rectangles: Sequence[_Rectangle], wider: int = 0) -> Image.Image:
    """Return where the rectangles are, each made wider on all sides."""
    mask = Image.new("L", size, 0)
    pen = ImageDraw.Draw(mask)
    for left, top, right, bottom in rectangles:
        pen.rectangle((left - wider, top - wider, right + wider, bottom + wider), fill=255)
    return mask


if __name__ == "__main__":
    main()
