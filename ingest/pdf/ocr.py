"""Words from a picture of a page, with Tesseract, where it is installed.

It is called as a program, so that it need not be installed and cannot harm what calls it; the picture goes in and a table
of words comes out, no file is written. A word it is unsure of becomes ``[…]``: a reader must see that a word is missing, for
without it the sentence may say the opposite.

References
----------
R. Smith, "An overview of the Tesseract OCR engine", ICDAR 2007. The table: https://tesseract-ocr.github.io/tessdoc/.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from statistics import median
from typing import Protocol

from ingest.pdf.lines import RawLine

MISSING = "Install Tesseract (tesseract-ocr) and build again, or run the file through OCR"

_SURE = 50.0  # of 100
_GAP = "[…]"
_BULLETS = frozenset("e©¢*«»°■®")  # what a bullet is taken for, at the start of a line
_ASCENT = 0.73  # of the font size: how high capitals and tall letters stand
_ALIKE = 0.25  # sizes this near to the page's own are the page's own: a measured height is never exact
_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class ScanPicture:
    """A picture of a page: its bytes in a format Tesseract reads, pixels per point, and its height in pixels."""

    data: bytes
    scale: float
    height: int


class TextRecogniser(Protocol):
    """Reads the words in a picture."""

    def lines(self, picture: ScanPicture) -> list[RawLine]:
        """Return the printed lines of a picture in reading order, in points from the bottom left."""


@dataclass(frozen=True, slots=True)
class Tesseract:
    """Tesseract as installed here.

    Parameters
    ----------
    command : tuple of str
        How the program is called.
    seconds : float
        How long it may take over one page.
    """

    command: tuple[str, ...]
    seconds: float = _SECONDS

    def lines(self, picture: ScanPicture) -> list[RawLine]:
        """Return the printed lines of a picture; none if it cannot be read in time."""
        command = [*self.command, "stdin", "stdout", "-l", "eng", "--dpi", str(round(72 * picture.scale)), "tsv"]
        try:
            run = subprocess.run(command, input=picture.data, capture_output=True, timeout=self.seconds, check=True)
        except (OSError, subprocess.SubprocessError):
            return []
        return lines_of(run.stdout.decode("utf-8", "replace"), picture)


def installed() -> Tesseract | None:
    """Return Tesseract if this computer has it."""
    command, env = shutil.which("tesseract"), shutil.which("env")
    if command is None:
        return None
    alone = (env, "OMP_THREAD_LIMIT=1") if env else ()  # its threads wait for each other more than they work
    return Tesseract((*alone, command))


@dataclass(frozen=True, slots=True)
class _Word:
    line: tuple[str, str, str]
    left: float
    top: float
    right: float
    bottom: float
    text: str


def lines_of(table: str, picture: ScanPicture) -> list[RawLine]:
    """Return the printed lines of Tesseract's table of words; a line without a word that is sure is left out.

    Parameters
    ----------
    table : str
        Tab-separated, with a row of headings.
    picture : ScanPicture
        What it was read from.
    """
    by_line = (list(words) for _, words in groupby(_words(table), key=lambda word: word.line))
    grouped = [words for words in by_line if any(word.text != _GAP for word in words)]
    sizes = [_size(words, picture.scale) for words in grouped]
    usual = median(sizes) if sizes else 0.0
    return [
        _line(words, picture, usual if abs(size - usual) <= _ALIKE * usual else size)
        for words, size in zip(grouped, sizes, strict=True)
    ]


def _words(table: str) -> Iterable[_Word]:
    """Read the rows of words; what it is unsure of and has no letter or digit is a speck on the paper.

    Yields
    ------
    _Word
        In reading order.
    """
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row.get("level") != "5" or not text:
            continue
        if float(row["conf"]) < _SURE:
            if not any(char.isalnum() for char in text):
                continue
            text = _GAP
        left, top = float(row["left"]), float(row["top"])
        line = (row["block_num"], row["par_num"], row["line_num"])
        yield _Word(line, left, top, left + float(row["width"]), top + float(row["height"]), text)


def _size(words: list[_Word], scale: float) -> float:
    """Estimate a line's font size from the height of its words, of which most have a tall letter."""
    return median(word.bottom - word.top for word in words) / scale / _ASCENT


def _line(words: list[_Word], picture: ScanPicture, size: float) -> RawLine:
    left, right = min(word.left for word in words), max(word.right for word in words)
    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    box = (left, picture.height - bottom, right, picture.height - top)
    x0, y0, x1, y1 = (round(edge / picture.scale, 2) for edge in box)
    text = " ".join(word.text for word in words).replace(f"{_GAP} {_GAP}", _GAP)
    if text[:1] in _BULLETS and text[1:2] == " ":
        text = f"•{text[1:]}"
    return RawLine(
        pieces=((text, False),),
        box=(x0, y0, x1, y1),
        size=round(size, 1),
        main_size=round(size, 1),
        bold=False,
        hyphened=False,
    )
