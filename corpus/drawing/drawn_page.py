"""What is asked of the process that draws, and what it gives back: data and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus.types import Box

MAX_PIXELS = 8_000_000  # of a picture: an A4 page at four pixels a point
MAX_SIDE = 8_000  # pixels, for a page that is long and thin


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """A page to draw.

    Parameters
    ----------
    pdf : Path
        The source's PDF.
    page : int
        The 1-based PDF page.
    boxes : tuple of Box
        Rectangles in PDF points, origin at the bottom left, before the page's rotation and crop are applied.
    scale : float
        Pixels per point; a page too large for it is drawn smaller.
    """

    pdf: Path
    page: int
    boxes: tuple[Box, ...] = ()
    scale: float = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where a line is marked on a drawn page: shares of its width and height, from the left and from the top."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPage:
    """A page as a picture.

    Parameters
    ----------
    png : bytes
        The page, with the boxes highlighted and outlined.
    n_pages : int
        Of the PDF.
    width, height : float
        Of the page as it is shown, in points.
    marks : tuple of Mark
        The boxes, those that lie on the page.
    """

    png: bytes
    n_pages: int
    width: float
    height: float
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class NotDrawn:
    """Why a page was not drawn, as the end of a sentence."""

    why: str
