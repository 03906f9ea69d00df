"""A digest as a PDF: one column, numbered statements, each with its source; the same digest gives the same bytes."""

from __future__ import annotations

import re
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepTogether, PageTemplate, Paragraph

from ingest.digests.load import Digest, DigestSection, DigestStatement

DIGESTS_VERSION = "1"

# Helvetica is one of the fonts every PDF reader has. With reportlab it prints the characters of Windows-1252, which
# has the curly quotation marks and dashes; reportlab's own TrueType fonts (Vera) would add size and nothing we need.
_FONT, _BOLD = "Helvetica", "Helvetica-Bold"
_SIDE, _TOP, _FOOT = 24 * mm, 20 * mm, 22 * mm
_INK, _QUIET = HexColor("#1d1d1b"), HexColor("#4a4a48")
_TITLE = ParagraphStyle(
    "title", fontName=_BOLD, fontSize=20, leading=25, textColor=_INK, spaceAfter=8, alignment=TA_LEFT
)
_HEADING = ParagraphStyle(
    "heading", fontName=_BOLD, fontSize=14, leading=18, textColor=_INK, spaceBefore=14, spaceAfter=6, keepWithNext=1
)
_BODY = ParagraphStyle("body", fontName=_FONT, fontSize=11, leading=15, textColor=_INK, spaceAfter=2)
_NOTE = ParagraphStyle("note", parent=_BODY, spaceAfter=6)
# Near the body's size: whichever of the two there is more of, the parser takes neither for headings or footnotes.
_SOURCE = ParagraphStyle("source", fontName=_FONT, fontSize=10.5, leading=14, textColor=_QUIET, spaceAfter=10)
# A number stays with the word before it, so that no line begins with "16." and is read back as a numbered paragraph.
_BEFORE_NUMBER = re.compile(r" (?=[£“(]?\d)")
_NO_BREAK = "\u00a0"


def render(digest: Digest, to: Path) -> Path:
    """Write a digest as an A4 PDF and give its path."""
    template = BaseDocTemplate(
        str(to),
        pagesize=A4,
        title=digest.source.title,
        author=digest.source.publisher,
        subject=digest.summary,
        invariant=1,
    )
    frame = Frame(_SIDE, _FOOT, A4[0] - 2 * _SIDE, A4[1] - _FOOT - _TOP, leftPadding=0, rightPadding=0)
    template.addPageTemplates([PageTemplate(frames=[frame], onPageEnd=_number_page)])
    flow: list[Flowable] = [_paragraph(digest.source.title, _TITLE)]
    flow += [_paragraph(text, _NOTE) for text in _notes(digest)]
    for section in digest.sections:
        flow += _section(section)
    template.build(flow)
    return to


def _notes(digest: Digest) -> tuple[str, str]:
    """Return what the reader holds: a digest, which edition, until when, and that the official source comes first."""
    review = f"{digest.review_by.day} {digest.review_by:%B %Y}"
    return (
        digest.summary,
        f"This is a digest in our own words, edition {digest.source.edition}, to be reviewed by {review}. The official"
        " source comes first: each statement names it, and where the two differ the source is right.",
    )


def _section(section: DigestSection) -> list[Flowable]:
    """Return a section's flowables; the heading stays with the first statement, and no statement is split over pages."""
    first, *others = section.statements
    together = [_paragraph(section.heading, _HEADING), *_statement(first)]
    return [KeepTogether(together), *(KeepTogether(_statement(statement)) for statement in others)]


def _statement(statement: DigestStatement) -> list[Flowable]:
    pin = statement.pinpoint
    source = f"Source: {pin.document}, {pin.edition}, {pin.reference}. {pin.how_read}."
    return [_paragraph(f"{statement.number}. {statement.text}", _BODY), _paragraph(source, _SOURCE)]


def _paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(_BEFORE_NUMBER.sub(_NO_BREAK, text)), style)


def _number_page(canvas: Canvas, template: BaseDocTemplate) -> None:
    canvas.saveState()
    canvas.setFont(_FONT, 10)
    canvas.setFillColor(_QUIET)
    canvas.drawCentredString(A4[0] / 2, 12 * mm, str(template.page))
    canvas.restoreState()
