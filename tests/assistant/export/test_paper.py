"""A paper: what is the same is referred to once, and every part is in the Word file and in the PDF."""

from __future__ import annotations

from datetime import UTC, date, datetime

from assistant.export import Paper, paper_part, references_of
from assistant.export.paper import reference_lines
from assistant.export.pdf_file import paper_as_pdf
from assistant.export.word_file import paper_as_docx
from assistant.types import Statement, StatementKind
from tests.assistant.export.test_evidence_pack import HOSTILE, pdf_text, squeezed, word_text
from tests.assistant.ui.doubles import a_citation

MADE = datetime(2026, 11, 27, 14, 30, tzinfo=UTC)
AS_AT = date(2026, 11, 27)
SAID = Statement(text="Tell the lead.", kind=StatementKind.REVIEWED, citations=(1, 2), verified=True)


def test_numbers_of_one_place_stand_before_it_once() -> None:
    same = references_of((a_citation(), a_citation(marker=2), a_citation(marker=3, page=9)), AS_AT)
    lines = reference_lines(same)
    assert [line.split(" The ")[0] for line in lines] == ["[1] [2]", "[3]"]
    assert lines[0].endswith("https://example.test/rules-2025.pdf#page=2")


def test_every_part_is_in_both_forms_in_order() -> None:
    parts = (
        paper_part("A heading", (SAID,), lines=("A line",)),
        paper_part("Choose", choices=("A  This", "B  That"), level=3),
        paper_part("A table", head=("Who", "Number"), rows=(("The lead", "999"),), n_blank=3, new_page=True),
    )
    paper = Paper(
        title="A paper", name="paper", made_at=MADE, parts=parts, references=references_of((a_citation(),), AS_AT)
    )
    wanted = (
        "A paper",
        "A heading",
        "A line",
        "Tell the lead. [1] [2]",
        "Choose",
        "A  This",
        "A table",
        "The lead",
        "999",
    )
    for text in map(squeezed, (word_text(paper_as_docx(paper)), pdf_text(paper_as_pdf(paper)))):
        at = [text.find(squeezed(part)) for part in wanted]
        assert -1 not in at
        assert at == sorted(at)
        assert "paragraph7" in text


def test_hostile_text_is_text() -> None:
    paper = Paper(title="T", name="t", made_at=MADE, parts=(paper_part("H", lines=(HOSTILE,)),))
    for text in (word_text(paper_as_docx(paper)), pdf_text(paper_as_pdf(paper))):
        assert squeezed(HOSTILE) in squeezed(text)
