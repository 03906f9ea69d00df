"""Words from pictures: Tesseract's table read by hand, and Tesseract itself where it is installed."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from corpus.index import generations
from corpus.types import Authority, Source
from ingest.errors import NoText
from ingest.files import sha256_of
from ingest.index.builder import Builder
from ingest.index.inputs import Item
from ingest.index.page_report import read_reports
from ingest.index.read_document import with_scan_note
from ingest.pdf.lines import RawLine
from ingest.pdf.ocr import ScanPicture, Tesseract, installed, lines_of
from ingest.pdf.parsed import Scan
from ingest.pdf.parser import parse, parse_closely
from ingest.sandbox.bounded_reader import BoundedReader
from tests.doubles import WordEmbedder, a_source
from tests.ingest import pdfs

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
PICTURE = ScanPicture(b"", scale=2.0, height=1000)
needs_tesseract = pytest.mark.skipif(installed() is None, reason="Tesseract is not installed")


def table(*words: tuple[int, int, str, float]) -> str:
    """Write Tesseract's table of (line, left, text, confidence)."""
    rows = [f"5\t1\t1\t1\t{line}\t1\t{left}\t{40 * line}\t60\t20\t{sure}\t{text}" for line, left, text, sure in words]
    return "\n".join([HEAD, "1\t1\t0\t0\t0\t0\t0\t0\t900\t1000\t-1\t", *rows])


def recognised(*words: tuple[int, int, str, float]) -> list[str]:
    return ["".join(text for text, _ in line.pieces) for line in lines_of(table(*words), PICTURE)]


def test_words_become_lines_in_points_from_the_foot() -> None:
    first, second = lines_of(table((1, 100, "Staff", 96), (1, 170, "act", 95), (2, 100, "today.", 91)), PICTURE)
    assert first.pieces == (("Staff act", False),)
    assert first.box == (50.0, 470.0, 115.0, 480.0)
    assert second.box[3] < first.box[1]
    assert first.size == second.size == pytest.approx(13.7)


def test_an_unsure_word_is_a_gap_and_a_speck_is_nothing() -> None:
    assert recognised((1, 0, "Do", 95), (1, 70, "nct", 31), (1, 140, "wait.", 93)) == ["Do […] wait."]
    assert recognised((1, 0, "Do", 95), (1, 70, "nct", 31), (1, 140, "ever", 40), (1, 210, "wait.", 93)) == [
        "Do […] wait."
    ]
    assert recognised((1, 0, "|", 20), (1, 70, "Wait.", 93), (2, 0, "xq", 12)) == ["Wait."]


def test_what_bullets_are_taken_for_becomes_a_bullet() -> None:
    assert recognised((1, 0, "e", 80), (1, 70, "record", 95), (2, 0, "each", 95), (2, 70, "day", 95)) == [
        "• record",
        "each day",
    ]


def test_a_program_that_fails_reads_nothing(tmp_path: Path) -> None:
    assert Tesseract((str(tmp_path / "not-there"),)).lines(PICTURE) == []
    assert Tesseract(("false",)).lines(PICTURE) == []
    assert Tesseract(("sh", "-c", "sleep 30"), seconds=0.2).lines(PICTURE) == []


class Scripted:
    """Recognises the same lines on any picture, and remembers what it was shown."""

    def __init__(self, *words: tuple[int, int, str, float]) -> None:
        self.words = words
        self.shown: list[ScanPicture] = []

    def lines(self, picture: ScanPicture) -> list[RawLine]:
        self.shown.append(picture)
        return lines_of(table(*self.words), picture)


def scan_of(path: Path, *texts: str) -> Path:
    """Make a page of text, and a PDF that holds only its picture and another page that holds text."""
    drawn = pdfs.make(path.with_suffix(".drawn.pdf"), [[*pdfs.lines(760, *texts, size=14)]])
    pdf = pdfium.PdfDocument(drawn)
    image = pdf[0].render(scale=3).to_pil()
    pdf.close()

    def draw(canvas: pdfs.Canvas) -> None:
        canvas.drawInlineImage(image, 0, 0, pdfs.WIDTH, pdfs.HEIGHT)

    return pdfs.make(path, [pdfs.filler(1), [draw]])


