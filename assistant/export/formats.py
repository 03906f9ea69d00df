"""The files in which a pack, letter, sheet, record in order or briefing is taken away: a row a format, a file that writes it.

To add a format of the pack, write a file here with a function from a ``Pack`` to bytes, and name it in a row of ``FORMATS``. The
page's buttons, the file's name and its MIME type come from the row.
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass

from assistant.export.evidence_pack import Pack
from assistant.export.letter import DraftLetter
from assistant.export.paper import Paper
from assistant.export.record_sheet import RecordSheet
from assistant.export.slides import SlideShow
from assistant.export.supervision_sheet import SupervisionSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFormat:
    """A kind of file.

    Parameters
    ----------
    label : str
        What people call it.
    ending : str
        What its files' names end in, without the dot; no two formats share one.
    mime : str
        Its MIME type.
    writer : str
        The function that writes it, as ``module:function``. It is imported when a file is made, and not before: the libraries
        that write files are slow to load.
    """

    label: str
    ending: str
    mime: str
    writer: str

    def write(self, content: Pack | DraftLetter | SupervisionSheet | RecordSheet | Paper | SlideShow) -> bytes:
        """Return the bytes of the file of what its writer writes."""
        data: bytes = pkgutil.resolve_name(self.writer)(content)
        return data


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
FORMATS = (
    ExportFormat(label="Word", ending="docx", mime=_WORD, writer="assistant.export.word_file:as_docx"),
    ExportFormat(label="PDF", ending="pdf", mime="application/pdf", writer="assistant.export.pdf_file:as_pdf"),
)
"""Of the evidence pack."""
LETTER_FORMATS = (
    ExportFormat(label="Word", ending="docx", mime=_WORD, writer="assistant.export.word_file:letter_as_docx"),
    ExportFormat(label="PDF", ending="pdf", mime="application/pdf", writer="assistant.export.pdf_file:letter_as_pdf"),
)
"""Of a letter to begin from."""
SHEET_FORMATS = (
    ExportFormat(label="Word", ending="docx", mime=_WORD, writer="assistant.export.word_file:sheet_as_docx"),
    ExportFormat(label="PDF", ending="pdf", mime="application/pdf", writer="assistant.export.pdf_file:sheet_as_pdf"),
    ExportFormat(
        label="plain text", ending="txt", mime="text/plain", writer="assistant.export.plain_text:sheet_as_bytes"
    ),
)
"""Of the sheet for supervision."""
RECORD_FORMATS = (
    ExportFormat(label="Word", ending="docx", mime=_WORD, writer="assistant.export.word_file:record_as_docx"),
    ExportFormat(label="PDF", ending="pdf", mime="application/pdf", writer="assistant.export.pdf_file:record_as_pdf"),
    ExportFormat(
        label="plain text", ending="txt", mime="text/plain", writer="assistant.export.plain_text:record_as_bytes"
    ),
)
"""Of a record in order."""
PAPER_FORMATS = (
    ExportFormat(label="Word", ending="docx", mime=_WORD, writer="assistant.export.word_file:paper_as_docx"),
    ExportFormat(label="PDF", ending="pdf", mime="application/pdf", writer="assistant.export.pdf_file:paper_as_pdf"),
)
"""Of a paper to hand out."""
SLIDE_FORMATS = (
    ExportFormat(
        label="PowerPoint", ending="pptx", mime=_POWERPOINT, writer="assistant.export.slides_file:slides_as_pptx"
    ),
)
"""Of slides."""
