"""From pages of lines to blocks: headings, numbered paragraphs, lists, tables, footnotes, and what is not guidance.

Acts have a structure of their own, in ``acts.py``; every other document is read here, by its typography: headings are
larger than the body or bold on lines of their own, paragraphs are numbered in order, list items start with a bullet,
footnotes are small and stand at the foot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpus.text import one_line
from corpus.types import Authority, Document, Page, Source
from ingest.structure.acts import act_blocks
from ingest.structure.blocks import Block, BlockKind, LineRow, RowKey, rows_of, setting_of
from ingest.structure.footnotes import footnote_rows, with_headings
from ingest.structure.furniture import contents_rows, furniture_rows
from ingest.structure.headings import (
    BULLET,
    LARGER,
    LOCAL,
    Headings,
    PrintedQuestion,
    box_titles,
    headings_of,
    is_lookalike,
    question_of,
    style_of,
)
from ingest.structure.numbering import START, numbered_starts
from ingest.structure.position import Flow, jumped_up, path_above
from ingest.structure.table_rows import TableRow, table_rows

STRUCTURE_VERSION = "4"

_LEAD_IN_CHARS = 300
_DEEPEST = 4  # headings in a path
_COVER_PAGES = 3  # a document with at least this many more pages may have a cover, whose titles head nothing
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z“‘])")
_ENDS = (".", "?", "!")
_LOOSE = 1.8  # of the font size: lower than lines are set, though a widely set document may have such lines


def structure(document: Document, source: Source) -> tuple[Block, ...]:
    """Return a document's blocks in reading order; every character that is not white space is in exactly one.

    Law is read by its sections, as an Act.
    """
    setting = setting_of(document)
    pages = [(page, rows_of(page)) for page in document.pages]
    if source.authority is Authority.LAW:
        return act_blocks(pages, setting, source.title)
    furniture = furniture_rows(pages)
    flow = [[row for row in rows if row.key not in furniture] for page, rows in pages]
    contents = contents_rows([row for rows in flow for row in rows], setting)
    text = [[row for row in rows if row.key not in contents] for rows in flow]
    footnotes = footnote_rows(text, setting)
    text = [[row for row in rows if row.key not in footnotes] for rows in text]
    headings = headings_of(document, [row for rows in text for row in rows], setting)
    starts = _paragraph_starts(text, headings)
    builder = _Builder(headings, starts, box_titles(text, starts, headings), _has_cover(document))
    blocks: list[Block] = []
    for (page, rows), remaining in zip(pages, text, strict=True):
        blocks += builder.page(page, remaining)
        blocks += _apart(rows, page, furniture, BlockKind.FURNITURE, {})
        blocks += _apart(rows, page, contents, BlockKind.CONTENTS, {})
        blocks += _apart(rows, page, footnotes.keys(), BlockKind.FOOTNOTE, footnotes)
    return with_headings(sorted(blocks, key=lambda block: (block.page, block.start)), document)


def _apart(
    rows: Sequence[LineRow], page: Page, keys: Iterable[RowKey], kind: BlockKind, labels: dict[RowKey, str]
) -> list[Block]:
    """Make blocks of the rows that are not in the flow; a footnote's rows make one block."""
    wanted = set(keys)
    blocks: list[Block] = []
    previous: LineRow | None = None
    for row in rows:
        if row.key not in wanted:
            continue
        label = labels.get(row.key, "")
        paragraph = f"fn {label}" if label else ""
        follows = previous is not None and previous.last + 1 == row.first
        joins = follows and label and blocks[-1].paragraph == paragraph
        start = blocks.pop().start if joins else row.start
        blocks.append(Block(page=page.number, start=start, end=row.end, kind=kind, paragraph=paragraph))
        previous = row
    return blocks


def _has_cover(document: Document) -> bool:
    """Whether the first page is a cover: an unnumbered page before numbered ones."""
    first, *rest = document.pages
    return first.printed is None and len(rest) >= _COVER_PAGES and any(page.printed for page in rest)


def _paragraph_starts(pages: Sequence[Sequence[LineRow]], headings: Headings) -> dict[RowKey, str]:
    """Return the paragraph number of each row that begins one."""
    keys: list[RowKey] = []
    candidates: list[tuple[int, int]] = []
    for rows in pages:
        for row in rows:
            match = START.match(row.text)
            if match and not headings.looks_like(row):
                keys.append(row.key)
                candidates.append((int(match[1]), row.page.number))
    return {keys[index]: str(number) for index, number in numbered_starts(candidates).items()}


