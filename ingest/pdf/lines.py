"""From the characters of a PDF page to its printed lines, with footnote marks taken out.

PDFium gives characters in reading order and ends a run with a line break wherever the pen jumped: at the end of a
printed line, but also before a raised footnote mark, between an amendment's bracket and its mark, and after invisible
field debris. Here runs are put back into printed lines (same baseline, no wide gap), and a wide gap inside a run
divides it, so that the cells of a table row are lines of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.text import clean
from corpus.types import Line

Rectangle = tuple[float, float, float, float]

_HYPHENS = {0x2, 0xFFFE}  # what PDFium returns for a hyphen at a line end, depending on the call
_SPACES = {0x20, 0x9, 0xA0, 0x2002, 0x2003, 0x2007, 0x2009, 0x202F}
_WIDE_GAP = 1.3  # in ems; words stand 0.3 em apart, table columns mostly 1.4 em and more
_BACKWARDS = 2.0  # in ems
_ENUMERATOR = re.compile(
    r"(?:[•▪◦●–o\uf0b7-]|\(?[0-9ivxa-z]{1,4}[.)]|[0-9]{1,2}(?:\.[0-9]{1,2}){1,2}\.|\([0-9]{1,3}[A-Z]{0,2}\))$"
)
_LABEL_CHARS = 9  # of a bullet or enumerator
_NO_SPACE_BEFORE = re.compile(r"\s*[.,;:)](?! ?\.)")  # but before the dots that stand for what was repealed
_MARK = re.compile(r"[A-Z]{0,2}\d+")
_UNIT = re.compile(r"(?:^|[\s\d])[ckm]?m$")  # "m2" is square metres, not a footnote
_DIGIT_HEIGHT = 0.61  # of the font size: a full-size digit is about 0.7 em high
_RAISED = 0.1  # of the font size
_SMALLER = 0.82


class Glyphs(Protocol):
    """The characters of one page, in the order the PDF library reads them; boxes as the page is shown.

    Parameters
    ----------
    debris : collection of int
        Characters that are nothing but space between others: text too small to be read.
    """

    debris: Collection[int]

    def count(self) -> int:
        """Return the number of characters."""

    def code(self, index: int) -> int:
        """Return the code point."""

    def box(self, index: int) -> Rectangle:
        """Return left, bottom, right, top in points."""

    def size(self, index: int) -> float:
        """Return the font size in points, as shown."""

    def baseline(self, index: int) -> float:
        """Return the height of the baseline."""

    def bold(self, index: int) -> bool:
        """Whether the font is bold."""


@dataclass(frozen=True, slots=True)
class RawLine:
    """A printed line before its marks are taken out.

    ``pieces`` are (text, is a raised mark); ``hyphened`` says that a hyphen at its end joins it to the next line.
    """

    pieces: tuple[tuple[str, bool], ...]
    box: Rectangle
    size: float
    main_size: float
    bold: bool
    hyphened: bool

    @property
    def starts_with_mark(self) -> bool:
        """Whether the first thing on the line is a raised mark, as in a footnote."""
        return bool(self.pieces) and self.pieces[0][1]

    @property
    def n_chars(self) -> int:
        """Return the number of characters, for weighing font sizes."""
        return sum(len(text) for text, _ in self.pieces)


@dataclass(slots=True)
class _CharacterRun:
    """Characters that PDFium gave without a line break; ``indices`` may hold spaces, never at the ends."""

    indices: list[int]
    boxes: dict[int, Rectangle]
    hyphened: bool = False

    @property
    def x0(self) -> float:
        return self.boxes[self.indices[0]][0]

    @property
    def x1(self) -> float:
        return self.boxes[self.indices[-1]][2]


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a line's ordinary characters are set."""

    size: float
    baseline: float


def read_lines(glyphs: Glyphs) -> list[RawLine]:
    """Return the printed lines of a page in reading order."""
    merged: list[tuple[_CharacterRun, float]] = []
    for run in _runs(glyphs):
        size = glyphs.size(run.indices[0])
        for part in _divide(run, max(size, 4.0), glyphs):
            baseline = glyphs.baseline(part.indices[0])
            if merged and _continues(merged[-1], part, baseline, glyphs):
                _join(merged[-1][0], part, max(size, glyphs.size(merged[-1][0].indices[0])))
            else:
                merged.append((part, baseline))
    lines = (_raw_line(run, glyphs) for run, _ in merged)
    return [line for line in lines if line is not None]


def body_size(lines: Iterable[RawLine]) -> float:
    """Return the font size in which most characters of a document are set; 0.0 if it has none."""
    weights: Counter[float] = Counter()
    for line in lines:
        weights[round(line.main_size * 2) / 2] += line.n_chars
    return weights.most_common(1)[0][0] if weights else 0.0


