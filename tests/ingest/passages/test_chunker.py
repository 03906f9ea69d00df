"""Passages: where they are cut, and what must hold of any of them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.types import Document, Line, Page, PassageKind
from ingest.passages.chunker import TokenLimit, chunk, opening_before
from ingest.pdf.parser import parse
from ingest.structure.blocks import Block, BlockKind
from ingest.structure.pages_to_blocks import structure
from tests.ingest import pdfs
from tests.ingest.structure.test_pages_to_blocks import a_source

_PIECES = st.sampled_from(["word", "stop.", "a;", "• item", "(b) thing", "\n", "longerwordthanmost", "x" * 40, "  "])
PROVISION = "\n".join([
    "(1) Each authority in the county must make a plan with—",
    "(a) the keeper of the light, and",
    "(b) any person who—",
    "(i) owns a boat, or",
    "(ii) has owned one.",
    "(c) the harbour master.",
    "(2) A plan may be short.",
    "(3) It lasts for a year.",
])


def words(text: str) -> int:
    return len(text.split()) + 2


LIMIT = TokenLimit(256, words)


def a_page(*blocks: str) -> Page:
    text = "\n".join(blocks)
    starts = [sum(len(block) + 1 for block in blocks[:n]) for n in range(len(blocks))]
    lines = tuple(
        Line(start, start + len(block), 57, 700 - 20 * n, 500, 710 - 20 * n, 12)
        for n, (start, block) in enumerate(zip(starts, blocks, strict=True))
    )
    return Page(number=1, printed="1", text=text, lines=lines)


def a_document(page: Page) -> Document:
    return Document(source_id="a", pages=(page,), sha256="0")


def blocks_of(
    page: Page, *kinds: BlockKind, paragraphs: tuple[str, ...] = (), path: tuple[str, ...] = ("H",)
) -> list[Block]:
    labels = paragraphs or ("",) * len(kinds)
    return [
        Block(page=1, start=line.start, end=line.end, kind=kind, paragraph=label, heading_path=path)
        for line, kind, label in zip(page.lines, kinds, labels, strict=True)
    ]


def test_a_paragraph_and_its_list_share_a_passage() -> None:
    page = a_page("4. A good reply includes the following:", "• the name of the person", "• the day it is due")
    blocks = blocks_of(page, BlockKind.BODY, BlockKind.LIST, BlockKind.LIST, paragraphs=("4", "4", "4"))
    (passage,) = chunk(a_document(page), blocks, "A guide", LIMIT)
    assert passage.text == page.text
    assert (passage.paragraph, passage.kind, passage.printed, passage.heading) == ("4", PassageKind.BODY, "1", "H")


def test_two_numbered_paragraphs_are_two_passages() -> None:
    page = a_page("4. The fourth paragraph is short.", "5. The fifth paragraph is short.")
    blocks = blocks_of(page, BlockKind.BODY, BlockKind.BODY, paragraphs=("4", "5"))
    assert [passage.paragraph for passage in chunk(a_document(page), blocks, "A guide", LIMIT)] == ["4", "5"]


@pytest.mark.parametrize("kind", [BlockKind.FURNITURE, BlockKind.CONTENTS, BlockKind.HEADING])
def test_what_is_not_guidance_gives_no_passage(kind: BlockKind) -> None:
    page = a_page("A line long enough to have been a passage by itself.")
    assert chunk(a_document(page), blocks_of(page, kind), "A guide", LIMIT) == ()


def test_what_stands_between_divides() -> None:
    page = a_page("The first sentence of some length.", "12", "The second sentence of some length.")
    blocks = blocks_of(page, BlockKind.BODY, BlockKind.FURNITURE, BlockKind.BODY)
    assert [p.text for p in chunk(a_document(page), blocks, "A guide", LIMIT)] == [page.text[:34], page.text[-35:]]


def test_table_rows_and_footnotes_are_never_merged() -> None:
    page = a_page("3A Concerns about the child.", "3B Concerns about a parent.", "8 A note.", "9 A note.")
    kinds = (BlockKind.TABLE, BlockKind.TABLE, BlockKind.FOOTNOTE, BlockKind.FOOTNOTE)
    passages = chunk(a_document(page), blocks_of(page, *kinds, paragraphs=("", "", "fn 8", "fn 9")), "A guide", LIMIT)
    assert [passage.text for passage in passages] == page.text.split("\n")


def test_scraps_are_dropped_but_not_whole_paragraphs() -> None:
    page = a_page("Scrap.", "9. Repealed.")
    passages = chunk(
        a_document(page), blocks_of(page, BlockKind.BODY, BlockKind.BODY, paragraphs=("", "9")), "G", LIMIT
    )
    assert [passage.text for passage in passages] == ["9. Repealed."]


def test_a_long_block_is_cut_at_sentences() -> None:
    sentences = [f"Sentence {n} says that staff " + "look and listen " * 10 + "each day." for n in range(12)]
    page = a_page(" ".join(sentences))
    passages = chunk(a_document(page), blocks_of(page, BlockKind.BODY), "A guide", LIMIT)
    assert len(passages) > 1
    assert all(passage.text.startswith("Sentence") and passage.text.endswith("each day.") for passage in passages)
    assert " ".join(passage.text for passage in passages) == page.text


def test_a_long_list_is_cut_between_items() -> None:
    page = a_page(*[f"• item {n} " + "says a thing. And another " * 8 + "end" for n in range(9)])
    block = Block(page=1, start=0, end=len(page.text), kind=BlockKind.LIST, lead_in="What to do:")
    passages = chunk(a_document(page), [block], "A guide", LIMIT)
    assert len(passages) > 1
    assert all(passage.text.startswith("• item") and passage.text.endswith("end") for passage in passages)
    assert {passage.lead_in for passage in passages} == {"What to do:"}


def test_headings_give_way_to_text_when_there_is_no_room() -> None:
    page = a_page("The text itself is what matters most of all here.")
    path = tuple(" ".join(["heading"] * 20) for _ in range(3))
    (passage,) = chunk(a_document(page), blocks_of(page, BlockKind.BODY, path=path), "G", TokenLimit(50, words))
    assert passage.text == page.text
    assert len(passage.heading_path) < 3
    assert words(passage.embedded_text("G")) <= 50


def test_no_room_next_to_the_title_is_an_error() -> None:
    page = a_page("The text itself is what matters most of all here.")
    with pytest.raises(ValueError, match="no room"):
        chunk(a_document(page), blocks_of(page, BlockKind.BODY), "A title " * 40, TokenLimit(30, words))


def test_boxes_cover_the_lines_of_the_passage() -> None:
    page = a_page("The first line of a paragraph", "and the second line of it.")
    block = Block(page=1, start=0, end=len(page.text), kind=BlockKind.BODY)
    (passage,) = chunk(a_document(page), [block], "A guide", LIMIT)
    assert [passage.text[box.start : box.end] for box in passage.boxes] == page.text.split("\n")
    assert [box.y0 for box in passage.boxes] == [line.y0 for line in page.lines]


def test_counting_is_not_repeated() -> None:
    counted: list[str] = []

    def count(text: str) -> int:
        counted.append(text)
        return words(text)

    page = a_page(*[f"• item number {n} of a rather long list" for n in range(60)])
    blocks = blocks_of(page, *[BlockKind.LIST] * 60)
    chunk(a_document(page), blocks, "A guide", TokenLimit(256, count))
    assert len(counted) < 60 * 4


def test_from_a_pdf(tmp_path: Path) -> None:
    document = parse(pdfs.numbered(tmp_path / "a.pdf"), "a")
    passages = chunk(document, structure(document, a_source()), "A guide", LIMIT)
    over = next(passage for passage in passages if passage.text.startswith("never later"))
    assert over.embedded_text("A guide").startswith("First steps\nThe fourth paragraph lists")
    assert [p.paragraph for p in passages if p.page == 3 and p.kind is PassageKind.BODY] == ["1", "2", "3", "4"]
    assert not [passage for passage in passages if passage.page == 2]


@settings(max_examples=200)
@given(
    texts=st.lists(st.lists(_PIECES, min_size=1, max_size=60).map(" ".join), min_size=1, max_size=6),
    kinds=st.lists(st.sampled_from(list(BlockKind)), min_size=6, max_size=6),
    labels=st.lists(st.sampled_from(["", "1", "2"]), min_size=6, max_size=6),
    most=st.integers(24, 90),
)
def test_passages_fit_and_never_overlap(texts: list[str], kinds: list[BlockKind], labels: list[str], most: int) -> None:
    def count(text: str) -> int:
        return -(-len("".join(text.split())) // 4) + text.count(" ") // 8

    page = a_page(*texts)
    blocks = blocks_of(page, *kinds[: len(texts)], paragraphs=tuple(labels[: len(texts)]), path=("Heading one", "Two"))
    blocks = [block for block in blocks if block.start < block.end]
    passages = chunk(a_document(page), blocks, "Title", TokenLimit(most, count))
    for passage in passages:
        assert page.text[passage.start : passage.end] == passage.text == passage.text.strip()
        assert count(passage.embedded_text("Title")) <= most
        kind = next(block.kind for block in blocks if block.start <= passage.start < block.end)
        assert kind.value in set(PassageKind)
        assert [box for box in passage.boxes if not 0 <= box.start <= box.end <= len(passage.text)] == []
    assert all(before.end <= after.start for before, after in pairwise(passages))
    whole = {passage.text for passage in passages}
    for block in blocks:
        text = page.text[block.start : block.end].strip()
        if block.kind is BlockKind.TABLE and sum(map(str.isalpha, text)) >= 3 and count(text) + 14 <= most:
            assert text in whole


def test_only_a_passage_that_starts_inside_a_list_carries_its_lead_in(tmp_path: Path) -> None:
    items = [f"• item {n} names a thing that staff are asked to do on the day" for n in range(20)]
    drawn = [*pdfs.lines(780, "Staff are asked to do the following:")]
    drawn += [draw for n, item in enumerate(items) for draw in pdfs.lines(750 - 24 * n, item, x=75)]
    document = parse(pdfs.make(tmp_path / "a.pdf", [drawn]), "a")
    first, *rest = chunk(document, structure(document, a_source()), "A guide", LIMIT)
    assert first.text.startswith("Staff are asked")
    assert first.lead_in == ""
    assert rest
    assert {passage.lead_in for passage in rest} == {"Staff are asked to do the following:"}


def test_a_divided_subsection_says_of_each_piece_what_it_hangs_on() -> None:
    items = [f"({letter}) the keeper of light number {n} and of its store" for n, letter in enumerate("abcdefgh")]
    page = a_page("\n".join(["(1) The duty falls on each of the following—", *items]))
    block = Block(page=1, start=0, end=len(page.text), kind=BlockKind.BODY, paragraph="s.11(1)")
    first, *rest = chunk(a_document(page), [block], "An Act", TokenLimit(75, words))
    assert (first.lead_in, first.text[:12]) == ("", "(1) The duty")
    assert rest
    assert {passage.lead_in for passage in rest} == {"(1) The duty falls on each of the following—"}
    assert all(passage.text.startswith("(") for passage in rest)


@pytest.mark.parametrize(
    ("piece", "opening"),
    [
        ("(b) any", "(1) Each authority in the county must make a plan with—"),
        ("(ii) has", "(b) any person who—"),
        ("(c) the", "(1) Each authority in the county must make a plan with—"),
        ("(2) A plan", ""),
        ("owned one", ""),
        ("(1) Each", ""),
    ],
)
def test_an_item_hangs_on_the_last_words_that_open_items_of_its_kind(piece: str, opening: str) -> None:
    assert opening_before(PROVISION, PROVISION.index(piece)) == opening


def test_an_item_does_not_hang_on_another_subsection() -> None:
    text = "(1) A plan must name—\n(a) the day.\n(2) It is made in the spring, and\n(a) kept,\n(b) read."
    assert opening_before(text, text.index("(b) read")) == ""


def test_a_letter_that_could_be_a_numeral_stays_in_its_list() -> None:
    text = "The plan names—\n(h) a place for—\n(i) boats,\n(ii) nets, and\n(i) a day."
    assert opening_before(text, text.rindex("(ii)")) == "(h) a place for—"
    letters = "The plan names—\n(g) a place,\n(h) a day,\n(i) a keeper."
    assert opening_before(letters, letters.index("(i)")) == "The plan names—"


def test_a_long_opening_is_cut_from_the_front() -> None:
    text = "A plan " + "made in good time " * 30 + "names:\n• a place\n• a day"
    opening = opening_before(text, text.index("• a day"))
    assert opening.startswith("… ")
    assert opening.endswith("names:")
    assert len(opening) <= 242
