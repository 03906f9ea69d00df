"""Acts and instruments: sections (regulations, articles, rules), subsections and schedule paragraphs instead of paragraphs.

Read by layout as legislation.gov.uk prints it. A section's number and title stand bold at the left; its subsections
are numbered in brackets at an indent of their own, so that subsections of an Act quoted inside a section, which are
set in more, stay part of it. Amendments and commencement are set smaller and become notes. Parts, chapters, schedules
and cross-headings stand in the middle of the page. Running headers are the smallest print of all, at the top.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.text import one_line
from corpus.types import Page
from ingest.pdf import number_line
from ingest.structure.blocks import Block, BlockKind, LineRow, Setting

_PART = re.compile(r"\[?(PART|CHAPTER|SCHEDULES?)\b[ ]?([0-9A-Z]*)(?: [—–-] (?P<title>.+))?")
_SECTION = re.compile(r"\[?(\d{1,3}[A-Z]{0,3}(?:\.\d{1,3}[A-Z]{0,3})?)\s*(?P<title>[A-Z“‘(\[].*)?$")
_SCHEDULE_PARAGRAPH = re.compile(r"\[?(\d{1,3}[A-Z]{0,3})(?:\s+\((\d{1,2}[A-Z]{0,2})\))?\s+\S")
_NOTE_SIZE = 0.95
_TITLE_SIZE = 1.07
_LEFT_EDGE = 105.0  # points; section numbers stand left of this, subsections right of it
_MIDDLE = 20.0  # points a centred line may be off the middle
_INDENT = 9.0
_WIDE = 0.6  # of the page's width
_APART = 1.3  # of the line pitch
_LEVELS = {"title": 0, "PART": 1, "SCHEDULES": 1, "SCHEDULE": 1, "CHAPTER": 2, "cross": 3, "minor": 4, "section": 5}
_LEAD_IN_CHARS = 240
_ANNEX = re.compile(r"(?:Changes to legislation|Status):")
_TITLED = re.compile(
    r"\[?(?:PART|CHAPTER|SCHEDULE) (?:[A-Z]{0,2}\d+[A-Z]{0,2}|[IVXLC]+[A-Z]?)(?: [—–-] |$)|\[?SCHEDULES? [—–-] "
)
_KINDS = (("regulations", "reg."), ("order", "art."), ("rules", "r."))
_KIND_AND_YEAR = re.compile(r"\b(regulations|order|rules|act)\s+(?:19|20)\d\d\b", re.IGNORECASE)
_BELOW = 1.4  # of the font size: a heading's next line in our prints
SUBSECTION = re.compile(r"\[?(?:(?P<section>\d{1,3}[A-Z]{0,3})\s+)?\((?P<number>\d{1,2}[A-Z]{0,2})\)\s")
_HEADER_ZONE = 0.85  # of the page's height
_EDGE_ZONE = 0.955
_HEADER_SIZE = 0.8  # of the body size
_SAME_LINE = 3.0  # points


def act_blocks(pages: Sequence[tuple[Page, Sequence[LineRow]]], setting: Setting, title: str = "") -> tuple[Block, ...]:
    """Return the blocks of an Act in reading order.

    Parameters
    ----------
    pages : sequence of (Page, sequence of LineRow)
        Every page with its rows.
    setting : Setting
        How it is set.
    title : str
        Of the source: what it names last, Act or Regulations, says what its provisions are called.
    """
    reader = _ActReader(setting, subsection_indent(pages, _LEFT_EDGE), stem=stem_of(title))
    blocks: list[Block] = []
    for page, rows in pages:
        number = number_line(page.text, page.lines, page.printed, page.height)
        for row in with_brackets(rows):
            if is_header(row, number, setting):
                blocks.append(Block(page=page.number, start=row.start, end=row.end, kind=BlockKind.FURNITURE))
            else:
                reader.read(row, blocks)
    return tuple(blocks)


@dataclass(slots=True)
class _ActReader:
    """Reads rows in order, remembering the Part, the section and the subsection."""

    setting: Setting
    indent: float
    stem: str = "s."
    path: list[tuple[int, str]] = field(default_factory=list)
    schedule: str = ""
    section: str = ""
    paragraph: str = ""
    opening: str = ""  # the words that open the subsection, up to its dash
    above: LineRow | None = None
    bold_cross: bool = False  # the last cross-heading of the upper kind was bold
    annex: bool = False  # the list of changes not yet applied, at the end

    def read(self, row: LineRow, blocks: list[Block]) -> None:
        """Add a row to the last block, or start a new one."""
        previous = blocks[-1] if blocks and blocks[-1].page == row.page.number else None
        self.annex = self.annex or (_ANNEX.match(row.text) is not None and row.size < self.setting.body)
        if self.annex or row.size < _NOTE_SIZE * self.setting.body:
            self._note(row, previous, blocks)
        elif _PART.match(row.text) and self._centred(row):
            self._part(row, blocks)
        elif self._starts_section(row):
            self._section(row, blocks)
        elif self._wraps(row, previous):
            self._go_on(row, blocks)
        elif self._is_heading(row, previous):
            self._heading(row, previous, blocks)
        else:
            self._text(row, previous, blocks)
        self.above = row

    def _note(self, row: LineRow, previous: Block | None, blocks: list[Block]) -> None:
        starts = (row.bold and row.size > 0.88 * self.setting.body) or re.match(r"\[?[A-Z]\d+\s", row.text) is not None
        joins = (
            previous is not None and previous.kind is BlockKind.NOTE and not (starts and not _is_label(previous, row))
        )
        self._add(row, BlockKind.NOTE, previous if joins else None, blocks)

    def _part(self, row: LineRow, blocks: list[Block]) -> None:
        match = _PART.match(row.text)
        kind, number = (match[1], match[2]) if match else ("PART", "")
        if kind.startswith("SCHEDULE"):
            self.schedule = number or self.schedule
        elif kind == "PART" and not self.schedule:
            self.section = ""
        title = f"{kind.capitalize()} {number}".strip() + (f" – {match['title']}" if match and match["title"] else "")
        self._enter(_LEVELS[kind] + (1 if kind == "PART" and self.schedule else 0), title)
        self.section, self.paragraph, self.opening = "", "", ""
        self._add(row, BlockKind.HEADING, None, blocks)

    def _starts_section(self, row: LineRow) -> bool:
        return row.bold and row.x0 < _LEFT_EDGE and _SECTION.match(row.text) is not None

    def _section(self, row: LineRow, blocks: list[Block]) -> None:
        match = _SECTION.match(row.text)
        self.section = match[1] if match else ""
        self.paragraph, self.opening = f"{self.stem}{self.section}", ""
        self._enter(_LEVELS["section"], (match["title"] or "").strip("[] ") if match else "")
        self._add(row, BlockKind.HEADING, None, blocks)

    def _is_heading(self, row: LineRow, previous: Block | None) -> bool:
        if previous is not None and previous.kind is BlockKind.HEADING and row.bold and row.x0 > _LEFT_EDGE:
            return True  # a section title's second line
        if row.size >= _TITLE_SIZE * self.setting.body and not self._is_long_title(row, previous):
            return True
        return (
            self._centred(row) and row.text.lstrip("[ ")[:1].isupper() and not row.text.endswith((".", ";", ",", "—"))
        )

    def _is_long_title(self, row: LineRow, previous: Block | None) -> bool:
        """Whether a row is of the Act's long title, which is a sentence though it is set large."""
        wide = row.x1 - row.x0 > _WIDE * row.page.width
        goes_on = previous is not None and previous.kind is BlockKind.BODY
        return wide or (goes_on and self.above is not None and self.above.size == row.size)

    def _centred(self, row: LineRow) -> bool:
        last = row.cells[-1 if row.text.startswith("[") else 0]  # a bracket may be a cell of its own
        middle = (row.x0 + last.x1) / 2
        apart = (
            self.above is None
            or self.above.page is not row.page
            or abs(self.above.baseline - row.baseline) > (_APART * self.setting.pitch)
        )
        set_in = (
            row.x0 > self.indent + 2 * _INDENT or row.text.isupper()
        )  # a title in capitals may be as wide as the text
        in_the_middle = abs(middle - row.page.width / 2) < _MIDDLE and set_in
        return (in_the_middle and apart) or (row.bold and row.text.isupper()) or _TITLED.match(row.text) is not None

    def _wraps(self, row: LineRow, previous: Block | None) -> bool:
        """Whether a row is another line of a heading, in the middle of the page or, in our prints, at the left."""
        above = self.above
        if above is None or previous is None or previous.kind is not BlockKind.HEADING or not self.path:
            return False
        if row.bold and above.bold and row.size == above.size and abs(row.x0 - above.x0) < 1 and row.x0 < _LEFT_EDGE:
            return 0 < above.baseline - row.baseline <= _BELOW * row.size and _SECTION.match(row.text) is None
        close = 0 < above.baseline - row.baseline <= _APART * self.setting.pitch
        alike = (round(row.size), row.bold, row.text.isupper()) == (round(above.size), above.bold, above.text.isupper())
        middle = abs(row.x0 + row.x1 - row.page.width) < 2 * _MIDDLE and row.x0 > self.indent + 2 * _INDENT
        return close and alike and middle and 0 < self.path[-1][0] < _LEVELS["section"]

    def _go_on(self, row: LineRow, blocks: list[Block]) -> None:
        level, title = self.path[-1]
        words = row.text.strip("[] ")
        self.path[-1] = (level, f"{title} {sentence_case(f'– {words}')[2:] if words.isupper() else words}")
        self._add(row, BlockKind.HEADING, None, blocks)

    def _heading(self, row: LineRow, previous: Block | None, blocks: list[Block]) -> None:
        text = row.text.strip("[] ")
        if previous is not None and previous.kind is BlockKind.HEADING and self.path:
            level, title = self.path[-1]
            goes_on = level == _LEVELS["section"] and row.bold
            names_part = level < _LEVELS["cross"] and text.isupper() and level > 0
            if goes_on or names_part:
                join = " – " if names_part and " – " not in title else " "
                self.path[-1] = (level, f"{title}{join}{sentence_case(text) if names_part else text}".strip())
                self._add(row, BlockKind.HEADING, None, blocks)
                return
        level = self._level(row)
        self._enter(level, text)
        if level >= _LEVELS["cross"] and not self.schedule:
            self.paragraph, self.opening = "", ""
        self._add(row, BlockKind.HEADING, None, blocks)

    def _level(self, row: LineRow) -> int:
        """Return the level of a heading that names no part: one that is not bold stands below one that is."""
        if row.size > 1.5 * self.setting.body or not self.path:
            return _LEVELS["title"]
        under = any(level == _LEVELS["cross"] for level, _ in self.path)
        if under and self.bold_cross and not row.bold:
            return _LEVELS["minor"]
        self.bold_cross = row.bold
        return _LEVELS["cross"]

    def _text(self, row: LineRow, previous: Block | None, blocks: list[Block]) -> None:
        label = self._label(row)
        if label:
            self.paragraph, self.opening = label, ""
        goes_on = previous is not None and not label and previous.kind in {BlockKind.BODY, BlockKind.LIST}
        fresh = self.opening if not goes_on and not label and row.text.startswith(("(", "[(")) else ""
        self._add(row, BlockKind.BODY, previous if goes_on else None, blocks, lead_in=fresh)
        if not self.opening and blocks[-1].kind is BlockKind.BODY:
            words = one_line(row.page.text[blocks[-1].start : row.end])
            if "—" in words:
                self.opening = words[: words.index("—") + 1][-_LEAD_IN_CHARS:]

    def _label(self, row: LineRow) -> str:
        """Return the label of the subsection or schedule paragraph that a row starts, or empty."""
        if self.schedule:
            match = _SCHEDULE_PARAGRAPH.match(row.text)
            if match and row.x0 < _LEFT_EDGE:
                self.section = match[1]
                return f"Sch.{self.schedule} para.{match[1]}" + (f"({match[2]})" if match[2] else "")
        found = SUBSECTION.match(row.text)
        if found is None or row.x0 > self.indent + _INDENT:
            return ""
        self.section = found["section"] or self.section
        if not self.section:
            return ""
        stem = f"Sch.{self.schedule} para.{self.section}" if self.schedule else f"{self.stem}{self.section}"
        return f"{stem}({found['number']})"

    def _enter(self, level: int, title: str) -> None:
        while self.path and self.path[-1][0] >= level:
            self.path.pop()
        self.path.append((level, title))

    def _add(
        self,
        row: LineRow,
        kind: BlockKind,
        joins: Block | None,
        blocks: list[Block],
        *,
        lead_in: str = "",
    ) -> None:
        start = row.start
        paragraph = self.paragraph.split("(")[0] if kind is BlockKind.NOTE else self.paragraph
        if joins is not None:
            start, lead_in, paragraph = joins.start, joins.lead_in, joins.paragraph
            blocks.pop()
        path = tuple(title for _, title in self.path if title)
        welsh = any(level == 1 and "wales" in title.casefold() for level, title in self.path)
        blocks.append(
            Block(
                page=row.page.number,
                start=start,
                end=row.end,
                kind=kind,
                heading_path=path,
                paragraph=paragraph,
                lead_in=lead_in,
                jurisdiction="Wales" if welsh else "",
            )
        )


