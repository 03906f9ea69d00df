"""An answer taken away: the evidence pack as Word, PDF and plain text."""

from assistant.export.evidence_pack import pack_of
from assistant.export.page_pictures import SCALE
from assistant.export.pdf_file import as_pdf
from assistant.export.plain_text import as_text
from assistant.export.reference import LIBRARIES, OUTCOMES, standing, was_reworded
from assistant.export.word_file import as_docx

__all__ = ["LIBRARIES", "OUTCOMES", "SCALE", "as_docx", "as_pdf", "as_text", "pack_of", "standing", "was_reworded"]
