"""What a digest is once it is read: a source of ours, sections, and statements with their pinpoints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.types import Pinpoint, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestStatement:
    """One fact in our own words.

    ``number`` counts from 1 through the whole digest; the PDF prints it, and the parser reads it back as the paragraph.
    """

    number: int
    text: str
    pinpoint: Pinpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSection:
    """Statements under one heading."""

    heading: str
    statements: tuple[DigestStatement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A short practice guide: what it is registered as, what it is about, when it is due for review, what it says."""

    source: Source
    summary: str
    review_by: date
    sections: tuple[DigestSection, ...]

    @property
    def statements(self) -> tuple[DigestStatement, ...]:
        """Every statement, in order."""
        return tuple(statement for section in self.sections for statement in section.statements)
