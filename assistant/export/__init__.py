"""An answer taken away: the evidence pack, the files it can be made into, and its plain text."""

from assistant.export.evidence_pack import is_refusal, pack_of
from assistant.export.formats import FORMATS, ExportFormat
from assistant.export.page_pictures import SCALE
from assistant.export.plain_text import as_text
from assistant.export.reference import LIBRARIES, OUTCOMES, standing, was_reworded

__all__ = [
    "FORMATS", "LIBRARIES", "OUTCOMES", "SCALE", "ExportFormat", "as_text", "is_refusal", "pack_of", "standing", "was_reworded",
]  # fmt: skip
