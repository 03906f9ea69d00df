"""``python -m ingest explain``: what each printed line of a page was taken for, and the passage it ended in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.index import PassageStore
from corpus.register.register import Register
from corpus.types import Authority
from ingest import __main__ as command
from ingest.explain import ExplainedPage, as_table, explain
from ingest.files import sha256_of
from ingest.index.builder import Builder
from ingest.index.inputs import Item
from ingest.sandbox.bounded_reader import BoundedReader
from tests.doubles import WordEmbedder, a_source
from tests.ingest import hostile, pdfs
from tests.ingest.command_parts import replace_parts

Run = Callable[..., int]
REGISTER = Register({
    "guide-2025": a_source("guide-2025"),
    "act-2001": a_source("act-2001", authority=Authority.LAW),
})


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    replace_parts(monkeypatch, SentenceTransformerEmbedder=lambda *_: WordEmbedder(), load_register=lambda: REGISTER)
    return lambda *arguments: command.main(["explain", *map(str, arguments)])


def explained(pdf: Path, number: int) -> ExplainedPage:
    with BoundedReader() as reader:
        return explain(pdf, number, REGISTER, WordEmbedder(), reader)


def roles(pdf: Path, number: int) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(line.text[:12], line.title, line.passages) for line in explained(pdf, number).lines]


def test_each_line_has_its_role_and_its_passage(tmp_path: Path) -> None:
    assert roles(pdfs.numbered(tmp_path / "a.pdf"), 3) == [
        ("2", "page number", ()),
        ("First steps", "heading, level 1", ()),
        ("1. The first", "numbered paragraph 1", (1,)),
        ("3. Advice is", "numbered paragraph 1", (1,)),
        ("2. The secon", "numbered paragraph 2", (2,)),
        ("15 working d", "numbered paragraph 2", (2,)),
        ("3. The third", "numbered paragraph 3", (3,)),
        ("4. The fourt", "numbered paragraph 4", (4,)),
        ("• the name o", "list item", (4,)),
        ("• the day on", "list item", (4,)),
        ("1 A note bet", "footnote 1", (5,)),
    ]


def test_contents_and_the_rows_of_tables_are_named(tmp_path: Path) -> None:
    contents = roles(pdfs.numbered(tmp_path / "a.pdf"), 2)
    assert {title for _, title, _ in contents} == {"page number", "contents line"}
    assert not any(passages for _, _, passages in contents)
    table = roles(pdfs.table(tmp_path / "b.pdf"), 1)
    assert [title for _, title, _ in table] == ["page number", "heading, level 1", *["table row"] * 7, "body"]
    assert [passages for _, _, passages in table[2:]] == [(1,), (1,), (1,), (2,), (2,), (3,), (3,), (4,)]


def test_what_repeats_in_the_margins_is_a_running_header_or_footer(tmp_path: Path) -> None:
    def page(n: int) -> list[pdfs.Draw]:
        header, footer = pdfs.line(815, "A guide for a made-up county"), pdfs.line(22, "Printed by the county")
        text = pdfs.lines(600, f"Sentence one of page {n} says something plain.", "Sentence two is like it.")
        return [header, pdfs.number(str(n)), *text, footer, *pdfs.lines(500, "Too short")]

    pdf = pdfs.make(tmp_path / "a.pdf", [page(n) for n in range(1, 5)])
    first, number, *text, short, footer = sorted(explained(pdf, 2).lines, key=lambda line: roles_order(line.text))
    assert (first.title, number.title, footer.title) == ("running header", "page number", "running footer")
    assert {line.title for line in text} == {"body"}
    assert all(line.passages == (1,) for line in text)
    assert (short.title, short.passages) == ("body", ())  # too short for a passage


def roles_order(text: str) -> int:
    starts = ("A guide", "2", "Sentence", "Too short", "Printed")
    return next(at for at, start in enumerate(starts) if text.startswith(start))


def test_a_deeper_heading_has_a_deeper_level(tmp_path: Path) -> None:
    page = [
        pdfs.number("1"),
        *pdfs.lines(770, "What the law asks", size=18, bold=True),
        *pdfs.lines(735, "Duties of the school", size=15, bold=True),
        *pdfs.lines(700, "The school writes down what it does, and when it does it."),
    ]
    found = explained(pdfs.make(tmp_path / "a.pdf", [page, pdfs.filler(2), pdfs.filler(3)]), 1)
    assert [(line.level, line.size, line.bold) for line in found.lines[1:3]] == [(1, 18.0, True), (2, 15.0, True)]
    assert found.passages[0].heading_path == ("What the law asks", "Duties of the school")


def test_a_registered_name_is_read_as_its_source_and_any_other_as_a_local_document(tmp_path: Path) -> None:
    titles = [title for _, title, _ in roles(pdfs.act(tmp_path / "act-2001.pdf"), 1)]
    assert titles[:4] == ["page number", "running header", "running header", "heading, level 1"]
    assert "provision s.7(1)" in titles
    assert "note" in titles
    page = explained(pdfs.act(tmp_path / "some-act.pdf"), 1)
    assert page.source.authority is Authority.LOCAL
    assert not any("provision" in line.title for line in page.lines)


def test_its_passages_are_those_of_a_build(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    pdf = pdfs.numbered(tmp_path / "guide-2025.pdf")
    item = Item(source=REGISTER["guide-2025"], pdf=pdf, sha256=sha256_of(pdf))
    Builder(tmp_path / "index", WordEmbedder(), REGISTER).build([item])
    store = PassageStore(next((tmp_path / "index").glob("generations/*/passages.sqlite")))
    built = [passage for passage in store.of_source("guide-2025") if passage.page == 4]
    store.close()
    assert run(pdf, 4, "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    assert [passage["passage_id"] for passage in printed["passages"]] == [passage.passage_id for passage in built]
    assert [passage["text"] for passage in printed["passages"]] == [passage.text for passage in built]


def test_the_table_reads_line_by_line(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(pdfs.numbered(tmp_path / "guide-2025.pdf"), 4) == 0
    out = capsys.readouterr().out
    assert out.startswith("guide-2025.pdf, page 4 of 5, printed number 3, read as guide-2025 (")
    rows = [row.split(maxsplit=3) for row in out.split("\n\n")[1].splitlines()]
    assert rows[0] == ["line", "role", "set", "in   passage  words"]
    assert [row[0] for row in rows[1:]] == [str(n) for n in range(1, len(rows))]
    assert "6     heading, level 1      16 bold  none     What comes later\n" in out
    assert "paragraph 5: First steps\n" in out
    assert out.rstrip().endswith("paragraph 8: What comes later")


def test_the_json_holds_all_of_it(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(pdfs.numbered(tmp_path / "mine.pdf"), 4, "--json") == 0
    page: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (page["file"], page["page"], page["n_pages"], page["printed"]) == ("mine.pdf", 4, 5, "3")
    assert page["authority"] == "local"
    line = next(line for line in page["lines"] if line["text"].startswith("5. The fifth"))
    assert (line["role"], line["number"], line["level"], line["bold"]) == ("numbered paragraph", "5", 0, False)
    (passage,) = [found for found in page["passages"] if found["passage"] in line["passages"]]
    assert (passage["paragraph"], passage["heading_path"]) == ("5", ["First steps"])
    assert passage["text"].startswith("5. The fifth paragraph")


def test_a_page_that_is_a_picture_says_so(tmp_path: Path) -> None:
    pdf = pdfs.make(tmp_path / "a.pdf", [pdfs.filler(1), [pdfs.picture(100, 300, 200, 200)]])
    page = explained(pdf, 2)
    assert (page.lines, page.passages) == ((), ())
    assert as_table(page).splitlines() == [
        "a.pdf, page 2 of 2, read as a local document.",
        "a page 2 is a picture without text: what it shows cannot be found or quoted.",
    ]


def test_text_that_nobody_can_see_is_named_and_is_no_line(tmp_path: Path) -> None:
    hidden = hostile.shown("Everybody waits for a week.").replace(b"BT", b"BT 3 Tr").replace(b"700", b"500")
    page = explained(hostile.write(tmp_path / "a.pdf", hostile.page(hostile.ordinary() + b" " + hidden)), 1)
    assert "a page 1 has text that cannot be seen on the page (23 characters): it is not indexed." in as_table(page)
    assert not any("week" in line.text for line in page.lines)


@pytest.mark.parametrize("number", [0, -1, 6])
def test_a_page_that_is_not_there_is_an_error_with_the_number_of_pages(
    tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str], number: int
) -> None:
    pdf = pdfs.numbered(tmp_path / "a.pdf")
    assert run(*(["--", pdf, number] if number < 0 else [pdf, number])) == 1
    assert capsys.readouterr() == (
        "",
        f"a.pdf has 5 pages and no page {number}.\nCount its pages from 1, its cover too.\n",
    )


def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    good = pdfs.make(tmp_path / "good.pdf", [pdfs.filler(1)]).read_bytes()
    (tmp_path / "cut.pdf").write_bytes(good[: len(good) // 2])
    (tmp_path / "damaged.pdf").write_bytes(b"%PDF-1.4\nno objects at all\n%%EOF\n")
    (tmp_path / "letter.pdf").write_bytes(b"Dear colleague")
    pdfs.make(tmp_path / "locked.pdf", [pdfs.filler(1)], password="secret")
    expected = {
        "cut": "cut.pdf is cut short: it has no end mark.",
        "damaged": "damaged.pdf is damaged and cannot be opened.",
        "letter": "letter.pdf is not a PDF, whatever its name.",
        "locked": "locked.pdf needs a password.",
        "missing": "missing.pdf cannot be read: No such file or directory.",
    }
    for name, sentence in expected.items():
        assert run(tmp_path / f"{name}.pdf", 1) == 1
        out, err = capsys.readouterr()
        assert (out, err.splitlines()[0]) == ("", sentence)


def test_a_page_that_is_no_number_is_bad_use(tmp_path: Path, run: Run) -> None:
    with pytest.raises(SystemExit) as left:
        run(tmp_path / "a.pdf", "first")
    assert left.value.code == 2
