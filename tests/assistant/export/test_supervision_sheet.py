"""The sheet for supervision: the person's own words, each question and its reason, in Word, PDF and plain text alike."""

from __future__ import annotations

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import docx
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import messages
from assistant.export import SHEET_FORMATS, SupervisionSheet, sheet_as_text, sheet_question, supervision_sheet
from assistant.export.pdf_file import sheet_as_pdf
from assistant.export.plain_text import sheet_as_bytes
from assistant.export.supervision_sheet import LEFT_BLANK, SUPERVISOR_LINES
from assistant.export.word_file import sheet_as_docx
from assistant.types import Section, Statement, StatementKind
from tests.assistant.export.test_evidence_pack import HOSTILE, pdf_text, squeezed, word_text
from tests.assistant.ui.doubles import a_citation

MADE = datetime(2026, 11, 27, 14, 30, tzinfo=ZoneInfo("Europe/London"))
BEGINS = {"docx": b"PK\x03\x04", "pdf": b"%PDF-", "txt": b"\xef\xbb\xbf"}
WHY = Statement(text="A change can say much.", kind=StatementKind.REVIEWED, citations=(1,), verified=True)
GONE = Statement(text="So it is said.", kind=StatementKind.REVIEWED, elsewhere=("Book, page 9: not in this library",))
WILL_DO = "What will you do, by when, and who will check that it was done?"


def a_sheet(
    worry: str = "A boy cries.\nHis mum is silent.", answer: str = "Since March.", **changes: object
) -> SupervisionSheet:
    questions = [
        sheet_question("What has changed, and since when?", WHY, answer),
        sheet_question("Whose voice is missing?", GONE, ""),
    ]
    given_: dict[str, object] = {"citations": (a_citation(),), "number": "7f3a", **changes}
    return supervision_sheet(worry, questions, sheet_question(WILL_DO, None, "Ring on Monday."), MADE, **given_)  # type: ignore[arg-type]


def texts(sheet: SupervisionSheet) -> dict[str, str]:
    forms = {
        "word": word_text(sheet_as_docx(sheet)),
        "pdf": pdf_text(sheet_as_pdf(sheet)),
        "text": sheet_as_text(sheet),
        "bytes": sheet_as_bytes(sheet).decode("utf-8-sig"),
    }
    return {name: squeezed(text) for name, text in forms.items()}


def test_every_form_has_the_worry_the_questions_the_answers_the_reasons_and_the_references() -> None:
    parts = (
        "A boy cries.", "His mum is silent.", "1. What has changed, and since when?",
        "Why it was asked: A change can say much. [1]", "Since March.", "2. Whose voice is missing?",
        "So it is said. (Book, page 9: not in this library)", LEFT_BLANK, WILL_DO, "Ring on Monday.", "paragraph 7",
        "https://example.test/rules-2025.pdf#page=2", "27 November 2026", messages.REFLECTION_ABOUT, *SUPERVISOR_LINES,
    )  # fmt: skip
    for name, text in texts(a_sheet()).items():
        at = [text.find(squeezed(part)) for part in parts]
        assert -1 not in at, f"{parts[at.index(-1)]!r} is not in the {name}"
        in_order = [
            text.index(squeezed(part)) for part in ("A boy cries.", "Since March.", LEFT_BLANK, "Ring on Monday.")
        ]
        assert in_order == sorted(in_order), name
        assert text.count(squeezed(LEFT_BLANK)) == 1


def test_urgent_help_and_the_referral_come_before_the_worry() -> None:
    caution = Statement(text=messages.CAUTIONS["refuge"], kind=StatementKind.FIXED, verified=True)
    first = messages.REFERRAL_FIRST.format(features="a child is hurt", urged="act today")
    section = Section(heading=messages.CAUTIONS_HEADING, statements=(caution,))
    for name, text in texts(a_sheet(danger=True, first=(first,), before=(section,))).items():
        parts = (
            "Call 999 if anyone is in immediate danger",
            "High-risk in what you wrote: a child is hurt",
            "Give nobody anything",
            "A boy cries.",
        )
        at = [text.index(squeezed(part)) for part in parts]
        assert at == sorted(at), name
        assert "**" not in text


@pytest.mark.parametrize("form", SHEET_FORMATS, ids=lambda form: form.ending)
def test_each_format_is_the_file_that_it_says(form: object) -> None:
    data = form.write(a_sheet())  # type: ignore[attr-defined]
    assert data.startswith(BEGINS[form.ending])  # type: ignore[attr-defined]
    assert data == form.write(a_sheet()), "the same sheet gives the same bytes"  # type: ignore[attr-defined]


def test_it_is_filed_under_its_time_and_no_word_of_the_worry() -> None:
    assert a_sheet("Where is she?").name == "supervision-2026-11-27-1430-7f3a"


def test_hostile_text_is_text_in_each_form() -> None:
    sheet = a_sheet(HOSTILE, HOSTILE)
    for name, text in texts(sheet).items():
        assert text.count(squeezed(HOSTILE)) == 2, name
    reader = pypdf.PdfReader(io.BytesIO(sheet_as_pdf(sheet)))
    assert not {"/OpenAction", "/AA", "/Names"} & set(reader.trailer["/Root"])


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_worry_and_any_answer_make_files_that_open(worry: str, answer: str) -> None:
    sheet = a_sheet(worry, answer)
    assert squeezed(WILL_DO) in squeezed(word_text(sheet_as_docx(sheet)))
    assert squeezed(WILL_DO) in squeezed(pdf_text(sheet_as_pdf(sheet)))


def test_there_is_room_for_the_supervisor_and_nothing_is_written_in_it() -> None:
    document = docx.Document(io.BytesIO(sheet_as_docx(a_sheet())))
    (table,) = document.tables
    assert [row.cells[0].text for row in table.rows[1:]] == list(SUPERVISOR_LINES)
    assert all(not row.cells[1].text.strip() for row in table.rows[1:])
    assert document.core_properties.title == "A worry to talk over in supervision, 27 November 2026"


def test_the_pdf_is_tagged_and_says_its_language() -> None:
    root = pypdf.PdfReader(io.BytesIO(sheet_as_pdf(a_sheet()))).trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
