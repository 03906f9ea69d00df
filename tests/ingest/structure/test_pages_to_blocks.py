"""Structure on small PDFs, and what must hold of any document."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.types import Authority, Document, Line, Page, Source
from ingest.pdf.parser import parse
from ingest.structure.blocks import Block, BlockKind
from ingest.structure.numbering import numbered_starts
from ingest.structure.pages_to_blocks import structure
from tests.ingest import pdfs


def a_source(authority: Authority = Authority.STATUTORY_GUIDANCE) -> Source:
    return Source(source_id="a", title="A guide", publisher="Us", edition="1", authority=authority)


def read(path: Path, authority: Authority = Authority.STATUTORY_GUIDANCE) -> tuple[Document, list[tuple[Block, str]]]:
    document = parse(path, "a")
    blocks = structure(document, a_source(authority))
    assert_covered(document, blocks)
    return document, [(block, document.pages[block.page - 1].text[block.start : block.end]) for block in blocks]


def assert_covered(document: Document, blocks: tuple[Block, ...]) -> None:
    for page in document.pages:
        mine = [block for block in blocks if block.page == page.number]
        assert all(before.end <= after.start for before, after in pairwise(mine))
        inside = {at for block in mine for at in range(block.start, block.end)}
        missed = {at for at, char in enumerate(page.text) if not char.isspace()} - inside
        assert not missed, page.text[min(missed) :][:60]


def starting(blocks: list[tuple[Block, str]], words: str) -> Block:
    return next(block for block, text in blocks if text.startswith(words))


def test_paragraphs_are_the_numbers_in_order(tmp_path: Path) -> None:
    _, blocks = read(pdfs.numbered(tmp_path / "a.pdf"))
    firsts = [
        (block.paragraph, text[:2]) for block, text in blocks if text[:1].isdigit() and block.kind is BlockKind.BODY
    ]
    assert firsts == [(str(n), f"{n}.") for n in range(1, 9)]
    first = next(text for block, text in blocks if block.paragraph == "1")
    assert first.endswith("3. Advice is at hand.")
    assert "15 working days" in next(text for block, text in blocks if block.paragraph == "2")


def test_a_paragraph_that_runs_over_keeps_its_number(tmp_path: Path) -> None:
    _, blocks = read(pdfs.numbered(tmp_path / "a.pdf"))
    block = starting(blocks, "to another page")
    assert (block.page, block.paragraph, block.kind) == (5, "8", BlockKind.BODY)


def test_headings_make_a_path_and_the_cover_makes_none(tmp_path: Path) -> None:
    _, blocks = read(pdfs.numbered(tmp_path / "a.pdf"))
    assert starting(blocks, "1. The first").heading_path == ("First steps",)
    assert starting(blocks, "6. The sixth").heading_path == ("What comes later",)
    assert starting(blocks, "First steps").kind in {BlockKind.HEADING, BlockKind.CONTENTS}


def test_a_numbered_first_page_is_no_cover(tmp_path: Path) -> None:
    first = [
        pdfs.number("1"),
        *pdfs.lines(760, "A short digest", size=18, bold=True),
        *pdfs.lines(720, "Its first words."),
    ]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [first, *[pdfs.filler(n) for n in range(2, 7)]]))
    assert starting(blocks, "Its first words").heading_path == ("A short digest",)


def test_the_contents_list_is_set_apart(tmp_path: Path) -> None:
    _, blocks = read(pdfs.numbered(tmp_path / "a.pdf"))
    on_page = [block.kind for block, _ in blocks if block.page == 2]
    assert set(on_page) == {BlockKind.CONTENTS, BlockKind.FURNITURE}
    assert all(block.kind is not BlockKind.CONTENTS for block, _ in blocks if block.page != 2)


def test_printed_numbers_are_furniture(tmp_path: Path) -> None:
    _, blocks = read(pdfs.numbered(tmp_path / "a.pdf"))
    assert [text for block, text in blocks if block.kind is BlockKind.FURNITURE] == ["1", "2", "3", "4"]


def test_a_list_that_runs_over_carries_its_lead_in(tmp_path: Path) -> None:
    _, blocks = read(pdfs.numbered(tmp_path / "a.pdf"))
    same_page = starting(blocks, "• the name")
    assert (same_page.kind, same_page.paragraph) == (BlockKind.LIST, "4")
    over = starting(blocks, "never later")
    assert (over.page, over.kind, over.paragraph) == (4, BlockKind.LIST, "4")
    assert over.lead_in == "The fourth paragraph lists what a good reply includes:"
    assert starting(blocks, "• a way").lead_in == same_page.lead_in == over.lead_in
    assert starting(blocks, "5. The fifth").lead_in == ""


def test_footnotes_stand_apart_with_the_headings_of_their_marks(tmp_path: Path) -> None:
    _, blocks = read(pdfs.footnotes(tmp_path / "a.pdf"))
    notes = [(block.paragraph, text.split()[0]) for block, text in blocks if block.kind is BlockKind.FOOTNOTE]
    assert notes == [("fn 8", "8"), ("fn 9", "9"), ("fn 10", "10")]
    eighth = next(text for block, text in blocks if block.paragraph == "fn 8")
    assert eighth.endswith("second line of small print.")


def test_table_rows_stay_whole_and_carry_the_header(tmp_path: Path) -> None:
    _, blocks = read(pdfs.table(tmp_path / "a.pdf"))
    rows = [(text.split("\n")[-3:], block.lead_in) for block, text in blocks if block.kind is BlockKind.TABLE]
    assert [row[0] for row, _ in rows] == ["3A", "3B", "3C"]
    assert all(row[-1] == "harmed." for row, _ in rows)
    assert [lead_in for _, lead_in in rows] == ["", "Code Description", "Code Description"]
    assert starting(blocks, "After the table").kind is BlockKind.BODY


def test_running_headers_are_furniture(tmp_path: Path) -> None:
    pages = [[pdfs.line(800, "A made-up authority: procedures"), *pdfs.filler(n)] for n in range(1, 6)]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", pages))
    headers = [block for block, text in blocks if text == "A made-up authority: procedures"]
    assert len(headers) == 5
    assert {block.kind for block in headers} == {BlockKind.FURNITURE}


def test_sections_of_an_act(tmp_path: Path) -> None:
    _, blocks = read(pdfs.act(tmp_path / "a.pdf"), Authority.LAW)
    body = [(block.paragraph, block.page, text[:12]) for block, text in blocks if block.kind is BlockKind.BODY]
    assert body == [
        ("s.7(1)", 1, "(1) Each aut"),
        ("s.7(2)", 1, "(2) After se"),
        ("s.7(2)", 2, "(c) continue"),
        ("s.8", 2, "In this Part"),
    ]
    first = starting(blocks, "(1) Each")
    assert first.heading_path == ("Part 3 – Services in Wales", "Duty to plan")
    assert first.jurisdiction == "Wales"
    assert "a copy of the [plan] there" in next(text for block, text in blocks if block.paragraph == "s.7(2)")


def test_notes_and_headers_of_an_act_are_not_its_text(tmp_path: Path) -> None:
    _, blocks = read(pdfs.act(tmp_path / "a.pdf"), Authority.LAW)
    notes = [(block.paragraph, text) for block, text in blocks if block.kind is BlockKind.NOTE]
    assert len(notes) == 1
    assert notes[0][0] == "s.7"
    assert notes[0][1].startswith("Textual Amendments\nF1 Word")
    headers = [text for block, text in blocks if block.kind is BlockKind.FURNITURE]
    assert sum("Changes to legislation" in text for text in headers) == 2
    assert not any("Document Generated" in text for block, text in blocks if block.kind is BlockKind.BODY)


@pytest.mark.parametrize("extra", [[], [(15, 4), (3, 5), (222, 6), (1, 7)]])
def test_numbering_finds_the_run_among_stray_numbers(extra: list[tuple[int, int]]) -> None:
    candidates = sorted([(n, n) for n in range(1, 31)] + extra, key=lambda item: item[1])
    found = numbered_starts(candidates)
    assert sorted(found.values()) == list(range(1, 31))
    assert all(candidates[index][0] == candidates[index][1] for index in found)


def test_numbering_starts_again_in_an_annex() -> None:
    candidates = [(n, n) for n in range(1, 41)] + [(n, 40 + n) for n in range(1, 13)] + [(7, 60)]
    assert list(numbered_starts(candidates).values()) == [*range(1, 41), *range(1, 13)]


def test_numbering_does_not_begin_in_a_list_many_pages_before() -> None:
    candidates = [(1, 7), (2, 7), (3, 8), *[(n, 60 + n // 3) for n in range(1, 13)]]
    assert sorted(numbered_starts(candidates)) == list(range(3, 15))


def test_a_short_numbered_list_is_not_numbering() -> None:
    assert numbered_starts([(1, 4), (2, 4), (3, 4), (4, 4)]) == {}


_WORDS = st.sampled_from([
    "1. A duty",
    "• an item",
    "o a sub-item",
    "12",
    "Heading",
    "words that end.",
    "3A",
    "8 A note",
    "Part 2 – X",
])


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Draw a document of lines anywhere on pages, in any order, size and weight."""
    pages = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        text, lines = "", []
        for _ in range(draw(st.integers(0, 12))):
            words = draw(_WORDS)
            start = len(text) + 1 if text else 0
            text += f"\n{words}" if text else words
            x, y = draw(st.sampled_from([57.0, 75.0, 250.0])), draw(st.floats(20, 820))
            size = draw(st.sampled_from([6.5, 10.0, 12.0, 16.0]))
            lines.append(Line(start, len(text), x, y, x + 100, y + size * 0.7, size, draw(st.booleans())))
        printed = draw(st.sampled_from([None, "12", str(number)]))
        pages.append(Page(number=number, printed=printed, text=text, lines=tuple(lines)))
    return Document(source_id="a", pages=tuple(pages), sha256="0")


@settings(max_examples=150)
@given(document=documents(), authority=st.sampled_from([Authority.LAW, Authority.LOCAL]))
def test_every_character_is_in_one_block_whatever_the_page(document: Document, authority: Authority) -> None:
    assert_covered(document, structure(document, a_source(authority)))
