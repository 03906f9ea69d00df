"""Whether a passage's words stand on its page in the PDF's own text, which no code of ours has put in order.

A passage has come a long way: characters were put into lines, footnote marks taken out, lines joined into blocks, blocks cut.
Before it can be quoted, each of its lines is looked up in the text that PDFium gives for the page as it is. Only letters and
digits are compared: spaces, hyphens and quotation marks are what the two spell differently.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from corpus.text import clean
from corpus.types import Page, Passage
from ingest.pdf import Parsed


def not_in_file(passages: Iterable[Passage], parsed: Parsed) -> list[Passage]:
    """Return the passages that have a line which does not stand in the file's own text of their page.

    Parameters
    ----------
    passages : iterable of Passage
        Of one PDF.
    parsed : Parsed
        That PDF. A page without text of its own, whose words were recognised from its picture, is not looked up.
    """
    own = {number: _letters(text) for number, text in parsed.own_text.items()}
    pages = {page.number: page for page in parsed.document.pages}
    return [
        passage
        for passage in passages
        if passage.page in own and not _stands(passage, pages[passage.page], own[passage.page])
    ]


def _stands(passage: Passage, page: Page, own: str) -> bool:
    start = passage.start
    for line in passage.text.split("\n"):
        marks = [(at - start, mark) for at, mark in sorted(page.marks) if start <= at <= start + len(line)]
        pieces = _pieces(line, [at for at, _ in marks])
        if _letters(_with_marks(pieces, [mark for _, mark in marks])) not in own and not all(
            _letters(piece) in own for piece in pieces
        ):
            return False
        start += len(line) + 1
    return True


def _pieces(line: str, offsets: Sequence[int]) -> list[str]:
    """Divide a line where its footnote marks stood."""
    bounds = [0, *offsets, len(line)]
    return [line[start:end] for start, end in pairwise(bounds)]


def _with_marks(pieces: Sequence[str], marks: Sequence[str]) -> str:
    return "".join(piece + mark for piece, mark in zip(pieces, [*marks, ""], strict=True))


def _letters(text: str) -> str:
    """Return the letters and digits of a text, in one spelling."""
    return "".join(char for char in unicodedata.normalize("NFKC", clean(text)).casefold() if char.isalnum())