def stem_of(title: str) -> str:
    """Return what stands before a provision's number in a label, from what a title names last with its year.

    Examples
    --------
    >>> stem_of("Lamps Act 2019 (Commencement) Regulations 2020"), stem_of("Lamps Act 2019 (c. 4), section 7")
    ('reg.', 's.')
    """
    named = [kind.lower() for kind in _KIND_AND_YEAR.findall(title)]
    return dict(_KINDS).get(named[-1], "s.") if named else "s."


def _is_label(block: Block, row: LineRow) -> bool:
    """Whether a note so far is only its title (``Textual Amendments``), to which its first entry belongs."""
    return block.end - block.start < 60 and "\n" not in row.page.text[block.start : block.end]


def with_brackets(rows: Sequence[LineRow]) -> list[LineRow]:
    """Return a page's rows with the bracket that opens an amendment in the row it stands before: its mark parted them."""
    joined: list[LineRow] = []
    for row in rows:
        last = joined[-1] if joined else None
        if last is not None and last.text == "[" and abs(last.baseline - row.baseline) < _SAME_LINE:
            joined[-1] = LineRow(row.page, last.first, row.last, row.baseline)
        else:
            joined.append(row)
    return joined


def is_header(row: LineRow, number: int | None, setting: Setting) -> bool:
    """Whether a row is of the running header, or is the page's number.

    Parameters
    ----------
    row : LineRow
        A row of a page.
    number : int or None
        The line that is the printed number.
    setting : Setting
        How the Act is set.
    """
    height = row.page.height
    if number is not None and row.first <= number <= row.last:
        return True
    small = row.size <= _HEADER_SIZE * setting.body and row.baseline > _HEADER_ZONE * height
    return small or row.baseline > _EDGE_ZONE * height or row.baseline < (1 - _EDGE_ZONE) * height


def subsection_indent(pages: Sequence[tuple[Page, Sequence[LineRow]]], otherwise: float) -> float:
    """Return where most subsections start, in points.

    Parameters
    ----------
    pages : sequence of (Page, sequence of Row)
        Every page with its rows.
    otherwise : float
        For an Act without subsections.
    """
    starts = Counter(round(row.x0) for _, rows in pages for row in rows if SUBSECTION.match(row.text))
    return float(starts.most_common(1)[0][0]) if starts else otherwise


def sentence_case(text: str) -> str:
    """Turn a title set in capitals into ordinary words, keeping the names of nations.

    Examples
    --------
    >>> sentence_case("SERVICES IN WALES")
    'Services in Wales'
    """
    lowered = text.capitalize()
    for nation in ("England", "Wales", "Scotland", "Northern Ireland"):
        lowered = re.sub(rf"\b{nation.lower()}\b", nation, lowered, flags=re.IGNORECASE)
    return lowered
