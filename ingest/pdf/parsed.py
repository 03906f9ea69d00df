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
    """

    document: Document
    scans: Mapping[int, Scan] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    typed: Mapping[int, tuple[tuple[str, str], ...]] = field(default_factory=dict, repr=False)
