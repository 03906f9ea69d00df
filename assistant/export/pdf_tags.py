"""Tags in a PDF: what is a heading, a paragraph, a cell or a figure, in reading order; and reportlab's parts, tagged as drawn.

reportlab writes no tags, so the marks are written around what it draws, and the tree is added to the document when it is saved.
Not tagged: links are read as the words of their paragraph. A checker of PDF/UA will find more to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFPage, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Image, Paragraph, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedContent:
    """What something drawn is.

    Parameters
    ----------
    role : str
        A structure type of PDF, such as ``H1``, ``P``, ``TD`` or ``Figure``.
    within : tuple of str
        What it stands in, outermost first, each a type and a name: ``("Table 1", "TR 1.2")``.
    alt : str
        Its words for a reader who does not see it.
    """

    role: str
    within: tuple[str, ...] = ()
    alt: str = ""


@dataclass(slots=True)
class _Drawn:
    mark: MarkedContent
    page: int  # from 0
    number: int  # on its page, from 0
    page_ref: Any


class TaggedCanvas(Canvas):
    """A canvas that remembers what was drawn as what, and writes it when it is saved."""

    _doc: Any  # reportlab's own, of which its types say nothing
    _code: list[str]

    def __init__(self, *arguments: Any, **options: Any) -> None:  # as reportlab's own templates call it
        super().__init__(*arguments, **options)
        self._drawn: list[_Drawn] = []
        self._n_pages = 0

    @contextmanager
    def marked(self, mark: MarkedContent) -> Iterator[None]:
        """Mark what is drawn inside as part of the text."""
        number = sum(1 for one in self._drawn if one.page == self._n_pages)
        self._drawn.append(_Drawn(mark, self._n_pages, number, self._doc.thisPageRef()))
        self._code.append(f"/{mark.role} <</MCID {number}>> BDC")
        yield
        self._code.append("EMC")

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """Mark what is drawn inside as no part of the text: lines, page numbers."""
        self._code.append("/Artifact BMC")
        yield
        self._code.append("EMC")

    def showPage(self) -> None:  # noqa: N802  # reportlab's name
        """End the page, and number it for the tree."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = self._n_pages, PDFName("S")
        self._n_pages += 1

    def save(self) -> None:
        """Add the tree to the document and write it."""
        _add_tree(self._doc, self._drawn, self._n_pages)
        super().save()


class TaggedParagraph(Paragraph):
    """A paragraph that is tagged, and is a bookmark if it is a heading."""

    canv: TaggedCanvas
    mark = MarkedContent(role="P")
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
    mark = MarkedContent(role="Figure")

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


class LinesToWriteOn(Flowable):
    """Lines to write on, which are no part of the text.

    Parameters
    ----------
    n : int
        How many.
    colour : Color
        Of the lines.
    """

    canv: TaggedCanvas
    apart_pt = 24.0

    def __init__(self, n: int, colour: Color) -> None:
        super().__init__()
        self._n, self._colour = n, colour

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002  # reportlab hands both
        """Return how much room it takes."""
        self.width, self.height = width, self._n * self.apart_pt + 6
        return self.width, self.height

    def draw(self) -> None:
        """Draw them."""
        with self.canv.decoration():
            self.canv.setStrokeColor(self._colour)
            for number in range(1, self._n + 1):
                y = self.height - number * self.apart_pt
                self.canv.line(0, y, self.width, y)


def _add_tree(document: Any, drawn: list[_Drawn], n_pages: int) -> None:  # reportlab's documents are untyped
    """Make the tree of what was drawn, and mark the document as tagged."""
    root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
    root_ref = document.Reference(root)
    whole, whole_ref = _element(document, "Document", root_ref)
    groups: dict[tuple[str, ...], tuple[PDFDictionary, Any]] = {(): (whole, whole_ref)}
    by_page: list[list[Any]] = [[] for _ in range(n_pages)]
    for one in drawn:
        inside, inside_ref = _group(document, groups, one.mark.within)
        leaf, leaf_ref = _element(document, one.mark.role, inside_ref)
        leaf.dict["K"], leaf.dict["Pg"] = one.number, one.page_ref
        if one.mark.alt:
            leaf.dict["Alt"] = PDFString(one.mark.alt)
        if one.mark.role == "TH":
            leaf.dict["A"] = PDFDictionary({"O": PDFName("Table"), "Scope": PDFName("Column")})
        inside.dict["K"].sequence.append(leaf_ref)
        by_page[one.page].append(leaf_ref)
    numbered = [entry for page, refs in enumerate(by_page) for entry in (page, PDFArray(refs))]
    root.dict["K"] = PDFArray([whole_ref])
    root.dict["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(numbered)}))
    root.dict["ParentTreeNextKey"] = n_pages
    document.Catalog.StructTreeRoot = root
    document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})


def _group(
    document: Any, groups: dict[tuple[str, ...], tuple[PDFDictionary, Any]], within: tuple[str, ...]
) -> tuple[PDFDictionary, Any]:
    """Return the element that something stands in, made when it is first met."""
    if within not in groups:
        outer, outer_ref = _group(document, groups, within[:-1])
        made, made_ref = _element(document, within[-1].partition(" ")[0], outer_ref)
        outer.dict["K"].sequence.append(made_ref)
        groups[within] = (made, made_ref)
    return groups[within]


def _element(document: Any, role: str, parent: Any) -> tuple[PDFDictionary, Any]:
    made = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName(role), "P": parent, "K": PDFArray([])})
    return made, document.Reference(made)
