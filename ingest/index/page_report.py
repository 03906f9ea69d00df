"""What became of every page: characters, passages, oddities, and pictures, of which a digest may say what they show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import IndexDamaged
from corpus.register import pages as pages_named
from corpus.types import Page, Passage
from ingest.index.inputs import Item
from ingest.pdf import MISSING, Parsed, Scan

REPORTS = "pages.jsonl"
_LISTED = 6
_UNREADABLE = re.compile(r"[\ufffd\ue000-\uf8ff\x01-\x08\x0e-\x1f]")


class PageReport(BaseModel):
    """One page's report.

    Parameters
    ----------
    unexplained : bool
        The page shows something, and neither text nor a picture accounts for it.
    scan : Scan or None
        What became of a page that was scanned; ``None`` for any other.
    digest : str
        Which digest says in our own words what its picture shows, or empty.
    odd : str
        What is strange about its text, or empty.
    left_out : str
        What the file has on this page that nobody can read there, in words that go on from "it has", or empty.
    n_not_in_file : int
        How many passages are not indexed, because they do not stand in the file's own text.
    file_notes : tuple of str
        On a source's first page, what the file carries that is not read.
    """

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    source_id: str
    page: int
    printed: str | None
    n_chars: int
    n_passages: int
    image_only: bool
    unexplained: bool = False
    scan: Scan | None = None
    digest: str = Field(default="", alias="told")
    odd: str = ""
    left_out: str = ""
    n_not_in_file: int = 0
    file_notes: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The page's problem in one sentence, or two if it has text that nobody can read; empty if it has none."""
        where = f"{self.source_id} page {self.page}"
        hidden = f"{where} has {self.left_out}: it is not indexed." if self.left_out else ""
        lost = ""
        if n := self.n_not_in_file:
            what = "1 passage that does" if n == 1 else f"{n} passages that do"
            lost = f"{where} gave {what} not stand in the file’s own text, and {'is' if n == 1 else 'are'} not indexed."
        return " ".join(filter(None, (self._problem(where), hidden, lost)))

    @property
    def is_problem(self) -> bool:
        """Whether whoever builds is told of it: the page came out blank unexplained, or lost passages."""
        return self.unexplained or self.n_not_in_file > 0

    def _problem(self, where: str) -> str:
        if self.scan is Scan.READ:
            return f"{where} is a scan, and its words were recognised from the picture: compare them with it."
        if self.unexplained:
            return f"{where} came out blank, and no picture explains it."
        if self.image_only:
            return f"{where} is a picture without text: {self._picture}."
        return f"{where}: {self.odd}." if self.odd else ""

    @property
    def _picture(self) -> str:
        if self.digest:
            return f"what it shows is told in our own words in {self.digest}"
        if self.scan is Scan.NOT_TRIED:
            return f"what it shows cannot be found or quoted. {MISSING}"
        if self.scan is Scan.NOTHING:
            return "no words could be read from it"
        return "what it shows cannot be found or quoted"


def page_reports(
    parsed: Parsed, passages: Sequence[Passage], remark: str = "", not_in_file: Sequence[Passage] = ()
) -> list[PageReport]:
    """Report on every page of a source.

    Parameters
    ----------
    parsed : Parsed
        The source.
    passages : sequence of Passage
        What was made of it.
    remark : str
        What else readers of the report should know of the file, in words that go on from "it".
    not_in_file : sequence of Passage
        What is not indexed, because it does not stand in the file's own text.
    """
    notes = (*parsed.notes, *([remark] if remark else []))
    document = parsed.document
    n_passages, n_lost = (Counter(passage.page for passage in some) for some in (passages, not_in_file))
    return [
        PageReport(
            source_id=document.source_id,
            page=page.number,
            printed=page.printed,
            n_chars=len(page.text),
            n_passages=n_passages[page.number],
            image_only=page.image_only,
            unexplained=page.unexplained,
            scan=parsed.scans.get(page.number),
            odd=_odd(page),
            left_out=parsed.left_out[page.number].words if page.number in parsed.left_out else "",
            n_not_in_file=n_lost[page.number],
            file_notes=notes if page.number == 1 else (),
        )
        for page in document.pages
    ]