def test_only_scanned_pages_are_shown_to_the_recogniser(tmp_path: Path) -> None:
    figure = [pdfs.number("3"), pdfs.picture(100, 300, 350, 350)]
    scanned = [pdfs.picture(0, 0, pdfs.WIDTH, pdfs.HEIGHT)]
    path = pdfs.make(tmp_path / "a.pdf", [pdfs.filler(1), scanned, figure, pdfs.filler(4)])
    recogniser = Scripted((1, 100, "Recognised", 95))
    parsed = parse_closely(path, "a", recogniser)
    assert parsed.scans == {2: Scan.READ}
    assert parsed.document.pages[1].text == "Recognised"
    assert [page.image_only for page in parsed.document.pages] == [False, False, True, False]
    assert len(recogniser.shown) == 1
    assert recogniser.shown[0].height == pytest.approx(pdfs.HEIGHT * 300 / 72, abs=2)


def test_a_scan_without_a_recogniser_or_without_words_is_distinguished(tmp_path: Path) -> None:
    scanned = [pdfs.picture(0, 0, pdfs.WIDTH, pdfs.HEIGHT)]
    path = pdfs.make(tmp_path / "a.pdf", [pdfs.filler(1), scanned])
    assert parse_closely(path, "a").scans == {2: Scan.NOT_TRIED}
    assert parse_closely(path, "a", Scripted()).scans == {2: Scan.NOTHING}
    alone = pdfs.make(tmp_path / "b.pdf", [scanned])
    with pytest.raises(NoText) as missing:
        parse(alone, "a")
    assert "Tesseract" in missing.value.hint
    with pytest.raises(NoText, match="none could be read from its pictures"):
        parse(alone, "a", Scripted())


def test_a_huge_page_is_drawn_no_larger_than_can_be_used(tmp_path: Path) -> None:
    def large(canvas: pdfs.Canvas) -> None:
        canvas.setPageSize((14_000, 14_000))

    path = pdfs.make(tmp_path / "a.pdf", [pdfs.filler(1), [large, pdfs.picture(0, 0, 14_000, 14_000)]])
    recogniser = Scripted((1, 100, "Recognised", 95))
    parse(path, "a", recogniser)
    assert recogniser.shown[0].height ** 2 <= 31_000_000


@needs_tesseract
def test_a_scanned_page_is_read(tmp_path: Path) -> None:
    path = scan_of(tmp_path / "a.pdf", "Staff act on a concern the same day", "and tell the safeguarding lead.")
    source = Source(source_id="a", title="A", publisher="Us", edition="1", authority=Authority.LOCAL)
    with BoundedReader(recogniser=installed()) as reader:
        reading = reader.read(path, source)
    page = reading.parsed.document.pages[1]
    assert reading.parsed.scans == {2: Scan.READ}
    assert page.text == "Staff act on a concern the same day\nand tell the safeguarding lead."
    first = page.lines[0]
    assert first.x0 == pytest.approx(57, abs=3)
    assert first.y0 == pytest.approx(757, abs=4)
    assert first.size == pytest.approx(14, abs=2)


@needs_tesseract
def test_a_build_reads_scans_once_tesseract_is_there_and_says_so(tmp_path: Path) -> None:
    index_dir, path = tmp_path / "index", scan_of(tmp_path / "a-2025.pdf", "Staff act on a concern the same day.")
    item = Item(source=a_source("a-2025"), pdf=path, sha256=sha256_of(path))
    before = Builder(index_dir, WordEmbedder(), read_scans=False).build([item])
    assert "page 2 is a picture without text" in before.verdicts[0]
    after = Builder(index_dir, WordEmbedder()).build([item])
    assert after.changed
    assert "page 2 is a scan, read from the picture" in after.verdicts[0]
    assert "Scanned pages were read by a program" in after.manifest.sources[0].source.note
    reports = read_reports(generations.folder_of(index_dir, after.manifest.generation))
    assert [report.n_passages for report in reports] == [1, 1]
    assert "compare them with it" in reports[1].sentence
    assert not Builder(index_dir, WordEmbedder()).build([item]).changed


def test_the_note_on_recognised_words_is_added_once_and_taken_away() -> None:
    source = a_source("a-2025", note="Our own copy.")
    noted = with_scan_note(with_scan_note(source, {1: Scan.READ}), {1: Scan.READ})
    assert noted.note.startswith("Our own copy. Scanned pages")
    assert noted.note.count("Scanned pages") == 1
    assert with_scan_note(noted, {1: Scan.NOT_TRIED}) == source
