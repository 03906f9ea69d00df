"""From the bytes of a PDF to a Document: one Page per page, text with the boxes of its lines.

PDFium reads text, boxes, fonts, bookmarks and metadata, and draws a page for the recogniser and to see what can be seen on
it. Nothing else in this room imports it but ``pdf_page.py``, ``glyphs.py`` and ``hidden_text.py``. A file may do harm here
(hang, exhaust memory), so a build calls this in a process of its own: ``sandbox/bounded_reader.py``.

Boxes are in points as a renderer shows the page: a page turned by its ``/Rotate`` entry, or cropped, has its boxes
turned and moved the same way, and ``Page.width`` and ``height`` are those of the picture.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from corpus.text import one_line
from corpus.types import Document, Page
from ingest.errors import EncryptedPdf, NoText, UnreadablePdf
from ingest.files import odd_kind
from ingest.pdf.lines import body_size, lay_out
from ingest.pdf.ocr import MISSING, TextRecogniser
from ingest.pdf.page_labels import printed_numbers
from ingest.pdf.parsed import Parsed, Scan
from ingest.pdf.pdf_page import PdfPage, has_fields, read_page, typed_by_page

PARSER_VERSION = "4"
MAX_PAGES = 5_000
MAX_SCANS = 400  # each takes seconds
MAX_BYTES = 200 * 1024 * 1024
_TAIL_BYTES = 4096
_HEAD_BYTES = 1024


def parse(path: Path, source_id: str, recogniser: TextRecogniser | None = None) -> Document:
    """Return the pages of a PDF, with what the file says of itself; fails as ``parse_closely`` does."""
    return parse_closely(path, source_id, recogniser).document


def parse_closely(
    path: Path, source_id: str, recogniser: TextRecogniser | None = None, on_scan: Callable[[], None] = lambda: None
) -> Parsed:
    """Parse a PDF, and say how each page was read and what the file carries that is not read.

    Parameters
    ----------
    path, source_id : Path, str
        The PDF, and the id of the source that it is.
    recogniser : TextRecogniser, optional
        Reads scanned pages; without one they are left without text.
    on_scan : callable
        Called before each picture is read, which takes seconds.

    Raises
    ------
    UnreadablePdf
        If the file is not a PDF, is empty, damaged or too large.
    EncryptedPdf
        If it needs a password.
    NoText
        If no page has text.
    """
    data = read_file(path, MAX_BYTES)
    pdf = _open(path, data)
    try:
        notes = _notes(pdf, path)
        if not 0 < len(pdf) <= MAX_PAGES:
            raise UnreadablePdf(
                f"{path.name} has {len(pdf)} pages", f"Split it into files of 1 to {MAX_PAGES:,} pages."
            )
        read = [read_page(pdf, index, path) for index in range(len(pdf))]
        scans = _recognise(read, recogniser, on_scan)
        document = Document(
            source_id=source_id,
            pages=_pages(read),
            sha256=hashlib.sha256(data).hexdigest(),
            outline=_outline(pdf),
            metadata=tuple(sorted((key, one_line(text)) for key, text in pdf.get_metadata_dict().items())),
        )
        typed = typed_by_page(pdf, [index for index, page in enumerate(read) if page.annotated])
    finally:
        pdf.close()
    if not any(page.text.strip() for page in document.pages):
        what, hint = _no_text(scans, recogniser)
        raise NoText(f"no page of {path.name} has {what}", hint)
    left_out = {number: page.left_out for number, page in enumerate(read, 1) if page.left_out}
    own_text = {number: page.own_text for number, page in enumerate(read, 1) if scans.get(number) is not Scan.READ}
    return Parsed(document=document, scans=scans, notes=notes, typed=typed, left_out=left_out, own_text=own_text)


def _no_text(scans: dict[int, Scan], recogniser: TextRecogniser | None) -> tuple[str, str]:
    if not scans:
        return "anything on it", "Download it again, or save it anew."
    if recogniser is None:
        return "text: it is probably scanned", f"{MISSING}."
    return "text, and none could be read from its pictures", "Scan it again, larger and straighter."


def _open(path: Path, data: bytes) -> Any:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise EncryptedPdf(f"{path.name} needs a password", "Save a copy without a password.") from error
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_SECURITY:
            raise EncryptedPdf(f"{path.name} is locked in a way that cannot be opened", "Save a plain copy.") from error
        raise UnreadablePdf(f"{path.name} is damaged and cannot be opened", "Download it again.") from error


def _notes(pdf: Any, path: Path) -> tuple[str, ...]:
    """Return what a file carries that is never run, opened or read.

    Raises
    ------
    UnreadablePdf
        If it holds no pages, only a program that makes them.
    """
    form = pdf.get_formtype()
    if form == pdfium_c.FORMTYPE_XFA_FULL:
        raise UnreadablePdf(
            f"{path.name} is a form whose pages are made by a program when it is opened",
            "Print it to PDF and add that.",
        )
    notes: list[str] = []
    if pdfium_c.FPDFDoc_GetJavaScriptActionCount(pdf) > 0:
        notes.append("carries JavaScript, which is not run")
    attached = int(pdfium_c.FPDFDoc_GetAttachmentCount(pdf))
    if attached > 0:
        notes.append(f"has {attached} {'file' if attached == 1 else 'files'} attached, which {_be(attached)} not read")
    if form != pdfium_c.FORMTYPE_NONE and any(has_fields(pdf, index) for index in range(min(len(pdf), MAX_PAGES))):
        notes.append("is a form, and what was typed into it is not read")
    return tuple(notes)


def _be(n: int) -> str:
    return "is" if n == 1 else "are"


def _outline(pdf: Any) -> tuple[tuple[int, str, int], ...]:
    """Return the bookmarks that have a title and a page; a broken outline gives what could be read of it."""
    found: list[tuple[int, str, int]] = []
    try:
        for item in pdf.get_toc():
            destination = item.get_dest()
            index = destination.get_index() if destination is not None else None
            title = one_line(item.get_title() or "")
            if title and index is not None:
                found.append((item.level + 1, title, index + 1))
    except (pdfium.PdfiumError, ValueError, RecursionError):
        return tuple(found)
    return tuple(found)


def _recognise(
    read: Sequence[PdfPage], recogniser: TextRecogniser | None, on_scan: Callable[[], None]
) -> dict[int, Scan]:
    """Have the words on scanned pages read, and say of each what came of it."""
    scans: dict[int, Scan] = {}
    no_text = not any(page.lines for page in read)
    for index, page in enumerate(read):
        if not (page.scanned or (no_text and page.image_only)):
            continue
        if recogniser is None or len(scans) >= MAX_SCANS:
            scans[index + 1] = Scan.NOT_TRIED
            continue
        on_scan()
        lines = recogniser.lines(page.picture())
        scans[index + 1] = Scan.READ if page.recognise(lines) else Scan.NOTHING
    return scans


def _pages(read: Sequence[PdfPage]) -> tuple[Page, ...]:
    body = body_size(line for page in read for line in page.lines)
    laid_out = [lay_out(page.lines, body) for page in read]
    printed = printed_numbers([(text, lines, page.size) for (text, lines, _), page in zip(laid_out, read, strict=True)])
    return tuple(
        Page(
            number=index + 1,
            printed=printed[index],
            text=text,
            lines=lines,
            marks=marks,
            width=read[index].size[0],
            height=read[index].size[1],
            image_only=read[index].image_only,
            unexplained=read[index].unexplained,
        )
        for index, (text, lines, marks) in enumerate(laid_out)
    )


def read_file(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """Return the bytes of a file that looks like a whole PDF.

    Parameters
    ----------
    path : Path
        The file.
    max_bytes : int
        The largest file that is read.

    Raises
    ------
    UnreadablePdf
        If it is no plain file, cannot be read, is empty, is not a PDF, is cut short or is too large.
    """
    try:
        if odd := odd_kind(path):
            raise UnreadablePdf(f"{path.name} is {odd}, whatever its name", "Name a PDF file.")
        if path.stat().st_size > max_bytes:
            raise UnreadablePdf(
                f"{path.name} is larger than {max_bytes // 2**20} MB", "Split it or compress its pictures."
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadablePdf(
            f"{path.name} cannot be read: {error.strerror}", "Check the path and permissions."
        ) from error
    if not data:
        raise UnreadablePdf(f"{path.name} is empty (0 bytes)", "Download it again.")
    if b"%PDF-" not in data[:_HEAD_BYTES]:
        raise UnreadablePdf(f"{path.name} is not a PDF, whatever its name", "Download it again, or save it as PDF.")
    if b"%%EOF" not in data[-_TAIL_BYTES:]:
        raise UnreadablePdf(f"{path.name} is cut short: it has no end mark", "Download it again.")
    return data
