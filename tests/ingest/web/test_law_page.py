"""Pages of legislation.gov.uk: the legislation in them, set so that it is read as an Act is."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import FetchError
from ingest.pdf.parser import parse
from ingest.structure.blocks import BlockKind
from ingest.structure.pages_to_blocks import structure
from ingest.web.law_page import read_law
from ingest.web.web_pdf import Print, print_page
from tests.ingest.fetch.fetching import ACT, ACT_PAGE, act_page


def test_only_the_legislation_is_read_each_block_as_what_it_is() -> None:
    law = read_law(act_page().decode(), ACT_PAGE)
    assert (law.title, law.site, law.updated) == ("Lighthouse Act 2019", "legislation.gov.uk", None)
    assert [(b.kind.value, b.level, b.text) for b in law.body.blocks] == [
        ("heading", 2, "PART 1 – Lamps"),
        ("heading", 5, "1 Keeping of lamps"),
        ("text", 0, "(1) A keeper must trim the wick."),
        ("item", 1, "(a) in the evening;"),
        ("item", 2, "(1) The words put in elsewhere."),
        ("note", 0, "Textual Amendments"),
        ("note", 0, "F1 S. 1 inserted (5.5.2030)"),
    ]
    assert law.names.startswith("Lighthouse Act 2019\n")


def test_the_same_legislation_in_another_site_is_the_same_version() -> None:
    other = act_page().replace(b"Browse legislation", b"A new menu").decode()
    assert read_law(other, ACT_PAGE).html == read_law(act_page().decode(), ACT_PAGE).html
    assert read_law(act_page(words="Otherwise.").decode(), ACT_PAGE).html != read_law(other, ACT_PAGE).html


def test_its_print_is_read_by_sections_and_subsections(tmp_path: Path) -> None:
    law = read_law(act_page().decode(), ACT_PAGE)
    to = tmp_path / "act.pdf"
    print_page(Print(title=law.title, publisher="p", url=law.url, line="", blocks=law.body.blocks), to)
    document = parse(to, ACT.source_id)
    blocks = structure(document, ACT)
    words = {document.pages[0].text[b.start : b.end]: b for b in blocks if b.kind is not BlockKind.FURNITURE}
    (first,) = [b for text, b in words.items() if "trim the wick" in text]
    assert first.paragraph == "s.1(1)"
    assert "Keeping of lamps" in first.heading_path
    assert "put in elsewhere" in document.pages[0].text[first.start : first.end], "what is quoted is no subsection"
    assert any(b.kind is BlockKind.NOTE for text, b in words.items() if "S. 1 inserted" in text)


@pytest.mark.parametrize("html", ["", "<p>Sorry", "<div class='LegSnippet'></div>"])
def test_a_page_without_legislation_is_refused(html: str) -> None:
    with pytest.raises(FetchError, match="without the text of any legislation"):
        read_law(html, ACT_PAGE)
