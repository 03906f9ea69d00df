"""What the evidence pack's PDF is made of: reportlab's paragraphs, pictures and tables, each tagged as it is drawn."""

from __future__ import annotations

from reportlab.platypus import Flowable, Image, Paragraph, Table

from assistant.export.pdf_tags import Mark, TaggedCanvas


class TaggedParagraph(Paragraph):
    """A paragraph that is tagged, and is a bookmark if it is a heading."""

    canv: TaggedCanvas
    mark = Mark(role="P")
    bookmark = ""

    def draw(self) -> None:
        """Draw it as what it is."""
        if self.bookmark:
            key = f"{self.mark.role}-{self.bookmark}-{self.canv.getPageNumber()}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(self.bookmark, key, level=int(self.mark.role[1]) - 1)
        with self.canv.marked(self.mark):
            super().draw()

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return its parts on two pages, each tagged as the whole; only the first page has the bookmark."""
        parts: list[Flowable] = super().split(width, height)
        for part in parts:
            assert isinstance(part, TaggedParagraph)
            part.mark = self.mark
        return parts


class TaggedPicture(Image):
    """A picture that is tagged, with its words."""

    canv: TaggedCanvas
    mark = Mark(role="Figure")

    def draw(self) -> None:
        """Draw it as a figure."""
        with self.canv.marked(self.mark):
            super().draw()


class Grid(Table):
    """A table whose lines are no part of the text."""

    canv: TaggedCanvas

    def _drawLines(self) -> None:  # noqa: N802  # reportlab's name
        with self.canv.decoration():
            super()._drawLines()  # type: ignore[misc]  # not in its types
