"""The files an evidence pack and a letter can be taken away as: one row a format, and one file that writes it.

To add a format, write a file here with a function from a ``Pack`` to bytes, and name it in a row of ``FORMATS``. The page's
buttons, the file's name and its MIME type come from the row.
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass

from assistant.export.evidence_pack import Pack
from assistant.export.letter import DraftLetter


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
    letter_writer : str
        The same for a letter; empty where none is written.
    """

    label: str
    ending: str
    mime: str
    writer: str
    letter_writer: str = ""

    def write(self, pack: Pack) -> bytes:
        """Return the bytes of a pack's file."""
        data: bytes = pkgutil.resolve_name(self.writer)(pack)
        return data

    def write_letter(self, letter: DraftLetter) -> bytes:
        """Return the bytes of a letter's file."""
        data: bytes = pkgutil.resolve_name(self.letter_writer)(letter)
        return data


FORMATS = (
    ExportFormat(
        label="Word",
        ending="docx",
        mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        writer="assistant.export.word_file:as_docx",
        letter_writer="assistant.export.word_file:letter_as_docx",
    ),
    ExportFormat(
        label="PDF",
        ending="pdf",
        mime="application/pdf",
        writer="assistant.export.pdf_file:as_pdf",
        letter_writer="assistant.export.pdf_file:letter_as_pdf",
    ),
)
