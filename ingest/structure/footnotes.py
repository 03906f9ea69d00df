"""Footnotes: which rows of a page are they, which footnote each row belongs to, and what it is a note to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.types import Document
from ingest.structure.blocks import Block, BlockKind, LineRow, RowKey, Setting

_START = re.compile(r"(\d{1,3})(?=\s|[A-Z“‘(]|$)")
_ROMAN = re.compile(r"([ivx]{1,5})\.?(?=\s)")
_SMALL = 0.92  # of the body size
_RAISED = 0.75


def footnote_rows(pages: Sequence[Sequence[LineRow]], setting: Setting) -> dict[RowKey, str]:
    """Return the footnote number of each footnote row, by (page number, first line).

    Parameters
    ----------
    pages : sequence of sequence of LineRow
        The rows of each page without furniture and contents, in reading order.
    setting : Setting
        How the document is set.
    """
    labels: dict[RowKey, str] = {}
    last, open_label = 0, ""
    open_page = -1  # the page on which a footnote reached the foot, so that it may run over
    for rows in pages:
        for run in _small_runs(rows, setting):
            number = run[0].page.number
            label = open_label if open_label and open_page == number - 1 and _at_foot(run) else ""
            starts = [
                _starts(row, setting, last + 1 + ahead) or _endnote(row, setting) for ahead, row in enumerate(run)
            ]
            if not label and not any(starts):
                continue
            for row in run:
                if found := _starts(row, setting, last + 1):
                    last, label = found, str(found)
                elif found_roman := _endnote(row, setting):
                    label = found_roman
                if label:
                    labels[row.key] = label
                    open_page, open_label = number, label
    return labels


def _starts(row: LineRow, setting: Setting, expected: int) -> int:
    """Return the number of the footnote that starts on a row, or 0."""
    match = _START.match(row.text)
    if match is None:
        return 0
    number = int(match[1])
    raised = row.size < _RAISED * setting.body and number > 0
    return number if raised or number == expected else 0


def _endnote(row: LineRow, setting: Setting) -> str:
    """Return the Roman number of the endnote that starts on a row, or nothing."""
    match = _ROMAN.match(row.text)
    return match[1] if match and row.size < _RAISED * setting.body else ""


def _small_runs(rows: Sequence[LineRow], setting: Setting) -> list[list[LineRow]]:
    runs: list[list[LineRow]] = []
    previous_small = False
    for row in rows:
        small = row.size < _SMALL * setting.body
        if small and previous_small:
            runs[-1].append(row)
        elif small:
            runs.append([row])
        previous_small = small
    return runs


def _at_foot(run: Sequence[LineRow]) -> bool:
    return run[0].baseline < 0.4 * run[0].page.height


def with_headings(blocks: Sequence[Block], document: Document) -> tuple[Block, ...]:
    """Return the blocks, each footnote with the headings of the text that its mark was taken out of."""
    by_page: dict[int, list[Block]] = {}
    for block in blocks:
        if block.kind not in {BlockKind.FOOTNOTE, BlockKind.FURNITURE, BlockKind.CONTENTS}:
            by_page.setdefault(block.page, []).append(block)
    finished: list[Block] = []
    path: tuple[str, ...] = ()  # of the last footnote: one that runs over to the next page has no mark there
    last = ("", 0)  # its number and page; a mark that was not found stands near that of the note above
    for block in blocks:
        if block.kind is BlockKind.FOOTNOTE:
            new = block.paragraph.removeprefix("fn ").isdigit() and block.paragraph != last[0] and block.page != last[1]
            path = _path_at_mark(block, by_page, document) or (_path_above_foot(block, by_page) if new else path)
            last = (block.paragraph, block.page)
            finished.append(replace(block, heading_path=path))
        else:
            finished.append(block)
    return tuple(finished)


def _path_at_mark(note: Block, by_page: dict[int, list[Block]], document: Document) -> tuple[str, ...]:
    """Return the headings at a footnote's mark, on its own page or the one before, where a crowded foot left no room."""
    for number in (note.page, note.page - 1):
        marks = (
            [at for at, mark in document.pages[number - 1].marks if f"fn {mark}" == note.paragraph] if number else []
        )
        around = [other for other in by_page.get(number, []) if marks and other.start <= marks[0]]
        if around:
            return around[-1].heading_path
    return ()


def _path_above_foot(note: Block, by_page: dict[int, list[Block]]) -> tuple[str, ...]:
    """Return the headings of the text above a footnote whose mark is nowhere in it, such as one in a picture."""
    return next((other.heading_path for other in reversed(by_page.get(note.page, [])) if other.start < note.start), ())
