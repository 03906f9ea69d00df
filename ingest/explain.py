"""What the structure made of one page: the role of each printed line, and the passage that the line ended in.

The file is read as a build reads it: by the bounded reader, the structure and the chunker.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.models import Embedder
from corpus.types import Authority, Page, Passage, Source
from ingest.errors import NoSuchPage
from ingest.index import page_reports, passages_of
from ingest.pdf import number_line
from ingest.sandbox import BoundedReader
from ingest.structure import Block, BlockKind, LineRow, rows_of

_ROLES = {
    BlockKind.HEADING: "heading",
    BlockKind.BODY: "body",
    BlockKind.LIST: "list item",
    BlockKind.TABLE: "table row",
    BlockKind.FOOTNOTE: "footnote",
    BlockKind.NOTE: "note",
    BlockKind.CONTENTS: "contents line",
}
_NUMBERED = frozenset({"numbered paragraph", "provision", "footnote"})
_HEAD = ("line", "role", "set in", "passage", "words")
_WIDEST = 72  # characters of a line that the table shows


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedLine:
    """A printed line and what it was taken for.

    Parameters
    ----------
    level : int
        Of a heading, how many headings its path has, itself included; 0 for other lines.
    number : str
        Of the paragraph, provision or footnote that it is part of, or empty.
    size : float
        The font size of its first character, in points.
    passages : tuple of int
        Which of the page's passages have words of it, counted from 1; empty if it is in none.
    """

    line: int
    role: str
    level: int
    number: str
    size: float
    bold: bool
    passages: tuple[int, ...]
    text: str

    @property
    def title(self) -> str:
        """Its role in words."""
        if self.level:
            return f"{self.role}, level {self.level}"
        return f"{self.role} {self.number}" if self.role in _NUMBERED else self.role


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedPage:
    """A page of a PDF, line by line.

    Parameters
    ----------
    source : Source
        What the file was read as.
    problem : str
        What is wrong with the page, in a sentence, or empty.
    """

    file: str
    source: Source
    page: Page
    n_pages: int
    problem: str
    lines: tuple[ExplainedLine, ...]
    passages: tuple[Passage, ...]


def explain(
    pdf: Path, number: int, register: Mapping[str, Source], embedder: Embedder, reader: BoundedReader
) -> ExplainedPage:
    """Read a PDF and explain one of its pages.

    Parameters
    ----------
    pdf : Path
        Read as the source whose id is its name, or else as a local document.
    number : int
        The page, from 1.
    register : mapping of str to Source
        The registered sources.
    embedder : Embedder
        Says how long a passage may be.
    reader : BoundedReader
        Reads the file.

    Raises
    ------
    IngestError
        If the file cannot be read, as from ``BoundedReader.read``.
    NoSuchPage
        If it has no such page.
    """
    source = _source(pdf, register)
    reading = reader.read(pdf, source)
    pages = reading.parsed.document.pages
    if not 1 <= number <= len(pages):
        count = "1 page" if len(pages) == 1 else f"{len(pages):,} pages"
        raise NoSuchPage(f"{pdf.name} has {count} and no page {number}", "Count its pages from 1, its cover too.")
    page, passages = pages[number - 1], passages_of(reading, source, embedder)
    here = tuple(passage for passage in passages if passage.page == number)
    blocks = [block for block in reading.blocks if block.page == number]
    return ExplainedPage(
        file=pdf.name,
        source=source,
        page=page,
        n_pages=len(pages),
        problem=page_reports(reading.parsed, passages)[number - 1].sentence,
        lines=tuple(_explained(at, row, blocks, here, source) for at, row in enumerate(rows_of(page), 1)),
        passages=here,
    )


def _source(pdf: Path, register: Mapping[str, Source]) -> Source:
    if pdf.suffix.casefold() == ".pdf" and pdf.stem in register:
        return register[pdf.stem]
    return Source(source_id=pdf.stem, title=pdf.stem, publisher="", edition="", authority=Authority.LOCAL)


def _explained(
    at: int, row: LineRow, blocks: Sequence[Block], passages: Sequence[Passage], source: Source
) -> ExplainedLine:
    block = next(block for block in blocks if block.start < row.end and row.start < block.end)
    return ExplainedLine(
        line=at,
        role=_role(row, block, source),
        level=len(block.heading_path) if block.kind is BlockKind.HEADING else 0,
        number=block.paragraph.removeprefix("fn "),
        size=row.size,
        bold=row.bold,
        passages=tuple(n for n, found in enumerate(passages, 1) if found.start < row.end and row.start < found.end),
        text=row.text,
    )


def _role(row: LineRow, block: Block, source: Source) -> str:
    if block.kind is BlockKind.BODY and block.paragraph:
        return "provision" if source.authority is Authority.LAW else "numbered paragraph"
    if block.kind is not BlockKind.FURNITURE:
        return _ROLES[block.kind]
    page = row.page
    printed = number_line(page.text, page.lines, page.printed, page.height)
    if printed is not None and row.first <= printed <= row.last:
        return "page number"
    return "running header" if row.baseline > page.height / 2 else "running footer"


def as_table(explained: ExplainedPage) -> str:
    """Return a page as a table for the terminal, with a list of its passages below."""
    page, source = explained.page, explained.source
    printed = f", printed number {page.printed}" if page.printed else ""
    kind = source.authority.value.replace("_", " ")
    read_as = "a local document" if source.authority is Authority.LOCAL else f"{source.source_id} ({kind})"
    parts = [f"{explained.file}, page {page.number} of {explained.n_pages}{printed}, read as {read_as}."]
    if explained.problem:
        parts.append(explained.problem)
    if explained.lines:
        parts += ["", *_aligned([_HEAD, *(_cells(line) for line in explained.lines)])]
    if explained.passages:
        parts += ["", "Passages of this page", *(f"{n:4}  {_citation(p)}" for n, p in enumerate(explained.passages, 1))]
    return "\n".join(parts)


def _cells(line: ExplainedLine) -> tuple[str, ...]:
    passages = ", ".join(str(number) for number in line.passages) or "none"
    words = line.text if len(line.text) <= _WIDEST else f"{line.text[: _WIDEST - 1].rstrip()}…"
    return str(line.line), line.title, f"{line.size:g}{' bold' if line.bold else ''}", passages, words


def _aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _citation(passage: Passage) -> str:
    """Return what a passage is cited by: its paragraph and its headings."""
    label = f"paragraph {passage.paragraph}" if passage.paragraph.isdigit() else passage.paragraph
    headings = " › ".join(passage.heading_path) or "under no heading"
    return f"{label}: {headings}" if label else headings


def as_json(explained: ExplainedPage) -> str:
    """Return a page as one JSON object."""
    page, source = explained.page, explained.source
    data = {
        "file": explained.file,
        "source_id": source.source_id,
        "authority": source.authority.value,
        "page": page.number,
        "n_pages": explained.n_pages,
        "printed": page.printed,
        "problem": explained.problem,
        "lines": [asdict(line) for line in explained.lines],
        "passages": [
            {
                "passage": number,
                "passage_id": passage.passage_id,
                "kind": passage.kind.value,
                "paragraph": passage.paragraph,
                "heading_path": passage.heading_path,
                "lead_in": passage.lead_in,
                "text": passage.text,
            }
            for number, passage in enumerate(explained.passages, 1)
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)
