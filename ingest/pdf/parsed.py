"""What parsing a PDF gives besides its text: how each page was read, and what the file carries that is not read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.types import Document


class Scan(StrEnum):
    """What became of a page that was scanned, or that has no text which can be read."""

    READ = "read"  # its text was recognised from its picture
    NOTHING = "nothing"  # it was looked at, and no words were found on it
    NOT_TRIED = "not_tried"  # nothing is installed that reads pictures, or there are too many such pages


_DEBRIS = 5  # letters: what a word processor leaves of its field codes on a page of guidance


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """How many characters of a page are not in its text, by why.

    Parameters
    ----------
    unseen : int
        Nobody who looks at the page can see them.
    turned : int
        They stand in lines that control characters show in another order.
    unknown : int
        Their font does not say which letters it draws.
    shapeless : int
        Control characters and others that are never seen; what stands around them is in the text.
    """

    unseen: int = 0
    turned: int = 0
    unknown: int = 0
    shapeless: int = 0

    @property
    def words(self) -> str:
        """What was left out, in words that go on from "the page has"; empty if nothing was, or only a letter or two."""
        kinds = (
            ("text that cannot be seen on the page", self.unseen if self.unseen > _DEBRIS else 0),
            ("text whose order is turned by control characters", self.turned),
            ("text in a font that does not say which letters it draws", self.unknown),
            ("control characters and others without a shape", self.shapeless),
        )
        some = [f"{what} ({n:,} character{'' if n == 1 else 's'})" for what, n in kinds if n]
        return ", and ".join(some)

    def __bool__(self) -> bool:
        return bool(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A PDF as it was parsed.

    Parameters
    ----------
    scans : mapping of int to Scan
        By page number; a page that is not in it needed no recognition.
    notes : tuple of str
        What the file carries that is not read, in words that go on from "it": ``has 2 files attached, which are not read``.
    typed : mapping of int to tuple of (str, str)
        By page number, what was typed into a form or written as a comment: the field's name and the words. Never indexed.
    left_out : mapping of int to LeftOut
        By page number, how many characters are not in its text because nobody can read them there; only pages that have some.
    own_text : mapping of int to str
        By page number, the text as PDFium gives it, which passages are looked up in; not of pages that were recognised.
    """

    document: Document
    scans: Mapping[int, Scan] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    typed: Mapping[int, tuple[tuple[str, str], ...]] = field(default_factory=dict, repr=False)
    left_out: Mapping[int, LeftOut] = field(default_factory=dict)
    own_text: Mapping[int, str] = field(default_factory=dict, repr=False)
