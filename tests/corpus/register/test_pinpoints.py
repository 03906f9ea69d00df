"""Reading pages, paragraphs and sections from a pinpoint's words."""

from __future__ import annotations

import pytest

from corpus.register.pinpoints import labels, names_passage, pages
from ingest.digests.load import load_digests
from tests.doubles import a_passage


@pytest.mark.parametrize(
    ("reference", "named"),
    [
        ("Part two, paragraph 130, pages 36 to 37", {36, 37}),
        ("“Data Sharing Agreements”, page 16, and the glossary, page 24", {16, 24}),
        ("pages 12 and 17", {12, 17}),
        ("pages 3, 5 and 9–11", {3, 5, 9, 10, 11}),
        ("Appendix 4, “Family Help”, printed page 80 (PDF page 81)", {81}),
        ("section 44(1)(a)", set()),
        ("“About this page”", set()),
    ],
)
def test_pages_are_read_and_those_of_the_pdf_come_first(reference: str, named: set[int]) -> None:
    assert pages(reference) == named


@pytest.mark.parametrize(
    ("reference", "named"),
    [
        ("Part one, paragraphs 50, 51 and 53, page 18", {"50", "51", "53"}),
        ("paragraphs 295 to 297, pages 81 to 82", {"295", "296", "297"}),
        ("section 3(2)", {"s.3(2)"}),
        ("sections 1 and 2A", {"s.1", "s.2A"}),
        ("section 49A", {"s.49A"}),
        ("Annex B, page 155", set()),
    ],
)
def test_paragraphs_and_sections_are_read_as_passages_carry_them(reference: str, named: set[str]) -> None:
    assert labels(reference) == named


def test_most_pinpoints_of_the_digests_name_pages_that_can_be_read() -> None:
    pins = [statement.pinpoint for digest in load_digests() for statement in digest.statements]
    checked = [pin for pin in pins if pin.how_read.startswith("Checked")]
    unread = [pin.reference for pin in checked if not pages(pin.reference) | labels(pin.reference)]
    assert len(unread) <= len(checked) // 50, unread


@pytest.mark.parametrize(
    ("reference", "named"),
    [
        ("Part two, paragraph 130, pages 36 to 37", True),
        ("paragraphs 128 to 131", True),
        ("paragraph 13, page 36", False),
        ("Annex B, page 36", True),
        ("Annex B, page 40 (PDF page 36)", True),
        ("Annex B, page 40", False),
    ],
)
def test_a_passage_is_named_by_its_paragraph_or_else_by_its_page(reference: str, named: bool) -> None:
    passage = a_passage("Lamps are lit.", page=36, paragraph="130")
    assert names_passage(reference, passage) is named


def test_a_subsection_is_named_by_its_section() -> None:
    assert names_passage("section 3", a_passage("Lamps are lit.", paragraph="s.3(2)"))
    assert not names_passage("section 30", a_passage("Lamps are lit.", paragraph="s.3(2)"))
