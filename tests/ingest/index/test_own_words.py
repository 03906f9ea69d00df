"""Passages are looked up in the PDF's own text; one that does not stand there is never indexed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.index import generations
from corpus.types import Document, Page, Passage
from ingest.files import sha256_of
from ingest.index import read_document
from ingest.index.builder import Builder
from ingest.index.inputs import Item
from ingest.index.own_words import not_in_file
from ingest.index.page_report import read_reports
from ingest.pdf import Parsed
from ingest.pdf.parser import parse_closely
from tests.doubles import WordEmbedder, a_passage, a_source
from tests.ingest import pdfs

TEXT = "Keepers must trim\neach lamp – at dusk –\nand log it."


def parsed(own_text: str, text: str = TEXT, marks: tuple[tuple[int, str], ...] = ()) -> Parsed:
    page = Page(number=1, printed=None, text=text, marks=marks)
    return Parsed(document=Document(source_id="rules-2025", pages=(page,), sha256=""), own_text={1: own_text})


@pytest.mark.parametrize(
    "own_text",
    [
        TEXT,
        "KEEPERS must   trim\r\neach lamp - at dusk -\r\nand log it.",
        "and log it. Keepers must trim each\nlamp at dusk",
    ],
)
def test_spelling_and_the_order_of_lines_do_not_matter(own_text: str) -> None:
    assert not_in_file([a_passage(TEXT)], parsed(own_text)) == []


@pytest.mark.parametrize("own_text", ["", TEXT.replace("must", "may"), TEXT.replace("and log", "and never log")])
def test_words_that_the_file_does_not_have_so_are_found(own_text: str) -> None:
    assert not_in_file([a_passage(TEXT)], parsed(own_text)) == [a_passage(TEXT)]


def test_a_part_of_a_page_is_looked_up_by_itself() -> None:
    passages = [a_passage(TEXT[:18]), a_passage(TEXT[18:], start=18)]
    assert not_in_file(passages, parsed(TEXT.replace("dusk", "dawn"))) == passages[1:]


@pytest.mark.parametrize("own_text", ["Keepers must12 trim", "Keepers must 12, 13 trim"])
def test_a_footnote_mark_that_was_taken_out_may_stand_in_the_files_text(own_text: str) -> None:
    text = "Keepers must trim"
    assert not_in_file([a_passage(text)], parsed(own_text, text, ((12, "12"),))) == []
    assert not_in_file([a_passage(text)], parsed(own_text, text)) == [a_passage(text)]


def test_a_page_that_was_recognised_from_its_picture_has_no_text_to_look_it_up_in() -> None:
    assert not_in_file([a_passage(TEXT)], replace(parsed(""), own_text={})) == []


def test_the_parser_gives_the_files_own_text_page_by_page(tmp_path: Path) -> None:
    pdf = pdfs.make(tmp_path / "a-2025.pdf", [pdfs.filler(1), pdfs.filler(2)])
    read = parse_closely(pdf, "a-2025")
    assert sorted(read.own_text) == [1, 2]
    assert "of page 2 " in read.own_text[2]


def test_a_build_leaves_out_what_the_file_does_not_say_and_reports_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = pdfs.make(tmp_path / "a-2025.pdf", [pdfs.filler(1), pdfs.filler(2)])
    chunk = read_document.chunk

    def garbled(*given: object) -> tuple[Passage, ...]:
        first, *others = chunk(*given)  # type: ignore[arg-type]
        return (replace(first, text=first.text[::-1]), *others)

    monkeypatch.setattr(read_document, "chunk", garbled)
    item = Item(source=a_source("a-2025"), pdf=pdf, sha256=sha256_of(pdf))
    result = Builder(tmp_path / "index", WordEmbedder()).build([item])
    sentence = "a-2025 page 1 gave 1 passage that does not stand in the file’s own text, and is not indexed."
    assert sentence in result.problems[0]
    folder = generations.folder_of(tmp_path / "index", result.manifest.generation)
    assert [report.n_not_in_file for report in read_reports(folder)] == [1, 0]
    assert result.manifest.n_passages == sum(report.n_passages for report in read_reports(folder))
