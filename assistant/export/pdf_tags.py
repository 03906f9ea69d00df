"""Tags in a PDF: what is a heading, a paragraph, a cell or a figure, in the order it is read.

reportlab writes no tags, so the marks are written around what it draws, and the tree is hung on the document when it is saved.
Not tagged: links are read as the words of their paragraph. A checker of PDF/UA will find more to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFPage, PDFString
from reportlab.pdfgen.canvas import Canvas


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What something drawn is.

    Parameters
    ----------
    role : str
        A structure type of PDF, such as ``H1``, ``P``, ``TD`` or ``Figure``.
    within : tuple of str
        What it stands in, outermost first, each a type and a name: ``("Table 1", "TR 1.2")``.
    alt : str
        What a reader hears who does not see it.
    """

    role: str
    within: tuple[str, ...] = ()
    alt: str = ""


@dataclass(slots=True)
class _Drawn:
    mark: Mark
    page: int  # from 0
    number: int  # on its page, from 0
    page_ref: Any


@dataclass(slots=True)
class _Tree:
    drawn: list[_Drawn] = field(default_factory=list)


class TaggedCanvas(Canvas):
    """A canvas that remembers what was drawn as what, and writes it when it is saved."""

    _doc: Any  # reportlab's own, of which its types say nothing
    _code: list[str]

    def __init__(self, *arguments: Any, **options: Any) -> None:  # as reportlab's own templates call it
        super().__init__(*arguments, **options)
        self._tree = _Tree()
        self._n_pages = 0

    @contextmanager
    def marked(self, mark: Mark) -> Iterator[None]:
        """Mark what is drawn inside as part of the text."""
        number = sum(1 for one in self._tree.drawn if one.page == self._n_pages)
        self._tree.drawn.append(_Drawn(mark, self._n_pages, number, self._doc.thisPageRef()))
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
        """Hang the tree on the document and write it."""
        _hang(self._doc, self._tree.drawn, self._n_pages)
        super().save()


def _hang(document: Any, drawn: list[_Drawn], n_pages: int) -> None:  # reportlab's documents are untyped
    """Make the tree of what was drawn, and tell the document that it is tagged."""
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
