"""Traps of layout, each on a small PDF: boxes out of order, columns, close headers, endnotes, notes on the next page."""

from __future__ import annotations

from pathlib import Path

from ingest.blocks import BlockKind
from tests.ingest import hostile, pdfs
from tests.ingest.pdfs import Run, line, lines, number
from tests.ingest.test_structure import read, starting


def test_a_box_read_last_stands_under_the_heading_above_it(tmp_path: Path) -> None:
    page = [
        number("1"),
        *lines(780, "What the law asks", size=16, bold=True),
        *lines(500, "What the partners agree", size=16, bold=True),
        *lines(470, "Partners agree on a plan and keep to it every day."),
        *lines(300, "Who is told", size=16, bold=True),
        *lines(270, "The family is told first, in plain words."),
        *lines(740, "In a box: the law asks for a first visit within a week.", x=70),
        *lines(420, "In another box: a plan that nobody reads is not a plan.", x=70),
    ]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [page, pdfs.filler(2), pdfs.filler(3)]))
    assert starting(blocks, "In a box").heading_path[-1] == "What the law asks"
    assert starting(blocks, "In another box").heading_path[-1] == "What the partners agree"
    assert starting(blocks, "Sentence 1 of page 2").heading_path[-1] == "Who is told"


def test_a_paragraph_goes_on_in_the_second_column(tmp_path: Path) -> None:
    _, blocks = read(hostile.two_columns(tmp_path / "a.pdf"))
    over = starting(blocks, "until it ends")
    assert (over.paragraph, over.heading_path) == ("2", ("Two columns",))
    assert starting(blocks, "3. Paragraph 3").paragraph == "3"


def test_a_header_set_so_close_that_it_reads_as_one_is_no_heading(tmp_path: Path) -> None:
    def rows(top: float, *codes: str) -> list[pdfs.Draw]:
        cells = [
            (line(top - 20 * n, code, x=63), line(top - 20 * n, f"Concerns of kind {code}", x=106))
            for n, code in enumerate(codes)
        ]
        return [cell for row in cells for cell in row]

    def page(n: int, *codes: str) -> list[pdfs.Draw]:
        header = line(720, Run("Code Description", bold=True), x=63)
        return [number(str(n)), header, *rows(700, *codes)]

    title = lines(760, "Factors", size=16, bold=True)
    _, blocks = read(
        pdfs.make(tmp_path / "a.pdf", [[*title, *page(1, "3A", "3B", "3C")], page(2, "4A", "4B"), pdfs.filler(3)])
    )
    tables = [(block, text) for block, text in blocks if block.kind is BlockKind.TABLE]
    assert [text.split("\n")[-2] for _, text in tables] == ["3A", "3B", "3C", "4A", "4B"]
    assert {block.heading_path for block, _ in tables} == {("Factors",)}
    assert [block.lead_in for block, _ in tables] == [
        "",
        "Code Description",
        "Code Description",
        "",
        "Code Description",
    ]
    assert tables[3][1].startswith("Code Description")


def test_a_bold_sentence_above_a_table_stays_a_heading(tmp_path: Path) -> None:
    page = [
        number("1"),
        *lines(740, "Codes that may be used", bold=True, x=63),
        line(715, "3A", x=63),
        line(715, "Concerns", x=150),
        line(695, "3B", x=63),
        line(695, "Worries", x=150),
    ]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [page, pdfs.filler(2), pdfs.filler(3)]))
    assert starting(blocks, "Codes that").kind is BlockKind.HEADING
    assert starting(blocks, "3B").heading_path == ("Codes that may be used",)


def test_endnotes_in_roman_numbers_are_notes_of_their_own(tmp_path: Path) -> None:
    small = {"size": 6.5, "rise": 3.5}
    page = [
        number("1"),
        *lines(760, "A plain sentence to begin with."),
        line(150, Run("7", **small), Run(" The seventh note.", 10.0)),
        line(137, Run("i.", **small), Run(" The first note at the end.", 10.0)),
        line(124, Run("and its second line.", 10.0)),
        line(111, Run("ii.", **small), Run(" The second note at the end.", 10.0)),
    ]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [page, pdfs.filler(2), pdfs.filler(3)]))
    notes = {block.paragraph: text for block, text in blocks if block.kind is BlockKind.FOOTNOTE}
    assert list(notes) == ["fn 7", "fn i", "fn ii"]
    assert notes["fn i"].endswith("its second line.")


def test_a_note_printed_on_the_page_after_its_mark_has_the_headings_at_the_mark(tmp_path: Path) -> None:
    mark = {"size": 8.0, "rise": 4.0}
    first = [
        number("1"),
        *lines(780, "An earlier part", size=16, bold=True),
        line(740, "The first sentence", Run("1", **mark), " has its note below."),
        *lines(300, "The part of the mark", size=16, bold=True),
        line(270, "The law of that year", Run("2", **mark), " says so."),
        line(120, Run("1", 6.5, rise=3.5), Run(" The first note.", 10.0)),
    ]
    second = [
        number("2"),
        *lines(780, "Another part", size=16, bold=True),
        *lines(740, "It has words of its own."),
        line(120, Run("2", 6.5, rise=3.5), Run(" The note of the page before.", 10.0)),
    ]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [first, second, pdfs.filler(3)]))
    note = next(block for block, _ in blocks if block.paragraph == "fn 2")
    assert (note.page, note.heading_path) == (2, ("The part of the mark",))


def test_a_note_whose_mark_is_in_a_picture_has_the_headings_above_it(tmp_path: Path) -> None:
    first = [number("1"), *lines(780, "An earlier part", size=16, bold=True), *lines(740, "It has words of its own.")]
    second = [
        number("2"),
        *lines(780, "A flow chart", size=16, bold=True),
        pdfs.picture(57, 300, 400, 400),
        line(120, Run("1", 6.5, rise=3.5), Run(" The note of a box in the picture.", 10.0)),
    ]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [first, second, pdfs.filler(3)]))
    note = next(block for block, _ in blocks if block.paragraph == "fn 1")
    assert note.heading_path == ("A flow chart",)


def test_numbers_set_without_a_space_are_numbers(tmp_path: Path) -> None:
    page = [
        number("1"),
        *[
            draw
            for n in range(1, 13)
            for draw in lines(780 - 30 * n, f"{n}.{' ' * (n < 6)}Question {n} is asked of all.")
        ],
        *lines(380, "It is 4.5 miles and takes 12.30 minutes."),
    ]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [page, pdfs.filler(2)]))
    numbered = [block.paragraph for block, text in blocks if "is asked of all" in text]
    assert numbered == [str(n) for n in range(1, 13)]


def test_sub_bullets_are_items_of_the_same_list(tmp_path: Path) -> None:
    page = [
        number("1"),
        *lines(760, "A good record has:"),
        *lines(737, "• what was said, which means", x=75),
        *lines(714, "o the child’s own words", x=93),
        *lines(691, "o the question that was asked", x=93),
        *lines(668, "• what was done.", x=75),
    ]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [page, pdfs.filler(2), pdfs.filler(3)]))
    items = [(text, block.lead_in) for block, text in blocks if block.kind is BlockKind.LIST]
    assert [text[:7] for text, _ in items] == ["• what ", "o the c", "o the q", "• what "]
    assert {lead_in for _, lead_in in items} == {"A good record has:"}