def lay_out(raw: Sequence[RawLine], body: float) -> tuple[str, tuple[Line, ...], tuple[tuple[int, str], ...]]:
    """Return a page's text, lines and the footnote marks taken out of it.

    The mark that starts a footnote is kept: it stands first on a line smaller than the body.

    Parameters
    ----------
    raw : sequence of RawLine
        In reading order.
    body : float
        The document's body size in points.
    """
    text = ""
    lines: list[Line] = []
    marks: list[tuple[int, str]] = []
    joined = True
    for line in raw:
        keep_first = line.starts_with_mark and line.main_size < body * 0.95
        start = len(text) if joined else len(text) + 1
        shown, found = _without_marks(line, keep_first)
        if not shown:
            continue
        text += shown if joined else "\n" + shown
        marks.extend((start + at, mark) for at, mark in found)
        size = line.size if keep_first or not line.starts_with_mark else line.main_size
        lines.append(Line(start, len(text), *line.box, size=round(size, 1), bold=line.bold))
        joined = line.hyphened
    return text, tuple(lines), tuple(marks)


def _without_marks(line: RawLine, keep_first: bool) -> tuple[str, list[tuple[int, str]]]:
    shown = ""
    found: list[tuple[int, str]] = []
    for position, (piece, raised) in enumerate(line.pieces):
        cleaned = clean(piece).replace("\n", " ")
        if raised and not (keep_first and position == 0):
            found.extend((len(shown), mark) for mark in _apart(cleaned.strip()))
            continue
        if shown.endswith(" ") or not shown:
            cleaned = cleaned.lstrip()
        if position and line.pieces[position - 1][1] and _NO_SPACE_BEFORE.match(cleaned):
            shown, cleaned = shown.rstrip(), cleaned.lstrip()
            found = [(min(at, len(shown)), mark) for at, mark in found]
        shown += cleaned
    return shown.rstrip(), found


def _apart(mark: str) -> list[str]:
    """Take two marks apart that stand without a space: ``160161``."""
    half = len(mark) // 2
    return [mark[:half], mark[half:]] if mark.isdigit() and len(mark) in {4, 6} else [mark]


def _runs(glyphs: Glyphs) -> Iterable[_CharacterRun]:
    """Divide the characters at PDFium's line breaks and line-end hyphens.

    Yields
    ------
    _CharacterRun
        In reading order.
    """
    run = _CharacterRun([], {})
    code_of, box_of = glyphs.code, glyphs.box  # most of the time of reading is spent in this loop
    for index in range(glyphs.count()):
        code = code_of(index)
        if 0x20 < code < 0x7F:  # most are
            run.indices.append(index)
            run.boxes[index] = box_of(index)
        elif code in {0xA, 0xD} or code in _HYPHENS:
            if code in _HYPHENS and run.indices:
                run.indices.append(index)
                run.boxes[index] = box_of(index)
                run.hyphened = True
            if trimmed := _trim(run):
                yield trimmed
            run = _CharacterRun([], {})
        elif code in _SPACES:
            if run.indices:
                run.indices.append(index)
        elif code >= 0x20 and not 0xD800 <= code <= 0xDFFF:
            run.indices.append(index)
            run.boxes[index] = box_of(index)
    if trimmed := _trim(run):
        yield trimmed


def _trim(run: _CharacterRun) -> _CharacterRun | None:
    while run.indices and run.indices[-1] not in run.boxes:
        run.indices.pop()
    return run if run.indices else None


def _divide(run: _CharacterRun, size: float, glyphs: Glyphs) -> list[_CharacterRun]:
    """Divide a run at wide gaps, but never between a bullet or enumerator and its text.

    And where the pen goes far back: PDFium sees no new line where one starts with a raised mark just below the last.
    """
    parts: list[_CharacterRun] = []
    current = _CharacterRun([], run.boxes)
    last: float | None = None
    for index in run.indices:
        if box := run.boxes.get(index):
            gap = box[0] - last if last is not None else 0.0
            if gap < -_BACKWARDS * size or (gap > _WIDE_GAP * size and not _is_label(current, glyphs)):
                parts.append(_trim(current) or current)
                current = _CharacterRun([], run.boxes)
            last = box[2]
        if box or current.indices:
            current.indices.append(index)
    current.hyphened = run.hyphened
    parts.append(current)
    return parts


def _is_label(run: _CharacterRun, glyphs: Glyphs) -> bool:
    """Whether a run so far is only a bullet or an enumerator."""
    return (
        _ENUMERATOR.match("".join(chr(glyphs.code(index)) for index in run.indices[:_LABEL_CHARS]).strip()) is not None
    )


