"""Attachments that GOV.UK lists only as HTML, the older form: the title and the link of each.

Each is a ``<section class="attachment …">`` whose heading ``class="title"`` holds the link; a link on the thumbnail says
the same and is passed over.
"""

from __future__ import annotations

from html.parser import HTMLParser


def read_attachments(html: str) -> list[tuple[str, str]]:
    """Return the title and the link of each attachment, in order."""
    reader = _AttachmentReader()
    reader.feed(html)
    reader.close()
    return reader.found


class _AttachmentReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self._heading = ""  # the heading's tag, while it is open
        self._href = ""
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "title" in given.get("class", "").split():
            self._heading, self._href, self._words = tag, "", []
        elif tag == "a" and self._heading:
            self._href = given.get("href", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._heading:
            if self._href:
                self.found.append((" ".join("".join(self._words).split()), self._href))
            self._heading = ""

    def handle_data(self, data: str) -> None:
        if self._heading:
            self._words.append(data)
