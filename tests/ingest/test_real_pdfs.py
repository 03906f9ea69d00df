"""The parser, structure and passages on the real guidance, where it is at hand."""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from functools import cache
from pathlib import Path

import pypdf
import pytest

from corpus.text import fold
from corpus.types import Authority, Document, Passage, PassageKind, Source
from ingest.passages.chunker import TokenLimit, chunk
from ingest.pdf.parser import parse, parse_closely
from ingest.structure.blocks import Block, BlockKind
from ingest.structure.pages_to_blocks import structure

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

ACTS = ("children-act-2004", "children-and-social-work-act-2017")


def tokens(text: str) -> int:
    return len(re.findall(r"\w{1,6}|[^\w\s]", text)) + 2


@cache
def read(folder: Path, source_id: str) -> tuple[Document, tuple[Block, ...], tuple[Passage, ...]]:
    path = folder / f"{source_id}.pdf"
    if not path.exists():
        pytest.skip(f"{path.name} is not in DSL_CORPUS_DIR")
    authority = Authority.LAW if "-act-" in source_id else Authority.STATUTORY_GUIDANCE
    source = Source(source_id=source_id, title=source_id, publisher="", edition="", authority=authority)
    document = parse(path, source_id)
    blocks = structure(document, source)
    return document, blocks, chunk(document, blocks, source_id, TokenLimit(256, tokens))


@pytest.mark.parametrize(
    ("source_id", "last"),
    [("kcsie-2025", 562), ("kcsie-2024", 565), ("kcsie-2025-part-one", 74), ("working-together-2023", 403)],
)
def test_every_numbered_paragraph_starts_once(corpus_dir: Path, source_id: str, last: int) -> None:
    document, blocks, _ = read(corpus_dir, source_id)
    starts = [
        int(block.paragraph)
        for block in blocks
        if block.paragraph.isdigit()
        and document.pages[block.page - 1].text[block.start :].startswith(f"{block.paragraph}.")
        and block.kind is BlockKind.BODY
    ]
    main = starts[: starts.index(last) + 1]
    assert main == list(range(1, last + 1))
    rest = starts[len(main) :]
    assert rest == (list(range(1, 24)) if source_id in {"kcsie-2025", "kcsie-2024"} else [])


def test_a_paragraph_is_on_its_page(corpus_dir: Path) -> None:
    _, _, passages = read(corpus_dir, "kcsie-2025")
    where = {p.paragraph: (p.page, p.printed) for p in reversed(passages) if p.kind is PassageKind.BODY}
    assert where["24"] == (11, "11")
    assert where["340"] == (89, "89")
    assert where["474"][0] == 119


def test_printed_numbers(corpus_dir: Path) -> None:
    for source_id, offset in (("kcsie-2025", 0), ("working-together-2023", 0), ("families-first-evaluation-2025", 1)):
        pages = read(corpus_dir, source_id)[0].pages
        assert [page.printed for page in pages] == [None, *(str(page.number - offset) for page in pages[1:])]
    for source_id in ACTS:
        pages = read(corpus_dir, source_id)[0].pages
        assert [page.printed for page in pages[1:]] == [str(page.number) for page in pages[1:]]


def test_footnote_marks_do_not_change_the_law(corpus_dir: Path) -> None:
    pages = read(corpus_dir, "working-together-2023")[0].pages
    assert "Domestic Abuse Act 2021, section 3 recognises" in pages[12].text
    assert "8" in [mark for _, mark in pages[12].marks]
    assert "Data Protection Act 2018 " in " ".join(pages[18].text.split())
    assert "201812" not in pages[18].text
    page = read(corpus_dir, "kcsie-2024")[0].pages[3].text
    assert "schools and pupil referral units" in page
    assert "sector. College" in page
    assert not [p for p in read(corpus_dir, "kcsie-2024")[0].pages if re.search(r"\w\d{1,3}F \d", p.text)]


def test_a_footnote_is_a_passage_of_its_own(corpus_dir: Path) -> None:
    _, _, passages = read(corpus_dir, "working-together-2023")
    (note,) = [p for p in passages if p.page == 48 and p.paragraph == "fn 61"]
    assert note.kind is PassageKind.FOOTNOTE
    assert note.text.startswith("61 ")
    assert "Operation Encompass" in note.text
    assert note.heading_path[-1] == "The role of education and childcare settings"
    after = next(p for p in passages if p.page == 49)
    assert (after.paragraph, after.kind) == ("130", PassageKind.BODY)


@pytest.mark.parametrize(
    ("source_id", "last"), [("kcsie-2025", 168), ("kcsie-2024", 168), ("working-together-2023", 243)]
)
def test_every_footnote_is_found(corpus_dir: Path, source_id: str, last: int) -> None:
    _, blocks, _ = read(corpus_dir, source_id)
    found = {block.paragraph for block in blocks if block.kind is BlockKind.FOOTNOTE}
    endnotes = {f"fn {n}" for n in ("i", "ii", "iii", "iv")} if source_id.startswith("kcsie") else set()
    assert found == {f"fn {n}" for n in range(1, last + 1)} | endnotes


