"""A record in order, taken away: the same words in Word, PDF and plain text, urgent help first, nothing of it in the name."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from assistant import messages
from assistant.export import RECORD_FORMATS, RecordSheet, SheetFact, record_as_text, record_sheet
from assistant.export.pdf_file import record_as_pdf
from assistant.export.plain_text import record_as_bytes
from assistant.export.word_file import record_as_docx
from assistant.types import Statement, StatementKind
from tests.assistant.export.test_evidence_pack import HOSTILE, pdf_text, squeezed, word_text
from tests.assistant.ui.doubles import a_citation

MADE = datetime(2026, 11, 27, 14, 30, tzinfo=ZoneInfo("Europe/London"))
SAYS = Statement(text="Refer again.", kind=StatementKind.REVIEWED, citations=(1,), verified=True)


def a_sheet(words: str = "Encompass call.", **changes: object) -> RecordSheet:
    given: dict[str, object] = {
        "read": ("2 entries.",), "guidance": (SAYS,), "entries": (("3 March 2026", words),),
        "unread": (("31/02/2026 odd", "it is no day"),), "citations": (a_citation(),), "number": "7f3a", **changes,
    }  # fmt: skip
    facts = [("What is new", [SheetFact(text="Injuries: first on 3 March.", rests_on=(("3 March 2026", words),))])]
    return record_sheet(facts, MADE, **given)  # type: ignore[arg-type]


def texts(sheet: RecordSheet) -> list[str]:
    forms = (
        word_text(record_as_docx(sheet)), pdf_text(record_as_pdf(sheet)), record_as_text(sheet),
        record_as_bytes(sheet).decode("utf-8-sig"),
    )  # fmt: skip
    return [squeezed(text) for text in forms]


def test_every_form_has_the_facts_their_words_the_guidance_and_the_entries() -> None:
    parts = (
        "2 entries.", "What is new", "Injuries: first on 3 March.", "“Encompass call.” (3 March 2026)", "Refer again. [1]",
        "31/02/2026 odd (it is no day)", "3 March 2026: Encompass call.", "paragraph 7", messages.CHRONOLOGY_ABOUT,
    )  # fmt: skip
    for text in texts(a_sheet()):
        assert [part for part in parts if squeezed(part) not in text] == []


def test_urgent_help_comes_first() -> None:
    for text in texts(a_sheet(danger=True, first=("**High-risk.** Refer.",))):
        at = [text.index(squeezed(part)) for part in (messages.URGENT_HEADING, "High-risk.", messages.CHRONOLOGY_ABOUT)]
        assert at == sorted(at)


@pytest.mark.parametrize("form", RECORD_FORMATS)
def test_whatever_an_entry_holds_a_file_is_written_and_its_name_has_none_of_it(form: object) -> None:
    sheet = a_sheet(HOSTILE if isinstance(HOSTILE, str) else "\n".join(HOSTILE))
    assert form.write(sheet)  # type: ignore[attr-defined]
    assert sheet.name == "record-in-order-2026-11-27-1430-7f3a"
