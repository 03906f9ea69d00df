"""A page of legislation.gov.uk (``data.htm``) -> its title and blocks, to be printed as web pages are.

Only the legislation itself is read (``LegSnippet``), not the site around it. The blocks are laid out as the Acts' reader
expects: a section's number and title bold at the left, subsections at the left, paragraphs and what is quoted inside a
section set in, notes of amendment set smaller.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.errors import FetchError
from ingest.web.web_page import BodyReader, WebBlock, WebBlockKind, WebBody, WebText

LEGISLATION_SITE = "legislation.gov.uk"
_NAMES_CHARS = 3_000
_SNIPPET = "LegSnippet"
_PARTS = frozenset({"LegPartNo", "LegChapterNo", "LegScheduleNo"})  # "PART 1", parted from its title by a dash
_NUMBERS = frozenset({"LegLHS", "LegP1No", "LegCommentaryType"})
_QUOTED = re.compile(r"\bLeg(?:BlockAmendment|Amend)")
_NOTES = re.compile(r"\bLeg(?:Annotations|Commentary)")
_DEEP = re.compile(r"\bLegP([3-6])Container")
_VOID = frozenset({
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
})


def read_law(html: str, url: str) -> WebText:
    """Read a page of legislation.

    Parameters
    ----------
    html : str
        What came from its address.
    url : str
        The page that a person opens.

    Raises
    ------
    FetchError
        If there is no legislation in it.
    """
    reader = _LawReader()
    reader.feed(html)
    reader.finish()
    title = " ".join(reader.title.split())
    blocks = tuple(block for block in reader.blocks if block.text != title)
    if not blocks:
        raise FetchError(f"{url} came without the text of any legislation")
    text = "\n".join(block.text for block in blocks)
    return WebText(
        url=url,
        site=LEGISLATION_SITE,
        title=title or blocks[0].text,
        names=f"{title}\n{text[:_NAMES_CHARS]}",
        updated=None,
        html="\n".join(f"{block.kind} {block.level} {block.text} {block.cells}" for block in blocks),
        body=WebBody(blocks=blocks, n_pictures=reader.n_pictures),
    )


class _LawReader(BodyReader):
    """Reads what stands in the legislation, each block set as what it is."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self._in_title = False
        self._around: list[tuple[str, str]] = []  # each element that is open within the legislation, with its classes
        self._anchor = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element of the legislation; of the site around it, only the title is of use."""
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "")
        self._in_title = tag == "title"
        if not self._around and _SNIPPET not in classes.split():
            return
        super().handle_starttag(tag, attrs)
        self._anchor = given.get("id", "") or self._anchor
        if tag not in _VOID:
            self._around.append((tag, classes))

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and what was left open in it."""
        self._in_title = False
        if not any(tag == open_tag for open_tag, _ in self._around):
            return
        super().handle_endtag(tag)
        closed = ""
        while self._around and closed != tag:
            closed, classes = self._around.pop()
            if _PARTS & set(classes.split()):
                self.buffer.append(" – ")
            elif _NUMBERS & set(classes.split()):
                self.buffer.append(" ")

    def handle_data(self, data: str) -> None:
        """Take the words of the legislation, and the page's title."""
        if self._in_title:
            self.title += data
        elif self._around:
            super().handle_data(data)

    def flush(self) -> None:
        """End the block that is being read; set it as what it is."""
        n_before = len(self.blocks)
        super().flush()
        self.blocks[n_before:] = [self._as_set(block) for block in self.blocks[n_before:]]

    def _as_set(self, block: WebBlock) -> WebBlock:
        around = " ".join(classes for _, classes in self._around)
        deep = _DEEP.findall(around)
        if _NOTES.search(around):
            return replace(block, kind=WebBlockKind.NOTE, marker="")
        if _QUOTED.search(around):
            return replace(block, kind=WebBlockKind.ITEM, level=2 + len(deep), marker="")
        if block.kind is WebBlockKind.HEADING:
            anchor, self._anchor = block.anchor or self._anchor, ""
            return replace(block, text=block.text.strip(" –"), anchor=anchor)
        if deep and block.kind is WebBlockKind.TEXT:
            return replace(block, kind=WebBlockKind.ITEM, level=int(deep[-1]) - 2)
        return block