@pytest.mark.parametrize("source_id", ACTS)
def test_no_header_of_an_act_is_in_a_passage(corpus_dir: Path, source_id: str) -> None:
    document, blocks, passages = read(corpus_dir, source_id)
    body = [p for p in passages if p.kind is not PassageKind.NOTE]
    assert len(body) > 200
    for words in ("Document Generated", "View outstanding changes", "Changes to legislation", "(See end of Document"):
        assert not [p for p in body if words in p.text]
    headed = {block.page for block in blocks if block.kind is BlockKind.FURNITURE}
    assert headed == {page.number for page in document.pages}
    assert not [p for p in body if p.text.startswith("Textual Amendments")]


def test_sections_and_jurisdiction(corpus_dir: Path) -> None:
    _, _, passages = read(corpus_dir, "children-act-2004")
    sections = {p.paragraph.split("(")[0]: p for p in passages if p.paragraph.startswith("s.")}
    assert sections["s.11"].jurisdiction == ""
    assert {sections[f"s.{n}"].jurisdiction for n in (25, 28, 29)} == {"Wales"}
    assert sections["s.16H"].heading_path[-1]
    _, _, abuse = read(corpus_dir, "domestic-abuse-act-2021")
    (three,) = [p for p in abuse if p.paragraph == "s.3(2)"]
    assert three.heading_path[-1] == "Children as victims of domestic abuse"
    assert three.text.startswith("(2) Any reference in this Act")


def test_contents_pages_give_no_passages(corpus_dir: Path) -> None:
    for source_id, pages in (("working-together-2023", range(2, 7)), ("kcsie-2025", range(2, 4)), ("kcsie-2024", [2])):
        _, _, passages = read(corpus_dir, source_id)
        assert not [p.page for p in passages if p.page in pages]
    _, _, passages = read(corpus_dir, "kcsie-2025")
    assert [p.page for p in passages if p.page == 149] != []
    assert not [p for p in passages if p.page == 149 and "Marriage" in p.text]


def test_codes_keep_their_words(corpus_dir: Path) -> None:
    _, _, passages = read(corpus_dir, "cin-census-guide-2023-24")
    rows = {p.text.split()[0]: p for p in passages if p.kind is PassageKind.TABLE and p.page == 69}
    assert "parent" in rows["3B"].text
    assert "3C" not in rows["3B"].text
    assert rows["3B"].lead_in == "Code Description"


def test_a_list_over_pages_has_its_lead_in(corpus_dir: Path) -> None:
    _, _, passages = read(corpus_dir, "kcsie-2025")
    on_page = [p for p in passages if p.page == 120]
    assert on_page
    assert {p.paragraph for p in on_page} == {"474"}
    assert all(p.lead_in.endswith("includes:") for p in on_page)


def test_pictures_are_known(corpus_dir: Path) -> None:
    assert [page.number for page in read(corpus_dir, "kcsie-2025")[0].pages if page.image_only] == [71]
    assert [page.number for page in read(corpus_dir, "kcsie-2024")[0].pages if page.image_only] == [70]


def test_passages_hold_to_their_page_and_limit(corpus_dir: Path) -> None:
    for path in sorted(corpus_dir.glob("*.pdf")):
        document, _, passages = read(corpus_dir, path.stem)
        taken: Counter[tuple[int, int]] = Counter()
        for passage in passages:
            assert document.pages[passage.page - 1].text[passage.start : passage.end] == passage.text
            assert tokens(passage.embedded_text(path.stem)) <= 256
            assert passage.boxes
            taken.update((passage.page, at) for at in range(passage.start, passage.end))
        assert set(taken.values()) == {1}


def test_another_library_finds_the_words_on_the_page(corpus_dir: Path) -> None:
    drawn = random.Random(1)
    pool = [
        (path, passage)
        for path in sorted(corpus_dir.glob("*.pdf"))
        for passage in read(corpus_dir, path.stem)[2]
        if len(passage.text.split()) > 5
    ]
    shares = [_share_found(path, passage, read(corpus_dir, path.stem)[0]) for path, passage in drawn.sample(pool, 200)]
    assert sum(share >= 0.97 for share in shares) >= 194


def _share_found(path: Path, passage: Passage, document: Document) -> float:
    """Return the share of a passage's words that pypdf finds on its page, white space and marks aside."""
    theirs = "".join(fold(pypdf.PdfReader(path).pages[passage.page - 1].extract_text()).split())
    marks = {mark.casefold() for _, mark in document.pages[passage.page - 1].marks}
    found = 0
    words = fold(passage.text).split()
    for word in words:
        found += word in theirs or any(word in theirs.replace(mark, "") for mark in marks)
    return found / len(words)


@pytest.mark.parametrize("source_id", ["information-sharing-2024", "kcsie-2024", "working-together-2023"])
def test_guidance_hides_nothing_but_a_word_processors_debris(corpus_dir: Path, source_id: str) -> None:
    left_out = parse_closely(corpus_dir / f"{source_id}.pdf", source_id).left_out
    assert [page for page, some in left_out.items() if some.words] == []


def test_parsing_is_fast(corpus_dir: Path) -> None:
    started = time.perf_counter()
    pages = len(parse(corpus_dir / "kcsie-2025.pdf", "kcsie-2025").pages)
    assert pages / (time.perf_counter() - started) > 10  # about 110 on a quiet machine
