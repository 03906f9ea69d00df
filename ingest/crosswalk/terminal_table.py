"""A crosswalk as a table for the terminal: what became of each paragraph, how sure that is, and the first words that changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.word_diff import WordChange, WordRun
from ingest.crosswalk.paragraphs import Paragraph
from ingest.crosswalk.types import CARRIED_FROM, Crosswalk, LinkKind, ParagraphLink

_HEAD = ("kind", "from", "to", "sure", "words taken out and put in")
_WIDEST = 44  # characters of a cell that says where
_N_RUNS = 2  # changes shown of each edition
_N_WORDS = 6  # words shown of each


def as_table(found: Crosswalk, *, with_same: bool = False) -> str:
    """Return a crosswalk as a table, in the order of the earlier edition.

    Parameters
    ----------
    found : Crosswalk
        What became of the paragraphs.
    with_same : bool
        Whether paragraphs that stayed the same have lines too.
    """
    links = [link for link in found.links if with_same or link.kind is not LinkKind.SAME]
    rows = [
        *((link.earlier[0].at, _cells(link)) for link in links),
        *((paragraph.at, ("gone", _where([paragraph]), "", "", "")) for paragraph in found.gone),
    ]
    rows.sort(key=lambda row: row[0])
    new = [("new", "", _where([paragraph]), "", "") for paragraph in found.new]
    parts = [_summary(found), *_aligned([*(cells for _, cells in rows), *new])]
    if found.to_check:
        parts += ["", f"For a person to check, since less sure than {CARRIED_FROM}; not carried:"]
        parts += _aligned([_cells(link) for link in found.to_check])
    return "\n".join(parts)


def _summary(found: Crosswalk) -> str:
    counts = ", ".join(f"{n:,} {kind}" for kind, n in found.counts.items() if kind != "to_check")
    return f"{counts}; {len(found.to_check):,} for a person to check."


def _cells(link: ParagraphLink) -> tuple[str, ...]:
    return link.kind.value, _where(link.earlier), _where(link.later), f"{link.confidence:.2f}", _changed(link)


def _where(paragraphs: Sequence[Paragraph]) -> str:
    """Return numbers, first page and heading of paragraphs, such as ``143 + 144, p. 37, Filtering``."""
    first = paragraphs[0]
    numbers = " + ".join(paragraph.number for paragraph in paragraphs if paragraph.number)
    words = ", ".join(part for part in (numbers, f"p. {first.pages[0]}", first.heading) if part)
    return words if len(words) <= _WIDEST else f"{words[: _WIDEST - 1].rstrip()}…"


def _changed(link: ParagraphLink) -> str:
    if link.likeness == 1:
        return ""
    wordings = link.wordings
    removed = _first_words(wordings.earlier, WordChange.REMOVED)
    added = _first_words(wordings.later, WordChange.ADDED)
    return " ".join([*(f"[-{words}-]" for words in removed), *(f"{{+{words}+}}" for words in added)])


def _first_words(runs: Iterable[WordRun], change: WordChange) -> list[str]:
    changed = [run.text.split() for run in runs if run.change is change]
    return [" ".join(words[:_N_WORDS]) + (" …" if len(words) > _N_WORDS else "") for words in changed[:_N_RUNS]]


def _aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    if not rows:
        return []
    table = [_HEAD, *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(_HEAD))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]