def _odd(page: Page) -> str:
    n_unreadable = len(_UNREADABLE.findall(page.text))
    if n_unreadable > max(3, len(page.text) // 50):
        return f"{n_unreadable} of {len(page.text)} characters cannot be read (a font without an alphabet)"
    return ""


def pages_mentioned(items: Iterable[Item]) -> dict[tuple[str, int], str]:
    """Return which pages a digest has statements about, as {(source, page): the digest and its statements}.

    Parameters
    ----------
    items : iterable of Item
        What is built from; digests have pinpoints.
    """
    found: dict[tuple[str, int], tuple[str, list[str]]] = {}
    for item in items:
        for number, pinpoint in item.pinpoints.items():
            for page in pages_named(pinpoint.reference):
                found.setdefault((pinpoint.source_id, page), (item.source.title, []))[1].append(number)
    return {page: f"“{title}”, {_statements(numbers)}" for page, (title, numbers) in found.items()}


def with_digests(reports: Sequence[PageReport], digests: Mapping[tuple[str, int], str]) -> list[PageReport]:
    """Return the reports, those on pictures saying which digest says what they show."""
    return [
        report.model_copy(update={"digest": digests[report.source_id, report.page]})
        if report.image_only and (report.source_id, report.page) in digests
        else report
        for report in reports
    ]


def _statements(numbers: Sequence[str]) -> str:
    ordered = sorted(numbers, key=int)
    return f"statement {ordered[0]}" if len(ordered) == 1 else f"statements {ordered[0]} to {ordered[-1]}"


def write_reports(folder: Path, reports: Iterable[PageReport]) -> None:
    """Write a generation's reports, one JSON object a line."""
    text = "".join(report.model_dump_json(by_alias=True) + "\n" for report in reports)
    (folder / REPORTS).write_text(text, encoding="utf-8")


def read_reports(folder: Path) -> list[PageReport]:
    """Read a generation's reports.

    Raises
    ------
    IndexDamaged
        If they are missing or cannot be read.
    """
    try:
        lines = (folder / REPORTS).read_text(encoding="utf-8").splitlines()
        return [PageReport.model_validate_json(line) for line in lines]
    except (OSError, ValidationError) as error:
        raise IndexDamaged(
            f"the page report of index generation {folder.name} cannot be read", "run 'make index'"
        ) from error


def reports_by_source(reports: Iterable[PageReport]) -> dict[str, list[PageReport]]:
    """Return each source's reports, by its id."""
    by_source: dict[str, list[PageReport]] = {}
    for report in reports:
        by_source.setdefault(report.source_id, []).append(report)
    return by_source


def verdict(pages: Sequence[PageReport]) -> str:
    """Say in one sentence what became of a file."""
    n_passages = sum(page.n_passages for page in pages)
    found = f"{_count(len(pages), 'page')} read, {_count(n_passages, 'passage')} found"
    kinds = [
        ("a scan, read from the picture", "scans, read from the pictures", [p for p in pages if p.scan is Scan.READ]),
        ("a picture without text", "pictures without text", [p for p in pages if p.image_only]),
        ("blank, and nothing explains it", "blank, and nothing explains it", [p for p in pages if p.unexplained]),
        ("hard to read", "hard to read", [p for p in pages if p.odd]),
    ]
    parts = [found, *(_pages_are(some, one, many) for one, many, some in kinds if some)]
    if hidden := [page for page in pages if page.left_out]:
        parts.append(f"{_count(len(hidden), 'page')} with text that cannot be read there, which is left out")
    parts += [f"it {note}" for page in pages for note in page.file_notes]
    return f"{pages[0].source_id}: {'; '.join(parts)}."


def _count(n: int, what: str) -> str:
    return f"{n:,} {what}" + ("" if n == 1 else "s")


def _pages_are(pages: Sequence[PageReport], one: str, many: str) -> str:
    numbers = [str(page.page) for page in pages]
    if len(numbers) == 1:
        return f"page {numbers[0]} is {one}"
    if len(numbers) > _LISTED:
        return f"{len(numbers):,} pages are {many}"
    return f"pages {', '.join(numbers[:-1])} and {numbers[-1]} are {many}"


def summary(reports: Sequence[PageReport], problems: Sequence[str] = ()) -> str:
    """Return a table, one line a source, then each file's verdict, then a sentence for each page with a problem.

    Parameters
    ----------
    reports : sequence of PageReport
        Of a generation.
    problems : sequence of str
        A sentence for each file that could not be read.
    """
    lines = [f"{'source':44} {'pages':>6} {'passages':>9} {'characters':>11} {'pictures':>9} {'blank':>6}"]
    by_source = reports_by_source(reports)
    for source_id, pages in by_source.items():
        lines.append(
            f"{source_id:44} {len(pages):6} {sum(p.n_passages for p in pages):9} {sum(p.n_chars for p in pages):11}"
            f" {sum(p.image_only for p in pages):9} {sum(p.n_chars == 0 and not p.image_only for p in pages):6}"
        )
    lines += [*(verdict(pages) for pages in by_source.values()), *problems]
    return "\n".join([*lines, *(report.sentence for report in reports if report.sentence)])
