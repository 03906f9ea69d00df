"""The page numbers printed on pages, recognised across a document.

A number standing alone in the margin is a candidate. It counts when the pages around it agree: numbering that runs
with the pages (the PDF page less a constant) through most of the document, or through at least three pages in a row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from corpus.types import Line

_MARGIN = 0.13  # of the page's height, at the top and at the foot
_MAX_NUMBER = 9_999
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_RUN = 3
_SHARE = 0.3

PageLines = tuple[str, tuple[Line, ...], tuple[float, float]]


def printed_numbers(pages: Sequence[PageLines]) -> list[str | None]:
    """Return the number printed on each page, or None.

    Parameters
    ----------
    pages : sequence of (str, tuple of Line, (float, float))
        Each page's text, lines and (width, height), in order.
    """
    found = [_candidates(*page) for page in pages]
    counts = Counter((kind, index + 1 - value) for index, page in enumerate(found) for kind, value, _ in page)
    need = max(1, round(_SHARE * len(pages)))
    printed: list[str | None] = []
    for index, page in enumerate(found):
        best = None
        for kind, value, line in page:
            offset = index + 1 - value
            if counts[kind, offset] >= need or _runs_through(found, index, kind, value):
                score = (counts[kind, offset], line)
                best = max(best, (score, _words(pages[index], line))) if best else (score, _words(pages[index], line))
        printed.append(best[1] if best else None)
    return printed


def number_line(text: str, lines: Sequence[Line], printed: str | None, height: float) -> int | None:
    """Return the index of the line that is the page's printed number, or None."""
    if printed is None:
        return None
    for index, line in enumerate(lines):
        if _in_margin(line, height) and _bare(text[line.start : line.end]) == printed:
            return index
    return None


def _words(page: PageLines, line: int) -> str:
    text, lines, _ = page
    return _bare(text[lines[line].start : lines[line].end])


def _candidates(text: str, lines: tuple[Line, ...], size: tuple[float, float]) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    for index, line in enumerate(lines):
        if not _in_margin(line, size[1]):
            continue
        bare = _bare(text[line.start : line.end])
        if bare.isascii() and bare.isdigit() and int(bare) <= _MAX_NUMBER:
            found.append(("arabic", int(bare), index))
        elif bare and set(bare) <= _ROMAN.keys():
            found.append(("roman", _roman(bare), index))
    return found


def _bare(text: str) -> str:
    """Take a number out of its ornament: ``- 12 -``, ``Page 12``, ``12 of 40``."""
    bare = text.strip(" -–—|").removeprefix("Page ").removeprefix("page ").strip()
    return bare.split(" of ")[0].strip() if bare[:1].isdigit() else bare


def _in_margin(line: Line, height: float) -> bool:
    return line.y1 <= _MARGIN * height or line.y0 >= (1 - _MARGIN) * height


def _runs_through(found: Sequence[Sequence[tuple[str, int, int]]], index: int, kind: str, value: int) -> bool:
    """Whether the number is part of a run of consecutive pages numbered in step."""
    length = 1
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(found) and any(k == kind and v == value + at - index for k, v, _ in found[at]):
            length += 1
            at += step
            if length >= _RUN:
                return True
    return False


def _roman(text: str) -> int:
    values = [_ROMAN[char] for char in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
