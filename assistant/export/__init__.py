"""What is taken away, as files and text: an answer, a letter, a worry thought through, a record in order, a briefing."""

from assistant.export.evidence_pack import is_refusal, pack_of
from assistant.export.formats import (
    FORMATS,
    LETTER_FORMATS,
    PAPER_FORMATS,
    RECORD_FORMATS,
    SHEET_FORMATS,
    SLIDE_FORMATS,
    ExportFormat,
)
from assistant.export.letter import DraftLetter, draft_letter, is_hiding, letter_text
from assistant.export.page_pictures import SCALE
from assistant.export.paper import Paper, PaperPart, paper_part, references_of
from assistant.export.plain_text import answer_as_text, as_text, record_as_text, sheet_as_text, urgent_as_text
from assistant.export.record_sheet import RecordSheet, SheetFact, record_sheet
from assistant.export.reference import LIBRARIES, OUTCOMES, standing, was_reworded
from assistant.export.slides import Slide, SlideLine, SlideShow
from assistant.export.supervision_sheet import SheetQuestion, SupervisionSheet, sheet_question, supervision_sheet

__all__ = [
    "FORMATS", "LETTER_FORMATS", "LIBRARIES", "OUTCOMES", "PAPER_FORMATS", "RECORD_FORMATS", "SCALE", "SHEET_FORMATS",
    "SLIDE_FORMATS", "DraftLetter", "ExportFormat", "Paper", "PaperPart", "RecordSheet", "SheetFact", "SheetQuestion",
    "Slide", "SlideLine", "SlideShow", "SupervisionSheet", "answer_as_text", "as_text", "draft_letter", "is_hiding", "is_refusal",
    "letter_text", "pack_of", "paper_part", "record_as_text", "record_sheet", "references_of", "sheet_as_text",
    "sheet_question", "standing", "supervision_sheet", "urgent_as_text", "was_reworded",
]  # fmt: skip
