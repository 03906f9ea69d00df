"""Slides: what does not fit goes on to another, hostile text is text, and nothing is lost."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pptx
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.export import Slide, SlideLine, SlideShow
from assistant.export.evidence_pack import writable
from assistant.export.slides_file import slides_as_pptx
from tests.assistant.export.test_evidence_pack import HOSTILE, squeezed

MADE = datetime(2026, 11, 27, 14, 30, tzinfo=UTC)


def written(*lines: SlideLine, notes: tuple[str, ...] = ()) -> list[Any]:
    show = SlideShow(title="Lamps", name="lamps", made_at=MADE, slides=(Slide(title="One", lines=lines, notes=notes),))
    return list(pptx.Presentation(io.BytesIO(slides_as_pptx(show))).slides)


def body(slide: Any) -> str:
    return str(slide.placeholders[1].text_frame.text)


def test_what_does_not_fit_goes_on_to_another_slide_of_nearly_as_many_lines() -> None:
    lines = [SlideLine(text=f"{n} {'a long line of words ' * 12}", where="Book, page 1") for n in range(5)]
    slides = written(*lines)
    assert len(slides) > 1
    assert [slide.shapes.title.text for slide in slides[:2]] == ["One", "One (2)"]
    found = [body(slide) for slide in slides]
    assert [n for n in range(5) for text in found if f"{n} a long" in text] == list(range(5))
    counts = [text.count("Book, page 1") for text in found]
    assert max(counts) - min(counts) <= 1


def test_few_words_are_large_and_many_smaller() -> None:
    def size(*lines: SlideLine) -> float:
        return float(written(*lines)[0].placeholders[1].text_frame.paragraphs[0].runs[0].font.size.pt)

    assert size(SlideLine(text="Few words.")) > size(*(SlideLine(text="Some more words. " * 9) for _ in range(4))) >= 22


def test_hostile_text_is_text() -> None:
    (slide,) = written(SlideLine(text=HOSTILE, where=HOSTILE), notes=(HOSTILE,))
    assert squeezed(body(slide)).count(squeezed(HOSTILE)) == 2
    assert squeezed(HOSTILE) in squeezed(slide.notes_slide.notes_text_frame.text)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=400), min_size=1, max_size=6))
def test_any_lines_make_slides_that_open_and_lose_nothing(texts: list[str]) -> None:
    slides = written(*(SlideLine(text=text) for text in texts))
    found = squeezed("".join(map(body, slides)))
    for text in texts:
        assert squeezed(writable(text)) in found
