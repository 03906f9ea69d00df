"""Spans of a page's text: without white space at their ends, and as boxes on the paper."""

from __future__ import annotations

from corpus.types import Box, Page


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the white space at its ends.

    Examples
    --------
    >>> stripped(" ab ", 0, 4)
    (1, 3)
    """
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def boxes_of(page: Page, start: int, end: int) -> tuple[Box, ...]:
    """Return the printed lines that a span covers, as boxes with offsets in the span.

    Parameters
    ----------
    page : Page
        The page.
    start, end : int
        The span in its text.
    """
    return tuple(
        Box(max(line.start, start) - start, min(line.end, end) - start, line.x0, line.y0, line.x1, line.y1)
        for line in page.lines
        if line.start < end and start < line.end
    )