@dataclass(slots=True)
class _Builder:
    """Reads a document page by page; a box read out of its order does not disturb the paragraph around it."""

    headings: Headings
    starts: dict[RowKey, str]
    boxes: frozenset[RowKey]
    has_cover: bool
    flow: Flow = field(default_factory=Flow)

    def page(self, page: Page, rows: Sequence[LineRow]) -> list[Block]:
        """Return the blocks of one page's flow."""
        self.flow.turn_to(rows)
        tables = table_rows(rows, self.headings.setting, self._breaks_table)
        blocks: list[Block] = []
        main_flow: Flow | None = None
        headed = [(page.height, list(self.flow.path))]  # the headings of the main flow, by where they stand
        box_path: list[tuple[int, str]] | None = None  # those of them that the box at hand stands under
        at = 0
        while at < len(rows):
            end = self._group_end(rows, at, tables)
            group = rows[at:end]
            jumped = jumped_up(rows, at)
            if any(row.key in self.starts for row in group):
                main_flow, box_path = None, None
            elif jumped and main_flow is None:
                main_flow = self.flow.copy()
                self.flow.leave()
            if main_flow is not None and box_path != (under := path_above(headed, rows[at].baseline)):
                box_path, self.flow.path = under, list(under)
            depth = self._depth(rows, at, end)
            question = self._question(rows, at, end, depth is not None)
            if group[0].first in tables:
                blocks.append(self._table_block(page, group, tables[group[0].first]))
            elif question is not None:
                self.flow.enter(question.depth, question.title, group[0].x0)
                blocks.append(self._text_block(page, group))
            elif depth is not None:
                blocks.append(self._heading_block(page, group, depth))
                if main_flow is None:
                    headed.append((group[0].baseline, list(self.flow.path)))
            else:
                blocks.append(self._text_block(page, group))
            at = end
        if main_flow is not None:
            self.flow = main_flow
        return blocks

    def _breaks_table(self, row: LineRow) -> bool:
        return row.size >= LARGER * self.headings.setting.body or row.key in self.starts

    def _group_end(self, rows: Sequence[LineRow], at: int, tables: dict[int, TableRow]) -> int:
        """Find where the block that starts at a row ends."""
        first = rows[at]
        label = tables.get(first.first)
        heading = self.headings.looks_like(first) and first.key not in self.starts
        end = at + 1
        while end < len(rows):
            row, above = rows[end], rows[end - 1]
            if row.first != above.last + 1 or tables.get(row.first) != label:
                break
            if label is None and self._starts_block(row, above, heading):
                break
            if label is None and heading and style_of(row) != style_of(first):
                break
            end += 1
        return end

    def _starts_block(self, row: LineRow, above: LineRow, heading: bool) -> bool:
        drop = above.baseline - row.baseline
        limit = 1.22 * self.headings.setting.pitch * max(1.0, row.size / self.headings.setting.body if heading else 1.0)
        if drop > limit or drop < -2.0 or row.key in self.starts:
            return True
        if heading:
            return False
        if row.bold > above.bold and drop > _LOOSE * row.size and self.headings.looks_like(row):
            return True
        return (BULLET.match(row.text) is not None and _plausible_item(row, above)) or self._opens_heading(row, above)

    def _opens_heading(self, row: LineRow, above: LineRow) -> bool:
        return row.size >= LARGER * self.headings.setting.body and style_of(row) != style_of(above)

    def _depth(self, rows: Sequence[LineRow], at: int, end: int) -> int | None:
        key = rows[at].key
        depth = None if key in self.starts else self.headings.depth(rows[at:end])
        in_outline = self.headings.outline and depth is not None and depth < LOCAL
        if depth is None or (not in_outline and is_lookalike(rows, at, end, self.headings)):
            return None
        return max(depth, LOCAL) if key in self.boxes else depth

    def _question(self, rows: Sequence[LineRow], at: int, end: int, heading: bool) -> PrintedQuestion | None:
        """Return the question that some rows make, if they are not simply a heading, and remember it if it is cut."""
        cut, self.flow.question = (self.flow.question if at == 0 else None), None
        question = question_of(rows[at:end], self.headings, cut)
        if question is not None and end == len(rows) and not question.is_whole:
            self.flow.question = question
        return None if heading and cut is None and self.flow.question is None else question

    def _heading_block(self, page: Page, group: Sequence[LineRow], depth: int) -> Block:
        self.flow.enter(depth, one_line(page.text[group[0].start : group[-1].end]), group[0].x0)
        block = self._block(page, group, BlockKind.HEADING)
        if self.has_cover and page.number == 1:
            self.flow.path.clear()
        return block

    def _table_block(self, page: Page, group: Sequence[LineRow], table_row: TableRow) -> Block:
        self.flow.unfinished = None
        return self._block(page, group, BlockKind.TABLE, lead_in=_tail(table_row.header))

    def _text_block(self, page: Page, group: Sequence[LineRow]) -> Block:
        key = group[0].key
        text = one_line(page.text[group[0].start : group[-1].end])
        if key in self.starts:
            self.flow.start(self.starts[key])
        self.flow.go_on(group[0])
        item = key not in self.starts and BULLET.match(text) is not None
        goes_on = not item and self.flow.unfinished is not None and self.flow.unfinished.page < page.number
        if goes_on and self.flow.unfinished is not None and self.flow.unfinished.kind is BlockKind.LIST:
            item = True
        if not item and not goes_on:
            self.flow.lead = ""
        lead_in = self.flow.lead if item else ""
        kind = BlockKind.LIST if item else BlockKind.BODY
        block = self._block(page, group, kind, lead_in=lead_in)
        if text.endswith((":", "—")) and not item:
            self.flow.lead = _tail(_SENTENCE.split(text)[-1])
        self.flow.unfinished = None if text.endswith(_ENDS) else block
        return block

    def _block(
        self, page: Page, group: Sequence[LineRow], kind: BlockKind, paragraph: str | None = None, lead_in: str = ""
    ) -> Block:
        return Block(
            page=page.number,
            start=group[0].start,
            end=group[-1].end,
            kind=kind,
            heading_path=tuple(title for _, title in self.flow.path[-_DEEPEST:]),
            paragraph=self.flow.paragraph if paragraph is None else paragraph,
            lead_in=lead_in,
        )


def _plausible_item(row: LineRow, above: LineRow) -> bool:
    """Whether a row that starts like a list item can be one, and not a wrapped line such as ``16. The``."""
    if not row.text[0].isalnum() or row.text.startswith("o "):
        return True
    return above.text.endswith((":", ";", ".", "and", "or", "—")) or row.x0 > above.x0 + 6


def _tail(text: str) -> str:
    """Keep the end of a long lead-in, from the start of a word."""
    return text if len(text) <= _LEAD_IN_CHARS else "… " + text[-_LEAD_IN_CHARS:].split(" ", 1)[-1]
