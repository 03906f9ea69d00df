"""A document of the school's own: what is said of it, what was noticed in it, and what is to be done about that.

These types pass between the page, which asks a person, and ingest, which reads and indexes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from corpus.pii import DetailKind, counted


class Weight(StrEnum):
    """How much what was noticed on a page matters, heaviest first; the value is what a person reads."""

    FORM = "a filled-in form"
    CHILD = "a child’s details"
    UNREAD = "a picture that could not be looked at"
    HIDDEN = "words that nobody can see"
    CONTACT = "staff or contact details"

    @property
    def asks(self) -> bool:
        """Whether a person must choose before the page is indexed."""
        return self is not Weight.CONTACT


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNotice:
    """What was noticed on one page.

    Parameters
    ----------
    page : int
        The 1-based PDF page.
    kinds : tuple of DetailKind
        What each detail is; one entry a detail.
    left_out : str
        What the file has on the page that nobody can read there, in words that go on from "it has", or empty. Never indexed.
    words : tuple of str
        The details themselves, to be shown to the person who adds the document, and never logged or kept.
    """

    page: int
    weight: Weight
    kinds: tuple[DetailKind, ...] = ()
    words: tuple[str, ...] = field(default=(), repr=False)
    left_out: str = ""

    @property
    def sentence(self) -> str:
        """The page, the weight and the counts, with none of the words."""
        counts = counted(self.kinds)
        hidden = f"; it has {self.left_out}, which is left out in any case" if self.left_out else ""
        return f"page {self.page}: {self.weight}" + (f" ({counts})" if counts else "") + hidden


class Handling(StrEnum):
    """What is done about the pages that a person was asked about."""

    LEAVE_OUT = "leave-out"
    KEEP = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a person says of a document.

    Parameters
    ----------
    in_force_from, in_force_to : date or None
        First and last day on which it applies; ``None`` where none is given.
    replaces : str
        The id of the document added here that it takes the place of, or empty.
    """

    title: str
    publisher: str
    edition: str = ""
    in_force_from: date | None = None
    in_force_to: date | None = None
    replaces: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it was handed in; its name is for messages, and never becomes a name on the disk."""

    name: str
    data: bytes = field(repr=False)


def pages_in_words(pages: Sequence[int]) -> str:
    """Name pages, such as ``pages 3, 4 and 9``."""
    numbers = [str(page) for page in pages]
    return f"page {numbers[0]}" if len(numbers) == 1 else f"pages {', '.join(numbers[:-1])} and {numbers[-1]}"
