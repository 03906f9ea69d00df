"""The report on every page: what was found on it, and the sentence for each page with a problem."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import IndexDamaged
from corpus.types import Document, Page
from ingest.index.page_report import PageReport, page_reports, read_reports, summary, verdict, write_reports
from ingest.pdf.parsed import LeftOut, Parsed, Scan
from tests.doubles import a_passage


def a_report(page: int = 1, **changes: object) -> PageReport:
    given: dict[str, object] = {
        "source_id": "a-2025",
        "page": page,
        "printed": str(page),
        "n_chars": 100,
        "n_passages": 2,
        "image_only": False,
    }
    return PageReport.model_validate(given | changes)


def parsed(*pages: Page, **changes: object) -> Parsed:
    document = Document(source_id="rules-2025", pages=pages, sha256="0" * 64)
    return Parsed(document=document, **changes)  # type: ignore[arg-type]


def test_every_page_is_reported_with_its_characters_and_passages() -> None:
    pages = (Page(number=1, printed="i", text="Twelve chars"), Page(number=2, printed=None, text="", image_only=True))
    passages = [a_passage("Twelve"), a_passage("chars", start=7)]
    first, second = page_reports(parsed(*pages), passages)
    assert (first.page, first.printed, first.n_chars, first.n_passages, first.sentence) == (1, "i", 12, 2, "")
    assert (second.n_chars, second.n_passages, second.image_only) == (0, 0, True)


def test_a_font_without_an_alphabet_is_odd() -> None:
    text = "\ue001\ue002\ue003\ue004 words"
    (report,) = page_reports(parsed(Page(number=1, printed=None, text=text)), [])
    assert report.sentence.startswith("rules-2025 page 1: 4 of 10 characters cannot be read")


def test_a_few_odd_characters_are_not_a_problem() -> None:
    assert page_reports(parsed(Page(number=1, printed=None, text="\ue001 ok")), [])[0].sentence == ""


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, ""),
        ({"unexplained": True}, "a-2025 page 3 came out blank, and no picture explains it."),
        (
            {"image_only": True},
            "a-2025 page 3 is a picture without text: what it shows cannot be found or quoted.",
        ),
        (
            {"image_only": True, "scan": "not_tried"},
            "a-2025 page 3 is a picture without text: what it shows cannot be found or quoted. Install Tesseract"
            " (tesseract-ocr) and build again, or run the file through OCR.",
        ),
        (
            {"image_only": True, "scan": "nothing"},
            "a-2025 page 3 is a picture without text: no words could be read from it.",
        ),
        (
            {"image_only": True, "told": "“A guide”, statements 2 to 4"},
            "a-2025 page 3 is a picture without text: what it shows is told in our own words in “A guide”, statements 2 to 4.",
        ),
        (
            {"scan": "read"},
            "a-2025 page 3 is a scan, and its words were recognised from the picture: compare them with it.",
        ),
        (
            {"left_out": LeftOut(unseen=65).words},
            "a-2025 page 3 has text that cannot be seen on the page (65 characters): it is not indexed.",
        ),
        (
            {"scan": "read", "left_out": LeftOut(turned=9).words},
            "a-2025 page 3 is a scan, and its words were recognised from the picture: compare them with it."
            " a-2025 page 3 has text whose order is turned by control characters (9 characters): it is not indexed.",
        ),
    ],
)
def test_a_problem_is_one_sentence_that_names_the_page(changes: dict[str, object], sentence: str) -> None:
    assert a_report(3, **changes).sentence == sentence


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    reports = [a_report(1, printed=None), a_report(2, odd="strange — “quoted”")]
    write_reports(tmp_path, reports)
    assert read_reports(tmp_path) == reports


@pytest.mark.parametrize("content", [None, '{"source_id": 3}\n'], ids=["missing", "damaged"])
def test_a_report_that_cannot_be_read_is_a_clear_error(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "pages.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(IndexDamaged, match="page report") as raised:
        read_reports(tmp_path)
    assert "make index" in raised.value.hint


def test_the_summary_adds_up_each_source_and_then_names_the_pages_with_problems() -> None:
    reports = [
        a_report(1),
        a_report(2, n_chars=0, n_passages=0, image_only=True),
        a_report(3, n_chars=0, n_passages=0),
        a_report(1, source_id="b-2025", n_chars=7, n_passages=1),
    ]
    header, a, b, first, second, problem = summary(reports).splitlines()
    assert header.split() == ["source", "pages", "passages", "characters", "pictures", "blank"]
    assert a.split() == ["a-2025", "3", "2", "100", "1", "1"]
    assert b.split() == ["b-2025", "1", "1", "7", "0", "0"]
    assert first == "a-2025: 3 pages read, 2 passages found; page 2 is a picture without text."
    assert second == "b-2025: 1 page read, 1 passage found."
    assert problem == reports[1].sentence


def test_a_verdict_names_the_pages_while_they_are_few_and_what_the_file_carries() -> None:
    reports = page_reports(
        parsed(
            *(Page(number=n, printed=None, text="words") for n in range(1, 9)),
            Page(number=9, printed=None, text="", unexplained=True),
            scans=dict.fromkeys(range(1, 8), Scan.READ),
            notes=("carries JavaScript, which is not run",),
        ),
        [],
    )
    assert verdict(reports) == (
        "rules-2025: 9 pages read, 0 passages found; 7 pages are scans, read from the pictures;"
        " page 9 is blank, and nothing explains it; it carries JavaScript, which is not run."
    )
    few = [a_report(n, image_only=True) for n in (4, 5, 9)]
    assert verdict(few) == "a-2025: 3 pages read, 6 passages found; pages 4, 5 and 9 are pictures without text."


def test_a_verdict_counts_the_pages_with_text_that_is_left_out() -> None:
    pages = [
        a_report(1),
        a_report(2, left_out=LeftOut(unseen=65).words),
        a_report(3, left_out=LeftOut(unknown=80).words),
    ]
    assert "2 pages with text that cannot be read there, which is left out" in verdict(pages)
