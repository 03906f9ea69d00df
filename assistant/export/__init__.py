"""An answer, a letter, a worry thought through or a record in order, taken away: what is in it, its files, its text."""

from assistant.export.evidence_pack import is_refusal, pack_of
from assistant.export.formats import FORMATS, LETTER_FORMATS, RECORD_FORMATS, SHEET_FORMATS, ExportFormat
from assistant.export.letter import DraftLetter, draft_letter, is_hiding, letter_text
from assistant.export.page_pictures import SCALE
from assistant.export.plain_text import as_text, record_as_text, sheet_as_text
from assistant.export.record_sheet import RecordSheet, SheetFact, record_sheet
from assistant.export.reference import LIBRARIES, OUTCOMES, standing, was_reworded
from assistant.export.supervision_sheet import SheetQuestion, SupervisionSheet, sheet_question, supervision_sheet

__all__ = [
    "FORMATS", "LETTER_FORMATS", "LIBRARIES", "OUTCOMES", "RECORD_FORMATS", "SCALE", "SHEET_FORMATS", "DraftLetter",
    "ExportFormat", "RecordSheet", "SheetFact", "SheetQuestion", "SupervisionSheet", "as_text", "draft_letter", "is_hiding",
    "is_refusal", "letter_text", "pack_of", "record_as_text", "record_sheet", "sheet_as_text", "sheet_question", "standing",
    "supervision_sheet", "was_reworded",
]  # fmt: skip
