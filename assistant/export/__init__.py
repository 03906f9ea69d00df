"""An answer taken away: the evidence pack, letters to begin from, the files they can be made into, and plain text."""

from assistant.export.evidence_pack import is_refusal, pack_of
from assistant.export.formats import FORMATS, ExportFormat
from assistant.export.letter import DraftLetter, draft_letter, is_hiding, letter_text
from assistant.export.page_pictures import SCALE
from assistant.export.plain_text import as_text
from assistant.export.reference import LIBRARIES, OUTCOMES, standing, was_reworded

__all__ = [
    "FORMATS", "LIBRARIES", "OUTCOMES", "SCALE", "DraftLetter", "ExportFormat", "as_text", "draft_letter", "is_hiding",
    "is_refusal", "letter_text", "pack_of", "standing", "was_reworded",
]  # fmt: skip
