"""The parser on small PDFs that each set one trap, and on files that are not what they should be."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest

from corpus.types import Page
from ingest.errors import EncryptedPdf, NoText, UnreadablePdf
from ingest.pdf import parser as parse_module
from ingest.pdf.parser import parse
from tests.ingest import pdfs


def test_spans_and_boxes_belong_to_their_lines(tmp_path: Path) -> None:
    page = parse(pdfs.make(tmp_path / "a.pdf", [pdfs.filler(1)]), "a").pages[0]
    assert [page.text[line.start : line.end] for line in page.lines] == page.text.split("\n")
    assert "Sentence 3 of page 1 says something plain about keeping pupils safe." in page.text
    for line in page.lines:
        assert 0 < line.x0 < line.x1 < page.width
        assert 0 < line.y0 < line.y1 < page.height
    assert {round(line.size) for line in page.lines} == {12}


def test_marks_are_taken_out_and_remembered(tmp_path: Path) -> None:
    page = parse(pdfs.footnotes(tmp_path / "a.pdf"), "a").pages[0]
    assert "section 3 recognises the child" in page.text
    assert "law of 2018 allows" in page.text
    assert "maintained schools the governors" in page.text
    marks = {mark: page.text[:offset] for offset, mark in page.marks}
    assert set(marks) == {"8", "9", "10"}
    assert marks["8"].endswith("section 3")
    assert marks["10"].endswith("maintained schools")


def test_no_space_is_left_before_a_full_stop_where_a_mark_stood_between(tmp_path: Path) -> None:
    mark = {"size": 8.0, "rise": 4.0}
    drawn = [
        pdfs.line(740, "The panel tells the police ", pdfs.Run("185 186", **mark), ". It meets each month."),
        pdfs.line(710, "(6) ", pdfs.Run("57", **mark), ". . . . . ."),
    ]
    page = parse(pdfs.make(tmp_path / "a.pdf", [drawn]), "a").pages[0]
    assert page.text == "The panel tells the police. It meets each month.\n(6) . . . . . ."
    assert {mark: page.text[at] for at, mark in page.marks} == {"185": ".", "186": ".", "57": "."}


def test_ordinals_fractions_and_the_marks_of_footnotes_stay(tmp_path: Path) -> None:
    text = parse(pdfs.footnotes(tmp_path / "a.pdf"), "a").pages[0].text
    assert "the 4th of the month" in text
    assert "11/2 hours" in text
    assert "\n8 The eighth note" in text
    assert "\n10 The tenth note" in text


def test_a_line_end_hyphen_joins_two_lines(tmp_path: Path) -> None:
    drawn = pdfs.lines(700, "The staff know the signs of ill-", "treatment and act on them the same day.")
    page = parse(pdfs.make(tmp_path / "a.pdf", [drawn]), "a").pages[0]
    assert page.text == "The staff know the signs of ill-treatment and act on them the same day."
    assert [page.text[line.start : line.end] for line in page.lines] == [
        "The staff know the signs of ill-",
        "treatment and act on them the same day.",
    ]
    assert page.lines[0].y0 > page.lines[1].y1


def test_cells_far_apart_are_lines_of_their_own(tmp_path: Path) -> None:
    page = parse(pdfs.table(tmp_path / "a.pdf"), "a").pages[0]
    texts = [page.text[line.start : line.end] for line in page.lines]
    assert "3A" in texts
    assert "Concerns about the child being" in texts


def test_bold_means_the_whole_line(tmp_path: Path) -> None:
    drawn = [
        pdfs.line(700, pdfs.Run("A heading", bold=True)),
        pdfs.line(670, pdfs.Run("Run-in title:", bold=True), " and then plain words follow it."),
    ]
    page = parse(pdfs.make(tmp_path / "a.pdf", [drawn]), "a").pages[0]
    assert [line.bold for line in page.lines] == [True, False]


def test_printed_numbers_follow_the_offset_of_the_document(tmp_path: Path) -> None:
    document = parse(pdfs.numbered(tmp_path / "a.pdf"), "a")
    assert [page.printed for page in document.pages] == [None, "1", "2", "3", "4"]


def test_a_lone_number_out_of_step_is_not_a_page_number(tmp_path: Path) -> None:
    pages = [pdfs.filler(n) for n in range(1, 6)]
    pages[2] = [pdfs.number("84"), *pages[2][1:]]
    document = parse(pdfs.make(tmp_path / "a.pdf", pages), "a")
    assert [page.printed for page in document.pages] == ["1", "2", None, "4", "5"]


def test_roman_numerals_before_arabic(tmp_path: Path) -> None:
    pages = [[pdfs.number(text), *pdfs.filler(1)[1:]] for text in ("i", "ii", "iii", "iv", "1", "2", "3", "4")]
    document = parse(pdfs.make(tmp_path / "a.pdf", pages), "a")
    assert [page.printed for page in document.pages] == ["i", "ii", "iii", "iv", "1", "2", "3", "4"]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_match_the_picture_however_the_page_is_turned(tmp_path: Path, rotation: int) -> None:
    path = pdfs.make(
        tmp_path / "a.pdf", [pdfs.lines(400, "Words to be found in the picture", x=100)], rotation=rotation
    )
    page = parse(path, "a").pages[0]
    _assert_ink_only_in_boxes(path, page)


def test_boxes_match_the_picture_of_a_cropped_page(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"

    def crop(canvas: pdfs.Canvas) -> None:
        canvas.setCropBox((50, 300, 500, 700))

    pdfs.make(path, [[crop, *pdfs.lines(600, "Words to be found in the picture", x=100)]])
    page = parse(path, "a").pages[0]
    assert (round(page.width), round(page.height)) == (450, 400)
    _assert_ink_only_in_boxes(path, page)


def _assert_ink_only_in_boxes(path: Path, page: Page) -> None:
    pdf = pdfium.PdfDocument(path)
    image = np.asarray(pdf[0].render(scale=1).to_pil().convert("L")) < 128
    pdf.close()
    assert image.shape == pytest.approx((page.height, page.width), abs=1.5)
    assert image.sum() > 50
    for line in page.lines:
        top, bottom = int(page.height - line.y1) - 2, int(page.height - line.y0) + 3
        image = image.copy()
        inside = image[max(top, 0) : bottom, max(int(line.x0) - 2, 0) : int(line.x1) + 3]
        assert inside.sum() > 50
        inside[:] = False
    assert image.sum() == 0


def test_a_page_of_pictures_is_distinguished_from_a_blank_one(tmp_path: Path) -> None:
    pages = [pdfs.filler(1), [pdfs.number("2"), pdfs.picture(100, 200, 300, 400)], []]
    document = parse(pdfs.make(tmp_path / "a.pdf", pages), "a")
    assert [page.image_only for page in document.pages] == [False, True, False]
    assert [page.unexplained for page in document.pages] == [False, False, False]


def test_outlined_letters_are_unexplained(tmp_path: Path) -> None:
    def draw(canvas: pdfs.Canvas) -> None:
        canvas.circle(200, 400, 50, fill=1)

    document = parse(pdfs.make(tmp_path / "a.pdf", [pdfs.filler(1), [draw]]), "a")
    assert [page.unexplained for page in document.pages] == [False, True]


def test_the_outline_and_metadata_are_read(tmp_path: Path) -> None:
    def bookmark(canvas: pdfs.Canvas) -> None:
        canvas.setTitle("A made-up guide")
        canvas.bookmarkPage("here")
        canvas.addOutlineEntry("First steps", "here", 0)

    document = parse(pdfs.make(tmp_path / "a.pdf", [pdfs.filler(1), [bookmark, *pdfs.filler(2)]]), "a")
    assert document.outline == ((1, "First steps", 2),)
    assert dict(document.metadata)["Title"] == "A made-up guide"


def test_the_same_bytes_give_the_same_document(tmp_path: Path) -> None:
    path = pdfs.numbered(tmp_path / "a.pdf")
    assert parse(path, "a") == parse(path, "a")


def test_an_empty_file_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "empty.pdf"
    path.write_bytes(b"")
    with pytest.raises(UnreadablePdf, match=r"empty\.pdf is empty") as caught:
        parse(path, "a")
    assert caught.value.hint


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePdf, match="cannot be read"):
        parse(tmp_path / "none.pdf", "a")


def test_a_text_file_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_text("<html>Page not found</html>")
    with pytest.raises(UnreadablePdf, match="is not a PDF"):
        parse(path, "a")


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_truncated_file_is_unreadable(tmp_path: Path, share: float) -> None:
    whole = pdfs.make(tmp_path / "whole.pdf", [pdfs.filler(n) for n in range(1, 4)]).read_bytes()
    path = tmp_path / "cut.pdf"
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(UnreadablePdf, match=r"cut\.pdf"):
        parse(path, "a")


def test_a_damaged_file_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(b"%PDF-1.4\n" + b"\x00\xff" * 500 + b"\n%%EOF\n")
    with pytest.raises(UnreadablePdf, match="damaged"):
        parse(path, "a")


def test_a_file_too_large_or_too_long_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pdfs.make(tmp_path / "a.pdf", [pdfs.filler(1), pdfs.filler(2)])
    monkeypatch.setattr(parse_module, "MAX_PAGES", 1)
    with pytest.raises(UnreadablePdf, match="has 2 pages"):
        parse(path, "a")
    monkeypatch.setattr(parse_module, "MAX_BYTES", 100)
    with pytest.raises(UnreadablePdf, match="larger than"):
        parse(path, "a")


def test_a_password_is_asked_for(tmp_path: Path) -> None:
    path = pdfs.make(tmp_path / "locked.pdf", [pdfs.filler(1)], password="secret")
    with pytest.raises(EncryptedPdf, match=r"locked\.pdf needs a password"):
        parse(path, "a")


def test_encryption_without_a_password_opens(tmp_path: Path) -> None:
    path = pdfs.make(tmp_path / "open.pdf", [pdfs.filler(1)], password="")
    assert "Sentence 1 of page 1" in parse(path, "a").pages[0].text


def test_a_scan_has_no_text(tmp_path: Path) -> None:
    path = pdfs.make(tmp_path / "scan.pdf", [[pdfs.picture(0, 0, 500, 700)]])
    with pytest.raises(NoText, match=r"scan\.pdf") as caught:
        parse(path, "a")
    assert "OCR" in caught.value.hint


def test_broken_metadata_does_not_stop_the_text(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = pdfs.make(tmp_path / "a.pdf", [pdfs.filler(1)])
    data = path.read_bytes()
    path.write_bytes(data.replace(b"/Info", b"/Inof").replace(b"startxref", b"startxfer"))
    with caplog.at_level(logging.DEBUG):
        document = parse(path, "a")
    assert "Sentence 1 of page 1" in document.pages[0].text
    assert not caplog.records
