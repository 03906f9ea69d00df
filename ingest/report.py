"""What became of every page: characters, passages, pictures without text, oddities."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.errors import IndexDamaged
from corpus.types import Document, Page, Passage

_FILE = "pages.jsonl"
_UNREADABLE = re.compile(r"[\ufffd\ue000-\uf8ff\x01-\x08\x0e-\x1f]")


class PageReport(BaseModel):
    """One page's report.

    Parameters
    ----------
    unexplained : bool
        The page shows something, and neither text nor a picture accounts for it.
    odd : str
        What is strange about its text, or empty.
    """

    model_config = ConfigDict(frozen=True)

    source_id: str
    page: int
    printed: str | None
    n_chars: int
    n_passages: int
    image_only: bool
    unexplained: bool = False
    odd: str = ""

    @property
    def sentence(self) -> str:
        """The page's problem in one sentence; empty if it has none."""
        where = f"{self.source_id} page {self.page}"
        if self.unexplained:
            return f"{where} came out blank, and no picture explains it."
        if self.image_only:
            return f"{where} is a picture without text: what it shows cannot be found or quoted."
        return f"{where}: {self.odd}." if self.odd else ""


def page_reports(document: Document, passages: Sequence[Passage]) -> list[PageReport]:
    """Report on every page of a source."""
    n_passages = Counter(passage.page for passage in passages)
    return [
        PageReport(
            source_id=document.source_id,
            page=page.number,
            printed=page.printed,
            n_chars=len(page.text),
            n_passages=n_passages[page.number],
            image_only=page.image_only,
            unexplained=page.unexplained,
            odd=_odd(page),
        )
        for page in document.pages
    ]


def _odd(page: Page) -> str:
    n_unreadable = len(_UNREADABLE.findall(page.text))
    if n_unreadable > max(3, len(page.text) // 50):
        return f"{n_unreadable} of {len(page.text)} characters cannot be read (a font without an alphabet)"
    return ""


def write_reports(folder: Path, reports: Iterable[PageReport]) -> None:
    """Write a generation's reports, one JSON object a line."""
    text = "".join(report.model_dump_json() + "\n" for report in reports)
    (folder / _FILE).write_text(text, encoding="utf-8")


def read_reports(folder: Path) -> list[PageReport]:
    """Read a generation's reports.

    Raises
    ------
    IndexDamaged
        If they are missing or cannot be read.
    """
    try:
        lines = (folder / _FILE).read_text(encoding="utf-8").splitlines()
        return [PageReport.model_validate_json(line) for line in lines]
    except (OSError, ValidationError) as error:
        raise IndexDamaged(
            f"the page report of index generation {folder.name} cannot be read", "run 'make index'"
        ) from error


def summary(reports: Sequence[PageReport]) -> str:
    """Give a table, one line a source, then a sentence for each page with a problem."""
    lines = [f"{'source':44} {'pages':>6} {'passages':>9} {'characters':>11} {'pictures':>9} {'blank':>6}"]
    by_source: dict[str, list[PageReport]] = {}
    for report in reports:
        by_source.setdefault(report.source_id, []).append(report)
    for source_id, pages in by_source.items():
        lines.append(
            f"{source_id:44} {len(pages):6} {sum(p.n_passages for p in pages):9} {sum(p.n_chars for p in pages):11}"
            f" {sum(p.image_only for p in pages):9} {sum(p.n_chars == 0 and not p.image_only for p in pages):6}"
        )
    return "\n".join([*lines, *(report.sentence for report in reports if report.sentence)])
