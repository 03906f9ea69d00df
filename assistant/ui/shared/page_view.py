"""A page of a source in view: zoomed until what is marked can be read, and scrolled to it.

How wide the picture is follows from the height that a marked line is to have on the screen, which the style sheet says: it is
another on a phone, and another where larger print is wanted.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import streamlit as st

from corpus.drawing import DrawnPage, Mark

SCALE = 2.4  # pixels per point: sharp where larger print is wanted
_LINE_POINTS = 13.0  # of a line of ordinary print, on a page without a mark
_MARGIN = 0.1  # of the page's width, which seldom has print
_MOST_LINES = 160.0  # the widest page, in lines' heights: a footnote is not blown up without end
_SCRIPT = """<script>(() => {{
  const box = document.querySelector('.st-key-page-image'), [left, top, right, bottom] = {marked};
  if (!box) return;
  box.tabIndex = 0;
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', 'The page as a picture, which scrolls');
  const show = () => {{
    const picture = box.querySelector('img');
    if (!picture) return;  // it comes later, and is shown when it is loaded
    const wide = picture.clientWidth, high = picture.clientHeight;
    // across: the beginnings of the lines, unless the mark would then not be whole
    box.scrollLeft = Math.min(left * wide, Math.max({margin} * wide, right * wide + 32 - box.clientWidth)) - 16;
    // down: the mark in the middle, or its beginning where it is longer than the box
    box.scrollTop = Math.min((top + bottom) / 2 * high - box.clientHeight / 2, top * high - 16);
    box.scrollIntoView({{block: 'nearest'}});
  }};
  if (!box.dslShow) box.addEventListener('load', () => box.dslShow(), true);
  box.dslShow = show;
  requestAnimationFrame(show);  // {once}
}})()</script>"""


def show_page(drawn: DrawnPage, words: str, *, larger: bool) -> None:
    """Show a page in a box of its own that scrolls.

    Parameters
    ----------
    drawn : DrawnPage
        The page.
    words : str
        What the picture shows, for who does not see it.
    larger : bool
        Whether larger print is wanted; the style sheet knows it from the toggle.
    """
    with st.container(key="page-image"):
        st.html(f"<style>.st-key-page-image {{ --lines-wide: {_lines_wide(drawn):.2f}; }}</style>")
        st.image(drawn.png, alt=words, output_format="PNG")
    marked = ", ".join(f"{share:.4f}" for share in _around(drawn.marks))
    once = f"for a page of {len(drawn.png)} bytes in {'larger' if larger else 'ordinary'} print"
    script = _SCRIPT.format(marked=f"[{marked}]", margin=_MARGIN, once=once)
    st.html(script, unsafe_allow_javascript=True)  # ours alone: numbers are all that varies


def _lines_wide(drawn: DrawnPage) -> float:
    """Return how many times the height of a marked line the page is wide."""
    line = median((mark.bottom - mark.top) * drawn.height for mark in drawn.marks) if drawn.marks else _LINE_POINTS
    return min(_MOST_LINES, drawn.width / max(line, 1.0))


def _around(marks: Sequence[Mark]) -> tuple[float, float, float, float]:
    """Return the rectangle around all marks, left, top, right, bottom; without any, the top of the page."""
    if not marks:
        return 0.0, 0.0, 1.0, 0.0
    return (
        min(mark.left for mark in marks),
        min(mark.top for mark in marks),
        max(mark.right for mark in marks),
        max(mark.bottom for mark in marks),
    )
