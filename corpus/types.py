"""The types of text: Source, Page, Document, Passage, RetrievedPassage.

All are frozen. Offsets are 0-based character positions, ``end`` exclusive; page numbers are 1-based PDF pages;
boxes are PDF points with the origin at the bottom left of the page.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from corpus.provisions import Provision, Standing

EMBEDDED_TEXT_VERSION = "2"  # change it with Passage.embedded_text, so that no old vector is taken for a new one


class Authority(StrEnum):
    """The weight a source carries. Answers label and order by it and never blend two kinds."""

    LAW = "law"
    STATUTORY_GUIDANCE = "statutory_guidance"
    NON_STATUTORY_ADVICE = "non_statutory_advice"
    DATA_GUIDE = "data_guide"
    CONSULTATION_RESPONSE = "consultation_response"
    REVIEW = "review"
    RESEARCH = "research"
    LOCAL = "local"
    DIGEST = "digest"

    @property
    def label(self) -> str:
        """The kind in a person's words, such as ``Statutory guidance``."""
        return _LABELS[self]


_LABELS = {
    Authority.LAW: "Law",
    Authority.STATUTORY_GUIDANCE: "Statutory guidance",
    Authority.NON_STATUTORY_ADVICE: "Non-statutory advice",
    Authority.DATA_GUIDE: "Data collection guide",
    Authority.CONSULTATION_RESPONSE: "Consultation response",
    Authority.REVIEW: "Review",
    Authority.RESEARCH: "Research",
    Authority.LOCAL: "Local procedure",
    Authority.DIGEST: "Practice digest (ours)",
}


