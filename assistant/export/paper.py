"""A paper to hand out: headings with statements, tables and lines to write on. The Word file and the PDF are made from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assistant.export.evidence_pack import PackStatement, as_statement, writable, writable_reference
from assistant.export.reference import NOT_NUMBERED, Reference, reference
from assistant.types import Citation, Statement
from corpus.text import one_line

REFERENCES = "Where each number stands"
BOX = "[   ]"
"""What is ticked by hand, in characters that every print has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPart:
    """What stands under one heading, in this order.

    Parameters
    ----------
    heading : str
        What it is.
    lines : tuple of str
        Plain paragraphs.
    statements : tuple of PackStatement
        Sentences of ours with their marks.
    choices : tuple of str
        Answers to choose from, each after a box to tick.
    head : pair of str
        The header of its table.
    rows : tuple of pairs
        Its table; none, if there are no rows.
    n_blank : int
        How many lines are left to write on.
    level : int
        2 or 3, of its heading.
    new_page : bool
        Whether it begins a page.
    """

    heading: str
    lines: tuple[str, ...] = ()
    statements: tuple[PackStatement, ...] = ()
    choices: tuple[str, ...] = ()
    head: tuple[str, str] = ("", "")
    rows: tuple[tuple[str, str], ...] = ()
    n_blank: int = 0
    level: int = 2
    new_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """All that a paper says, in its order.

    Parameters
    ----------
    name : str
        What its file is called, without the ending.
    """

    title: str
    name: str
    made_at: datetime
    parts: tuple[PaperPart, ...]
    references: tuple[Reference, ...] = ()


def paper_part(
    heading: str, statements: Iterable[Statement] = (), *, lines: Sequence[str] = (), level: int = 2, **more: object
) -> PaperPart:
    """Return a part in characters that a document can hold.

    Parameters
    ----------
    heading : str
        What it is.
    statements : iterable of Statement
        What it says.
    lines : sequence of str
        Plain paragraphs before that.
    level : int
        Of its heading.
    **more
        The other fields of a ``PaperPart``.
    """
    return PaperPart(
        heading=_plain(heading),
        lines=tuple(map(_plain, lines)),
        statements=tuple(map(as_statement, statements)),
        level=level,
        **more,  # type: ignore[arg-type]  # its own fields, handed on
    )


def references_of(citations: Iterable[Citation], as_at: date) -> tuple[Reference, ...]:
    """Return the references of citations, as a document has them."""
    return tuple(writable_reference(reference(citation, as_at)) for citation in citations)


def reference_lines(references: Iterable[Reference]) -> tuple[str, ...]:
    """Return references a line each, with the address last: a handout has little room. What is the same stands once."""
    markers: dict[str, list[int]] = {}
    for known in references:
        place = known.page if known.paragraph == NOT_NUMBERED else f"{known.page}, {known.paragraph}"
        line = f"{known.title}: {place}. {known.status}. {known.address}".rstrip()
        markers.setdefault(line, []).append(known.marker)
    return tuple(f"{' '.join(f'[{one}]' for one in some)} {line}" for line, some in markers.items())


def _plain(text: str) -> str:
    return writable(one_line(text))
