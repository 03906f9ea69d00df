"""What readers are told of pages that are pictures: that words were recognised, or where we say what a picture shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from corpus.register import pages
from corpus.types import Source
from ingest.index.inputs import Item
from ingest.index.page_report import PageReport
from ingest.pdf import Scan

_NOTE = "Scanned pages were read by a program that can mistake letters: compare a quotation with the page."


def with_scan_note(source: Source, scans: Mapping[int, Scan]) -> Source:
    """Return a source whose note, which readers see, says that its words were recognised; unchanged if none were.

    Parameters
    ----------
    source : Source
        As registered, or as it was noted before.
    scans : mapping of int to Scan
        By page.
    """
    bare = source.note.removesuffix(_NOTE).rstrip()
    recognised = Scan.READ in scans.values()
    return replace(source, note=f"{bare} {_NOTE}".strip() if recognised else bare)


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
            for page in pages(pinpoint.reference):
                found.setdefault((pinpoint.source_id, page), (item.source.title, []))[1].append(number)
    return {place: f"“{title}”, {_statements(numbers)}" for place, (title, numbers) in found.items()}


def with_scan_sentences(reports: Sequence[PageReport], told: Mapping[tuple[str, int], str]) -> list[PageReport]:
    """Return the reports, those on pictures saying where a digest tells what they show."""
    return [
        report.model_copy(update={"told": told[report.source_id, report.page]})
        if report.image_only and (report.source_id, report.page) in told
        else report
        for report in reports
    ]


def _statements(numbers: Sequence[str]) -> str:
    ordered = sorted(numbers, key=int)
    return f"statement {ordered[0]}" if len(ordered) == 1 else f"statements {ordered[0]} to {ordered[-1]}"
