"""How wide a page is shown follows from its marks, and where it is scrolled to is around all of them."""

from __future__ import annotations

import pytest

from assistant.ui.shared import page_view
from corpus.drawing import DrawnPage, Mark


def a_page(*marks: Mark, width: float = 600.0) -> DrawnPage:
    return DrawnPage(png=b"", n_pages=1, width=width, height=800.0, marks=marks)


def a_mark(top: float, points: float, left: float = 0.1) -> Mark:
    return Mark(left=left, top=top, right=left + 0.5, bottom=top + points / 800)


def test_small_print_makes_the_page_wider() -> None:
    assert page_view._lines_wide(a_page(a_mark(0.1, 15))) == pytest.approx(40)
    assert page_view._lines_wide(a_page(a_mark(0.1, 7.5))) == pytest.approx(80)
    assert page_view._lines_wide(a_page(a_mark(0.1, 40), a_mark(0.2, 15), a_mark(0.3, 15))) == pytest.approx(40)


def test_a_page_without_marks_is_shown_as_if_its_print_were_ordinary() -> None:
    assert page_view._lines_wide(a_page()) == pytest.approx(600 / page_view._LINE_POINTS)


def test_no_page_is_blown_up_without_end() -> None:
    assert page_view._lines_wide(a_page(width=30_000)) == page_view._MOST_LINES
    assert page_view._lines_wide(a_page(a_mark(0.1, 0.0))) == page_view._MOST_LINES


def test_what_is_brought_into_view_is_around_all_marks() -> None:
    marks = (a_mark(0.5, 16, left=0.3), a_mark(0.2, 16, left=0.1))
    assert page_view._around(marks) == pytest.approx((0.1, 0.2, 0.8, 0.52))
    assert page_view._around(()) == (0.0, 0.0, 1.0, 0.0)
