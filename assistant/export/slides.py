"""Slides to show: each with a title, a few large lines, where they stand, and notes for whoever speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideLine:
    """A line on a slide.

    Parameters
    ----------
    text : str
        What is read.
    where : str
        Where it stands, smaller beneath it; empty for what stands nowhere.
    """

    text: str
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """One slide.

    Parameters
    ----------
    title : str
        No two slides have the same one.
    lines : sequence of SlideLine
        At most five.
    notes : sequence of str
        What whoever speaks reads: minutes, pinpoints, the words quoted.
    opens : bool
        Whether it is the first, with its title large.
    """

    title: str
    lines: Sequence[SlideLine] = ()
    notes: Sequence[str] = ()
    opens: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideShow:
    """Slides in their order.

    Parameters
    ----------
    name : str
        What the file is called, without the ending.
    """

    title: str
    name: str
    made_at: datetime
    slides: tuple[Slide, ...]
