"""Slides as a PowerPoint file: wide, large print, a title on each, English as their language, notes for whoever speaks."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.oxml.ns import qn
from pptx.util import Inches, Length, Pt

from assistant.export.evidence_pack import writable
from assistant.export.slides import Slide, SlideLine, SlideShow
from assistant.export.zip_file import with_same_times

_WIDTH, _HEIGHT = Inches(13.333), Inches(7.5)
_SIDE, _TITLE_TOP, _TITLE_HEIGHT = Inches(0.7), Inches(0.45), Inches(1.0)
_BODY_TOP, _BODY_HEIGHT = Inches(1.6), Inches(5.1)
_FOOT_TOP, _FOOT_HEIGHT = Inches(6.9), Inches(0.4)
_COLOUR: Any = RGBColor  # python-pptx says of its own parts what they take, and not always what they give
_INK, _DIM = _COLOUR(0x0B, 0x0C, 0x0C), _COLOUR(0x48, 0x4C, 0x4E)
_BLUE, _WHITE = _COLOUR(0x12, 0x43, 0x6D), _COLOUR(0xFF, 0xFF, 0xFF)
_FONT = "Arial"
_TITLE_PT, _OPENING_PT, _WHERE_PT, _FOOT_PT = 36, 48, 16, 14
_SIZES_PT = (32, 28, 24, 22)  # the largest that fits; what fits at none of them goes on to another slide
_LETTER = 0.5  # the width of a letter of Arial by its size, on average
_LEADING = 1.2
_GAP_PT = 12
_TITLE_AND_TEXT = 1  # the layout of python-pptx’s own template


def slides_as_pptx(show: SlideShow) -> bytes:
    """Return slides as the bytes of a PowerPoint file."""
    document = Presentation()
    document.slide_width, document.slide_height = _WIDTH, _HEIGHT
    _describe(document, show.title, show.made_at)
    pages = [page for slide in show.slides for page in _pages(slide)]
    for number, page in enumerate(pages, start=1):
        _add(document, page, "" if page.opens else f"{show.title} · {number}")
    saved = io.BytesIO()
    document.save(saved)
    return with_same_times(saved.getvalue())


def _describe(document: Any, title: str, made_at: datetime) -> None:
    about = document.core_properties
    about.title, about.language, about.author, about.comments = title, "en-GB", "", ""
    about.last_modified_by, about.subject = "", "Safeguarding guidance: domestic abuse"
    about.created = about.modified = made_at.astimezone(UTC).replace(tzinfo=None)


def _pages(slide: Slide) -> Iterator[Slide]:
    """Return a slide, or as many as its lines need in print that can be read from the back of a room.

    Yields
    ------
    Slide
    """
    n_slides = 1
    while n_slides < sum(bool(line.text) for line in slide.lines) and not all(
        map(_fits, _shared(slide.lines, n_slides))
    ):
        n_slides += 1
    for number, lines in enumerate(_shared(slide.lines, n_slides), start=1):
        title = slide.title if number == 1 else f"{slide.title} ({number})"
        yield Slide(title=title, lines=lines, notes=slide.notes, opens=slide.opens)


def _add(document: Any, page: Slide, foot: str) -> None:
    made = document.slides.add_slide(document.slide_layouts[_TITLE_AND_TEXT])
    title, body = made.shapes.title, made.placeholders[1]
    ink, dim = (_WHITE, _WHITE) if page.opens else (_INK, _DIM)
    _place(title, Inches(2.0) if page.opens else _TITLE_TOP, Inches(1.8) if page.opens else _TITLE_HEIGHT)
    _place(body, Inches(4.0) if page.opens else _BODY_TOP, Inches(2.5) if page.opens else _BODY_HEIGHT)
    _fill(title.text_frame, [(page.title, _OPENING_PT if page.opens else _TITLE_PT, ink if page.opens else _BLUE)])
    title.text_frame.paragraphs[0].runs[0].font.bold = True
    title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    size = 28 if page.opens else _size(page.lines)
    runs = [(one.text, size, ink) for one in page.lines if one.text]
    _fill(
        body.text_frame, runs if not any(one.where for one in page.lines) else list(_with_where(page, size, ink, dim))
    )
    body.text_frame.vertical_anchor = MSO_ANCHOR.TOP
    if page.opens:
        made.background.fill.solid()
        made.background.fill.fore_color.rgb = _BLUE
    if foot:
        box = made.shapes.add_textbox(_SIDE, _FOOT_TOP, _WIDTH - 2 * _SIDE, _FOOT_HEIGHT)
        box.name = "Foot"
        _fill(box.text_frame, [(foot, _FOOT_PT, _DIM)])
    made.notes_slide.notes_text_frame.text = "\n\n".join(map(writable, page.notes))


def _with_where(page: Slide, size: int, ink: RGBColor, dim: RGBColor) -> Iterator[tuple[str, int, RGBColor]]:
    for line in page.lines:
        if line.text:
            yield line.text, size, ink
        if line.where:
            yield line.where, _WHERE_PT, dim


def _fill(frame: Any, texts: Sequence[tuple[str, int, RGBColor]]) -> None:
    """Write paragraphs without bullets; one in small print belongs to the one before it."""
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    for number, (text, size, colour) in enumerate(texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        properties = paragraph._p.get_or_add_pPr()
        properties.set("marL", "0")
        properties.set("indent", "0")
        paragraph.space_before = Pt(2 if size == _WHERE_PT or number == 0 else _GAP_PT)
        if properties.find(qn("a:buNone")) is None:
            properties.append(properties.makeelement(qn("a:buNone"), {}))
        run = paragraph.add_run()
        run.text = writable(text)
        run.font.size, run.font.name, run.font.color.rgb = Pt(size), _FONT, colour
        run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK


def _place(shape: Any, top: Length, height: Length) -> None:
    shape.left, shape.top, shape.width, shape.height = _SIDE, top, _WIDTH - 2 * _SIDE, height


def _shared(lines: Sequence[SlideLine], n_slides: int) -> list[Sequence[SlideLine]]:
    """Return lines shared out over slides, in order and as evenly as they go; what is small print stays with what it is of."""
    starts = [at for at, line in enumerate(lines) if line.text or at == 0]
    each, more = divmod(len(starts), n_slides)
    firsts = [each * n + min(n, more) for n in range(n_slides)]
    ends = [*(starts[first] for first in firsts[1:] if first < len(starts)), len(lines)]
    return [lines[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _fits(lines: Sequence[SlideLine]) -> bool:
    return _height(lines, _SIZES_PT[-1]) <= _points(_BODY_HEIGHT)


def _size(lines: Sequence[SlideLine]) -> int:
    """Return the largest print in which lines fit on one slide."""
    room = _points(_BODY_HEIGHT)
    return next((size for size in _SIZES_PT if _height(lines, size) <= room), _SIZES_PT[-1])


def _height(lines: Sequence[SlideLine], size: int) -> float:
    return sum(_rows(line.text, size) + _rows(line.where, _WHERE_PT) + _GAP_PT for line in lines)


def _rows(text: str, size: int) -> float:
    width = _points(Length(_WIDTH - 2 * _SIDE)) - 15  # the box’s own margins
    return math.ceil(len(text) * _LETTER * size / width) * size * _LEADING


def _points(length: Length) -> float:
    return float(length.pt)