def _continues(before: tuple[_CharacterRun, float], run: _CharacterRun, baseline: float, glyphs: Glyphs) -> bool:
    """Whether a run goes on along the printed line of the one before."""
    previous, its_baseline = before
    size = max(glyphs.size(previous.indices[0]), glyphs.size(run.indices[0]))
    gap = run.x0 - previous.x1
    return not previous.hyphened and abs(baseline - its_baseline) < 0.5 * size and -1.0 <= gap < _WIDE_GAP * size


def _join(before: _CharacterRun, run: _CharacterRun, size: float) -> None:
    if run.x0 - before.x1 > 0.17 * size:
        before.indices.append(-1)  # a space that no character stands for
    before.indices.extend(run.indices)
    before.boxes = before.boxes | run.boxes
    before.hyphened = run.hyphened


def _raw_line(run: _CharacterRun, glyphs: Glyphs) -> RawLine | None:
    visible = [i for i in run.indices if i in run.boxes]
    letters = _letters(visible, glyphs)
    setting = _setting(letters, glyphs)
    flat = 0.15 * setting.size
    debris = {i for i in visible if run.boxes[i][3] - run.boxes[i][1] < flat and _is_debris(i, setting.size, glyphs)}
    if glyphs.debris:
        debris.update(i for i in visible if i in glyphs.debris)
    indices = run.indices
    if debris:
        indices = [i for i in run.indices if i not in debris]
        visible = [i for i in visible if i not in debris]
    if not visible:
        return None
    left, bottom, right, top = zip(*[run.boxes[i] for i in visible], strict=True)
    letters = _letters(visible, glyphs) if debris else letters
    return RawLine(
        pieces=_pieces(indices, run.boxes, setting, glyphs),
        box=(min(left), min(bottom), max(right), max(top)),
        size=glyphs.size(visible[0]),
        main_size=setting.size,
        bold=glyphs.bold(letters[0]) and glyphs.bold(letters[-1]) and glyphs.bold(letters[len(letters) // 2]),
        hyphened=run.hyphened,
    )


def _letters(visible: Sequence[int], glyphs: Glyphs) -> Sequence[int]:
    """Return the letters and digits; all characters if there are none."""
    code_of = glyphs.code
    return [i for i in visible if chr(code_of(i)).isalnum()] or visible


def _setting(letters: Sequence[int], glyphs: Glyphs) -> _Setting:
    """Return the size and baseline of the line's ordinary characters, from a few samples."""
    samples = sorted({letters[0], letters[len(letters) // 3], letters[2 * len(letters) // 3], letters[-1]})
    size, negative_index = max((glyphs.size(i), -i) for i in samples)
    return _Setting(size, glyphs.baseline(-negative_index))


def _is_debris(index: int, main: float, glyphs: Glyphs) -> bool:
    """Whether a flat character is an invisible letter or digit: Word leaves field codes as 1-point text."""
    return chr(glyphs.code(index)).isalnum() and glyphs.size(index) < 0.25 * main


def _pieces(
    indices: Sequence[int], boxes: dict[int, Rectangle], setting: _Setting, glyphs: Glyphs
) -> tuple[tuple[str, bool], ...]:
    """Divide a line's characters into ordinary text and raised marks."""
    codes = [glyphs.code(i) if i in boxes else 0x20 for i in indices]
    chars = ["-" if code in _HYPHENS else chr(code) for code in codes]
    whole = "".join(chars)
    pieces: list[tuple[str, bool]] = []
    at = 0
    for match in _MARK.finditer(whole):
        start, end = match.span()
        while start < end and not _is_raised(indices[start], boxes, setting, glyphs):
            start += 1
        stop = start
        while stop < end and _is_raised(indices[stop], boxes, setting, glyphs):
            stop += 1
        if not any(char.isdigit() for char in whole[start:stop]) or _not_a_mark(whole, start, stop):
            continue
        pieces += [(whole[at:start], False), (whole[start:stop], True)]
        at = stop
    pieces.append((whole[at:], False))
    return tuple(piece for piece in pieces if piece[0])


def _not_a_mark(whole: str, start: int, stop: int) -> bool:
    """Whether small raised digits are part of the text: a fraction or a unit."""
    return whole[stop : stop + 1] in {"/", "⁄"} or _UNIT.search(whole[:start]) is not None


def _is_raised(index: int, boxes: dict[int, Rectangle], setting: _Setting, glyphs: Glyphs) -> bool:
    if index not in boxes:
        return False
    box = boxes[index]
    if box[3] - box[1] > _DIGIT_HEIGHT * setting.size:  # cheap: most characters stop here
        return False
    raised = glyphs.baseline(index) - setting.baseline > _RAISED * setting.size
    return raised and glyphs.size(index) < _SMALLER * setting.size
