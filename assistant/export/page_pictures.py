"""The pages that an answer quotes, as pictures with the quoted words marked: one for each page, small enough to send."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import Image

from assistant.types import Citation
from corpus.errors import CorpusError
from corpus.text import one_line
from corpus.types import Box

MAX_PICTURES = 12
SCALE = 1.5  # pixels per point: small print can be read at the width of an A4 page
_MAX_PX = 1800  # of the longer side, whatever the page's size
_N_COLOURS = 64  # a page of print, its mark and a logo need no more, and the file is a third
_ALT_CHARS = 700

PageImage = Callable[[str, int, Sequence[Box]], bytes]
OnStage = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePicture:
    """A page with the quoted words marked.

    Parameters
    ----------
    caption : str
        Which page of what, and the numbers of the references whose words are marked.
    alt : str
        The same, with the words marked: for who does not see the picture.
    size : tuple of int
        Width and height in pixels.
    """

    caption: str
    alt: str
    png: bytes
    size: tuple[int, int]


def pictures(
    citations: Sequence[Citation], page_image: PageImage, on_stage: OnStage = lambda _: None
) -> tuple[tuple[PagePicture, ...], tuple[str, ...]]:
    """Return the pages quoted, in the order of the references, and what could not be pictured and why.

    Parameters
    ----------
    citations : sequence of Citation
        Those of one page share its picture.
    page_image : callable
        Returns a page of a source as a PNG, with boxes marked; raises a ``CorpusError`` if it cannot.
    on_stage : callable
        Called with the page that is drawn.
    """
    pages: dict[tuple[str, int], list[Citation]] = {}
    for citation in citations:
        pages.setdefault((citation.source.source_id, citation.passage.page), []).append(citation)
    drawn, problems = [], []
    for number, together in enumerate(list(pages.values())[:MAX_PICTURES], start=1):
        on_stage(f"Drawing page {number} of {min(len(pages), MAX_PICTURES)}")
        try:
            drawn.append(_picture(together, page_image))
        except CorpusError as error:
            problems.append(f"{_caption(together)} is not pictured: {error.message}.")
    if len(pages) > MAX_PICTURES:
        problems.append(
            f"{len(pages) - MAX_PICTURES} more pages are quoted and not pictured: open them by their references."
        )
    return tuple(drawn), tuple(problems)


def _picture(citations: Sequence[Citation], page_image: PageImage) -> PagePicture:
    first = citations[0]
    boxes = [box for citation in citations for box in citation.highlight()]
    png, size = _smaller(page_image(first.source.source_id, first.passage.page, boxes))
    caption = _caption(citations)
    words = "; ".join(f"[{citation.marker}] “{one_line(citation.quote)}”" for citation in citations)
    alt = f"{caption}. {'Marked on it' if boxes else 'Quoted from it'}: {words}"
    return PagePicture(
        caption=caption, alt=alt if len(alt) <= _ALT_CHARS else f"{alt[:_ALT_CHARS]}…", png=png, size=size
    )


def _caption(citations: Sequence[Citation]) -> str:
    first = citations[0]
    marks = " ".join(f"[{citation.marker}]" for citation in citations)
    return f"{marks} {one_line(first.source.title)}, {first.location[0]}"


def _smaller(png: bytes) -> tuple[bytes, tuple[int, int]]:
    """Return a picture in few colours and of a bounded size."""
    with Image.open(io.BytesIO(png)) as opened:
        picture = opened.convert("RGB")
    picture.thumbnail((_MAX_PX, _MAX_PX))
    written = io.BytesIO()
    picture.quantize(_N_COLOURS, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue(), picture.size
