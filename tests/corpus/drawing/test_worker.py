"""A page is drawn with the cited lines marked where they stand, whatever the page's rotation or crop."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject
from reportlab.pdfgen.canvas import Canvas

from corpus.drawing.drawn_page import MAX_PIXELS, MAX_SIDE, DrawnPage
from corpus.drawing.page_drawer import draw_page
from corpus.drawing.worker import fitting_scale
from corpus.errors import PageNotDrawn
from corpus.types import Box

_WORDS = Box(start=0, end=20, x0=100, y0=196, x1=300, y1=212)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "made.pdf"
    canvas = Canvas(str(path), pagesize=(400, 600))
    canvas.setFont("Helvetica", 14)
    canvas.drawString(100, 200, "Words of our own making")
    canvas.showPage()
    canvas.drawString(100, 500, "A second page")
    canvas.save()
    return path


def _open(drawn: DrawnPage) -> Image.Image:
    return Image.open(io.BytesIO(drawn.png)).convert("RGB")


def _is_yellow(pixel: tuple[int, int, int]) -> bool:
    red, green, blue = pixel
    return red > 200 and green > 180 and blue < 150


def test_marks_inside_the_box_and_nothing_else(pdf: Path) -> None:
    plain, marked = _open(draw_page(pdf, 1)), _open(draw_page(pdf, 1, [_WORDS]))
    assert plain.size == marked.size == (600, 900)
    assert _is_yellow(marked.getpixel((445, round((600 - 210) * 1.5))))
    changed = {
        (x, y) for x in range(0, 600, 3) for y in range(0, 900, 3) if plain.getpixel((x, y)) != marked.getpixel((x, y))
    }
    assert changed
    assert all(140 <= x <= 460 and 572 <= y <= 616 for x, y in changed)


def test_black_print_stays_black_under_the_mark(pdf: Path) -> None:
    plain, marked = _open(draw_page(pdf, 1)), _open(draw_page(pdf, 1, [_WORDS]))
    ink = [(x, y) for x in range(150, 440) for y in range(585, 601) if plain.getpixel((x, y)) == (0, 0, 0)]
    assert len(ink) > 20
    assert all(marked.getpixel(pixel) == (0, 0, 0) for pixel in ink)


def test_the_mark_has_a_dark_outline(pdf: Path) -> None:
    marked = _open(draw_page(pdf, 1, [_WORDS]))
    column = [marked.getpixel((440, y)) for y in range(565, 625)]
    assert sum(pixel == (11, 12, 12) for pixel in column) >= 4
    assert column[0] == column[-1] == (255, 255, 255)


def test_boxes_of_neighbouring_lines_make_one_mark(pdf: Path) -> None:
    below = Box(start=20, end=40, x0=100, y0=182, x1=300, y1=194)
    marked = _open(draw_page(pdf, 1, [_WORDS, below]))
    column = [marked.getpixel((440, y)) == (11, 12, 12) for y in range(565, 650)]
    edges = sum(now and not before for before, now in zip([False, *column], column, strict=False))
    assert edges == 2  # above and beneath, none between the lines


@pytest.mark.parametrize(("turn", "size"), [(90, (900, 600)), (180, (600, 900)), (270, (900, 600))])
def test_follows_a_rotated_page(pdf: Path, tmp_path: Path, turn: int, size: tuple[int, int]) -> None:
    turned = _rewritten(pdf, tmp_path, turn=turn)
    marked = _open(draw_page(turned, 1, [_WORDS]))
    upright = marked.rotate(turn, expand=True)
    assert marked.size == size
    assert _is_yellow(upright.getpixel((445, 586)))
    assert upright.getpixel((445, 300)) == (255, 255, 255)


def test_follows_a_crop_box(pdf: Path, tmp_path: Path) -> None:
    cropped = _rewritten(pdf, tmp_path, crop=(50, 150, 350, 250))
    marked = _open(draw_page(cropped, 1, [_WORDS]))
    assert marked.size == (450, 150)
    assert _is_yellow(marked.getpixel((370, 60)))
    assert marked.getpixel((370, 20)) == (255, 255, 255)


def test_a_box_outside_the_page_marks_nothing(pdf: Path) -> None:
    outside = Box(start=0, end=1, x0=900, y0=900, x1=950, y1=950)
    assert draw_page(pdf, 1, [outside]) == draw_page(pdf, 1)


def test_says_where_the_marks_are_on_the_picture(pdf: Path) -> None:
    drawn = draw_page(pdf, 1, [_WORDS])
    (mark,) = drawn.marks
    assert (drawn.n_pages, drawn.width, drawn.height) == (2, 400, 600)
    assert (mark.left * 400, mark.right * 400) == pytest.approx((100, 300), abs=3)
    assert (mark.top * 600, mark.bottom * 600) == pytest.approx((600 - 212, 600 - 196), abs=3)


def test_says_why_a_page_cannot_be_drawn(pdf: Path, tmp_path: Path) -> None:
    for page in (0, 3):
        with pytest.raises(PageNotDrawn, match=f"page {page} cannot be shown: its PDF has 2 pages and no page {page}"):
            draw_page(pdf, page)
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"not a PDF at all")
    with pytest.raises(PageNotDrawn, match="page 1 cannot be shown: its PDF is damaged"):
        draw_page(broken, 1)


def test_a_page_too_large_is_drawn_smaller(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    canvas = Canvas(str(path), pagesize=(14_400, 14_400))
    canvas.drawString(100, 200, "Words of our own making")
    canvas.save()
    width, height = _open(draw_page(path, 1, [_WORDS], 3.0)).size
    assert 2_000 < width == height
    assert width * height <= MAX_PIXELS


@pytest.mark.parametrize("size", [(595, 842), (30_000, 30_000), (99_999_999, 1), (1, 99_999_999), (7_999.5, 1_001)])
def test_a_picture_is_never_larger_than_it_may_be(size: tuple[float, float]) -> None:
    width, height = size
    scale = fitting_scale(width, height, 3.0)
    pixels = [-(-width * scale // 1), -(-height * scale // 1)]
    assert max(pixels) <= MAX_SIDE
    assert pixels[0] * pixels[1] <= MAX_PIXELS
    assert (scale == 3.0) == (size == (595, 842))


def _rewritten(pdf: Path, folder: Path, turn: int = 0, crop: tuple[float, float, float, float] | None = None) -> Path:
    writer = PdfWriter()
    page = PdfReader(pdf).pages[0]
    if turn:
        page.rotate(turn)
    if crop:
        page.cropbox = RectangleObject(crop)
    writer.add_page(page)
    path = folder / f"rewritten-{turn}.pdf"
    writer.write(path)
    return path