class Verified(StrEnum):
    """How far the source was read by the people who registered it."""

    FULL_TEXT = "full_text"
    PART_OF_TEXT = "part_of_text"
    SECONDARY = "secondary_sources"
    URL_SEEN = "url_seen"
    NOT_VERIFIED = "not_verified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One edition of a publication.

    Parameters
    ----------
    source_id : str
        A slug, never reused for a new edition; a PDF of the source is named ``<source_id>.pdf``.
    in_force_from, in_force_to : date or None
        First and last day on which the edition applies; ``None`` when open or not known.
    supersedes : tuple of str
        Ids of the editions this one replaces, directly.
    part_of : str
        Id of the whole that this source is an extract of (KCSIE Part one of KCSIE), or empty.
    names : tuple of str
        What people call this edition ("KCSIE 2025"); used to find an edition named in a question.
    jurisdiction : str
        Where it applies, such as ``England`` or ``England and Wales``.
    review_by : date or None
        The day by which somebody should look whether it still stands.
    commencement_not_found : tuple of str
        Provisions of an Act of which nobody found that they had begun: ``s.4``, ``Sch.1 para.2``.
    """

    source_id: str
    title: str
    publisher: str
    edition: str
    authority: Authority
    in_force_from: date | None = None
    in_force_to: date | None = None
    supersedes: tuple[str, ...] = ()
    part_of: str = ""
    names: tuple[str, ...] = ()
    landing_url: str = ""
    file_url: str = ""
    licence: str = ""
    jurisdiction: str = "England"
    verified: Verified = Verified.NOT_VERIFIED
    note: str = ""
    review_by: date | None = None
    commencement_not_found: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What people call this edition, or its full title."""
        return self.names[0] if self.names else self.full_title

    @property
    def full_title(self) -> str:
        """Its title, whose it is if it is a school's or partnership's own, and its edition."""
        whose = self.publisher if self.authority is Authority.LOCAL else ""
        return ", ".join(filter(None, (self.title, whose, self.edition)))

    @property
    def undated(self) -> bool:
        """Whether nobody said when it applies: a school's or partnership's own document, which no register looks after."""
        return self.authority is Authority.LOCAL and self.in_force_from is None and self.in_force_to is None

    def in_force(self, as_at: date) -> bool:
        """Whether this edition applies on a day, as far as the register knows.

        A source without a first day (research, a digest) counts as applying; one whose last day has passed does not.
        """
        started = self.in_force_from is None or self.in_force_from <= as_at
        return started and (self.in_force_to is None or as_at <= self.in_force_to)


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of a page: its span in ``Page.text`` and where it stands on the paper.

    ``size`` is the font size in points of its first character; ``bold`` says
    whether the line is printed in bold from end to end.
    """

    start: int
    end: int
    x0: float
    y0: float
    x1: float
    y1: float
    size: float = 0.0
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    r"""One page of a source, its text normalised once.

    Parameters
    ----------
    number : int
        The 1-based PDF page.
    printed : str or None
        The number printed on the page, as printed; ``None`` when there is none.
    text : str
        Lines joined by ``\n``, in ``corpus.text.clean`` spelling, footnote marks removed.
    lines : tuple of Line
        In reading order; ``text[line.start:line.end]`` is the line.
    marks : tuple of (int, str)
        Footnote marks taken out of the text: the offset where each stood and what it read.
    width, height : float
        Size in points.
    image_only : bool
        The page shows pictures and has (almost) no text, so nothing on it can be found or quoted.
    unexplained : bool
        The page shows something, yet has no text and no picture: outlined letters, or a font that cannot be read.
    """

    number: int
    printed: str | None
    text: str
    lines: tuple[Line, ...] = ()
    marks: tuple[tuple[int, str], ...] = ()
    width: float = 595.0
    height: float = 842.0
    image_only: bool = False
    unexplained: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A parsed source: every page, in order, and what the file says of itself.

    ``outline`` holds the PDF's bookmarks as (level from 1, title, page number).
    """

    source_id: str
    pages: tuple[Page, ...]
    sha256: str
    outline: tuple[tuple[int, str, int], ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()


class PassageKind(StrEnum):
    """What part of the page a passage is."""

    BODY = "body"
    LIST = "list"
    TABLE = "table"
    FOOTNOTE = "footnote"
    NOTE = "note"  # editorial matter of an Act: amendments, commencement


@dataclass(frozen=True, slots=True)
class Box:
    """Where one printed line of a passage stands: span in ``Passage.text`` and rectangle in points."""

    start: int
    end: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinpoint:
    """Where a digest's statement comes from, and how that was read.

    ``source_id`` is a registered id or empty when the document is known second-hand only.
    """

    document: str
    edition: str
    reference: str
    url: str
    how_read: str
    source_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A span of one page: the unit retrieved and cited.

    ``page.text[start:end] == passage.text`` always holds, so a passage never leaves its page.

    Parameters
    ----------
    paragraph : str
        The numbered paragraph or section, as cited: ``41``, ``s.3(2)``, ``fn 61``, or empty.
    heading_path : tuple of str
        Headings from the outermost in.
    lead_in : str
        The sentence that introduces a list which began on an earlier page; not part of ``text``.
    jurisdiction : str
        Set where the passage applies elsewhere than its source (a Welsh section of an Act); else empty.
    standing : Standing
        Set where the passage is of an Act and is not, or not wholly, law in force.
    provision : Provision or None
        Of law that was read with its record: what that says of the provision it is in.
    address : str
        Set where the PDF is our print of a web page: the address of the official words, at their heading.
    """

    source_id: str
    page: int
    start: int
    end: int
    text: str
    kind: PassageKind = PassageKind.BODY
    printed: str | None = None
    paragraph: str = ""
    heading_path: tuple[str, ...] = ()
    lead_in: str = ""
    jurisdiction: str = ""
    standing: Standing = Standing.IN_FORCE
    provision: Provision | None = None
    address: str = ""
    boxes: tuple[Box, ...] = field(default=(), repr=False)
    pinpoint: Pinpoint | None = None

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text) or self.start < 0:
            msg = f"{self.source_id} p{self.page}: span {self.start}:{self.end} is not {len(self.text)} characters long"
            raise ValueError(msg)

    @property
    def passage_id(self) -> str:
        """An id derived from source, page and span alone: the same input gives the same id."""
        return f"{self.source_id}#p{self.page}:{self.start}-{self.end}"

    @property
    def heading(self) -> str:
        """The innermost heading, or empty."""
        return self.heading_path[-1] if self.heading_path else ""

    def embedded_text(self, title: str) -> str:
        """Return the text that stands for the passage in the vector store: its two nearest headings, lead-in, text.

        Parameters
        ----------
        title : str
            The source's title, which stands in where there is no heading.
        """
        head = " › ".join(self.heading_path[-2:]) or title
        body = f"{self.lead_in} {self.text}" if self.lead_in else self.text
        return f"{head}\n{' '.join(body.split())}"

    def content_hash(self, title: str) -> str:
        """Return the SHA-256 of the embedded text: the key under which its embedding is cached."""
        return hashlib.sha256(self.embedded_text(title).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievedPassage:
    """A passage at its rank in the results for one query.

    Parameters
    ----------
    rank : int
        From 1.
    score : float
        Higher is better; scores never increase down the ranks. Comparable within one query only.
    duplicate_of : int or None
        The rank of an earlier passage with nearly the same words, which the answer shows instead.
    """

    passage: Passage
    rank: int
    score: float
    duplicate_of: int | None = None
